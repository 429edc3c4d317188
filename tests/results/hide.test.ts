// No printed table gives a count of one to four people away: neither by subtraction nor by trying which tables would fit.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hideInLine, hideInTable, linesTogether } from '#forms/results/hide.ts';

const counts = fc.integer({ min: 0, max: 12 });
const add = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);

/** Every value that each hidden count could have: all lines of whole numbers from 1 up that fit what is printed. */
function valuesThatFit(line: readonly number[], hidden: readonly boolean[]): Set<number>[] {
  const places = line.flatMap((_, at) => (hidden[at] ? [at] : []));
  const total = add(places.map((at) => line[at]!));
  const others = places.length - 1;
  return places.map(
    () =>
      new Set(
        Array.from({ length: total - others }, (_, i) => i + 1).filter(
          (one) => others > 0 || one === total,
        ),
      ),
  );
}

describe('a line with a printed total', () => {
  test('hides each count of one to four, and never prints what they come to when that is below five', () => {
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 8 }), (line) => {
        const hidden = hideInLine(line);
        if (hidden === undefined) return;
        const shut = line.filter((_, at) => hidden[at]);
        expect(line.filter((one, at) => one > 0 && one < 5 && !hidden[at])).toEqual([]);
        expect(shut).not.toContain(0);
        if (shut.length > 0) expect(add(shut)).toBeGreaterThanOrEqual(5);
        for (const values of valuesThatFit(line, hidden)) expect(values.size).toBeGreaterThan(1);
      }),
    );
  });

  test('without a small count nothing is hidden', () => {
    expect(hideInLine([5, 0, 20])).toEqual([false, false, false]);
  });

  test('one small count takes the next smallest with it, and rather its own than one that other tables print', () => {
    expect(hideInLine([3, 9, 20])).toEqual([true, true, false]);
    expect(hideInLine([3, 20, 9], [false, false, true])).toEqual([true, true, false]);
    expect(hideInLine([1, 1, 30])).toEqual([true, true, true]);
  });

  test('fewer than five people, or five of whom each said something else, are not printed at all', () => {
    expect(hideInLine([3, 1])).toBeUndefined();
    expect(hideInLine([1, 1, 1, 1, 1])).toBeUndefined();
  });
});

/** All tables of whole numbers, at least 1 where it is hidden, with the totals and open cells of this one: which values each hidden cell takes. */
function tablesThatFit(
  table: readonly (readonly number[])[],
  hidden: readonly (readonly boolean[])[],
): Map<string, Set<number>> {
  const places = table.flatMap((row, r) =>
    row.flatMap((_, c) => (hidden[r]![c] ? [[r, c] as const] : [])),
  );
  const found = new Map(places.map(([r, c]) => [`${r},${c}`, new Set<number>()]));
  const rows = table.map((row, r) => add(row.filter((_, c) => hidden[r]![c])));
  const columns = table[0]!.map((_, c) =>
    add(table.flatMap((row, r) => (hidden[r]![c] ? [row[c]!] : []))),
  );
  const chosen: number[] = [];
  const go = (at: number): void => {
    if (at === places.length) {
      if ([...rows, ...columns].every((left) => left === 0))
        for (const [i, [r, c]] of places.entries()) found.get(`${r},${c}`)!.add(chosen[i]!);
      return;
    }
    const [r, c] = places[at]!;
    for (let value = 1; value <= Math.min(rows[r]!, columns[c]!); value += 1) {
      rows[r]! -= value;
      columns[c]! -= value;
      chosen.push(value);
      go(at + 1);
      chosen.pop();
      rows[r]! += value;
      columns[c]! += value;
    }
  };
  go(0);
  return found;
}

describe('a table with printed totals', () => {
  const tables = fc
    .tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 2, max: 3 }))
    .chain(([rows, columns]) =>
      fc.array(
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: columns, maxLength: columns }),
        {
          minLength: rows,
          maxLength: rows,
        },
      ),
    );

  test(
    'leaves each hidden cell more than one value that fits, and hides every small one',
    { timeout: 60_000 },
    () => {
      let shown = 0;
      fc.assert(
        fc.property(tables, (table) => {
          const hidden = hideInTable(table);
          if (hidden === undefined) return;
          shown += 1;
          for (const [r, row] of table.entries())
            for (const [c, one] of row.entries())
              if (one > 0 && one < 5) expect(hidden[r]![c]).toBe(true);
          for (const values of tablesThatFit(table, hidden).values())
            expect(values.size).toBeGreaterThan(1);
        }),
        { numRuns: 200 },
      );
      expect(shown).toBeGreaterThan(15);
    },
  );

  test('two small cells that stand in no common ring would be known: more goes with them', () => {
    const table = [
      [2, 9, 9],
      [9, 9, 9],
      [9, 9, 9],
    ];
    const hidden = hideInTable(table)!;
    expect(hidden.flat().filter(Boolean).length).toBeGreaterThanOrEqual(4);
    expect(hidden[0]![0]).toBe(true);
  });
});

test('lines that are too small stand together, and never alone with fewer than five', () => {
  fc.assert(
    fc.property(
      fc.array(counts, { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      (totals, mayPull) => {
        const joined = linesTogether(totals, [], mayPull);
        if (joined === undefined) return;
        const together = add(totals.filter((_, at) => joined[at]));
        expect(together === 0 || together >= 5).toBe(true);
        expect(totals.every((one, at) => one === 0 || one >= 5 || joined[at])).toBe(true);
      },
    ),
  );
});
