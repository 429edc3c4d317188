// An answer as a response record keeps it, and how typed text becomes one. Called by the engine and the survey screens.
import * as z from 'zod/mini';
import { isDay } from '#core/dates.ts';
import type { AnsweredType } from './schema.ts';

/** Names of choices as an array; numbers as numbers; days as `2026-03-25`; a number or day that can't be read stays the text that was typed. */
export type AnswerValue = string | number | readonly string[];

/** `at` is the local day of answering: answers grow old (survey.validDays). A person may also say that they don't want to answer. */
export type Answer =
  | { readonly value: AnswerValue; readonly at: string }
  | { readonly refused: true; readonly at: string };
export type Answers = Readonly<Record<string, Answer>>;

const at = z.string().check(z.refine(isDay));
const answer = z.union([
  z.strictObject({ value: z.union([z.string(), z.number(), z.array(z.string())]), at }),
  z.strictObject({ refused: z.literal(true), at }),
]);

export const isRefused = (one: Answer | undefined): boolean =>
  one !== undefined && 'refused' in one;
export const valueOf = (one: Answer | undefined): AnswerValue | undefined =>
  one === undefined || 'refused' in one ? undefined : one.value;

/** The answer in a record's register; undefined for an emptied one (null) or something unknown. */
export function readAnswer(json: unknown): Answer | undefined {
  const read = answer.safeParse(json);
  return read.success ? read.data : undefined;
}

/** As expressions see it: names of several choices parted by blanks. */
export const asValue = (value: AnswerValue): string | number =>
  typeof value === 'object' ? value.join(' ') : value;

/** Empty counts as not answered. */
export const isEmpty = (value: AnswerValue): boolean =>
  typeof value !== 'number' && value.length === 0;

/** Whether the value has the shape its question's type keeps. Unreadable numbers and days are kept as text and flagged by check.ts. */
export function hasShape(type: AnsweredType, value: AnswerValue): boolean {
  if (type === 'select_multiple' || type === 'rank') return Array.isArray(value);
  if (type === 'integer' || type === 'decimal' || type === 'range')
    return !Array.isArray(value) && !Number.isNaN(value);
  return typeof value === 'string';
}

/** Blanks, a decimal comma and a plus are fine in numbers (rule 22); blanks around anything are dropped. Text that is no number stays text. */
export function fromTyped(type: AnsweredType, typed: string): AnswerValue {
  const text = typed.trim();
  if (type !== 'integer' && type !== 'decimal' && type !== 'range') return text;
  const plain = text
    .replaceAll(/[\s\u00A0\u202F]/g, '')
    .replace(',', '.')
    .replace(/^\+/, '')
    .replace('−', '-');
  return /^-?(?:\d+\.?\d*|\.\d+)$/.test(plain) && Number.isFinite(Number(plain))
    ? Number(plain)
    : text;
}
