// One to-do list: ticks with undo, dates in words, help, notes, own items, paper. Route /todos/:id.
import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { useEarlierValues } from '#device/earlier-values.ts';
import { useDevice, useRecord } from '#device/live.ts';
import { formatDateWithYear } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { mode } from '#ui/appearance.ts';
import { Button } from '#ui/Button.tsx';
import { EarlierValues } from '#ui/EarlierValues.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { Progress } from '#ui/Progress.tsx';
import { recordPlace } from '#ui/record-place.ts';
import { RecordState } from '#ui/RecordState.tsx';
import { AddItem } from './AddItem.tsx';
import { ItemRow } from './ItemRow.tsx';
import { ListPaper } from './ListPaper.tsx';
import { LISTS } from './todo-paths.ts';
import { itemsInOrder, type ListedItem, stateOf } from '#device/todo-state.ts';
import { itemTitle, type ListSource, listTitle } from './todo-words.ts';
import {
  type Answer,
  bringBack,
  removeItem,
  removeList,
  restoreList,
  tick,
} from './todos-actions.ts';
import { type TodoList, useCalendar, useList, useSources } from './todos-queries.ts';
import './todos.css';

export function ListScreen() {
  const list = useList(useRoute().params['id'] ?? '');
  const sources = useSources();
  if (list && sources && list.title !== undefined) {
    const source = sources(list);
    return list.deleted ? (
      <DeletedList list={list} source={source} />
    ) : (
      <OpenList list={list} source={source} />
    );
  }
  return (
    <PageFrame title={t('todos:title')} back={LISTS} backLabel={t('todos:toAll')}>
      {list === undefined || sources === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : (
        <EmptyState
          icon="todo"
          title={t('todos:missing.title')}
          action={<LinkButton href={LISTS}>{t('todos:toAll')}</LinkButton>}
        >
          <p>{t('todos:missing.text')}</p>
        </EmptyState>
      )}
    </PageFrame>
  );
}

type ListProps = { readonly list: TodoList; readonly source: ListSource | undefined };

/** Right after deleting, and for anybody who follows an old link: what happened and the way back. */
function DeletedList({ list, source }: ListProps) {
  const device = useDevice();
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  const restore = async (): Promise<void> => {
    const done = await restoreList(device, list.id);
    if (!done.ok) setTrouble(done.error.code);
  };
  return (
    <PageFrame title={listTitle(list, source)} back={LISTS} backLabel={t('todos:toAll')}>
      <Notice kind="done" live title={t('todos:bin.moved')}>
        <p>{t('todos:bin.days')}</p>
      </Notice>
      {trouble !== undefined && <Notice kind="problem" live title={t(`errors:${trouble}`)} />}
      <div class="row">
        <Button kind="primary" icon="undo" onPress={() => void restore()}>
          {t('todos:bin.restore')}
        </Button>
        <LinkButton kind="secondary" href={LISTS}>
          {t('todos:toAll')}
        </LinkButton>
      </div>
    </PageFrame>
  );
}

/** The last change, in words, with its way back; stays until the next one or until closed (rules 12 and 17). */
type Last = { readonly words: string; readonly item: string; readonly undo: () => Answer };

function OpenList({ list, source }: ListProps) {
  const device = useDevice();
  const calendar = useCalendar();
  const earlier = useEarlierValues('todo-list', list.id);
  const learner = useRecord('learner', list.learnerId ?? undefined);
  const [last, setLast] = useState<Last | undefined>(undefined);
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  const items = itemsInOrder(list);
  const state = stateOf(list, calendar);
  const learnerHolds = mode.value === 'learner';
  const title = listTitle(list, source);

  const settle = async (answer: Answer, done?: Last): Promise<void> => {
    const result = await answer;
    setTrouble(result.ok ? undefined : result.error.code);
    setLast(result.ok ? done : undefined);
  };
  const onTick = (item: ListedItem, done: boolean): void =>
    void settle(tick(device, list.id, item.id, done), {
      item: item.id,
      words: t(done ? 'todos:ticked' : 'todos:unticked', { item: itemTitle(item, source) }),
      undo: () => tick(device, list.id, item.id, !done),
    });
  const onRemove = (item: ListedItem): void =>
    void settle(removeItem(device, list.id, item.id), {
      item: item.id,
      words: t('todos:removed', { item: itemTitle(item, source) }),
      undo: () => bringBack(device, list.id, item),
    });

  const undo = (): void => {
    if (last) void settle(last.undo());
  };

  return (
    <PageFrame
      title={title}
      {...(learnerHolds ? {} : { back: LISTS, backLabel: t('todos:toAll') })}
      lead={
        <div class="todo-lead">
          <p>{learner ? t('todos:whose.code', { code: learner.code }) : t('todos:whose.nobody')}</p>
          {list.startOn && (
            <p class="soft">{t('todos:started', { date: formatDateWithYear(list.startOn) })}</p>
          )}
          <div class="no-print">
            <Progress
              now={state.done}
              of={state.of}
              label={t('todos:done', { count: state.done, of: state.of })}
            />
          </div>
          <p class="no-print">
            <RecordState {...recordPlace(list)} />
          </p>
        </div>
      }
    >
      <div class="stack no-print">
        {!learnerHolds && state.stuckDays !== undefined && (
          <Notice kind="careful" title={t('todos:stuck', { count: state.stuckDays })}>
            <p>{t('todos:stuckNext')}</p>
          </Notice>
        )}
        {state.finished && (
          <Notice kind="done" title={t('todos:allDone')}>
            <p>{t('todos:allDoneNext')}</p>
          </Notice>
        )}
        <ol class="todo-items">
          {items.map((item) => (
            <ItemRow
              key={item.id}
              list={list}
              item={item}
              source={source}
              today={calendar.today}
              editable={!learnerHolds}
              onTick={(done) => onTick(item, done)}
              onRemove={() => onRemove(item)}
              undo={<UndoBar last={last?.item === item.id ? last : undefined} onUndo={undo} />}
            />
          ))}
        </ol>
        {trouble !== undefined && (
          <Notice
            kind="problem"
            live
            title={t('todos:notKept')}
            onClose={() => setTrouble(undefined)}
          >
            <p>{t(`errors:${trouble}`)}</p>
          </Notice>
        )}
        {/* An item that was taken off has no row any more: its way back stands at the list's end. */}
        <UndoBar
          last={items.some((item) => item.id === last?.item) ? undefined : last}
          onUndo={undo}
        />
        {!learnerHolds && (
          <>
            <AddItem list={list} items={items} />
            <div class="row">
              <PrintButton label={t('todos:print')} />
            </div>
            {device.identity.value && <EarlierValues {...earlier} />}
            <div class="todo-delete">
              <Button
                kind="danger"
                icon="remove"
                onPress={() => void settle(removeList(device, list.id))}
              >
                {t('todos:delete')}
              </Button>
              <p class="soft small">{t('todos:bin.days')}</p>
            </div>
          </>
        )}
      </div>
      <ListPaper list={list} items={items} source={source} today={calendar.today} />
    </PageFrame>
  );
}

type UndoBarProps = { readonly last: Last | undefined; readonly onUndo: () => void };

/** Always in the page, so that a screen reader hears when words come into it. */
function UndoBar({ last, onUndo }: UndoBarProps) {
  return (
    <div class="todo-undo" role="status">
      {last && (
        <>
          <p>{last.words}</p>
          <Button icon="undo" onPress={onUndo}>
            {t('common:undo')}
          </Button>
        </>
      )}
    </div>
  );
}
