// When what was learned comes back (domain rule 40). Called by practice's progression, the lessons and the list of who is due today.
import { addDays, dayOf } from './dates.ts';

/** Days after learning on which the same thing is asked again. */
export const returnDays = [1, 7, 30] as const;

export type Return = {
  readonly days: (typeof returnDays)[number];
  /** `YYYY-MM-DD`; may lie behind or ahead. */
  readonly dueOn: string;
};

/** What is used of a progress record. `returns`: day -> whether all was answered rightly at the first try. */
export type Learnt = {
  readonly finishedAt?: number | null;
  readonly returns?: Readonly<Record<string, boolean>>;
};

/**
 * The next return of something learned on a day; undefined after the last one.
 * What was not remembered comes back on the next day, and the same return is still to be made. One that was made before it
 * was due changes nothing but that there is none on the same day again.
 */
export function nextReturn(
  learntOn: string,
  returns: Readonly<Record<string, boolean>>,
): Return | undefined {
  let made = 0;
  let last = learntOn;
  const dueOn = (): string => {
    const planned = addDays(learntOn, returnDays[made]!);
    const soonest = addDays(last, 1);
    return planned > soonest ? planned : soonest;
  };
  for (const [day, remembered] of Object.entries(returns).toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    if (made === returnDays.length) return undefined;
    if (remembered && day >= dueOn()) made += 1;
    if (day > last) last = day;
  }
  const days = returnDays[made];
  return days === undefined ? undefined : { days, dueOn: dueOn() };
}

/**
 * The same for all records of one lesson and one learner: two tablets offline each make one.
 * @param zoneOffsetMinutes as `Date#getTimezoneOffset` gives it
 */
export function returnOf(
  records: readonly Learnt[],
  zoneOffsetMinutes: number,
): Return | undefined {
  const finished = records.flatMap(({ finishedAt }) => finishedAt ?? []);
  if (finished.length === 0) return undefined;
  const returns: Record<string, boolean> = {};
  for (const record of records)
    for (const [day, remembered] of Object.entries(record.returns ?? {}))
      returns[day] = remembered || returns[day] === true;
  return nextReturn(dayOf(Math.min(...finished), zoneOffsetMinutes), returns);
}
