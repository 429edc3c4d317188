// From one person's answers to causes and to at most three offers. Called by the result screen and by people.ts.
import { isExpired, mostOf, pointsOf, stageOf, type Given, type Validity } from '../plan.ts';
import { isGroup, itemsOf, type Form } from '../schema.ts';
import { offersAgainst, type Offer } from './offers.ts';

export type Cause = {
  readonly stage: string;
  /** Name of the question. */
  readonly question: string;
  /** Points given, and the most that the question gives. */
  readonly points: number;
  readonly most: number;
};

export type Offered = { readonly offer: Offer; readonly cause: Cause };

/** More than three is a list that nobody follows. */
export const MOST_OFFERS = 3;

/**
 * The questions that got at most half of their points, by answers that still count: those of the lowest stage first, then stage by
 * stage in the order of the plan; in a stage the fewest points first, then the form's order. None for a form without a plan.
 */
export function causesOf(form: Form, given: Given, validity: Validity): readonly Cause[] {
  const order = form.plan?.order ?? [];
  const lowest = stageOf(form, given, validity)?.lowest;
  const found: Cause[] = [];
  for (const item of itemsOf(form.items)) {
    if (isGroup(item) || item.scale === undefined || !order.includes(item.scale)) continue;
    const value = given.values[item.name];
    const day = given.dates[item.name];
    if (value === undefined || given.refused.includes(item.name)) continue;
    if (day !== undefined && isExpired(day, validity)) continue;
    const [points, most] = [pointsOf(form, item, value), mostOf(form, item)];
    if (most > 0 && points * 2 <= most)
      found.push({ stage: item.scale, question: item.name, points, most });
  }
  const rank = ({ stage }: Cause): number => (stage === lowest ? -1 : order.indexOf(stage));
  return found.toSorted((a, b) => rank(a) - rank(b) || a.points / a.most - b.points / b.most);
}

/**
 * One offer for each cause, the first that can be made; what helps against two causes is offered once. At most three.
 * @param canMake whether what the offer needs is there: a lesson, path or story that is published
 */
export function offersFor(
  causes: readonly Cause[],
  canMake: (offer: Offer) => boolean,
): readonly Offered[] {
  const offered: Offered[] = [];
  for (const cause of causes) {
    if (offered.length === MOST_OFFERS) break;
    const offer = offersAgainst(cause.stage, cause.question).find(canMake);
    if (offer !== undefined && offered.every((one) => one.offer.id !== offer.id))
      offered.push({ offer, cause });
  }
  return offered;
}
