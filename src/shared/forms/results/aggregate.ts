// The results of a survey: responses go in one by one, in any order, and come out as counts that may be printed.
// The desk's screens run it over the tablet's rows, the server over its stored records: one definition for both.
import { fail, ok, type Result } from '#core/result.ts';
import { isExpired, type Validity } from '../plan.ts';
import type { Form } from '../schema.ts';
import { hideInLine } from './hide.ts';
import {
  crossOf,
  publishQuestion,
  trendOf,
  withheldQuestion,
  type Count,
  type QuestionResult,
} from './publish.ts';
import type { QueryProblem, ResultQuery } from './query.ts';
import { layoutOf, responseReader, type Given, type StoredResponse } from './read-response.ts';
import { categoryNow, count, countedAs, newTally, type Tally } from './tally.ts';

export type SurveyResult = {
  readonly query: ResultQuery;
  readonly formVersion: number;
  /** Finished answerings that the query asks for; those whose latest answer is fresh, and those where all is too old to count. */
  readonly responses: Count;
  readonly fresh: Count;
  readonly stale: Count;
  readonly questions: readonly QuestionResult[];
};

export type Aggregate = {
  /** Answers whether the query asks for this response. */
  readonly add: (response: StoredResponse) => boolean;
  readonly result: () => SurveyResult;
};

const tallies = (form: Form): Tally[] =>
  layoutOf(form).questions.flatMap((placed) => {
    const as = countedAs(placed.item);
    return as === undefined ? [] : [newTally(form, placed, as)];
  });

/** Names of the questions by which the others can be parted: those of which everybody has one answer. */
export const crossQuestions = (form: Form): string[] =>
  tallies(form).flatMap(({ as, placed }) => (as === 'choice' ? [placed.item.name] : []));

/** @returns the parameter that this form can't answer */
export function openAggregate(
  form: Form,
  validDays: number,
  query: ResultQuery,
): Result<Aggregate, QueryProblem> {
  const all = tallies(form);
  const named = new Map(all.map((tally) => [tally.placed.item.name, tally]));
  const unknown = query.questions?.find((name) => !named.has(name));
  if (unknown !== undefined)
    return fail({ path: 'questions', message: `the survey has no question "${unknown}"` });
  const cross = query.cross === undefined ? undefined : named.get(query.cross);
  if (query.cross !== undefined && cross?.as !== 'choice')
    return fail({ path: 'cross', message: 'is not a question with one answer of several' });
  const validity: Validity = { validDays, today: query.today };
  const read = responseReader(form, query);
  const asked = all.filter(
    ({ placed }) => query.questions === undefined || query.questions.includes(placed.item.name),
  );
  const counted = cross === undefined || asked.includes(cross) ? asked : [...asked, cross];
  let fresh = 0;
  let stale = 0;

  const add = (source: StoredResponse): boolean => {
    const response = read(source);
    if (response === undefined) return false;
    const { day } = response;
    if (isExpired(day, validity)) stale += 1;
    else fresh += 1;
    for (const tally of counted) {
      const { item, repeat } = tally.placed;
      const units = repeat === undefined ? [response] : (response.instances.get(repeat) ?? []);
      const parts = cross !== undefined && cross.placed.repeat === repeat && cross !== tally;
      if (units.length > 0) tally.people += 1;
      for (const { givens } of units) {
        const given: Given = givens[item.name] ?? { is: 'missing' };
        const column = parts
          ? categoryNow(cross, givens[cross.placed.item.name], validity)
          : undefined;
        count(tally, { given, day, column }, validity, query.rounds);
      }
    }
    return true;
  };

  const result = (): SurveyResult => {
    const hidden = hideInLine([fresh, stale]);
    const published = new Map(counted.map((tally) => [tally, publishQuestion(form, tally)]));
    const questions = asked.map((tally): QuestionResult => {
      if (hidden === undefined) return withheldQuestion(tally);
      const { result: own, openness } = published.get(tally)!;
      if (openness === undefined) return own;
      const parts = cross !== undefined && cross.placed.repeat === tally.placed.repeat;
      const fits = tally.as === 'choice' || tally.as === 'multiple';
      return {
        ...own,
        ...trendOf(tally, openness),
        ...(parts && fits && cross !== tally
          ? { cross: crossOf(tally, openness, published.get(cross)?.openness) }
          : {}),
      };
    });
    return {
      query,
      formVersion: form.version,
      responses: hidden === undefined ? null : fresh + stale,
      fresh: hidden === undefined || hidden[0] ? null : fresh,
      stale: hidden === undefined || hidden[1] ? null : stale,
      questions,
    };
  };
  return ok({ add, result });
}
