// Laws that every record kind keeps, held over the registry: a new kind is tested by being in the list.
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { canonical, type Json } from '#core/json.ts';
import { makeStamp } from '#core/stamp.ts';
import type { Actor } from '#records/define-record.ts';
import { kindOf, kinds, registry, SCHEMA } from '#records/registry.ts';
import { checkValue, judge } from '#sync/judge.ts';
import {
  DELETED,
  ERASED,
  type Fields,
  registersOf,
  valuesOf,
  type WireRecord,
} from '#sync/wire.ts';
import { ids, valuesFor } from '../support/arbitraries.ts';

// Real files and many requests: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const SYSTEM: Actor = { role: 'system', personId: '', sites: [] };
const PLACE = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e0f';
const SCOPES = {
  public: 'public',
  org: 'org',
  site: `site:${PLACE}`,
  person: `person:${PLACE}`,
  device: 'device',
} as const;
const STAMP = makeStamp(1000, 0, 'aaaaaaaa');
const LATER = makeStamp(2000, 0, 'bbbbbbbb');
const runs = { seed: 7, numRuns: 40 };

test('kinds are listed under their own names', () => {
  for (const [name, definition] of Object.entries(registry)) expect(definition.kind).toBe(name);
});

describe.each(kinds)('%s', (kind) => {
  const definition = kindOf(kind);
  const scope = SCOPES[definition.scopes[0]!];
  const record = (id: string, values: Record<string, unknown>): WireRecord => ({
    kind,
    id,
    scope,
    fields: registersOf(kind, values, STAMP),
  });

  test('a whole record made from its schemas is taken, and comes back as it was', () => {
    fc.assert(
      fc.property(ids, valuesFor(kind), (id, values) => {
        const change = record(id, values);
        const verdict = judge(SYSTEM, change, undefined);
        expect(verdict, JSON.stringify(change)).toMatchObject({ ok: true });
        if (!verdict.ok) return;
        expect(canonical(verdict.value.fields)).toBe(canonical(change.fields));
        const back = valuesOf(kind, verdict.value.fields);
        for (const [name, value] of Object.entries(values)) {
          if (value === null) expect(back).not.toHaveProperty(name);
          else {
            const kept =
              typeof value === 'object' && definition.fields[name]?.policy === 'map'
                ? Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null))
                : value;
            expect(canonical(back[name])).toBe(canonical(kept as Json));
          }
        }
        // Through JSON, as it travels.
        expect(JSON.parse(JSON.stringify(change))).toEqual(change);
      }),
      runs,
    );
  });

  test('without a needed field it is not whole', () => {
    fc.assert(
      fc.property(ids, valuesFor(kind), (id, values) => {
        for (const [name, field] of Object.entries(definition.fields)) {
          if (!field.needed) continue;
          const { [name]: _, ...rest } = values;
          expect(judge(SYSTEM, record(id, rest), undefined)).toMatchObject({
            ok: false,
            error: { code: 'incomplete' },
          });
          const cleared = judge(SYSTEM, record(id, { ...values, [name]: null }), undefined);
          expect(cleared, `${name} cleared`).toMatchObject({ ok: false });
        }
      }),
      { ...runs, numRuns: 5 },
    );
  });

  test('an unknown field is refused by its name, and so is a map without a key', () => {
    expect(checkValue(kind, 'colour', 'red')).toMatchObject({
      code: 'unknown-field',
      path: 'colour',
    });
    expect(checkValue(kind, 'constructor', 'x')).toMatchObject({ code: 'unknown-field' });
    for (const [name, field] of Object.entries(definition.fields)) {
      const isMap = field.policy === 'map' || field.policy === 'set';
      expect(checkValue(kind, isMap ? name : `${name}.x`, true)).toMatchObject({
        code: 'unknown-field',
      });
      if (!isMap) continue;
      for (const key of ['', ' ', 'ā', 'x'.repeat(181), '__proto__'])
        expect(checkValue(kind, `${name}.${key}`, true), key).toMatchObject({
          code: 'unknown-field',
        });
    }
  });

  test('what is frozen is written once', () => {
    fc.assert(
      fc.property(ids, valuesFor(kind), valuesFor(kind), (id, values, others) => {
        const stored = { scope, fields: record(id, values).fields };
        for (const [name, field] of Object.entries(definition.fields)) {
          if (
            field.policy !== 'frozen' ||
            canonical(values[name] as Json) === canonical(others[name] as Json)
          )
            continue;
          const change = {
            ...record(id, {}),
            fields: { [name]: [others[name] as Json, LATER] as const },
          };
          expect(judge(SYSTEM, change, stored)).toMatchObject({
            ok: false,
            error: { code: 'frozen-field', path: name },
          });
        }
      }),
      { ...runs, numRuns: 15 },
    );
  });

  test('deleted keeps its values, erased keeps nothing and takes nothing more', () => {
    fc.assert(
      fc.property(ids, valuesFor(kind), (id, values) => {
        const whole = record(id, values);
        const stored = { scope, fields: whole.fields };
        const deleted = judge(SYSTEM, { ...whole, fields: { [DELETED]: [true, LATER] } }, stored);
        expect(deleted).toMatchObject({ ok: true, value: { changed: [DELETED] } });
        if (deleted.ok)
          expect(canonical(valuesOf(kind, deleted.value.fields))).toBe(
            canonical(valuesOf(kind, stored.fields)),
          );
        const gone: Fields = { [ERASED]: [true, LATER] };
        const erased = judge(SYSTEM, { ...whole, fields: gone }, stored);
        expect(erased).toMatchObject({ ok: true });
        if (erased.ok) expect(erased.value.fields).toEqual(gone);
        expect(judge(SYSTEM, whole, { scope, fields: gone })).toMatchObject({
          ok: false,
          error: { code: 'erased' },
        });
        expect(
          judge(SYSTEM, { ...whole, fields: { [ERASED]: [false, LATER] } }, stored),
        ).toMatchObject({ ok: false });
      }),
      { ...runs, numRuns: 10 },
    );
  });

  test('what it says of itself fits together', () => {
    for (const index of definition.indexes) expect(Object.keys(definition.fields)).toContain(index);
    expect(definition.scopes.length).toBeGreaterThan(0);
    // Reading never looks at a row: cursors and digests depend on it.
    expect(definition.read.length).toBeLessThanOrEqual(1);
    for (const reserved of [DELETED, ERASED, 'id', 'scope'])
      expect(definition.fields).not.toHaveProperty(reserved);
    for (const { toSchema, rename } of definition.upgrades) {
      expect(toSchema).toBeLessThanOrEqual(SCHEMA);
      // What this version writes is in the newest form already.
      for (const name of Object.keys(definition.fields)) expect(rename(name)).toBe(name);
    }
    // About a person, so never for everybody.
    if (definition.personal !== 'none') expect(definition.scopes).not.toContain('public');
  });

  test('each text has a limit', () => {
    const long = 'x'.repeat(2_000_000);
    for (const field of Object.values(definition.fields))
      expect(z.safeParse(field.schema, long).success).toBe(false);
  });
});

const FORBIDDEN = 'tel 29123456';

/** Fields that a program fills: names of steps, seeds, events of the practice engine. Nobody types into them. */
const MADE_BY_PROGRAM = [
  'attempt.seed',
  'attempt.events',
  'progress.step',
  'progress.answers',
  'response.at',
  'learner.language',
];

test('where a learner is spoken of, every text that a person types refuses what must not be kept', () => {
  for (const kind of kinds.filter((one) => kindOf(one).personal === 'pseudonym')) {
    for (const [name, { schema }] of Object.entries(kindOf(kind).fields)) {
      if (MADE_BY_PROGRAM.includes(`${kind}.${name}`)) continue;
      for (const value of [
        FORBIDDEN,
        [FORBIDDEN],
        { a: { b: FORBIDDEN } },
        { order: 1, title: FORBIDDEN },
      ]) {
        const result = z.safeParse(schema, value);
        expect(result.success, `${kind}.${name} takes ${JSON.stringify(value)}`).toBe(false);
      }
    }
  }
});
