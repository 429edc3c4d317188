// A record as it travels: registers by name, each with the stamp that won. Called by merge, digest, both doors and the stores.
import type { Json } from '#core/json.ts';
import type { Stamp } from '#core/stamp.ts';
import { kindOf, type Kind } from '#records/registry.ts';

export type Register = readonly [value: Json, stamp: Stamp];
/** Register name -> register. A field is one register, a map field one per key: `ticks.a1`. */
export type Fields = Readonly<Record<string, Register>>;

export type WireRecord = {
  readonly kind: string;
  readonly id: string;
  readonly scope: string;
  readonly fields: Fields;
};

/** Registers that every kind has. `erased` swallows all others and can't be taken back. */
export const DELETED = 'deleted';
export const ERASED = 'erased';

/** The field a register belongs to, and its key for map fields. */
export function splitRegister(name: string): {
  readonly field: string;
  readonly key: string | undefined;
} {
  const dot = name.indexOf('.');
  return dot < 0
    ? { field: name, key: undefined }
    : { field: name.slice(0, dot), key: name.slice(dot + 1) };
}

export const isDeleted = (fields: Fields): boolean =>
  fields[DELETED]?.[0] === true || fields[ERASED]?.[0] === true;
export const isErased = (fields: Fields): boolean => fields[ERASED]?.[0] === true;

/** Registers folded into the values screens read: maps become objects, `null` (cleared) is left out. */
export function valuesOf(kind: Kind, fields: Fields): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const [name, field] of Object.entries(kindOf(kind).fields)) {
    if (field.policy === 'map' || field.policy === 'set') values[name] = {};
  }
  for (const [name, [value]] of Object.entries(fields)) {
    if (value === null || name === DELETED || name === ERASED) continue;
    const { field, key } = splitRegister(name);
    if (key === undefined) {
      values[field] = value;
      continue;
    }
    const entries = (values[field] ??= {}) as Record<string, Json>;
    entries[key] = value;
  }
  return values;
}

/** Values spread over registers, all with one stamp: how a new or changed record is written. */
export function registersOf(
  kind: Kind,
  values: Readonly<Record<string, unknown>>,
  stamp: Stamp,
): Record<string, Register> {
  const fields: Record<string, Register> = {};
  const known = kindOf(kind).fields;
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const policy = known[name]?.policy;
    if (policy === 'map' || policy === 'set') {
      for (const [key, entry] of Object.entries(value as Record<string, Json>))
        fields[`${name}.${key}`] = [entry, stamp];
    } else fields[name] = [value as Json, stamp];
  }
  return fields;
}
