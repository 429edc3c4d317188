// What the result screens read: responses on this tablet as the results count them. Called by ResultsScreen and SurveyResultsScreen.
import type { Row } from '#device/database.ts';
import { useLive } from '#device/live.ts';
import { dayOf } from '#core/dates.ts';
import { openAggregate, type SurveyResult } from '#forms/results/aggregate.ts';
import type { ResultQuery } from '#forms/results/query.ts';
import type { StoredResponse } from '#forms/results/read-response.ts';
import { readForm, type Form } from '#forms/schema.ts';

const SITE = 'site:';
const forms = new WeakMap<object, Form | null>();

/** The survey's form, read once a row; null when it can't be read. */
export function formOf({ form }: Pick<Row<'survey'>, 'form'>): Form | null {
  if (typeof form !== 'object' || form === null) return null;
  const known = forms.get(form);
  if (known !== undefined) return known;
  const read = readForm(form);
  const found = read.ok ? read.value : null;
  forms.set(form, found);
  return found;
}

/** What lies only on this tablet (a resident's own answers) is nobody's statistics, on the server as here. */
const storedOf = (row: Row<'response'>): StoredResponse[] =>
  row.deleted || !row.scope.startsWith(SITE)
    ? []
    : [{ ...row, place: row.scope.slice(SITE.length) }];

/** The finished and the open responses of one survey; undefined while looking. */
export const useStoredResponses = (slug: string): readonly StoredResponse[] | undefined =>
  useLive(
    async (db) =>
      (await db.rows('response').where('survey').equals(slug).toArray()).flatMap(storedOf),
    [slug],
  );

/** All responses by survey. */
export const useResponsesBySurvey = ():
  | ReadonlyMap<string, readonly StoredResponse[]>
  | undefined =>
  useLive(async (db) => {
    const rows = await db.rows('response').toArray();
    return Map.groupBy(rows.flatMap(storedOf), ({ survey }) => survey);
  }, []);

/** The server's day is that of UTC; the screen names its own in every query, so both judge freshness alike. */
export const todayHere = (nowMs: number): string =>
  dayOf(nowMs, new Date(nowMs).getTimezoneOffset());

/** Undefined when the form can't be read or can't answer the query. */
export function resultsOf(
  survey: Row<'survey'>,
  responses: readonly StoredResponse[],
  query: ResultQuery,
): SurveyResult | undefined {
  const form = formOf(survey);
  const opened = form === null ? undefined : openAggregate(form, survey.validDays, query);
  if (!opened?.ok) return undefined;
  for (const one of responses) opened.value.add(one);
  return opened.value.result();
}
