// Values for property tests, made from the record kinds' own schemas: a new kind or field is covered without a word here.
import fc from 'fast-check';
import * as z from 'zod/mini';
import type { Json } from '#core/json.ts';
import { makeStamp } from '#core/stamp.ts';
import type { AnyField } from '#records/fields.ts';
import { type Kind, kindOf } from '#records/registry.ts';
import { DELETED, ERASED, type Fields, type Register } from '#sync/wire.ts';

type Def = {
  readonly type: string;
  readonly element?: z.ZodMiniType;
  readonly innerType?: z.ZodMiniType;
  readonly shape?: Readonly<Record<string, z.ZodMiniType>>;
  readonly options?: readonly z.ZodMiniType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly Json[];
};

const uuid = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''))
  .map(
    (hex) =>
      `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`,
  );
const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const word = fc.constantFrom(
  'bērzs',
  'upe',
  'rēķins',
  'вода',
  'ответ',
  'lesson',
  's1',
  'E3',
  'lv',
  'ok',
);

/** SHA-256 in hex, the address of a picture or sound. */
const sha = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));

/** Candidates for any text that a schema may ask for; the schema itself picks. */
const texts = fc.oneof(
  word,
  fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join('-')),
  uuid,
  sha,
  day,
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const numbers = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.nat({ max: 400 }),
  fc.integer({ min: -200, max: 2_000_000_000_000 }),
  // JSON knows no -0.
  fc.double({ min: -90, max: 90, noNaN: true }).map((value) => value + 0),
);
/** JSON as it comes out of a parser: no -0, no `__proto__`. */
const anyJson = fc
  .jsonValue({ maxDepth: 2 })
  .map(
    (value) =>
      JSON.parse(
        JSON.stringify(value).replaceAll('__proto__', 'proto').replaceAll('-0', '0'),
      ) as Json,
  );

function candidates(schema: z.ZodMiniType): fc.Arbitrary<unknown> {
  const def = (schema as unknown as { _zod: { def: Def } })._zod.def;
  switch (def.type) {
    case 'string':
      return texts;
    case 'number':
      return numbers;
    case 'boolean':
      return fc.boolean();
    case 'literal':
      return fc.constantFrom(...(def.values ?? []));
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries ?? {}));
    case 'nullable':
      return fc.option(valueFor(def.innerType!), { freq: 5 });
    case 'optional':
      return fc.option(valueFor(def.innerType!), { nil: undefined });
    case 'array':
      return fc.array(valueFor(def.element!), { minLength: 1, maxLength: 3 });
    case 'union':
      return fc.oneof(...(def.options ?? []).map(valueFor));
    case 'object':
      return fc
        .record(
          Object.fromEntries(
            Object.entries(def.shape ?? {}).map(([name, inner]) => [name, valueFor(inner)]),
          ),
        )
        .map((value) => JSON.parse(JSON.stringify(value)) as Json);
    case 'lazy':
      // `null` clears a field; in a needed one it is not whole.
      return anyJson.filter((value) => value !== null);
    default:
      throw new Error(
        `no values can be made yet for a schema of the type "${def.type}": add it in tests/support/arbitraries.ts`,
      );
  }
}

/** Values that the schema takes. */
export const valueFor = (schema: z.ZodMiniType): fc.Arbitrary<unknown> =>
  candidates(schema).filter((value) => z.safeParse(schema, value).success);

const key = fc.constantFrom(
  'a1',
  's1',
  'lv.title',
  'ru.s1.body',
  '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e0f',
);

const fieldValue = (field: AnyField): fc.Arbitrary<unknown> =>
  field.policy === 'map' || field.policy === 'set'
    ? fc.dictionary(key, valueFor(field.schema), { maxKeys: 3, noNullPrototype: true })
    : valueFor(field.schema);

/** A whole record's values: every needed field, some of the others. */
export function valuesFor(kind: Kind): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(kindOf(kind).fields);
  const needed = fields.filter(([, field]) => field.needed).map(([name]) => name);
  return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, fieldValue(field)])), {
    requiredKeys: needed,
    noNullPrototype: true,
  });
}

/** Few different stamps, so that ties and both orders are common. */
export const stamps = fc
  .tuple(
    fc.integer({ min: 1000, max: 1003 }),
    fc.integer({ min: 0, max: 1 }),
    fc.constantFrom('aaaaaaaa', 'bbbbbbbb'),
  )
  .map(([ms, counter, device]) => makeStamp(ms, counter, device));

const register = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Register> =>
  fc.tuple(value as fc.Arbitrary<Json>, stamps);

/** Some registers of a kind, as one change holds them; now and then a delete, seldom an erasure. */
export function registersFor(kind: Kind): fc.Arbitrary<Fields> {
  const named: Record<string, fc.Arbitrary<Register>> = { [DELETED]: register(fc.boolean()) };
  for (const [name, field] of Object.entries(kindOf(kind).fields)) {
    if (field.policy === 'map' || field.policy === 'set') {
      for (const entry of ['a1', 's1'])
        named[`${name}.${entry}`] = register(valueFor(field.schema));
    } else named[name] = register(valueFor(field.schema));
  }
  const some = fc.record(named, { requiredKeys: [], noNullPrototype: true });
  const erasure = stamps.map((stamp): Fields => ({ [ERASED]: [true, stamp] }));
  return fc.oneof(
    { weight: 12, arbitrary: some as fc.Arbitrary<Fields> },
    { weight: 1, arbitrary: erasure },
  );
}

export const ids = uuid;
