// The choices of a question: its own or a list's, with the ways to change them. Pure. Called by SurveyChoices.
import { choicesOf, type Choice, type Form, type Item, type Question } from '#forms/schema.ts';
import { choiceKey } from '#forms/texts.ts';
import { isGroup, itemsOf } from '#forms/schema.ts';
import { languages } from '#i18n/languages.ts';
import { type Registers, textRegister, wordsIn } from './content-draft.ts';
import { withItem, freshName } from './survey-tree.ts';

/** What changes: the form, and texts that move. */
export type ChoiceChange = { readonly form: Form; readonly texts: Registers };

/** The name of the form's list that the question takes its choices from; undefined when they are its own or a file's. */
export const listOf = (form: Form, item: Question): string | undefined =>
  typeof item.choices === 'string' && Object.hasOwn(form.lists ?? {}, item.choices)
    ? item.choices
    : undefined;

export const usersOf = (form: Form, list: string): readonly Item[] =>
  [...itemsOf(form.items)].filter((item) => !isGroup(item) && item.choices === list);

/** The form with these choices, wherever they stand. */
export function withChoices(form: Form, item: Question, choices: readonly Choice[]): Form {
  const list = listOf(form, item);
  return list === undefined
    ? { ...form, items: withItem(form.items, item.name, { ...item, choices }) }
    : { ...form, lists: { ...form.lists, [list]: choices } };
}

/** One more choice, under a name that none has and no words are left of. */
export function withNewChoice(
  form: Form,
  item: Question,
  now: Registers,
  version: number,
): { readonly form: Form; readonly name: string } {
  const choices = choicesOf(form, item);
  const start = choiceKey(item, '');
  const taken = new Set(choices.map((choice) => choice.name));
  for (const register of Object.keys(now)) {
    const key = register.split('.').slice(2).join('.');
    if (register.startsWith('text.') && key.startsWith(start)) taken.add(key.slice(start.length));
  }
  const name = freshName(taken, version, 'c');
  return { form: withChoices(form, item, [...choices, { name }]), name };
}

/** The words of all choices, from under one question's keys to another's. */
function movedWords(
  now: Registers,
  choices: readonly Choice[],
  from: Question,
  to: Question,
): Registers {
  const texts: Record<string, string> = {};
  for (const { name } of choices)
    for (const { code } of languages) {
      const words = wordsIn(now, textRegister(code, choiceKey(from, name)));
      if (words !== '') texts[textRegister(code, choiceKey(to, name))] = words;
    }
  return texts;
}

/** The question's own choices become a list that other questions can take too. */
export function asList(form: Form, item: Question, now: Registers): ChoiceChange {
  const choices = choicesOf(form, item);
  const list = freshName(
    new Set([...Object.keys(form.lists ?? {}), ...Object.keys(form.tables ?? {})]),
    1,
    'list',
  );
  const next = { ...item, choices: list };
  return {
    form: {
      ...form,
      lists: { ...form.lists, [list]: choices },
      items: withItem(form.items, item.name, next),
    },
    texts: movedWords(now, choices, item, next),
  };
}

/** A list's choices become the question's own; the list stays for the others, and goes with its last question. */
export function asOwn(form: Form, item: Question, now: Registers): ChoiceChange {
  const choices = choicesOf(form, item);
  const next = { ...item, choices };
  return {
    form: withoutIdleLists({ ...form, items: withItem(form.items, item.name, next) }, form),
    texts: movedWords(now, choices, item, next),
  };
}

/** Takes the choices of a list or a file. */
export const fromList = (form: Form, item: Question, list: string): Form =>
  withoutIdleLists(
    { ...form, items: withItem(form.items, item.name, { ...item, choices: list }) },
    form,
  );

/** Without lists that were used before and are no longer. Lists that no question ever used may be meant for expressions. */
function withoutIdleLists(form: Form, before: Form): Form {
  if (form.lists === undefined) return form;
  const lists = Object.entries(form.lists).filter(
    ([list]) => usersOf(form, list).length > 0 || usersOf(before, list).length === 0,
  );
  const { lists: _all, ...rest } = form;
  return lists.length === 0 ? rest : { ...form, lists: Object.fromEntries(lists) };
}

export const movedChoice = (
  choices: readonly Choice[],
  at: number,
  by: -1 | 1,
): readonly Choice[] => {
  const next = [...choices];
  next.splice(at + by, 0, ...next.splice(at, 1));
  return next;
};
