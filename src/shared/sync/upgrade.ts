// Carries what an older version wrote through its kind's upgrades: on the way into the server, in what server and tablet have stored,
// in a parcel. Both sides do the same to the same registers, so that digests agree again without anything being sent.
import type { Upgrade } from '#records/define-record.ts';
import { isKind, kindOf, SCHEMA } from '#records/registry.ts';
import { beats } from './merge.ts';
import { DELETED, ERASED, type Fields, type Register, type WireRecord } from './wire.ts';

/** The steps that a kind takes from one schema to another, in order; none for a kind that is not known. */
export const stepsOf = (kind: string, from: number, to: number): readonly Upgrade[] =>
  isKind(kind)
    ? kindOf(kind)
        .upgrades.filter(({ toSchema }) => toSchema > from && toSchema <= to)
        .toSorted((a, b) => a.toSchema - b.toSchema)
    : [];

/** A register's name after the steps; undefined when it is gone. */
export function renamed(name: string, steps: readonly Upgrade[]): string | undefined {
  if (name === DELETED || name === ERASED) return name;
  let now: string | undefined = name;
  for (const { rename } of steps) if (now !== undefined) now = rename(now);
  return now;
}

/** A register's name and content after the steps; its stamp stays. */
export function upgradedRegister(
  name: string,
  [value, stamp]: Register,
  steps: readonly Upgrade[],
): readonly [string, Register] | undefined {
  if (name === DELETED || name === ERASED) return [name, [value, stamp]];
  let at = name;
  let content = value;
  for (const { rename, convert } of steps) {
    const next: string | undefined = rename(at);
    if (next === undefined) return undefined;
    if (next !== at && convert) content = convert(at, content);
    at = next;
  }
  return [at, [content, stamp]];
}

/** @returns the same object when nothing of it changes; where two registers become one, the later write stands */
export function upgradedFields(fields: Fields, steps: readonly Upgrade[]): Fields {
  if (steps.length === 0) return fields;
  const result: Record<string, Register> = {};
  let same = true;
  for (const [name, register] of Object.entries(fields)) {
    const found = upgradedRegister(name, register, steps);
    same &&= found?.[0] === name;
    if (!found) continue;
    const held = result[found[0]];
    if (!held || beats(found[1], held)) [, result[found[0]]] = found;
  }
  return same ? fields : result;
}

/** @param from the writer's schema @returns the same record when nothing has to be done, or its kind is unknown */
export function upgraded(record: WireRecord, from: number, to = SCHEMA): WireRecord {
  const fields = upgradedFields(record.fields, stepsOf(record.kind, from, to));
  return fields === record.fields ? record : { ...record, fields };
}
