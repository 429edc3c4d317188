// One item of a to-do list: the tick, when it is due, help, links to the lesson and the practice, the mentor's note. Called by ListScreen.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useBySlug, useDevice } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Checkbox } from '#ui/Checkbox.tsx';
import { Icon } from '#ui/Icon.tsx';
import { TextArea } from '#ui/TextArea.tsx';
import { lessonLink, practiceLink } from './todo-paths.ts';
import { dueOf, type ListedItem } from '#device/todo-state.ts';
import { dueWords, itemHelp, itemTitle, type ListSource, privateWords } from './todo-words.ts';
import { noteItem } from './todos-actions.ts';
import type { TodoList } from './todos-queries.ts';

export type ItemRowProps = {
  readonly list: TodoList;
  readonly item: ListedItem;
  readonly source: ListSource | undefined;
  readonly today: string;
  /** False while the learner holds the tablet: then only ticks change. */
  readonly editable: boolean;
  readonly onTick: (done: boolean) => void;
  readonly onRemove: () => void;
  /** The way back from the last change, when it was made here. */
  readonly undo: ComponentChildren;
};

export function ItemRow({
  list,
  item,
  source,
  today,
  editable,
  onTick,
  onRemove,
  undo,
}: ItemRowProps) {
  const title = itemTitle(item, source);
  const own = item.title !== undefined;
  return (
    <li class="todo-item">
      <Checkbox
        label={title}
        hint={itemHelp(item, source) || undefined}
        checked={item.done}
        onChange={onTick}
      />
      {undo}
      <div class="todo-item-more">
        <ItemDue item={item} today={today} />
        <ItemLinks item={item} learnerId={list.learnerId} />
        <ItemNote list={list} item={item} title={title} editable={editable} />
        {own && editable && (
          <div>
            <Button kind="quiet" icon="remove" about={title} onPress={onRemove}>
              {t('todos:item.remove')}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

/** Late is said in words with an icon; the colour only helps. Nothing is late once it is done. */
function ItemDue({ item, today }: { readonly item: ListedItem; readonly today: string }) {
  const due = dueOf(item.dueOn, today);
  if (item.done || due.kind === 'none') return null;
  const late = due.kind === 'past';
  return (
    <p class={late ? 'todo-due todo-late' : 'todo-due'}>
      <Icon name={late ? 'careful' : 'calendar'} />{' '}
      <span>{late ? dueWords(due) : t('todos:due.line', { due: dueWords(due) })}</span>
    </p>
  );
}

type ItemLinksProps = { readonly item: ListedItem; readonly learnerId: string | null | undefined };

/** Only links that lead somewhere: a lesson or practice that is not on this device is left out. */
function ItemLinks({ item, learnerId }: ItemLinksProps) {
  const lesson = useBySlug('lesson', item.lesson ?? '');
  const practice = useBySlug('walkthrough', item.walkthrough ?? '');
  if (!lesson && !practice) return null;
  return (
    <ul class="todo-links">
      {lesson && (
        <li>
          <a href={lessonLink(lesson.slug, learnerId)}>
            <Icon name="learn" />{' '}
            {t('todos:item.lesson', { title: contentWords(lesson.text, 'title') })}
          </a>
        </li>
      )}
      {practice && (
        <li>
          <a href={practiceLink(practice.slug, learnerId)}>
            <Icon name="practice" />{' '}
            {t('todos:item.practice', { title: contentWords(practice.text, 'title') })}
          </a>
        </li>
      )}
    </ul>
  );
}

type ItemNoteProps = Pick<ItemRowProps, 'list' | 'item' | 'editable'> & { readonly title: string };

function ItemNote({ list, item, title, editable }: ItemNoteProps) {
  const device = useDevice();
  const kept = list.notes?.[item.id] ?? '';
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  const save = async (): Promise<void> => {
    const text = typed ?? '';
    const done = await noteItem(device, list.id, item.id, text);
    if (done.ok) setTyped(undefined);
    setError(
      done.ok
        ? undefined
        : (privateWords(text) ??
            (done.error.code === 'bad-value'
              ? t('todos:item.noteLong')
              : t(`errors:${done.error.code}`))),
    );
  };
  if (typed === undefined) {
    return (
      <>
        {kept !== '' && (
          <p class="todo-note">
            <Icon name="note" /> <span>{kept}</span>
          </p>
        )}
        {editable && (
          <div>
            <Button kind="quiet" icon="edit" about={title} onPress={() => setTyped(kept)}>
              {kept === '' ? t('todos:item.note') : t('todos:item.noteChange')}
            </Button>
          </div>
        )}
      </>
    );
  }
  return (
    <div class="stack-tight">
      <TextArea
        label={t('todos:item.noteLabel', { item: title })}
        hint={t('todos:item.noteHint')}
        error={error}
        rows={2}
        value={typed}
        onInput={setTyped}
      />
      <div class="row">
        <Button icon="check" about={title} onPress={() => void save()}>
          {t('common:save')}
        </Button>
        <Button
          kind="quiet"
          about={title}
          onPress={() => {
            setTyped(undefined);
            setError(undefined);
          }}
        >
          {t('common:cancel')}
        </Button>
      </div>
    </div>
  );
}
