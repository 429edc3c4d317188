// A survey as the desk edits it: registers of the public record with the draft over them, and what publishing writes: a new version when
// questions changed, without the texts of what is gone. Pure. Called by the screens of the survey editor.
import { type Json, sameJson } from '#core/json.ts';
import { registerKey } from '#core/register-key.ts';
import { choicesOf, isGroup, itemsOf, type Form, type Item } from '#forms/schema.ts';
import { choiceKey, labelKey } from '#forms/texts.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import type { Values } from '#records/registry.ts';
import { slugFrom } from './content-form.ts';
import {
  patchOf,
  type Registers,
  textRegister,
  textRegisters,
  wholeOf,
  wordsIn,
} from './content-draft.ts';

type SurveyValues = Partial<Values<'survey'>>;

const EMPTY: Form = { format: 1, version: 1, items: [] };
export const MOST_DAYS = 3650;
const beginning: Registers = { form: EMPTY as unknown as Json, validDays: 365, sites: [] };

export const registersOfSurvey = (row: SurveyValues | null | undefined): Registers =>
  row
    ? {
        form: row.form ?? null,
        validDays: row.validDays ?? null,
        sites: row.sites ?? [],
        ...textRegisters(row.text),
      }
    : {};

/** Everything as it would be once published. */
export const surveyNow = (row: SurveyValues | null | undefined, draft: Registers): Registers => ({
  ...beginning,
  ...registersOfSurvey(row),
  ...draft,
});

/** The form as it is worked on: with no questions yet, perhaps. */
export const formIn = (now: Registers): Form => now['form'] as unknown as Form;
export const sitesIn = (now: Registers): readonly string[] =>
  Array.isArray(now['sites']) ? (now['sites'] as readonly string[]) : [];

/** Without a public record there is nothing that a draft could say again. */
export const isSurveyAsPublished = (
  row: SurveyValues | undefined,
  register: string,
  value: Json,
): boolean => row !== undefined && sameJson(registersOfSurvey(row)[register] ?? '', value);

/** In the wished language, else in Latvian, else in any; undefined before there are words. */
export const wordsFor = (
  now: Registers,
  key: string,
  wished: string = fallbackLanguage,
): string | undefined =>
  [wished, fallbackLanguage, ...languages.map(({ code }) => code)]
    .map((code) => wordsIn(now, textRegister(code, key)))
    .find((words) => words.trim() !== '');

/** Names that items have, and names that texts are left of. */
export function takenNames(now: Registers): ReadonlySet<string> {
  const taken = new Set([...itemsOf(formIn(now).items)].map(({ name }) => name));
  for (const register of Object.keys(now))
    if (register.startsWith('text.')) taken.add(register.split('.')[2] ?? '');
  return taken;
}

const HEAD: ReadonlySet<string> = new Set(['title', 'summary', 'intro', 'thanks', 'plan']);

/** Text keys whose question, choice or list is not in the form. */
function leftOver(now: Registers): readonly string[] {
  const form = formIn(now);
  const items = new Map([...itemsOf(form.items)].map((item) => [item.name, item]));
  const lists = new Set([...Object.keys(form.lists ?? {}), ...Object.keys(form.tables ?? {})]);
  const owned = (key: string): boolean => {
    const parts = key.split('.');
    if (HEAD.has(parts[0] ?? '')) return true;
    for (let end = 1; end < parts.length; end += 1) {
      const head = parts.slice(0, end).join('.');
      if (parts[0] === 'list' && lists.has(parts.slice(1, end + 1).join('.'))) return true;
      const item = items.get(head);
      if (item !== undefined)
        return (
          parts[end] !== 'choice' ||
          choiceKeysOf(form, item).some((one) => registerKey(one) === key)
        );
    }
    return false;
  };
  return Object.keys(now).filter(
    (register) => register.startsWith('text.') && !owned(register.split('.').slice(2).join('.')),
  );
}

export const choiceKeysOf = (form: Form, item: Item): readonly string[] =>
  isGroup(item) ? [] : choicesOf(form, item).map((choice) => choiceKey(item, choice.name));

const questionsDiffer = (before: Form, now: Form): boolean =>
  !sameJson(
    { ...before, version: 0 } as unknown as Json,
    { ...now, version: 0 } as unknown as Json,
  );

/** The version that publishing gives: one more when questions changed. */
export function nextVersion(row: SurveyValues | undefined, now: Registers): number {
  const form = formIn(now);
  const before = row?.form as unknown as Form | undefined;
  if (before === undefined) return form.version;
  return questionsDiffer(before, form) ? before.version + 1 : before.version;
}

/** The draft as a change of the record; texts of what is gone go with it. */
export function surveyChange(
  row: SurveyValues | undefined,
  draft: Registers,
): Record<string, Json> {
  if (draft['form'] === undefined) return patchOf(draft);
  const now = surveyNow(row, draft);
  const gone = Object.fromEntries(leftOver(now).map((register) => [register, '']));
  const form = { ...formIn(now), version: nextVersion(row, now) } as unknown as Json;
  return patchOf({ ...draft, form, ...gone });
}

/** What the change makes other than it was, as it was: the way back. */
export function surveyBefore(
  row: SurveyValues | undefined,
  draft: Registers,
): Record<string, Json> {
  const before = registersOfSurvey(row);
  const touched = [
    ...Object.keys(draft),
    ...(draft['form'] === undefined ? [] : leftOver(surveyNow(row, draft))),
  ];
  return patchOf(Object.fromEntries(touched.map((register) => [register, before[register] ?? ''])));
}

/** A whole new record. @param last the greatest place in the list that is taken */
export function newSurvey(id: string, draft: Registers, last: number): Values<'survey'> {
  const now = surveyNow(undefined, draft);
  const gone = new Set(leftOver(now));
  const kept = Object.fromEntries(Object.entries(now).filter(([register]) => !gone.has(register)));
  return {
    order: Math.min(last + 10, 100_000),
    ...wholeOf(kept),
    // Two surveys may be called the same; the end of the id tells their addresses apart.
    slug: [slugFrom(wordsFor(now, 'title') ?? ''), id.slice(-4)]
      .filter((part) => part !== '')
      .join('-'),
  } as unknown as Values<'survey'>;
}

/** Text keys of an item that must have words: its own and its choices'. */
export function neededKeys(form: Form, item: Item): readonly string[] {
  const silent = isGroup(item) || item.type === 'calculate' || item.type === 'hidden';
  return silent ? [] : [labelKey(item), ...choiceKeysOf(form, item)];
}

/** Those of them that have no words in the language. */
export const lackingOf = (
  now: Registers,
  keys: readonly string[],
  lang: string,
): readonly string[] => keys.filter((key) => wordsIn(now, textRegister(lang, key)).trim() === '');
