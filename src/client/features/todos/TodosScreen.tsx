// To-do lists: those that need a hand first, templates for a new one, and the bin. Route /todos;
// ?template=<slug> is the second tap, whose list it is; ?learner=<id> shows one learner's lists.
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { stampMs } from '#core/stamp.ts';
import { useDevice } from '#device/live.ts';
import type { Row } from '#device/database.ts';
import { useLearners } from '#device/learners.ts';
import { contentText } from '#i18n/content-text.ts';
import { formatDate } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { CardLink } from '#ui/Card.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { Icon } from '#ui/Icon.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { List, ListRow } from '#ui/List.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { recordPlace } from '#ui/record-place.ts';
import { RecordState } from '#ui/RecordState.tsx';
import { useNewPage } from '#ui/use-new-page.ts';
import { NewListPage } from './NewListPage.tsx';
import { byNeed, dueOf, type ListState } from '#device/todo-state.ts';
import { dueWords, type ListSource, listTitle } from './todo-words.ts';
import { restoreList } from './todos-actions.ts';
import {
  type TodoList,
  useBin,
  useCalendar,
  useLists,
  useSources,
  useTemplates,
} from './todos-queries.ts';
import { listPath, LISTS, newListPath } from './todo-paths.ts';
import './todos.css';

type Templates = ReadonlyMap<string, Row<'todo-template'>>;

export function TodosScreen() {
  const { template: chosen, learner: learnerId } = useLocation().query;
  useNewPage(chosen);
  const templates = useTemplates();
  const sources = useSources();
  const lists = useLists();
  const learners = useLearners();
  const staff = useDevice().identity.value !== undefined;
  if (
    templates === undefined ||
    sources === undefined ||
    lists === undefined ||
    learners === undefined
  ) {
    return (
      <PageFrame title={t('todos:title')}>
        <p class="soft">{t('common:loading')}</p>
      </PageFrame>
    );
  }
  const template = chosen === undefined ? undefined : templates.get(chosen);
  if (template)
    return <NewListPage template={template} learners={learners} learnerId={learnerId} />;
  const codes = new Map(learners.map((learner) => [learner.id, learner.code]));
  const code = codes.get(learnerId ?? '');
  if (code !== undefined) {
    return (
      <PageFrame title={t('todos:ofLearner', { code })} back={`/learners/${learnerId}`}>
        <Lists
          lists={lists.filter((list) => list.learnerId === learnerId)}
          sources={sources}
          codes={codes}
        />
        <TemplateCards templates={templates} learnerId={learnerId} />
        <div class="row">
          <LinkButton kind="secondary" icon="todo" href={LISTS}>
            {t('todos:toAll')}
          </LinkButton>
        </div>
      </PageFrame>
    );
  }
  return (
    <PageFrame title={t('todos:title')} back={staff ? '/records' : '/learn'} lead={t('todos:lead')}>
      <Lists lists={lists} sources={sources} codes={codes} />
      <TemplateCards templates={templates} />
      <Bin sources={sources} codes={codes} />
    </PageFrame>
  );
}

type TemplateCardsProps = {
  readonly templates: Templates;
  readonly learnerId?: string | undefined;
};

function TemplateCards({ templates, learnerId }: TemplateCardsProps) {
  return (
    <section class="stack-tight" aria-labelledby="todo-new">
      <h2 id="todo-new">{t('todos:new.title')}</h2>
      {templates.size === 0 ? (
        <EmptyState icon="download" title={t('todos:empty.templates')}>
          <p>{t('todos:empty.connect')}</p>
        </EmptyState>
      ) : (
        <div class="todo-cards">
          {[...templates.values()].map((template) => {
            const title = contentText(template.text, 'title');
            return (
              <CardLink
                key={template.slug}
                href={newListPath(template.slug, learnerId)}
                icon={template.audience === 'business' ? 'euro' : 'todo'}
                title={title.words}
                lang={title.lang}
                text={contentText(template.text, 'summary').words}
              />
            );
          })}
        </div>
      )}
    </section>
  );
}

