// What somebody wants to know of a survey's answers: one definition for the screen, the server's results and every export.
// Called by the desk's result screens and by server/routes/survey-results.ts.
import { isDay } from '#core/dates.ts';
import { fail, ok, type Result } from '#core/result.ts';

/** A stretch of days, both ends counted. */
export type Stretch = { readonly from: string; readonly to: string };
/** Calendar rounds, or the days of the rounds as they were held. */
export type Rounds = 'month' | 'quarter' | 'year' | readonly Stretch[];

export type ResultQuery = {
  /** Short name of the survey. */
  readonly survey: string;
  /** Versions of the form; absent: all. */
  readonly versions?: readonly number[];
  /** Ids of sites; absent: all that the asker may read. */
  readonly places?: readonly string[];
  /** Days of answering, both counted. */
  readonly from?: string;
  readonly to?: string;
  /** Names of questions; absent: all. */
  readonly questions?: readonly string[];
  /** The question whose answers part those of the others. */
  readonly cross?: string;
  readonly rounds: Rounds;
  /** The asker's day: freshness is judged by it. */
  readonly today: string;
};

export type QueryProblem = { readonly path: string; readonly message: string };

const CALENDAR = ['month', 'quarter', 'year'] as const;
const listOf = (text: string | undefined): string[] | undefined =>
  text === undefined || text === '' ? undefined : text.split(',');

/** `2026-01-01..2026-03-31,2026-09-01..2026-11-30` */
function stretches(text: string): Stretch[] | undefined {
  const found = text.split(',').map((one) => one.split('..'));
  const fits = found.every(
    ([from = '', to = '', ...more]) => more.length === 0 && isDay(from) && isDay(to) && from <= to,
  );
  return fits ? found.map(([from = '', to = '']) => ({ from, to })) : undefined;
}

/**
 * A query from the parameters of an address. `today` is the server's own day unless the asker names one.
 * Unknown parameters are left to whoever calls.
 */
export function readQuery(
  survey: string,
  asked: Readonly<Record<string, string>>,
  today: string,
): Result<ResultQuery, QueryProblem> {
  for (const path of ['from', 'to', 'today'] as const)
    if (asked[path] !== undefined && !isDay(asked[path]))
      return fail({ path, message: 'is not a calendar day; write it as 2026-03-25' });
  const versions = listOf(asked['versions'])?.map(Number);
  if (versions?.some((one) => !Number.isInteger(one) || one < 1))
    return fail({ path: 'versions', message: 'are whole numbers from 1, parted by commas' });
  const told = asked['rounds'] ?? 'month';
  const calendar = CALENDAR.find((one) => one === told);
  const rounds = calendar ?? stretches(told);
  if (rounds === undefined)
    return fail({
      path: 'rounds',
      message: 'is month, quarter, year, or days as 2026-01-01..2026-03-31 parted by commas',
    });
  const places = listOf(asked['places']);
  const questions = listOf(asked['questions']);
  return ok({
    survey,
    rounds,
    today: asked['today'] ?? today,
    ...(versions ? { versions } : {}),
    ...(places ? { places } : {}),
    ...(questions ? { questions } : {}),
    ...(asked['from'] === undefined ? {} : { from: asked['from'] }),
    ...(asked['to'] === undefined ? {} : { to: asked['to'] }),
    ...(asked['cross'] === undefined || asked['cross'] === '' ? {} : { cross: asked['cross'] }),
  });
}

/** The query as parameters of an address, without `?`: what `readQuery` reads back. */
export function queryText(query: ResultQuery): string {
  const { rounds } = query;
  const parts: Record<string, string | undefined> = {
    versions: query.versions?.join(','),
    places: query.places?.join(','),
    from: query.from,
    to: query.to,
    questions: query.questions?.join(','),
    cross: query.cross,
    rounds:
      typeof rounds === 'string'
        ? rounds
        : rounds.map(({ from, to }) => `${from}..${to}`).join(','),
    today: query.today,
  };
  return Object.entries(parts)
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}=${encodeURIComponent(value)}`))
    .join('&');
}

/** The round of a day: `2026-03`, `2026-Q1`, `2026`, or the days of a given one; '' when it lies in none. */
export function roundOf(day: string, rounds: Rounds): string {
  if (rounds === 'month') return day.slice(0, 7);
  if (rounds === 'year') return day.slice(0, 4);
  if (rounds === 'quarter') return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  const own = rounds.find(({ from, to }) => from <= day && day <= to);
  return own === undefined ? '' : `${own.from}..${own.to}`;
}
