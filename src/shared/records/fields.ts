// The four kinds of field a record can have: each is made with its merge policy, so a field without one does not exist.
// last: one register, the later writer wins. map: one register per key. set: keys are only ever added. frozen: written once.
import * as z from 'zod/mini';
import type { Json } from '#core/json.ts';
import { findPrivateData } from '#core/private-data.ts';
import { isDay } from '#core/dates.ts';
import { isUuid } from '#core/ids.ts';

export type Policy = 'last' | 'map' | 'set' | 'frozen';

/** `schema` checks one register's value: the whole field, or one entry of a map. `needed` fields must be there in a whole record. */
export type Field<P extends Policy, S extends z.ZodMiniType, N extends boolean> = {
  readonly policy: P;
  readonly schema: S;
  readonly needed: N;
};
export type AnyField = Field<Policy, z.ZodMiniType, boolean>;

export const last = <S extends z.ZodMiniType>(schema: S): Field<'last', S, true> => ({
  policy: 'last',
  schema,
  needed: true,
});
export const frozen = <S extends z.ZodMiniType>(schema: S): Field<'frozen', S, true> => ({
  policy: 'frozen',
  schema,
  needed: true,
});
/** A map's keys: letters, digits and `. _ : / -`, at most 180 characters. */
export const map = <S extends z.ZodMiniType>(schema: S): Field<'map', S, false> => ({
  policy: 'map',
  schema,
  needed: false,
});
/**
 * Kept as a map of `true`, so that two devices adding at once both count.
 * @public the fourth policy of the contract; no kind needs it yet, the laws hold it
 */
export const set = (): Field<'set', z.ZodMiniLiteral<true>, false> => ({
  policy: 'set',
  schema: z.literal(true),
  needed: false,
});

/** The same field, but it may be missing; `null` clears it (frozen fields can't be cleared). */
export const optional = <P extends Policy, S extends z.ZodMiniType>(
  field: Field<P, S, true>,
): Field<P, z.ZodMiniNullable<S>, false> => ({
  policy: field.policy,
  schema: z.nullable(field.schema),
  needed: false,
});

/** `__proto__` would be no key of a plain object but its ancestor. */
export const MAP_KEY = /^(?!__proto__$)[\w.:/-]{1,180}$/;

/** Text of at most `max` characters (UTF-16 units). The limit is part of the message, so a person can act on it. */
export const text = (max: number): z.ZodMiniString =>
  z
    .string()
    .check(z.maxLength(max, `holds more than ${max} characters; shorten it to ${max} or fewer`));

export const notBlank = (): z.core.$ZodCheck<string> =>
  z.regex(/\S/, 'is empty; write at least one word');

/** Text that something can be called by: not blank. */
export const title = (max: number): z.ZodMiniString => text(max).check(notBlank());

const firstForbidden = (value: unknown): string | undefined => {
  if (typeof value === 'string') return findPrivateData(value)[0]?.what;
  if (value === null || typeof value !== 'object') return undefined;
  for (const inner of Object.values(value)) {
    const found = firstForbidden(inner);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Refuses a value when any text in it holds what domain part 4 forbids; the message names what was found. */
const withoutPrivateData = <T>(): z.core.$ZodCheck<T> =>
  z.superRefine<T>((value, context) => {
    const found = firstForbidden(value);
    if (found !== undefined)
      context.addIssue({ code: 'custom', message: `private-data:${found}`, input: value });
  });

/** Free text about a person: `text` that also refuses what domain part 4 forbids; the message names what was found. */
export const note = (max: number): z.ZodMiniString => text(max).check(withoutPrivateData());

export const id = (): z.ZodMiniString =>
  z.string().check(z.refine(isUuid, 'is not an id; an id is a UUID in lower case'));

export const slug = (): z.ZodMiniString =>
  z
    .string()
    .check(
      z.regex(
        /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
        'is not a short name; use small letters, digits and single dashes',
      ),
      z.maxLength(80),
    );

/** The address of a picture or sound: SHA-256 of its bytes in small hex. */
export const mediaAddress = (): z.ZodMiniString =>
  z.string().check(z.regex(/^[0-9a-f]{64}$/, 'is not the address of a medium'));

/** A calendar day, `2026-03-25`. */
export const day = (): z.ZodMiniString =>
  z
    .string()
    .check(
      z.refine(isDay, 'is not a calendar day; write it as year-month-day, for example 2026-03-25'),
    );

/** An instant, whole milliseconds since 1970. */
export const instant = (): z.ZodMiniNumber =>
  z.int().check(z.minimum(0), z.maximum(8_640_000_000_000_000));

export const count = (max: number): z.ZodMiniNumber =>
  z
    .int(`is not a whole number from 0 to ${max}`)
    .check(
      z.minimum(0, `is below 0; give a whole number from 0 to ${max}`),
      z.maximum(max, `is above ${max}; give a whole number from 0 to ${max}`),
    );

const MAX_JSON = 200_000;
/** For forms: 1,000 questions with their expressions are about 300,000 characters, a table of 30,000 rows a million. */
export const LARGE_JSON = 1_500_000;
/** A structure that its own room checks more closely (a form, a scenario): any JSON of at most `max` characters. */
export const structure = (max = MAX_JSON): z.ZodMiniType<Json> =>
  z
    .json()
    .check(
      z.refine(
        (value) => JSON.stringify(value).length <= max,
        `holds more than ${max} characters; shorten it`,
      ),
    );

/** Answers that a person gave: a structure whose texts hold nothing that domain part 4 forbids. */
export const answer = (): z.ZodMiniType<Json> => structure().check(withoutPrivateData());