type ListsProps = {
  readonly lists: readonly TodoList[];
  readonly sources: (list: TodoList) => ListSource | undefined;
  readonly codes: ReadonlyMap<string, string>;
};

function Lists({ lists, sources, codes }: ListsProps) {
  const calendar = useCalendar();
  return (
    <section class="stack-tight" aria-labelledby="todo-lists">
      <h2 id="todo-lists">{t('todos:lists')}</h2>
      {lists.length === 0 ? (
        <EmptyState icon="todo" title={t('todos:empty.lists')}>
          <p>{t('todos:empty.choose')}</p>
        </EmptyState>
      ) : (
        <List label={t('todos:lists')}>
          {byNeed(lists, calendar).map(({ row, state }) => (
            <ListRow
              key={row.id}
              href={listPath(row.id)}
              icon={state.finished ? 'done' : 'todo'}
              title={listTitle(row, sources(row))}
              text={whoseWords(row, codes)}
              note={
                <span class="todo-facts">
                  <span>{t('todos:done', { count: state.done, of: state.of })}</span>
                  <Standing state={state} today={calendar.today} />
                  <RecordState {...recordPlace(row)} />
                </span>
              }
            />
          ))}
        </List>
      )}
    </section>
  );
}

/** The learner's code, or that the list has none. */
const whoseWords = (row: TodoList, codes: ReadonlyMap<string, string>): string =>
  row.learnerId ? (codes.get(row.learnerId) ?? t('todos:whose.gone')) : t('todos:whose.nobody');

/** Word and icon beside the colour: stuck, late, the next date, or finished. */
function Standing({ state, today }: { readonly state: ListState; readonly today: string }) {
  if (state.finished) {
    return (
      <span class="todo-good">
        <Icon name="done" /> {t('todos:finished')}
      </span>
    );
  }
  if (state.stuckDays !== undefined) {
    return (
      <span class="todo-late">
        <Icon name="careful" /> {t('todos:stuck', { count: state.stuckDays })}
      </span>
    );
  }
  if (state.overdue > 0) {
    return (
      <span class="todo-late">
        <Icon name="clock" /> {t('todos:overdue', { count: state.overdue })}
      </span>
    );
  }
  const next = dueWords(dueOf(state.next?.dueOn, today));
  return next === '' ? null : <span>{t('todos:nextDue', { due: next })}</span>;
}

/** What was deleted in the last 30 days, each with a way back. */
function Bin({ sources, codes }: Omit<ListsProps, 'lists'>) {
  const device = useDevice();
  const bin = useBin();
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  if (!bin || bin.length === 0) return null;
  const restore = async (id: string): Promise<void> => {
    const done = await restoreList(device, id);
    setTrouble(done.ok ? undefined : done.error.code);
  };
  return (
    <section class="stack-tight" aria-labelledby="todo-bin">
      <h2 id="todo-bin">{t('todos:bin.title')}</h2>
      <p class="soft">{t('todos:bin.days')}</p>
      {trouble !== undefined && (
        <Notice
          kind="problem"
          live
          title={t(`errors:${trouble}`)}
          onClose={() => setTrouble(undefined)}
        />
      )}
      <List label={t('todos:bin.title')}>
        {bin.map((row) => {
          const title = listTitle(row, sources(row));
          return (
            <ListRow
              key={row.id}
              title={title}
              text={whoseWords(row, codes)}
              note={t('todos:bin.deleted', {
                date: formatDate(stampMs(row._stamps['deleted'] ?? '0')),
              })}
              actions={
                <Button icon="undo" about={title} onPress={() => void restore(row.id)}>
                  {t('todos:bin.restore')}
                </Button>
              }
            />
          );
        })}
      </List>
    </section>
  );
}
