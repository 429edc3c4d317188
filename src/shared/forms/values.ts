// The values expressions work on, and how one kind becomes another (XPath 1.0, section 4; dates after the ODK XForms specification).
// Called by the evaluator, the function table and the engine.
import type { Clock } from './clock.ts';
import { isDay } from '#core/dates.ts';
import type { ExpressionProblem } from './problems.ts';

/** Several nodes at once: the same question in all instances of a repeat. */
export type Many = readonly (string | number | boolean)[];
export type Value = string | number | boolean | Many;
/** What an evaluation gives: a value, or the first problem met. */
export type Outcome = Value | ExpressionProblem;

export const isProblem = <T extends Value | readonly unknown[]>(
  outcome: T | ExpressionProblem,
): outcome is ExpressionProblem => typeof outcome === 'object' && !Array.isArray(outcome);
export const isMany = (value: Value): value is Many => Array.isArray(value);

/** All single values inside. */
export const single = (values: readonly Value[]): Many => values.flat() as Many;

const NUMBER = /^\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*$/;
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(?:Z|[+-]\d{2}:?\d{2})?$/;
const DAY_SECONDS = 86_400;

/** Days since 1 January 1970 of a date or date-time as it reads on the wall clock there; NaN for anything else. */
export function daysOf(text: string): number {
  if (isDay(text)) return Date.parse(`${text}T00:00:00Z`) / (DAY_SECONDS * 1000);
  const parts = DATE_TIME.exec(text);
  if (parts === null || !isDay(parts[1] ?? '')) return Number.NaN;
  const seconds = Number(parts[2]) * 3600 + Number(parts[3]) * 60 + Number(parts[4] ?? 0);
  return daysOf(parts[1] ?? '') + seconds / DAY_SECONDS;
}

/** `2026-03-25` for a count of days since 1970; empty when there is no such day. */
export function dateOf(days: number): string {
  const ms = Math.floor(days) * DAY_SECONDS * 1000;
  if (!(Math.abs(ms) <= 8.64e15)) return '';
  const text = new Date(ms).toISOString();
  return text.length === 24 ? text.slice(0, 10) : '';
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (isMany(value)) return value[0] === undefined ? Number.NaN : toNumber(value[0]);
  return NUMBER.test(value) ? Number(value) : daysOf(value.trim());
}

export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return value[0] === undefined ? '' : toText(value[0]);
}

export function toBoolean(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value);
  return value.length > 0;
}

/** XPath 1.0, 4.2: no exponent, no minus zero. */
export function numberText(value: number): string {
  if (Object.is(value, -0)) return '0';
  const text = String(value);
  if (!text.includes('e')) return text;
  if (Math.abs(value) >= 1) return BigInt(value).toString();
  const [digits = '', power] = String(Math.abs(value)).split('e');
  return `${value < 0 ? '-' : ''}0.${'0'.repeat(-Number(power) - 1)}${digits.replace('.', '')}`;
}

/** XPath 1.0, 3.4. With several nodes on a side, one that fits is enough. */
export function compare(
  op: '=' | '!=' | '<' | '<=' | '>' | '>=',
  left: Value,
  right: Value,
): boolean {
  if (isMany(left)) return left.some((item) => compare(op, item, right));
  if (isMany(right)) return right.some((item) => compare(op, left, item));
  if (op === '=') return equal(left, right);
  if (op === '!=') return !equal(left, right);
  const [a, b] = [toNumber(left), toNumber(right)];
  if (op === '<') return a < b;
  if (op === '<=') return a <= b;
  return op === '>' ? a > b : a >= b;
}

function equal(left: Value, right: Value): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean')
    return toBoolean(left) === toBoolean(right);
  if (typeof left === 'number' || typeof right === 'number')
    return toNumber(left) === toNumber(right);
  return left === right;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** `now()`: local date and time with the offset, as the ODK XForms specification writes a dateTime. */
export function nowText(clock: Clock): string {
  const local = new Date(clock.ms - clock.zoneOffsetMinutes * 60_000).toISOString().slice(0, -1);
  const ahead = -clock.zoneOffsetMinutes;
  const minutes = Math.abs(ahead);
  return `${local}${ahead < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
