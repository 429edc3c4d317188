// From what was counted to what may be printed: distributions, tables by round and by another question, with small counts hidden.
// Called by aggregate.ts. The rule and its reason stand in hide.ts.
import { choicesOf, type Form } from '../schema.ts';
import { hideInLine, hideInTable, isSmall, LEAST, linesTogether, staysHidden } from './hide.ts';
import { binsOf, measuresOf, type Bin, type Measures } from './numbers.ts';
import {
  newest,
  UNKNOWN,
  type Counts,
  type CountedAs,
  type CrossTally,
  type Tally,
} from './tally.ts';

/** Null: hidden. */
export type Count = number | null;

/** A row or column: a choice (or round) by name, answers outside of the choices, everybody without a counted answer, or those too few to stand alone. */
export type Line =
  | { readonly is: 'named'; readonly name: string }
  | { readonly is: 'unknown' | 'rest' | 'together' };

export type PublishedTable = {
  readonly columns: readonly Line[];
  readonly rows: readonly { readonly line: Line; readonly counts: readonly Count[] }[];
};

export type QuestionResult = {
  readonly name: string;
  readonly as: CountedAs;
  /** The repeat whose instances are counted instead of people. */
  readonly repeat?: string;
  /** Fewer than five, or nothing that could be shown without giving a small count away: nothing below is there. */
  readonly withheld: boolean;
  readonly total: Count;
  /** Answers that count: neither refused nor too old. */
  readonly answered: Count;
  readonly refused: Count;
  readonly missing: Count;
  readonly notAsked: Count;
  readonly stale: Count;
  readonly choices?: readonly { readonly line: Line; readonly count: Count }[];
  readonly bins?: readonly (Bin & { readonly count: Count })[];
  readonly measures?: Measures;
  /** The newest, in the order of the alphabet so that none can be told by its place. */
  readonly texts?: readonly string[];
  /** By round: answers that count, and those that are too old to. Null: can't be shown. */
  readonly trend?: PublishedTable | null;
  readonly staleTrend?: PublishedTable | null;
  readonly means?: readonly Count[];
  readonly cross?: PublishedTable | null;
};

const lineOf = (name: string): Line =>
  name === UNKNOWN ? { is: 'unknown' } : { is: 'named', name };

/** What is open of a question's distribution: other tables must not open more. */
export type Openness = {
  readonly names: readonly string[];
  readonly hidden: ReadonlySet<string>;
  readonly answered: boolean;
};

type Published = { readonly result: QuestionResult; readonly openness: Openness | undefined };

/** The lines of a question in the form's order; what the form does not list comes after, in the order of its names. */
function namesOf(form: Form, tally: Tally): string[] {
  const listed =
    tally.known === undefined ? [] : choicesOf(form, tally.placed.item).map(({ name }) => name);
  const seen = new Set(listed);
  for (const counts of [tally.fresh, tally.rounds.cells, tally.staleRounds.cells])
    for (const name of counts.keys()) seen.add(name);
  const others = [...seen].filter((name) => tally.known?.has(name) !== true).toSorted();
  return [...listed, ...others];
}

const baseOf = ({ as, placed }: Tally): Pick<QuestionResult, 'name' | 'as' | 'repeat'> => ({
  name: placed.item.name,
  as,
  ...(placed.repeat === undefined ? {} : { repeat: placed.repeat }),
});

/** Nothing is said of this question. */
export function withheldQuestion(tally: Tally): QuestionResult {
  const counts = { total: null, answered: null, refused: null, missing: null };
  return { ...baseOf(tally), withheld: true, ...counts, notAsked: null, stale: null };
}

