// Numbers, dates, times, money and lengths in the present language, by Intl alone.
// Called by screens; each function reads the language signal, so what it gives follows a change.
import { language } from './i18n.ts';
import { languageOf } from './languages.ts';

/** A moment (Date or epoch milliseconds), or a calendar day as `YYYY-MM-DD`. */
export type Day = Date | number | string;

const made = new Map<string, unknown>();

/** Intl objects are slow to make (about 0.1 ms) and lists make hundreds: keep one per kind. */
function kept<T>(kind: string, make: (tag: string) => T): T {
  const tag = languageOf(language.value).tag;
  const key = `${tag} ${kind}`;
  const found = made.get(key) as T | undefined;
  if (found !== undefined) return found;
  const fresh = make(tag);
  made.set(key, fresh);
  return fresh;
}

const isCalendarDay = (day: Day): day is string =>
  typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day);

function written(kind: string, day: Day, options: Intl.DateTimeFormatOptions): string {
  const fixed = isCalendarDay(day);
  // A calendar day has no time zone; read as a moment it would slip to the day before west of Greenwich.
  const zone = fixed ? { timeZone: 'UTC' } : {};
  return kept(
    `${kind}${fixed ? ' utc' : ''}`,
    (tag) => new Intl.DateTimeFormat(tag, { ...options, ...zone }),
  ).format(new Date(day));
}

/** "12 345,6". @param digits most decimal places, 3 when not told */
export function formatNumber(value: number, digits = 3): string {
  return kept(
    `number ${digits}`,
    (tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: digits }),
  ).format(value);
}

/** "12,50 EUR": always the letters EUR and two decimals (rule 36). @param cents whole euro cents */
export function formatMoney(cents: number): string {
  return kept(
    'money',
    (tag) =>
      new Intl.NumberFormat(tag, { style: 'currency', currency: 'EUR', currencyDisplay: 'code' }),
  ).format(cents / 100);
}

/** "25. marts". */
export function formatDate(day: Day): string {
  return written('date', day, { day: 'numeric', month: 'long' });
}

/** "2026. gada 25. marts". */
export function formatDateWithYear(day: Day): string {
  const date = written('date-year', day, { day: 'numeric', month: 'long', year: 'numeric' });
  // CLDR shortens the Russian year to "г.", whose point would double at the end of a sentence.
  return language.value === 'ru' ? date.replace(/г\.$/, 'года') : date;
}

/** "2026. gada oktobris". @param month as `YYYY-MM` */
export function formatMonth(month: string): string {
  return written('month', `${month}-01`, { month: 'long', year: 'numeric' });
}

/** "25.03.2026." for dense tables. */
export function formatShortDate(day: Day): string {
  return written('short', day, { day: '2-digit', month: '2-digit', year: 'numeric' });
}

/** "14.05" in Latvian, "14:05" in the others. @param moment Date or epoch milliseconds */
export function formatTime(moment: Date | number): string {
  const time = written('time', moment, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  // Latvian official writing parts hours from minutes with a dot; CLDR has a colon.
  return language.value === 'lv' ? time.replace(':', '.') : time;
}

/** "25. marts, 14.05". */
export function formatDateTime(moment: Date | number): string {
  return `${formatDate(moment)}, ${formatTime(moment)}`;
}

/** "šodien", "vakar", "pirms 3 dienām", "pēc 2 dienām". @param days whole days from today; past is negative */
export function formatRelativeDays(days: number): string {
  return kept('relative', (tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })).format(
    days,
    'day',
  );
}

/** "15 min". */
export function formatMinutes(minutes: number): string {
  return kept(
    'minutes',
    (tag) => new Intl.NumberFormat(tag, { style: 'unit', unit: 'minute', unitDisplay: 'short' }),
  ).format(minutes);
}

/** "12 kB", "3,4 MB". @param bytes a whole number of bytes */
export function formatBytes(bytes: number): string {
  const mega = bytes >= 1_000_000;
  const unit = mega ? 'megabyte' : 'kilobyte';
  const value = bytes / (mega ? 1_000_000 : 1_000);
  return kept(
    unit,
    (tag) =>
      new Intl.NumberFormat(tag, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits: 1,
      }),
  ).format(value);
}

/** "rēķini, telefons un pasts". */
export function formatList(items: readonly string[]): string {
  return kept('list', (tag) => new Intl.ListFormat(tag, { type: 'conjunction' })).format(items);
}

/** Compares two words in the present language's alphabet: for sorting lists. */
export function compareWords(a: string, b: string): number {
  return kept('collator', (tag) => new Intl.Collator(tag, { numeric: true })).compare(a, b);
}
