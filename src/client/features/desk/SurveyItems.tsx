// The questions of a survey as a list with one of them open: find, add, move, copy, take away and back. Part of the survey editor.
// Closed lines are drawn again only when what they say has changed: a form may have a thousand.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { VNode } from 'preact';
import { isGroup, type Item } from '#forms/schema.ts';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Select } from '#ui/Select.tsx';
import { TextField } from '#ui/TextField.tsx';
import { textRegister, wordsIn } from './content-draft.ts';
import { surveyFieldId } from './survey-faults.ts';
import { formRegister, type SurveyEdit } from './survey-props.ts';
import { lackingOf, neededKeys, takenNames } from './survey-record.ts';
import {
  canMove,
  copied,
  freshName,
  insertedAfter,
  insertedInto,
  type Line,
  linesOf,
  moved,
  withItem,
  withoutItem,
} from './survey-tree.ts';
import { newItem, newTypes } from './survey-types.ts';
import { itemWords, lineWords, typeWords } from './survey-words.ts';
import { SurveyItem } from './SurveyItem.tsx';

/** From so many on one looks for a question by its words. */
const MANY = 20;
/** From so many on lines out of sight are not drawn. */
const MANY_MORE = 100;

export type SurveyItemsProps = SurveyEdit & {
  readonly open: string | undefined;
  readonly onOpen: (name: string | undefined) => void;
};

