// From the stored answers of a survey to the people behind them: where, in which stages low, what was offered. Called by the desk's page of needs.
import type { AnswerValue } from '../answers.ts';
import { isExpired, stageOf, type Given, type Validity } from '../plan.ts';
import type { ResultQuery } from '../results/query.ts';
import {
  responseReader,
  type ReadResponse,
  type StoredResponse,
} from '../results/read-response.ts';
import type { Form } from '../schema.ts';
import { causesOf, offersFor } from './causes.ts';
import { OFFERS, type Offer } from './offers.ts';

/** A stored answering with whose it is, where that is known. */
export type PersonsResponse = StoredResponse & { readonly learnerId?: string | null | undefined };

export type Person = {
  /** Id of the site where the answers were given. */
  readonly place: string;
  /** Stages with less than half of the points that the counted answers could have given. */
  readonly low: ReadonlySet<string>;
  readonly offers: readonly Offer[];
};

/** The four stages, as far as the form's plan knows them, in its order. */
export const stagesOf = (form: Form): readonly string[] =>
  (form.plan?.order ?? []).filter((scale) => Object.hasOwn(OFFERS, scale));

function givenOf({ givens }: ReadResponse): Given {
  const values: Record<string, AnswerValue> = {};
  const dates: Record<string, string> = {};
  const refused: string[] = [];
  for (const [name, one] of Object.entries(givens)) {
    if ('at' in one) dates[name] = one.at;
    if (one.is === 'value') values[name] = one.value;
    if (one.is === 'refused') refused.push(name);
  }
  return { values, dates, refused };
}

/** Who answered twice is one person: the answering that was finished last counts. */
function latest(responses: readonly PersonsResponse[]): readonly PersonsResponse[] {
  const last = new Map<string, PersonsResponse>();
  for (const one of responses) {
    if (typeof one.completedAt !== 'number') continue;
    const whose = one.learnerId ?? one.id;
    const before = last.get(whose);
    const at = before?.completedAt ?? -1;
    if (one.completedAt > at || (one.completedAt === at && one.id > before!.id))
      last.set(whose, one);
  }
  return [...last.values()];
}

/**
 * People with fresh answers to a question that counts, in no order that means anything.
 * @param query which answers are asked for; its day judges what is fresh
 * @param validDays of the survey
 * @param canMake see `offersFor`
 */
export function peopleOf(
  form: Form,
  validDays: number,
  query: ResultQuery,
  responses: readonly PersonsResponse[],
  canMake: (offer: Offer) => boolean,
): readonly Person[] {
  const validity: Validity = { validDays, today: query.today };
  const read = responseReader(form, query);
  return latest(responses).flatMap((source) => {
    const response = read(source);
    if (response === undefined || isExpired(response.day, validity)) return [];
    const given = givenOf(response);
    const scores = stageOf(form, given, validity)?.scores ?? [];
    // Who refused everything, or whose answers can't be read, says nothing about the place.
    if (scores.every(({ counted }) => counted === 0)) return [];
    const low = scores.filter(({ points, most }) => points * 2 < most).map(({ scale }) => scale);
    const offers = offersFor(causesOf(form, given, validity), canMake).map(({ offer }) => offer);
    return [{ place: source.place, low: new Set(low), offers }];
  });
}
