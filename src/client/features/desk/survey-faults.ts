// What has to be mended before a survey may go to the tablets, and expressions that do not work: each names its question. Pure; the words
// are in survey-words.ts. Called by the survey editor.
import { compile } from '#forms/compile.ts';
import type { FormProblem } from '#forms/problems.ts';
import { isGroup, isSelect, readForm, type Form, type Item } from '#forms/schema.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import { type Registers, textRegister, wordsIn } from './content-draft.ts';
import { MOST_TEXT } from './content-form.ts';
import { formIn, lackingOf, MOST_DAYS, neededKeys } from './survey-record.ts';
import { linesOf } from './survey-tree.ts';

/** The field's id on the screen, so that an error leads to it. */
export const surveyFieldId = (name: string): string => `survey-${name.replaceAll(/[^\w-]/g, '-')}`;

export type SurveyFault = { readonly at: string } & (
  | { readonly what: 'title' | 'summary' | 'noItems' }
  | { readonly what: 'days'; readonly max: number }
  | { readonly what: 'headLong'; readonly max: number }
  /** A group with nothing in it, a choice question without choices. */
  | { readonly what: 'emptyGroup' | 'noChoices' | 'noCalculation'; readonly name: string }
  /** Needed texts without words in Latvian. */
  | { readonly what: 'lacking'; readonly name: string; readonly now: number }
  | { readonly what: 'long'; readonly name: string; readonly max: number }
  /** What the form's schema refuses, by its own name of the place. */
  | { readonly what: 'schema'; readonly place: string }
);

const HEAD = ['title', 'summary', 'intro', 'thanks'] as const;

/** In the order of the screen; at most one for each item, so that each leads somewhere. */
export function faultsOfSurvey(now: Registers): readonly SurveyFault[] {
  const form = formIn(now);
  const faults: SurveyFault[] = [];
  for (const what of ['title', 'summary'] as const) {
    const register = textRegister(fallbackLanguage, what);
    // Latvian stands in for the others, so without it nobody would see anything.
    if (wordsIn(now, register).trim() === '') faults.push({ at: surveyFieldId(register), what });
  }
  for (const key of HEAD)
    for (const { code } of languages) {
      const register = textRegister(code, key);
      if (wordsIn(now, register).length > MOST_TEXT)
        faults.push({ at: surveyFieldId(register), what: 'headLong', max: MOST_TEXT });
    }
  const days = now['validDays'];
  if (typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    faults.push({ at: surveyFieldId('validDays'), what: 'days', max: MOST_DAYS });
  if (form.items.length === 0) faults.push({ at: surveyFieldId('add'), what: 'noItems' });
  const ofItems = linesOf(form.items).flatMap(({ item }) => itemFault(now, form, item) ?? []);
  faults.push(...ofItems);
  if (form.items.length > 0 && ofItems.length === 0) {
    const read = readForm(form);
    if (!read.ok)
      faults.push({
        at: surveyFieldId('add'),
        what: 'schema',
        place: read.error[0]?.path ?? '',
      });
  }
  return faults;
}

function itemFault(now: Registers, form: Form, item: Item): SurveyFault | undefined {
  const { name } = item;
  const at = surveyFieldId(`row.${name}`);
  if (isGroup(item)) return item.items.length === 0 ? { at, what: 'emptyGroup', name } : undefined;
  const keys = neededKeys(form, item);
  const fromTable =
    typeof item.choices === 'string' && Object.hasOwn(form.tables ?? {}, item.choices);
  if (isSelect(item) && keys.length === 1 && !fromTable) return { at, what: 'noChoices', name };
  if (item.type === 'calculate' && (item.calculation ?? '').trim() === '')
    return { at, what: 'noCalculation', name };
  const lacking = lackingOf(now, keys, fallbackLanguage).length;
  if (lacking > 0) return { at, what: 'lacking', name, now: lacking };
  const long = languages.some(({ code }) =>
    [...keys, `${name}.hint`, `${name}.constraint`, `${name}.required`].some(
      (key) => wordsIn(now, textRegister(code, key)).length > MOST_TEXT,
    ),
  );
  return long ? { at, what: 'long', name, max: MOST_TEXT } : undefined;
}

/** Expressions that do not work: the question stays usable, so they are told and do not keep the survey back. */
export function problemsIn(form: Form): readonly FormProblem[] {
  return form.items.length === 0 ? [] : compile(form).problems;
}
