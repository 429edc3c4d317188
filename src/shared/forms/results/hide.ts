// Keeps a count of fewer than five people from being read or worked out: which counts of a table must not be printed.
// Called by tables.ts for whatever the results publish. The laws are held by tests/results/hide.test.ts.
//
// The rule. A count of 1 to 4 is hidden: in a village three people with the same answer have names. Hiding it alone does not help when a
// total is printed, for whoever subtracts the others has it again; so others are hidden with it (complementary suppression, the smallest
// first, since they say the least) until, in each line whose total is known:
// - what is hidden comes to five people or more: their sum can always be worked out, and it is a count of people too;
// - each hidden count could be another one as well. 0 is printed, so a hidden count is known to be 1 or more; two hidden counts that
//   come to 2 would be 1 and 1.
// Hidden is hidden: nothing tells the small counts from those hidden for their sake, or the bounds would give the small ones away.
// 0 is nobody, and is printed. Where no such choice exists the table is withheld as a whole.

/** Counts below this are hidden. */
export const LEAST = 5;

/** 1 to 4 people. */
export const isSmall = (count: number): boolean => count > 0 && count < LEAST;

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

/** Whether the hidden counts of a line with a known total stay hidden. */
export function staysHidden(hidden: readonly number[]): boolean {
  const total = sum(hidden);
  return hidden.length === 0 || (hidden.length > 1 && total >= LEAST && total > hidden.length);
}

/**
 * Which counts of one line to hide; its total is printed. Undefined: print nothing of it, the total included.
 * @param shared counts that other tables print as well: hidden for the others' sake only when nothing else is left, since there they may stand open
 */
export function hideInLine(
  counts: readonly number[],
  shared: readonly boolean[] = [],
): boolean[] | undefined {
  if (isSmall(sum(counts))) return undefined;
  const hidden = counts.map(isSmall);
  const next = counts
    .map((_, at) => at)
    .filter((at) => counts[at]! > 0 && !hidden[at])
    .toSorted(
      (a, b) => Number(shared[a] ?? false) - Number(shared[b] ?? false) || counts[a]! - counts[b]!,
    );
  const done = (): boolean =>
    staysHidden(counts.filter((_, at) => hidden[at])) &&
    (!hidden.includes(true) || hidden.some((one, at) => one && !shared[at]));
  while (!done()) {
    const at = next.shift();
    if (at === undefined) return undefined;
    hidden[at] = true;
  }
  return hidden;
}

/**
 * Which lines of a table keep their own name (`undefined` in the answer) and which are put together into one: those whose total is
 * small or hidden elsewhere. Undefined when even together they are too few.
 * @param apart totals that are hidden elsewhere
 * @param mayPull whether a line that is printed nowhere else may join to make them enough
 */
export function linesTogether(
  totals: readonly number[],
  apart: readonly boolean[],
  mayPull: boolean,
): boolean[] | undefined {
  const joined = totals.map((total, at) => isSmall(total) || (apart[at] === true && total > 0));
  const left = totals
    .map((_, at) => at)
    .filter((at) => totals[at]! > 0 && !joined[at])
    .toSorted((a, b) => totals[a]! - totals[b]!);
  while (isSmall(sum(totals.filter((_, at) => joined[at])))) {
    const at = mayPull ? left.shift() : undefined;
    if (at === undefined) return undefined;
    joined[at] = true;
  }
  return joined;
}

type Table = readonly (readonly number[])[];

/** Which cells of a table to hide when all its totals, by row, by column and of all, are known. Undefined: withhold the table. */
export function hideInTable(counts: Table): boolean[][] | undefined {
  const hidden = counts.map((row) => row.map(isSmall));
  const rows = counts.map((_, r) => r);
  const columns = (counts[0] ?? []).map((_, c) => c);
  const lines = [
    ...rows.map((r) => columns.map((c) => [r, c] as const)),
    ...columns.map((c) => rows.map((r) => [r, c] as const)),
  ];
  if (lines.some((line) => isSmall(sum(line.map(([r, c]) => counts[r]![c]!))))) return undefined;
  /** The smallest open count of these cells goes as well; false when there is none. */
  const hideOneMore = (cells: readonly (readonly [number, number])[]): boolean => {
    const open = cells.filter(([r, c]) => counts[r]![c]! > 0 && !hidden[r]![c]);
    const least = open.toSorted(([r, c], [s, d]) => counts[r]![c]! - counts[s]![d]!)[0];
    if (least !== undefined) hidden[least[0]]![least[1]] = true;
    return least !== undefined;
  };
  const broken = () =>
    lines.find(
      (line) =>
        !staysHidden(line.filter(([r, c]) => hidden[r]![c]).map(([r, c]) => counts[r]![c]!)),
    );
  for (;;) {
    const line = broken();
    if (line !== undefined) {
      if (!hideOneMore(line)) return undefined;
    } else if (
      !rows.some((r) => columns.some((c) => hidden[r]![c] && isFixed(counts, hidden, r, c)))
    )
      return hidden;
    else if (!hideOneMore(lines.slice(0, rows.length).flat())) return undefined;
  }
}

/**
 * Whether the totals leave a hidden cell no other value. Another table with the same totals differs from this one by +1 and -1 in turn
 * around a ring of hidden cells, none of which falls below 1; in a table of whole numbers there is such a ring or no other table.
 */
export function isFixed(
  counts: Table,
  hidden: readonly (readonly boolean[])[],
  row: number,
  column: number,
): boolean {
  const canFall = (r: number, c: number): boolean => hidden[r]![c] === true && counts[r]![c]! > 1;
  const canRise = (r: number, c: number): boolean => hidden[r]![c] === true;
  return (
    !hasRing(counts, row, column, canFall, canRise) &&
    !(counts[row]![column]! > 1 && hasRing(counts, row, column, canRise, canFall))
  );
}

type May = (row: number, column: number) => boolean;

/** A way from the cell's row to its column: along rows over cells that may do `first`, along columns over cells that may do `second`. */
function hasRing(counts: Table, row: number, column: number, first: May, second: May): boolean {
  const seenRows = new Set([row]);
  const seenColumns = new Set<number>();
  const waiting = [row];
  for (let r = waiting.pop(); r !== undefined; r = waiting.pop())
    for (const c of counts[r]!.keys()) {
      if (seenColumns.has(c) || (r === row && c === column) || !first(r, c)) continue;
      if (c === column) return true;
      seenColumns.add(c);
      for (const other of counts.keys())
        if (!seenRows.has(other) && second(other, c)) {
          seenRows.add(other);
          waiting.push(other);
        }
    }
  return false;
}
