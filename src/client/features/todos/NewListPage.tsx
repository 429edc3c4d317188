// The second tap of a new list: whose it is. A resident makes their own; staff choose a code or none. Called by TodosScreen.
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Row } from '#device/database.ts';
import { useDevice } from '#device/live.ts';
import { whoLearns } from '#device/who-learns.ts';
import { contentText, contentWords } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { TextField } from '#ui/TextField.tsx';
import { LISTS, listPath } from './todo-paths.ts';
import { makeList } from './todos-actions.ts';
import { useCalendar } from './todos-queries.ts';

export type NewListPageProps = {
  readonly template: Row<'todo-template'>;
  readonly learners: readonly Row<'learner'>[];
  /** Chosen before, on the learner's own screen. */
  readonly learnerId?: string | undefined;
};

/** From so many codes on, searching is quicker than looking. */
const SEARCH_FROM = 9;
const SHOWN = 24;

export function NewListPage({ template, learners, learnerId }: NewListPageProps) {
  const device = useDevice();
  const { route } = useLocation();
  const { today } = useCalendar();
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  const title = contentText(template.text, 'title');
  const staff = device.identity.value !== undefined;
  const make = async (learnerId: string | undefined): Promise<void> => {
    const made = await makeList(device, template, learnerId, today);
    if (made.ok) route(listPath(made.value));
    else setTrouble(made.error.code);
  };
  return (
    <PageFrame
      title={title.words}
      titleLang={title.lang}
      back={LISTS}
      lead={contentText(template.text, 'summary').words}
    >
      {trouble !== undefined && (
        <Notice
          kind="problem"
          live
          title={t(`errors:${trouble}`)}
          onClose={() => setTrouble(undefined)}
        />
      )}
      {staff ? (
        <ChooseLearner
          learners={learners}
          likely={learnerId ?? whoLearns.value}
          onChoose={(id) => void make(id)}
        />
      ) : (
        <div class="row">
          <Button kind="primary" icon="plus" onPress={() => void make(undefined)}>
            {t('todos:new.mine')}
          </Button>
        </div>
      )}
      <section class="stack-tight" aria-labelledby="todo-preview">
        <h2 id="todo-preview">{t('todos:new.items')}</h2>
        <ol class="todo-preview" lang={title.lang}>
          {template.items.map((item) => (
            <li key={item.id}>{contentWords(template.text, `${item.id}.title`)}</li>
          ))}
        </ol>
      </section>
    </PageFrame>
  );
}

type ChooseLearnerProps = {
  readonly learners: readonly Row<'learner'>[];
  /** The likeliest owner: stands first. */
  readonly likely: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
};

function ChooseLearner({ learners, likely, onChoose }: ChooseLearnerProps) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase();
  const fitting = learners
    .filter((learner) => learner.code.toLocaleLowerCase().includes(wanted))
    .toSorted((a, b) => Number(b.id === likely) - Number(a.id === likely));
  return (
    <section class="stack-tight" aria-labelledby="todo-whose">
      <h2 id="todo-whose">{t('todos:new.whose')}</h2>
      {learners.length >= SEARCH_FROM && (
        <TextField type="search" label={t('todos:new.search')} value={search} onInput={setSearch} />
      )}
      <div class="todo-learners">
        {fitting.slice(0, SHOWN).map((learner) => (
          <Button
            key={learner.id}
            kind={learner.id === likely ? 'primary' : 'secondary'}
            icon="person"
            onPress={() => onChoose(learner.id)}
          >
            {learner.code}
          </Button>
        ))}
        <Button icon="person" onPress={() => onChoose(undefined)}>
          {t('todos:whose.nobody')}
        </Button>
      </div>
      {fitting.length === 0 && learners.length > 0 && <p role="status">{t('todos:new.noCode')}</p>}
      {fitting.length > SHOWN && (
        <p role="status">{t('todos:new.more', { count: fitting.length - SHOWN })}</p>
      )}
    </section>
  );
}
