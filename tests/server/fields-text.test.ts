// Fields as they lie in the database: any record reads back as it was, the stamp is said once, and rows of earlier versions are read.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '#core/json.ts';
import { makeStamp } from '#core/stamp.ts';
import type { Fields, Register } from '#sync/wire.ts';
import { fieldsFrom, fieldsText } from '../../src/server/store/fields-text.ts';

const stamp = fc
  .tuple(fc.integer({ min: 1, max: 2 ** 41 }), fc.nat(999), fc.constantFrom('tablet01', 'tablet02'))
  .map(([ms, counter, device]) => makeStamp(ms, counter, device));
const register = fc.tuple(fc.jsonValue() as fc.Arbitrary<Json>, stamp) as fc.Arbitrary<Register>;
const name = fc.stringMatching(/^[a-z][a-z.]{0,8}$/);
const fields: fc.Arbitrary<Fields> = fc.dictionary(name, register, { noNullPrototype: true });

it('reads back what was written, whatever the stamps', () => {
  fc.assert(
    fc.property(fields, (some) => {
      expect(fieldsFrom(fieldsText(some))).toEqual(JSON.parse(JSON.stringify(some)));
    }),
    { numRuns: 1000 },
  );
});

it('reads rows of earlier versions', () => {
  fc.assert(
    fc.property(fields, (some) => {
      const text = JSON.stringify(some);
      expect(fieldsFrom(text)).toEqual(JSON.parse(text));
    }),
  );
});

it('says a shared stamp once', () => {
  const at = makeStamp(1_700_000_000_000, 0, 'tablet01');
  const later = makeStamp(1_700_000_000_001, 0, 'tablet01');
  const text = fieldsText({ a: ['x', at], b: [1, at], c: [null, later] });
  expect(text.split(at)).toHaveLength(2);
  expect(text.split(later)).toHaveLength(2);
});