export function publishQuestion(form: Form, tally: Tally): Published {
  const { refused, missing, notAsked, stale, units, answered } = tally;
  // Ten devices of one person are one person.
  if (isSmall(tally.people)) return { result: withheldQuestion(tally), openness: undefined };
  const bins = tally.as === 'number' ? binsOf(tally.fresh) : [];
  const names = tally.as === 'choice' || tally.as === 'multiple' ? namesOf(form, tally) : [];
  const parted =
    tally.as === 'choice'
      ? names.map((name) => tally.fresh.get(name) ?? 0)
      : tally.as === 'number'
        ? bins.map(({ count }) => count)
        : [answered];
  const others = [refused, missing, notAsked, stale];
  const hidden = hideInLine(
    [...parted, ...others],
    [...parted.map(() => false), false, false, true, true],
  );
  if (hidden === undefined) return { result: withheldQuestion(tally), openness: undefined };
  const shown = (count: number, at: number): Count => (hidden[at] ? null : count);
  const isShut = (count: number, at: number): boolean => hidden[at] === true && count > 0;
  const ofOthers = others.map((count, i) => shown(count, parted.length + i));
  const isOpen =
    tally.as === 'choice' || tally.as === 'number'
      ? staysHidden(parted.filter(isShut)) &&
        staysHidden(others.filter((_, i) => hidden[parted.length + i]))
      : !hidden[0];
  // Whoever chose and whoever did not are both counts of people.
  const ofChoice = (name: string, at: number): Count => {
    const count = tally.fresh.get(name) ?? 0;
    if (tally.as === 'choice') return shown(count, at);
    return isSmall(count) || isSmall(answered - count) ? null : count;
  };
  const choices = names.map((name, at) => ({ line: lineOf(name), count: ofChoice(name, at) }));
  const texts =
    tally.as === 'text' && tally.texts.length >= LEAST ? newest(tally.texts) : undefined;
  return {
    result: {
      ...baseOf(tally),
      withheld: false,
      total: units,
      answered: isOpen ? answered : null,
      refused: ofOthers[0]!,
      missing: ofOthers[1]!,
      notAsked: ofOthers[2]!,
      stale: ofOthers[3]!,
      ...(names.length > 0 ? { choices } : {}),
      ...(tally.as === 'number'
        ? { bins: bins.map((bin, at) => ({ ...bin, count: shown(bin.count, at) })) }
        : {}),
      ...(tally.as === 'number' && answered >= LEAST ? { measures: measuresOf(tally.fresh) } : {}),
      ...(texts ? { texts: texts.map(({ words }) => words).toSorted() } : {}),
    },
    openness: {
      names,
      hidden: new Set(
        choices.flatMap(({ count }, at) => (count === null ? [names[at] as string] : [])),
      ),
      answered: isOpen,
    },
  };
}

type Side = {
  readonly names: readonly string[];
  /** Lines whose totals are hidden elsewhere. */
  readonly apart: readonly boolean[];
  readonly mayPull: boolean;
};

/** The lines of one side as they are printed: single ones, and those that only stand together. */
function condensed(
  totals: readonly number[],
  side: Side,
): readonly (readonly number[])[] | undefined {
  const joined = linesTogether(totals, side.apart, side.mayPull);
  if (joined === undefined) return undefined;
  const own = totals.flatMap((_, at) => (joined[at] ? [] : [[at]]));
  const together = totals.flatMap((_, at) => (joined[at] ? [at] : []));
  return together.length === 0 ? own : [...own, together];
}
const named = (side: Side, group: readonly number[]): Line => {
  const name = side.names[group[0] ?? 0] ?? '';
  if (group.length > 1) return { is: 'together' };
  return name === '' ? { is: 'rest' } : lineOf(name);
};

/** Sides of which one line in the end stands alone keep no name either: it is what the others leave over. */
const nameLines = (
  side: Side,
  groups: readonly (readonly number[])[],
  totals: readonly number[],
): Line[] =>
  groups.map((group) =>
    group.some((at) => isSmall(totals[at]!) || (side.apart[at] && totals[at]! > 0))
      ? { is: 'together' }
      : named(side, group),
  );

const add = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/**
 * A table whose rows part all units (each in one), with all totals taken as known. Null: can't be shown.
 * @param rows of the question; '' is everybody without a counted answer
 */
function partTable(
  cells: (row: string, column: string) => number,
  rows: Side,
  columns: Side,
): PublishedTable | null {
  const counts = rows.names.map((row) => columns.names.map((column) => cells(row, column)));
  const rowTotals = counts.map(add);
  const columnTotals = columns.names.map((_, c) => add(counts.map((row) => row[c]!)));
  const rowGroups = condensed(rowTotals, rows);
  const columnGroups = condensed(columnTotals, columns);
  if (rowGroups === undefined || columnGroups === undefined) return null;
  const small = rowGroups.map((r) =>
    columnGroups.map((c) => add(r.flatMap((i) => c.map((j) => counts[i]![j]!)))),
  );
  const hidden = hideInTable(small);
  if (hidden === undefined) return null;
  const lines = nameLines(rows, rowGroups, rowTotals);
  return {
    columns: nameLines(columns, columnGroups, columnTotals),
    rows: lines.map((line, r) => ({
      line,
      counts: small[r]!.map((count, c) => (hidden[r]![c] ? null : count)),
    })),
  };
}

