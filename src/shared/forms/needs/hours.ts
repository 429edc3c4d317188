// Hours needed for what was offered against hours that there are. Called by the desk's page of needs and the result screen.
// The minutes are assumptions to plan with, not measured facts: an organisation writes its own, which stand in its record (`planning`).
import { isSmall, linesTogether } from '../results/hide.ts';
import { KINDS, type Offer, type OfferKind } from './offers.ts';
import type { Person } from './people.ts';

export type Planning = {
  /** Minutes of a helper that one offer takes, once for a person or once for a group. */
  readonly minutes: Readonly<Record<OfferKind, number>>;
  /** People in a group. */
  readonly group: number;
  /** Hours that helpers have in a month; undefined while nobody has said. */
  readonly hours: number | undefined;
};

/** What stands until an organisation writes its own. */
export const ASSUMED: Planning = {
  minutes: { lesson: 60, path: 240, story: 30, place: 60, device: 30, mentor: 60 },
  group: 6,
  hours: undefined,
};

/** What an organisation wrote: names of kinds (minutes), `group` and `hours`. Zero minutes are none, a group has two people at least. */
export function planningOf(
  written: Readonly<Record<string, number | null | undefined>> | undefined,
): Planning {
  const above = (least: number, name: string): number | undefined => {
    const one = written?.[name];
    return typeof one === 'number' && one >= least ? one : undefined;
  };
  const minutes = { ...ASSUMED.minutes };
  for (const kind of KINDS) minutes[kind] = above(1, kind) ?? minutes[kind];
  return { minutes, group: above(2, 'group') ?? ASSUMED.group, hours: above(0, 'hours') };
}

/** Minutes of helpers for so many people: one by one, or in groups of which the last may be smaller. */
export function minutesFor(offer: Offer, people: number, { minutes, group }: Planning): number {
  const times = offer.way === 'alone' ? people : Math.ceil(people / group);
  return times * minutes[offer.kind];
}

export type HoursLine = {
  /** Undefined: the offers that too few people need to be told apart, together. */
  readonly offer: Offer | undefined;
  /** People; of the line for the others: how many offers were made to them. */
  readonly count: number;
  readonly minutes: number;
};

export type Hours = {
  readonly lines: readonly HoursLine[];
  readonly alone: number;
  readonly group: number;
  /** Minutes of the line for the others: they are neither. */
  readonly others: number;
  readonly minutes: number;
};

/**
 * What everybody's offers take, the longest line first; undefined when fewer than five people have any. Offers that 1 to 4 people need
 * stand in one line, with so many others that it holds five people or more. Its minutes are those of an average offer without a line
 * of its own, for the true sum would tell which of them were made.
 * @param all the offers that there are
 */
export function hoursOf(
  people: readonly Person[],
  all: readonly Offer[],
  planning: Planning,
): Hours | undefined {
  const needing = people.filter(({ offers }) => offers.length > 0);
  if (needing.length === 0 || isSmall(needing.length)) return undefined;
  const needs = (offer: Offer, { offers }: Person): boolean =>
    offers.some(({ id }) => id === offer.id);
  const totals = all.map((offer) => needing.filter((one) => needs(offer, one)).length);
  // Whoever was not offered something is a count of people as well.
  const apart = totals.map((total) => isSmall(people.length - total));
  let joined = linesTogether(totals, apart, true);
  // Five offers to two people are two people.
  for (;;) {
    if (joined === undefined) return undefined;
    const inside = all.filter((_, at) => joined![at] && totals[at]! > 0);
    const held = needing.filter((one) => inside.some((offer) => needs(offer, one))).length;
    if (!isSmall(held)) break;
    const least = totals
      .map((_, at) => at)
      .filter((at) => totals[at]! > 0 && !joined![at])
      .toSorted((a, b) => totals[a]! - totals[b]!)[0];
    if (least === undefined) return undefined;
    apart[least] = true;
    joined = linesTogether(totals, apart, true);
  }
  const own = all.flatMap((offer, at): (HoursLine & { readonly offer: Offer })[] =>
    joined[at] || totals[at] === 0
      ? []
      : [{ offer, count: totals[at]!, minutes: minutesFor(offer, totals[at]!, planning) }],
  );
  const made = totals.reduce((sum, count, at) => (joined[at] ? sum + count : sum), 0);
  const rest = all.filter((offer) => own.every((line) => line.offer !== offer));
  const average =
    rest.reduce((sum, offer) => {
      const each = offer.way === 'alone' ? 1 : 1 / planning.group;
      return sum + planning.minutes[offer.kind] * each;
    }, 0) / rest.length;
  const others = made === 0 ? 0 : Math.round(made * average);
  const minutesBy = (way: Offer['way']): number =>
    own.reduce((sum, line) => (line.offer.way === way ? sum + line.minutes : sum), 0);
  const [alone, group] = [minutesBy('alone'), minutesBy('group')];
  return {
    lines: [
      ...own.toSorted((a, b) => b.minutes - a.minutes),
      ...(made === 0 ? [] : [{ offer: undefined, count: made, minutes: others }]),
    ],
    alone,
    group,
    others,
    minutes: alone + group + others,
  };
}
