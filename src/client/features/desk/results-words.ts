// Words for what the results count: questions, choices, rounds, hidden counts. Called by the result screens and their parts.
import type { Row } from '#device/database.ts';
import type { Count, Line } from '#forms/results/publish.ts';
import { itemsOf, isGroup, type Form, type Question } from '#forms/schema.ts';
import { choiceKey, labelKey } from '#forms/texts.ts';
import { contentWords } from '#i18n/content-text.ts';
import { formatDate, formatMonth, formatNumber } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';

export const countWords = (count: Count): string =>
  count === null ? t('results:hidden') : formatNumber(count);

export function questionOf(form: Form, name: string): Question | undefined {
  for (const item of itemsOf(form.items)) if (item.name === name && !isGroup(item)) return item;
  return undefined;
}

export const questionWords = (survey: Row<'survey'>, question: Question): string =>
  contentWords(survey.text, labelKey(question)) || question.name;

/** A round by its name in the results: `2026-03`, `2026-Q1`, `2026`, or two days. */
export function roundWords(name: string): string {
  if (name === '') return t('results:round.other');
  if (/^\d{4}-\d{2}$/.test(name)) return formatMonth(name);
  const [, year, quarter] = /^(\d{4})-Q(\d)$/.exec(name) ?? [];
  if (year !== undefined && quarter !== undefined)
    return t('results:round.quarter', { year, quarter });
  const [from, to] = name.split('..');
  return from !== undefined && to !== undefined ? `${formatDate(from)} – ${formatDate(to)}` : name;
}

export function lineWords(line: Line, named: (name: string) => string): string {
  return line.is === 'named' ? named(line.name) : t(`results:line.${line.is}`);
}

/** The words of one question's choices; months and hours of dates speak for themselves. */
export const choiceWords =
  (survey: Row<'survey'>, question: Question | undefined) =>
  (name: string): string => {
    if (question === undefined) return name;
    if (question.type === 'date' || question.type === 'datetime')
      return /^\d{4}-\d{2}$/.test(name) ? formatMonth(name) : name;
    return contentWords(survey.text, choiceKey(question, name)) || name;
  };