/** Each choice against all who did not choose it: people stand in several rows. */
function overlapTable(tally: CrossTally, openness: Openness, columns: Side): PublishedTable | null {
  const tables = openness.names.map((name) => {
    const cell = (column: string): number => tally.cells.get(name)?.get(column) ?? 0;
    const rows: Side = { names: [name, ''], apart: [false, false], mayPull: false };
    return openness.hidden.has(name)
      ? null
      : partTable(
          (row, column) =>
            row === '' ? (tally.units.get(column) ?? 0) - cell(column) : cell(column),
          rows,
          columns,
        );
  });
  const first = tables.find((table) => table !== null);
  if (first === undefined || first === null) return null;
  const none = first.columns.map(() => null);
  return {
    columns: first.columns,
    rows: openness.names.map((name, at) => {
      const own = tables[at]?.rows.find(({ line }) => line.is !== 'rest');
      return {
        line: lineOf(name),
        counts: own?.line.is === 'together' ? none : (own?.counts ?? none),
      };
    }),
  };
}

/** The cells of a single-valued question: its categories, and '' for all others. */
const withRest =
  (tally: CrossTally, names: readonly string[]) =>
  (row: string, column: string): number =>
    row === ''
      ? (tally.units.get(column) ?? 0) -
        add(names.map((name) => tally.cells.get(name)?.get(column) ?? 0))
      : (tally.cells.get(row)?.get(column) ?? 0);

/** @param own whether its rows are parted nowhere else, so that a large one may stand with small ones */
function tableOf(
  tally: Tally,
  of: CrossTally,
  openness: Openness,
  columns: Side,
  own = false,
): PublishedTable | null {
  if (tally.as === 'multiple') return overlapTable(of, openness, columns);
  const { names, hidden, answered } = openness;
  const rows: Side = {
    names: [...names, ''],
    apart: own
      ? [...names.map(() => false), false]
      : [...names.map((name) => hidden.has(name)), !answered],
    mayPull: own,
  };
  return partTable(withRest(of, names), rows, columns);
}

const sorted = (counts: Counts): string[] => [...counts.keys()].toSorted();

/** By round. Rounds are not parted elsewhere, so a large one may stand with small ones. */
export function trendOf(
  tally: Tally,
  openness: Openness,
): Pick<QuestionResult, 'trend' | 'staleTrend' | 'means'> {
  const side = (of: CrossTally): Side => {
    const names = sorted(of.units);
    return { names, apart: names.map(() => false), mayPull: true };
  };
  if (tally.as === 'choice' || tally.as === 'multiple')
    return {
      trend: tableOf(tally, tally.rounds, openness, side(tally.rounds)),
      ...(tally.stale === 0
        ? {}
        : {
            staleTrend: tableOf(tally, tally.staleRounds, openness, side(tally.staleRounds), true),
          }),
    };
  if (tally.as !== 'number') return {};
  // Numbers: how many gave one, and their mean.
  const answered: Counts = new Map();
  for (const counts of tally.rounds.cells.values())
    for (const [round, count] of counts) answered.set(round, (answered.get(round) ?? 0) + count);
  const one: CrossTally = { units: tally.rounds.units, cells: new Map([[' given', answered]]) };
  const rows: Side = {
    names: [' given', ''],
    apart: [!openness.answered, !openness.answered],
    mayPull: false,
  };
  const trend = partTable(withRest(one, [' given']), rows, side(one));
  const own = trend?.rows[0];
  if (trend === null || own?.line.is !== 'named') return { trend: null };
  const means = trend.columns.map((line, at): Count => {
    if ((own.counts[at] ?? 0) < LEAST || line.is !== 'named') return null;
    const values: Counts = new Map();
    for (const [value, counts] of tally.rounds.cells)
      if (counts.has(line.name)) values.set(value, counts.get(line.name)!);
    return measuresOf(values).mean;
  });
  return { trend: { columns: trend.columns, rows: [own] }, means };
}

/** By the answer to another question. Its totals stand in its own distribution: what is hidden there stays so here. */
export function crossOf(
  tally: Tally,
  openness: Openness,
  other: Openness | undefined,
): PublishedTable | null {
  if (other === undefined) return null;
  const columns: Side = {
    names: [...other.names, ''],
    apart: [...other.names.map((name) => other.hidden.has(name)), !other.answered],
    mayPull: false,
  };
  return tableOf(tally, tally.cross, openness, columns);
}