export function SurveyItems(props: SurveyItemsProps) {
  const { now, form, version, set, open, onOpen, problems, errorOf } = props;
  const [sought, setSought] = useState('');
  const [removed, setRemoved] = useState<{
    readonly words: string;
    readonly items: readonly Item[];
  }>();
  const goTo = useRef<string>(undefined);
  const drawn = useRef(new Map<string, { readonly says: string; readonly line: VNode }>());
  const toggle = useRef<(name: string) => void>(() => undefined);
  toggle.current = (name) => onOpen(open === name ? undefined : name);
  const press = useCallback((name: string) => toggle.current(name), []);
  // A new, moved or copied question is where one works on.
  useEffect(() => {
    const name = goTo.current;
    goTo.current = undefined;
    if (name === undefined) return;
    const row = document.getElementById(surveyFieldId(`row.${name}`));
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  });
  const write = (items: readonly Item[], focus?: string): void => {
    goTo.current = focus;
    set(formRegister({ ...form, items }));
  };
  const add = (type: Item['type'], after: Item | undefined): void => {
    const group = type === 'group' || type === 'repeat';
    const item = newItem(freshName(takenNames(now), version, group ? 'g' : 'q'), type);
    onOpen(item.name);
    write(
      after !== undefined && isGroup(after)
        ? insertedInto(form.items, after.name, item)
        : insertedAfter(form.items, after?.name, item),
      item.name,
    );
  };
  const copy = (item: Item): void => {
    const made = copied(item, takenNames(now), version);
    const texts: Record<string, string> = {};
    for (const [from, to] of made.names)
      for (const { code } of languages) {
        const start = textRegister(code, `${from}.`);
        for (const register of Object.keys(now))
          if (register.startsWith(start))
            texts[textRegister(code, `${to}.${register.slice(start.length)}`)] = wordsIn(
              now,
              register,
            );
      }
    goTo.current = made.copy.name;
    onOpen(made.copy.name);
    set({
      ...texts,
      ...formRegister({ ...form, items: insertedAfter(form.items, item.name, made.copy) }),
    });
  };
  const remove = (item: Item): void => {
    setRemoved({ words: itemWords(now, item), items: form.items });
    onOpen(undefined);
    write(withoutItem(form.items, item.name));
  };
  const lines = linesOf(form.items);
  const wanted = sought.trim().toLocaleLowerCase();
  const shown =
    wanted === ''
      ? lines
      : lines.filter(
          ({ item }) =>
            item.name === open ||
            `${itemWords(now, item)} ${item.name}`.toLocaleLowerCase().includes(wanted),
        );
  const faulty = new Set(problems.map(({ name }) => name));
  const rowIn = ({ item, number, depth }: Line): RowProps => ({
    name: item.name,
    words: lineWords(now, number, item),
    type: typeWords(item.type),
    depth: Math.min(depth, 3),
    lacking: languages
      .filter(({ code }) => lackingOf(now, neededKeys(form, item), code).length > 0)
      .map(({ ownName }) => ownName)
      .join(', '),
    shownWhen: item.relevant !== undefined,
    required: !isGroup(item) && item.required !== undefined && item.required !== false,
    problem: faulty.has(item.name),
    error: errorOf(surveyFieldId(`row.${item.name}`)) ?? '',
    open: item.name === open,
    onPress: press,
  });
  const closed = (line: Line): VNode => {
    const row = rowIn(line);
    const says = JSON.stringify(row);
    const known = drawn.current.get(row.name);
    if (known?.says === says) return known.line;
    const vnode = (
      <li key={row.name} class="survey-row" data-depth={row.depth}>
        <RowHead {...row} />
      </li>
    );
    drawn.current.set(row.name, { says, line: vnode });
    return vnode;
  };
  return (
    <section class="edit-step" aria-labelledby={surveyFieldId('items')}>
      <h2 id={surveyFieldId('items')}>{t('survey-builder:items', { now: lines.length })}</h2>
      {lines.length >= MANY && (
        <TextField
          id={surveyFieldId('search')}
          type="search"
          label={t('survey-builder:search')}
          value={sought}
          onInput={setSought}
        />
      )}
      {wanted !== '' && (
        <p role="status">{t('survey-builder:search.found', { now: shown.length })}</p>
      )}
      <ul class={`survey-rows${lines.length > MANY_MORE ? ' survey-rows-many' : ''}`}>
        {shown.map((line) => {
          if (line.item.name !== open) return closed(line);
          const { item } = line;
          return (
            <li
              key={item.name}
              class="survey-row survey-row-open"
              data-depth={Math.min(line.depth, 3)}
            >
              <RowHead {...rowIn(line)} />
              <div class="survey-open">
                <div class="row no-print">
                  {([-1, 1] as const).map((by) => (
                    <Button
                      key={by}
                      kind="quiet"
                      icon={by === -1 ? 'up' : 'down'}
                      about={itemWords(now, item)}
                      disabled={!canMove(form.items, item.name, by)}
                      onPress={() => write(moved(form.items, item.name, by), item.name)}
                    >
                      {t(by === -1 ? 'desk:part.up' : 'desk:part.down')}
                    </Button>
                  ))}
                  <Button
                    kind="quiet"
                    icon="plus"
                    about={itemWords(now, item)}
                    onPress={() => copy(item)}
                  >
                    {t('desk:part.copy')}
                  </Button>
                  <Button
                    kind="quiet"
                    icon="remove"
                    about={itemWords(now, item)}
                    onPress={() => remove(item)}
                  >
                    {t('desk:part.remove')}
                  </Button>
                </div>
                <SurveyItem
                  {...props}
                  item={item}
                  onChange={(next, texts) =>
                    set({
                      ...texts,
                      ...formRegister({ ...form, items: withItem(form.items, item.name, next) }),
                    })
                  }
                  onRenamed={(name) => onOpen(name)}
                />
                <Adder
                  id={`add.${item.name}`}
                  label={t(
                    isGroup(item) ? 'survey-builder:add.inside' : 'survey-builder:add.after',
                  )}
                  onAdd={(type) => add(type, item)}
                />
              </div>
            </li>
          );
        })}
      </ul>
      {removed && (
        <Notice
          kind="done"
          live
          title={t('survey-builder:removed', { question: removed.words })}
          onClose={() => setRemoved(undefined)}
        >
          <div>
            <Button
              icon="undo"
              onPress={() => {
                write(removed.items);
                setRemoved(undefined);
              }}
            >
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
      <Adder
        id="add"
        label={t('survey-builder:add')}
        error={errorOf(surveyFieldId('add'))}
        onAdd={(type) => add(type, undefined)}
      />
    </section>
  );
}

type AdderProps = {
  readonly id: string;
  readonly label: string;
  readonly error?: string | undefined;
  readonly onAdd: (type: Item['type']) => void;
};

function Adder({ id, label, error, onAdd }: AdderProps) {
  const [type, setType] = useState<Item['type']>('select_one');
  return (
    <div class="row desk-add no-print">
      <Select
        id={surveyFieldId(id)}
        label={label}
        value={type}
        options={newTypes.map((value) => ({ value, label: typeWords(value) }))}
        error={error}
        onChange={(value) => setType(value as Item['type'])}
      />
      <Button icon="plus" about={label} onPress={() => onAdd(type)}>
        {t('survey-builder:add.do')}
      </Button>
    </div>
  );
}

type RowProps = {
  readonly name: string;
  readonly words: string;
  readonly type: string;
  readonly depth: number;
  /** Languages in which words are missing. */
  readonly lacking: string;
  readonly shownWhen: boolean;
  readonly required: boolean;
  readonly problem: boolean;
  readonly error: string;
  readonly open: boolean;
  readonly onPress: (name: string) => void;
};

function RowHead(props: RowProps) {
  const { name, words, type, lacking, shownWhen, required, problem, error, open, onPress } = props;
  return (
    <button
      type="button"
      id={surveyFieldId(`row.${name}`)}
      class="survey-row-head"
      aria-expanded={open}
      onClick={() => onPress(name)}
    >
      <span class="survey-row-words">{words}</span>
      <span class="edit-marks">
        <span class="soft">{type}</span>
        {required && <span class="soft">{t('survey-builder:mark.required')}</span>}
        {shownWhen && <span class="mark-draft">{t('survey-builder:mark.condition')}</span>}
        {lacking !== '' && (
          <span class="mark-missing">{t('authoring:lacking', { languages: lacking })}</span>
        )}
        {problem && <span class="mark-missing">{t('survey-builder:mark.problem')}</span>}
        {error !== '' && <span class="mark-missing">{error}</span>}
      </span>
    </button>
  );
}
