// The arithmetic of a bill-payment day: numbers, queue, minutes, report. Pure; called by the event day's screens and by its tests.
import type { Values } from './registry.ts';

export type VisitRow = Values<'visit'> & { readonly id: string; readonly deleted?: boolean };
export type DayDevices = NonNullable<Values<'event-day'>['devices']>;

export type VisitState = 'waiting' | 'working' | 'done' | 'left';

/** Who left stays away, whatever else was tapped; who began is no longer waiting. */
export function stateOf(visit: VisitRow): VisitState {
  if (visit.leftAt != null) return 'left';
  if (visit.endedAt != null) return 'done';
  return visit.startedAt == null ? 'waiting' : 'working';
}

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** By arrival; two who came in the same millisecond stand by their numbers, so that all tablets show one queue. */
const byArrival = (a: VisitRow, b: VisitRow): number =>
  a.arrivedAt - b.arrivedAt ||
  byText(a.letter, b.letter) ||
  a.number - b.number ||
  byText(a.id, b.id);

export const present = (visits: readonly VisitRow[]): VisitRow[] =>
  visits.filter((visit) => visit.deleted !== true).toSorted(byArrival);

export const queueOf = (visits: readonly VisitRow[]): VisitRow[] =>
  present(visits).filter((visit) => stateOf(visit) === 'waiting');

/** Who called a helper and is still here, the longest wait first. */
export const callsOf = (visits: readonly VisitRow[]): VisitRow[] =>
  present(visits)
    .filter((visit) => visit.helpAt != null && ['waiting', 'working'].includes(stateOf(visit)))
    .toSorted((a, b) => (a.helpAt ?? 0) - (b.helpAt ?? 0) || byText(a.id, b.id));

/** The next number of one tablet. Deleted visits count: a number that was once on a slip is never given again. */
export const nextNumber = (
  visits: readonly Pick<VisitRow, 'letter' | 'number' | 'tablet'>[],
  letter: string,
  tablet: string,
): number =>
  1 +
  Math.max(
    0,
    ...visits
      .filter((visit) => visit.letter === letter && visit.tablet === tablet)
      .map((visit) => visit.number),
  );

/** I and O look like digits, P is for paper. */
export const LETTERS = 'ABCDEFGHJKLMNQRSTUVWXYZ';

/** A free letter for a tablet; without any knowledge of the others two tablets mostly still get two. */
export function freeLetter(letters: Readonly<Record<string, string>>, tablet: string): string {
  const taken = new Set(
    Object.entries(letters).flatMap(([id, letter]) => (id === tablet ? [] : [letter])),
  );
  const start = Array.from(tablet).reduce(
    (sum, sign) => (sum * 31 + sign.charCodeAt(0)) % LETTERS.length,
    0,
  );
  const order = LETTERS.slice(start) + LETTERS.slice(0, start);
  return Array.from(order).find((letter) => !taken.has(letter)) ?? order.slice(0, 1);
}

/**
 * What each visit is called by: `B7`. When two tablets with no network took the same letter, or one paper number was typed twice, the
 * one that came first keeps it and the others get `B7/2`. No two visits ever bear the same one.
 */
export function numbersOf(visits: readonly VisitRow[]): ReadonlyMap<string, string> {
  const given = new Map<string, number>();
  // A deleted visit keeps its place, so that an undo changes nobody else's number.
  const all = visits.toSorted(byArrival);
  return new Map(
    all.map((visit) => {
      const plain = `${visit.letter}${visit.number}`;
      const nth = (given.get(plain) ?? 0) + 1;
      given.set(plain, nth);
      return [visit.id, nth === 1 ? plain : `${plain}/${nth}`];
    }),
  );
}

/** Whole minutes at a device, begun ones rounded to the nearest; a clock set back gives 0, never less. */
export function minutesOf(visit: VisitRow, now: number): number {
  if (visit.startedAt == null || visit.leftAt != null) return 0;
  return Math.max(0, Math.round(((visit.endedAt ?? now) - visit.startedAt) / 60_000));
}

/** A helper's own count stands before what the tablets noticed. */
export const runsOf = (visit: VisitRow): number =>
  visit.runsAlone ?? Object.values(visit.runs ?? {}).filter(Boolean).length;

export type DayReport = {
  readonly people: number;
  readonly runsAlone: number;
  readonly firstPayments: number;
  readonly minutes: number;
  readonly left: number;
  /** Still waiting or at a device. */
  readonly here: number;
  /** Device key -> people and minutes, in the day's own order. */
  readonly devices: readonly {
    readonly key: string;
    readonly people: number;
    readonly minutes: number;
  }[];
};

/** @param now ends the minutes of those who are still at a device: the day's closing, or this moment (ms) */
export function reportOf(
  visits: readonly VisitRow[],
  devices: DayDevices | undefined,
  now: number,
): DayReport {
  const all = present(visits);
  const began = all.filter((visit) => visit.startedAt != null && visit.leftAt == null);
  const total = (list: readonly VisitRow[], of: (visit: VisitRow) => number): number =>
    list.reduce((sum, visit) => sum + of(visit), 0);
  const minutes = (visit: VisitRow): number => minutesOf(visit, now);
  const keys = [
    ...new Set([
      ...Object.keys(devices ?? {}).toSorted(byText),
      ...began.map((visit) => visit.device ?? ''),
    ]),
  ];
  return {
    people: all.length,
    runsAlone: total(all, runsOf),
    firstPayments: all.filter((visit) => visit.firstPayment === true).length,
    minutes: total(began, minutes),
    left: all.filter((visit) => stateOf(visit) === 'left').length,
    here: all.filter((visit) => ['waiting', 'working'].includes(stateOf(visit))).length,
    devices: keys.map((key) => {
      const here = began.filter((visit) => (visit.device ?? '') === key);
      return { key, people: here.length, minutes: total(here, minutes) };
    }),
  };
}
