// The laws of the merge, held for every record kind: whatever the order of arrival, all end with the same.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addLanes, NO_LANES, subtractLanes } from '#core/hash.ts';
import { canonical } from '#core/json.ts';
import { kinds } from '#records/registry.ts';
import { bucketOf, BUCKETS, recordLanes, replaceLanes, stampsOf } from '#sync/digest.ts';
import { beats, merge } from '#sync/merge.ts';
import { ERASED, type Fields } from '#sync/wire.ts';
import { ids, registersFor } from '../support/arbitraries.ts';

const runs = { seed: 11, numRuns: 60 };
const all = (...parts: Fields[]): string =>
  canonical(parts.reduce<Fields>((fields, part) => merge(fields, part).fields, {}));

describe.each(kinds)('%s', (kind) => {
  const part = registersFor(kind);

  test('order of arrival does not matter, nor how the parts are joined, nor how often they come', () => {
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        const together = all(a, b, c);
        for (const order of [
          [a, c, b],
          [b, a, c],
          [b, c, a],
          [c, a, b],
          [c, b, a],
        ])
          expect(all(...order)).toBe(together);
        expect(canonical(merge(a, merge(b, c).fields).fields)).toBe(together);
        expect(all(a, b, c, b, a, c, c)).toBe(together);
      }),
      runs,
    );
  });

  test('what did not change is not said to have changed, and nothing that lost goes unnamed', () => {
    fc.assert(
      fc.property(part, part, (before, incoming) => {
        const merged = merge(before, incoming);
        if (ERASED in merged.fields) {
          expect(Object.keys(merged.fields)).toEqual([ERASED]);
          return;
        }
        for (const [name, register] of Object.entries(merged.fields)) {
          const changed = canonical(before[name]) !== canonical(register);
          expect(merged.changed.includes(name)).toBe(changed);
        }
        for (const [name, register] of Object.entries({ ...before, ...incoming })) {
          const kept = merged.fields[name]!;
          for (const one of [before[name], incoming[name]]) {
            if (one && beats(kept, one))
              expect(
                merged.overwritten.some(
                  (lost) => lost.name === name && lost.old === one && lost.by === kept,
                ),
              ).toBe(true);
          }
          expect(beats(register, kept)).toBe(false);
        }
      }),
      runs,
    );
  });

  test('erasure swallows what came before it and what comes after', () => {
    fc.assert(
      fc.property(part, part, (a, b) => {
        const gone: Fields = { [ERASED]: [true, '000000001000-0000-zzzzzzzz'] };
        const [first, last] = [
          merge(merge(a, gone).fields, b).fields,
          merge(merge(a, b).fields, gone).fields,
        ];
        expect(first).toEqual(last);
        expect(Object.keys(first)).toEqual([ERASED]);
      }),
      { ...runs, numRuns: 10 },
    );
  });
});

test('the digest of many records does not depend on the order in which they came or changed', () => {
  const record = fc.tuple(ids, registersFor('todo-list'), registersFor('todo-list'));
  fc.assert(
    fc.property(fc.uniqueArray(record, { maxLength: 8, selector: ([id]) => id }), (records) => {
      const final = records.map(([id, a, b]) => recordLanes(id, stampsOf(merge(a, b).fields)));
      const sum = final.reduce(addLanes, NO_LANES);
      expect(final.toReversed().reduce(addLanes, NO_LANES)).toEqual(sum);
      // Kept up to date change by change, as both sides do.
      const rolling = records.reduce((digest, [id, a, b]) => {
        const before = replaceLanes(digest, NO_LANES, recordLanes(id, stampsOf(a)));
        return replaceLanes(
          before,
          recordLanes(id, stampsOf(a)),
          recordLanes(id, stampsOf(merge(a, b).fields)),
        );
      }, NO_LANES);
      expect(rolling).toEqual(sum);
      for (const lanes of final) expect(addLanes(subtractLanes(sum, lanes), lanes)).toEqual(sum);
    }),
    runs,
  );
});

test('a digest sees a missing record, another stamp and another id; not the order of registers', () => {
  const fields = { title: '000000001000-0000-aaaaaaaa', 'ticks.a1': '000000001000-0001-aaaaaaaa' };
  const id = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e0f';
  const lanes = recordLanes(id, fields);
  expect(recordLanes(id, Object.fromEntries(Object.entries(fields).toReversed()))).toEqual(lanes);
  expect(recordLanes(id, { ...fields, title: '000000001000-0000-aaaaaaab' })).not.toEqual(lanes);
  expect(recordLanes(id.replace('0f', '0e'), fields)).not.toEqual(lanes);
  expect(recordLanes(id, {})).toEqual(NO_LANES);
});

test('many records of like ids and stamps have fingerprints of their own and fill the buckets evenly', () => {
  const seen = new Set<string>();
  const buckets = Array.from({ length: BUCKETS }, () => 0);
  for (let i = 0; i < 20_000; i += 1) {
    const id = `0192f0c4-1b2a-7c3d-8e4f-${i.toString(16).padStart(12, '0')}`;
    seen.add(recordLanes(id, { title: '000000001000-0000-aaaaaaaa' }).join());
    buckets[bucketOf(id)]! += 1;
  }
  expect(seen.size).toBe(20_000);
  expect(Math.max(...buckets)).toBeLessThan(2 * (20_000 / BUCKETS));
  expect(Math.min(...buckets)).toBeGreaterThan(0.4 * (20_000 / BUCKETS));
});
