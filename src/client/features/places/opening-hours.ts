// Reads opening hours written as in OpenStreetMap ("Mo-Fr 10:00-18:00; Sa 10:00-17:00") into a week. Pure; called by PlaceScreen.
// Source of the form: wiki.openstreetmap.org/wiki/Key:opening_hours, of which only days and times of day are understood here.

const dayNames = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;

export type TimeRange = { readonly from: string; readonly to: string };
/** Seven days from Monday; an empty list is a closed day. */
export type Week = readonly (readonly TimeRange[])[];

/** Days of "Mo,We-Fr", as numbers from Monday 0; undefined when it is written otherwise. */
function daysOf(text: string): number[] | undefined {
  const days: number[] = [];
  for (const part of text.split(',')) {
    const [from, to] = part
      .split('-')
      .map((name) => dayNames.indexOf(name as (typeof dayNames)[number]));
    if (from === undefined || from === -1 || to === -1) return undefined;
    // "Fr-Mo" goes over the week's end.
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(day);
      if (day === (to ?? from)) break;
    }
  }
  return days;
}

/** Times of "09:00-12:00,13:00-17:00". */
function timesOf(text: string): TimeRange[] | undefined {
  if (text === 'off' || text === 'closed') return [];
  const ranges: TimeRange[] = [];
  for (const part of text.split(',')) {
    const match = /^(\d{1,2}:\d{2})-(\d{1,2}:\d{2})$/.exec(part.trim());
    if (!match?.[1] || !match[2]) return undefined;
    ranges.push({ from: match[1], to: match[2] });
  }
  return ranges;
}

/** The week; undefined when the text is not of this form: then it is shown as it was written. A later rule replaces an earlier one. */
export function weekOf(text: string): Week | undefined {
  const week: TimeRange[][] = [[], [], [], [], [], [], []];
  for (const rule of text.split(';').map((part) => part.trim())) {
    if (rule === '') continue;
    const space = rule.indexOf(' ');
    const days = daysOf(rule.slice(0, space).trim());
    const times = timesOf(rule.slice(space + 1).trim());
    if (space < 0 || !days || !times) return undefined;
    for (const day of days) week[day] = times;
  }
  return week;
}
