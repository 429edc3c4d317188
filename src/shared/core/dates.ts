// Calendar days as text (`2026-03-25`) and the arithmetic on them. Called by to-do lists, retention, review dates.
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
export const DAY_MS = 86_400_000;

/** True for a real calendar day written as year-month-day. */
export function isDay(text: string): boolean {
  const parts = DAY.exec(text);
  if (parts === null) return false;
  const [, year, month, day] = parts.map(Number) as [number, number, number, number];
  // The calendar repeats every 400 years; by numbers, since reading and writing text took five times as long.
  const date = new Date(Date.UTC(2000 + (year % 400), month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The day that many days later (or earlier, when negative). Days are counted in the calendar, so summer time does not matter. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** The local calendar day of an instant, for the zone offset in minutes that `Date#getTimezoneOffset` gives. */
export const dayOf = (ms: number, zoneOffsetMinutes: number): string =>
  new Date(ms - zoneOffsetMinutes * 60_000).toISOString().slice(0, 10);
