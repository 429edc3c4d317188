// The desk's table of sessions: rows with every id turned into words, counts over them, and the same as cells for CSV. Pure.
import type { Row } from '#device/database.ts';
import type { CsvCell } from '#core/csv.ts';

export type SessionLine = {
  readonly id: string;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  readonly site: string;
  readonly form: Row<'session'>['form'];
  readonly people: number;
  readonly mentors: readonly string[];
  readonly topics: readonly string[];
  readonly firstPayments: number;
  readonly nextStep: string;
  readonly row: Row<'session'>;
};

export type Names = {
  readonly sites: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
  readonly topic: (key: string) => string;
  readonly nextStep: (key: string) => string;
};

const on = (map: Readonly<Record<string, boolean>> | undefined): string[] =>
  Object.entries(map ?? {}).flatMap(([key, yes]) => (yes ? [key] : []));

export function linesOf(rows: readonly Row<'session'>[], names: Names): SessionLine[] {
  return rows.map((row) => ({
    id: row.id,
    startedAt: row.startedAt,
    endedAt: row.endedAt ?? undefined,
    site: names.sites.get(row.scope.slice('site:'.length)) ?? '',
    form: row.form,
    people: row.headCount,
    mentors: on(row.mentors).map((id) => names.people.get(id) ?? ''),
    topics: on(row.topics).map(names.topic),
    firstPayments: row.firstPayments ?? 0,
    nextStep: row.nextStep == null ? '' : names.nextStep(row.nextStep),
    row,
  }));
}

export type Counts = {
  readonly sessions: number;
  readonly people: number;
  readonly sites: number;
  readonly mentors: number;
  readonly firstPayments: number;
  readonly minutes: number;
};

export function countsOf(rows: readonly Row<'session'>[]): Counts {
  const sum = (of: (row: Row<'session'>) => number): number =>
    rows.reduce((total, row) => total + of(row), 0);
  return {
    sessions: rows.length,
    people: sum((row) => row.headCount),
    sites: new Set(rows.map((row) => row.scope)).size,
    mentors: new Set(rows.flatMap((row) => on(row.mentors))).size,
    firstPayments: sum((row) => row.firstPayments ?? 0),
    minutes: sum((row) =>
      row.endedAt == null ? 0 : Math.round((row.endedAt - row.startedAt) / 60_000),
    ),
  };
}

/** Header texts come in, in this order; times are written so that every spreadsheet knows them (2026-03-25, 14:05). */
export function cellsOf(
  lines: readonly SessionLine[],
  head: readonly string[],
  formWords: (form: SessionLine['form']) => string,
): CsvCell[][] {
  return [
    [...head],
    ...lines.map((line): CsvCell[] => [
      dayOf(line.startedAt),
      timeOf(line.startedAt),
      line.endedAt === undefined ? '' : Math.round((line.endedAt - line.startedAt) / 60_000),
      line.site,
      formWords(line.form),
      line.people,
      line.mentors.join(', '),
      line.topics.join(', '),
      line.firstPayments,
      line.nextStep,
      line.row.note ?? '',
    ]),
  ];
}

const two = (n: number): string => String(n).padStart(2, '0');
function dayOf(ms: number): string {
  const date = new Date(ms);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
const timeOf = (ms: number): string =>
  `${two(new Date(ms).getHours())}:${two(new Date(ms).getMinutes())}`;
