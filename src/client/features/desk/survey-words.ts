// Questions, types and comparisons in words of the present language, and sentences that name a fault, its place and its mending. Called by
// the survey editor.
import type { FormProblem } from '#forms/problems.ts';
import type { Form, Item } from '#forms/schema.ts';
import { choicesOf, isGroup } from '#forms/schema.ts';
import { choiceKey, labelKey } from '#forms/texts.ts';
import { language, t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import type { Registers } from './content-draft.ts';
import type { SurveyFault } from './survey-faults.ts';
import { formIn, wordsFor } from './survey-record.ts';
import { linesOf } from './survey-tree.ts';

export const languageName = (code: string): string =>
  languages.find((one) => one.code === code)?.ownName ?? code;

const LONG = 70;
const shortened = (words: string): string =>
  words.length > LONG ? `${words.slice(0, LONG).trimEnd()}…` : words;

/** Its first words, else its name. */
export const itemWords = (now: Registers, item: Item): string =>
  shortened(wordsFor(now, labelKey(item), language.value) ?? item.name);

/** `2.3. Vai Jums ir telefons?` */
export const lineWords = (now: Registers, number: string, item: Item): string =>
  `${number} ${itemWords(now, item)}`;

/** The same of an item that is known by its name only; the name itself when it is gone. */
export function placeWords(now: Registers, name: string): string {
  const line = linesOf(formIn(now).items).find(({ item }) => item.name === name);
  return line ? lineWords(now, line.number, line.item) : name;
}

/** Keys that end in `_one` are plural forms, so the names of types stand with dashes there. */
export const typeWords = (type: Item['type']): string =>
  t(`survey-builder:type.${type.replaceAll('_', '-')}`);

/** The choices of a question as options of a list. */
export const choiceOptions = (
  now: Registers,
  form: Form,
  item: Item | undefined,
): readonly { readonly value: string; readonly label: string }[] =>
  item === undefined || isGroup(item)
    ? []
    : choicesOf(form, item).map((choice) => ({
        value: choice.name,
        label: shortened(
          wordsFor(now, choiceKey(item, choice.name), language.value) ?? choice.name,
        ),
      }));

export function surveyFaultWords(now: Registers, fault: SurveyFault): string {
  return t(`survey-builder:fault.${fault.what}`, {
    ...('name' in fault ? { question: placeWords(now, fault.name) } : {}),
    ...('max' in fault ? { max: fault.max } : {}),
    ...('now' in fault ? { now: fault.now } : {}),
    ...('place' in fault ? { place: fault.place } : {}),
  });
}

/** What is wrong with an expression, at which sign of it. */
export const problemWords = (problem: Pick<FormProblem, 'code' | 'at' | 'found'>): string =>
  t(`survey-builder:problem.${problem.code}`, { found: problem.found, place: problem.at + 1 });

/** The same with its question and part. */
export const problemLine = (now: Registers, problem: FormProblem): string =>
  t('survey-builder:problem.line', {
    question: placeWords(now, problem.name),
    part: t(`survey-builder:part.${problem.part}`),
    problem: problemWords(problem),
  });

/** What an earlier value was of; undefined leaves the general word. */
export const surveyRegisterName =
  (now: Registers) =>
  (register: string): string | undefined => {
    const [field = '', lang = '', ...rest] = register.split('.');
    if (field !== 'text')
      return field === 'form' || field === 'validDays' || field === 'sites'
        ? t(`survey-builder:field.${field}`)
        : undefined;
    const name = rest.slice(0, -1).join('.');
    const place = name === '' ? t(`survey-builder:head.${rest[0]}`) : placeWords(now, name);
    return `${place} (${languageName(lang)})`;
  };
