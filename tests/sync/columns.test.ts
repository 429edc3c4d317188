// Pages in columns say exactly what the records say, whatever is in them; short receipts lose nothing of the long ones.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromColumns, fullReceipts, shortReceipts, toColumns } from '#sync/columns.ts';
import { isWireRecord, wireRecord } from '#sync/messages.ts';
import type { WireRecord } from '#sync/wire.ts';

const stamp = fc.constantFrom(
  '019ab2c3d4e5-0000-k3f9a2p1',
  '019ab2c3d4e5-0001-k3f9a2p1',
  '019ab2c3d4e6-0000-zzzzzzzz',
);
const name = fc.constantFrom('title', 'ticks.a1', 'ticks.a2', '__proto__', 'constructor', '0');
const value = fc.jsonValue({ maxDepth: 2 }).map((one) => JSON.parse(JSON.stringify(one)) as never);
const record: fc.Arbitrary<WireRecord> = fc.record({
  kind: fc.constantFrom('todo-list', 'learner'),
  id: fc.constantFrom('a', 'b', 'c'),
  scope: fc.constantFrom('org', 'public'),
  fields: fc
    .array(fc.tuple(name, fc.tuple(value, stamp)), { maxLength: 5 })
    .map((entries) => Object.fromEntries(entries)),
});
const over = <T>(one: T): T => JSON.parse(JSON.stringify(one)) as T;

test('there and back, in the same order', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), (records) => {
      expect(fromColumns(over(toColumns(records)))).toEqual(over(records));
    }),
  );
});

test('what is equal is said once: a page in columns is shorter than its records', () => {
  const fields: WireRecord['fields'] = Object.fromEntries(
    ['title', 'ticks.a1', 'ticks.a2'].map((one) => [
      one,
      [true, '019ab2c3d4e5-0000-k3f9a2p1'] as const,
    ]),
  );
  const records = Array.from({ length: 50 }, (_, i) => ({
    kind: 'todo-list',
    id: `${i}`,
    scope: 'org',
    fields,
  }));
  expect(toColumns(records)).toHaveLength(1);
  expect(JSON.stringify(toColumns(records)).length).toBeLessThan(
    JSON.stringify(records).length * 0.6,
  );
});

test('short receipts and the long ones say the same', () => {
  const receipt = fc.tuple(record, fc.nat(9), fc.boolean());
  fc.assert(
    fc.property(fc.array(receipt, { maxLength: 12 }), (sent) => {
      const changes = sent.map(([change]) => change);
      const receipts = sent.map(([{ kind, id, fields }, seq, asSent]) => ({
        kind,
        id,
        seq,
        fields: Object.fromEntries(
          Object.entries(fields).map(([at, [, own]]) => [at, asSent ? own : `${own}+`]),
        ),
      }));
      const short = over(shortReceipts(changes, receipts));
      const byText = (one: unknown): string => JSON.stringify(one);
      const full = fullReceipts(changes, short.stored, short.receipts);
      expect(full.map(byText).toSorted()).toEqual(receipts.map(byText).toSorted());
    }),
  );
});

test('the quick look at a record and its schema agree', () => {
  const odd = fc.oneof(record, fc.record({ kind: value, id: value, scope: value, fields: value }));
  fc.assert(
    fc.property(odd, (one) => {
      expect(isWireRecord(one)).toBe(wireRecord.safeParse(one).success);
    }),
  );
});
