// Functions of days and times: formatting, adding, differences. All by the wall clock, as the answer reads. Called by functions.ts.
import { nowText, toNumber, toText, daysOf, dateOf, type Value } from './values.ts';
import type { Clock } from './clock.ts';

const DAY_MS = 86_400_000;
const two = (n: number): string => String(n).padStart(2, '0');

/** Days since 1970 of a number, a date or a date-time; NaN for anything else. */
export const daysIn = (value: Value): number =>
  typeof value === 'number' ? value : daysOf(toText(value).trim());

/** The wall clock's parts as a UTC date, to whole milliseconds; undefined when there is no such day. */
function momentOf(value: Value): Date | undefined {
  const date = new Date(Math.round(daysIn(value) * DAY_MS));
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 || date.getUTCFullYear() < 0
    ? undefined
    : date;
}

/** `format-date()` and `format-date-time()`: what is no date gives nothing, an unknown sign stays. */
export function formatted(value: Value, pattern: string, language: string): string {
  const date = momentOf(value);
  if (date === undefined) return '';
  const name = (part: 'month' | 'weekday'): string => {
    try {
      return new Intl.DateTimeFormat(language, { [part]: 'short', timeZone: 'UTC' }).format(date);
    } catch {
      return '';
    }
  };
  const signs: Readonly<Record<string, () => string>> = {
    Y: () => String(date.getUTCFullYear()).padStart(4, '0'),
    y: () => String(date.getUTCFullYear()).padStart(4, '0').slice(2),
    m: () => two(date.getUTCMonth() + 1),
    n: () => String(date.getUTCMonth() + 1),
    b: () => name('month'),
    d: () => two(date.getUTCDate()),
    e: () => String(date.getUTCDate()),
    a: () => name('weekday'),
    W: () => two(weekOf(date)),
    H: () => two(date.getUTCHours()),
    h: () => String(date.getUTCHours()),
    M: () => two(date.getUTCMinutes()),
    S: () => two(date.getUTCSeconds()),
    '3': () => String(date.getUTCMilliseconds()).padStart(3, '0'),
    '%': () => '%',
  };
  return pattern.replaceAll(/%(.)/g, (whole, sign: string) =>
    Object.hasOwn(signs, sign) ? (signs[sign]?.() ?? '') : whole,
  );
}

/** ISO 8601: the week that holds the year's first Thursday is the first. */
function weekOf(date: Date): number {
  const thursday = Math.floor(date.getTime() / DAY_MS) - ((date.getUTCDay() + 6) % 7) + 3;
  const year = new Date(thursday * DAY_MS).getUTCFullYear();
  return Math.floor((thursday - Date.UTC(year, 0, 1) / DAY_MS) / 7) + 1;
}

/** `date-time()`: date and time with the offset of the clock here. */
export function dateTimeText(value: Value, clock: Clock): string {
  const date = momentOf(value);
  if (date === undefined) return '';
  return nowText({ ...clock, ms: date.getTime() + clock.zoneOffsetMinutes * 60_000 });
}

const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?(?:Z|[+-]\d{2}:?\d{2})?$/;
/** Of `06:30` or `06:30:00.000+02:00` the part of the day that has passed; NaN for anything else. */
export function dayPartOf(text: string): number {
  const parts = TIME.exec(text.trim());
  if (parts === null) return daysOf(text.trim()) % 1;
  return (Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0)) / 86_400;
}

/** `06:30`, with seconds and an offset or without. */
export const isTime = (text: string): boolean => TIME.test(text);

/** `add-date()` of the CHT: years and months by the calendar (31 January and a month is the last of February), then the rest. */
export function added(value: Value, amounts: readonly number[], clock: Clock): string {
  const date = momentOf(value);
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0] = amounts.map(
    (one) => Math.trunc(one) || 0,
  );
  if (date === undefined) return '';
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() + years * 12 + months;
  const last = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();
  const day = Date.UTC(Math.floor(month / 12), month % 12, Math.min(date.getUTCDate(), last));
  const ms = day + (date.getTime() % DAY_MS) + days * DAY_MS + hours * 3_600_000 + minutes * 60_000;
  return dateOf(ms / DAY_MS) === '' ? '' : dateTimeText(ms / DAY_MS, clock);
}

/** Whole months from one day to another, negative backwards; a month is full on its day, or on the last day of a shorter month. */
export function monthsBetween(from: Value, to: Value): number {
  const [a, b] = [momentOf(from), momentOf(to)];
  if (a === undefined || b === undefined) return Number.NaN;
  if (a > b) return -monthsBetween(to, from) || 0;
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  return a.getUTCDate() > b.getUTCDate() ? months - 1 : months;
}

/** Whole days, rounded towards zero. */
export const daysApart = (from: Value, to: Value): number =>
  Math.trunc(Math.floor(daysIn(to)) - Math.floor(daysIn(from)));

/** `date()`: of a date, a date-time, or days since 1970. */
export function toDate(value: Value): string {
  const days = daysIn(typeof value === 'boolean' ? toNumber(value) : value);
  return Number.isNaN(days) ? '' : dateOf(days);
}
