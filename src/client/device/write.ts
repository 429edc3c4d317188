// THE ONLY DOOR IN: every change a screen makes to a record goes through here. Parsed, access asked, stamped,
// and stored with its mark of being unsent in ONE transaction: once this answers ok, the change survives anything short of the tablet's loss.
import { sameJson } from '#core/json.ts';
import { type RandomBytes, uuidv7 } from '#core/ids.ts';
import { fail, ok, type Result } from '#core/result.ts';
import { laterStamp, type Stamp } from '#core/stamp.ts';
import type { Actor } from '#records/define-record.ts';
import type { Kind, Values } from '#records/registry.ts';
import type { Rejection } from '#sync/errors.ts';
import { judge } from '#sync/judge.ts';
import { DELETED, ERASED, isErased, type Register, registersOf } from '#sync/wire.ts';
import { highestStamp, takeStamp } from './clock.ts';
import type { Database } from './database.ts';
import type { MarkedRow } from './row.ts';
import { confirmedStamps, erasedUnsent, fieldsOf, rowOf, withUnsent } from './rows.ts';
import { asRejection, Refused } from './rejection.ts';
import { PORTION, UnitOfWork } from './unit-of-work.ts';

/** What a change needs from outside: time, randomness and who is writing. */
export type Writer = {
  readonly db: Database;
  readonly now: () => number;
  readonly random: RandomBytes;
  readonly deviceId: string;
  readonly actor: () => Actor;
};

type MapPatch<T> = T extends Record<string, infer V> ? { readonly [key: string]: V | null } : never;
/** Fields to set; `null` clears one; a map field takes only the keys that change. */
export type Patch<K extends Kind> = {
  readonly [F in keyof Values<K>]?: string extends keyof NonNullable<Values<K>[F]>
    ? MapPatch<NonNullable<Values<K>[F]>>
    : Values<K>[F] | null;
};

export type Change = {
  readonly kind: Kind;
  readonly id: string;
  readonly scope?: string;
  readonly registers: (stamp: Stamp) => Record<string, Register>;
};

export const creation = <K extends Kind>(
  kind: K,
  id: string,
  scope: string,
  values: Values<K> | Patch<K>,
): Change => ({
  kind,
  id,
  scope,
  registers: (stamp) => registersOf(kind, values, stamp),
});
export const alteration = <K extends Kind>(kind: K, id: string, patch: Patch<K>): Change => ({
  kind,
  id,
  registers: (stamp) => registersOf(kind, patch, stamp),
});
/** Like `erase`, but to go with other changes: a learner leaves together with everything that points to the code. */
export const erasure = (kind: Kind, id: string): Change => ({
  kind,
  id,
  registers: (stamp) => ({ [ERASED]: [true, stamp] }),
});

/** Makes a record; answers its new id. */
export async function create<K extends Kind>(
  writer: Writer,
  kind: K,
  scope: string,
  values: Values<K> | Patch<K>,
): Promise<Result<string, Rejection>> {
  const id = uuidv7(writer.now(), writer.random);
  const done = await writeAll(writer, [creation(kind, id, scope, values)]);
  return done.ok ? ok(id) : done;
}

export const change = <K extends Kind>(
  writer: Writer,
  kind: K,
  id: string,
  patch: Patch<K>,
): Promise<Result<undefined, Rejection>> => writeAll(writer, [alteration(kind, id, patch)]);

export const remove = (
  writer: Writer,
  kind: Kind,
  id: string,
): Promise<Result<undefined, Rejection>> =>
  writeAll(writer, [{ kind, id, registers: (stamp) => ({ [DELETED]: [true, stamp] }) }]);

export const restore = (
  writer: Writer,
  kind: Kind,
  id: string,
): Promise<Result<undefined, Rejection>> =>
  writeAll(writer, [{ kind, id, registers: (stamp) => ({ [DELETED]: [false, stamp] }) }]);

/** Takes away values and history everywhere; can't be undone. */
export const erase = (
  writer: Writer,
  kind: Kind,
  id: string,
): Promise<Result<undefined, Rejection>> => writeAll(writer, [erasure(kind, id)]);

/** All changes or none, with one stamp. */
export async function writeAll(
  writer: Writer,
  changes: readonly Change[],
): Promise<Result<undefined, Rejection>> {
  const { db } = writer;
  const tables = [...new Set(changes.map((one) => one.kind))].map((kind) => db.table(kind));
  try {
    await db.transaction('rw', [db.meta, db.outbox, db.digests, ...tables], async () => {
      const work = new UnitOfWork(db);
      await work.load(changes);
      let above: Stamp | undefined;
      for (const { kind, id } of changes)
        above = laterStamp(above, highestStamp(work.get(kind, id)));
      const stamp = await takeStamp(db, writer.now(), writer.deviceId, above);
      for (const [i, one] of changes.entries()) {
        if (i % PORTION === PORTION - 1) await work.turn();
        const row = applied(writer, one, work.get(one.kind, one.id), stamp);
        if (row) work.put(one.kind, row);
      }
      await work.commit();
    });
    return ok(undefined);
  } catch (error) {
    return fail(asRejection(error));
  }
}

/** The row after one change; undefined when it says what is already so. */
function applied(
  writer: Writer,
  one: Change,
  row: MarkedRow | undefined,
  stamp: Stamp,
): MarkedRow | undefined {
  const scope = row?.scope ?? one.scope;
  if (scope === undefined)
    throw new Refused({
      code: 'not-found',
      message: `there is no ${one.kind} with this id on this device`,
      path: 'id',
    });
  const current = fieldsOf(row);
  const registers = one.registers(stamp);
  // What is already so needs no new stamp: a needless one would beat somebody else's real change.
  for (const [name, [value]] of Object.entries(registers)) {
    if (current[name] && sameJson(current[name][0], value)) delete registers[name];
  }
  if (row && Object.keys(registers).length === 0) return undefined;
  const judged = judge(
    writer.actor(),
    { kind: one.kind, id: one.id, scope, fields: registers },
    row && { scope: row.scope, fields: current },
  );
  if (!judged.ok) throw new Refused(judged.error);
  return changedRow(one.kind, row, one.id, scope, judged.value.fields, judged.value.changed);
}

/** The row with registers that were judged and merged, marked unsent. Also used when a parcel is taken in (carry.ts). */
export function changedRow(
  kind: Kind,
  row: MarkedRow | undefined,
  id: string,
  scope: string,
  fields: Record<string, Register> | Readonly<Record<string, Register>>,
  changed: readonly string[],
): MarkedRow {
  if (scope === 'device') return rowOf(kind, { id, scope }, fields);
  const base: MarkedRow = row ?? { id, scope, _stamps: {} };
  if (isErased(fields)) {
    const { _refused: _, ...erased } = withUnsent(base, erasedUnsent(confirmedStamps(base)), []);
    return rowOf(kind, { ...erased, _dirty: 1 }, fields);
  }
  const unsent: Record<string, Stamp> = {};
  for (const [name, confirmed] of Object.entries(row?._unsent ?? {}))
    if (name in fields) unsent[name] = confirmed;
  for (const name of changed) unsent[name] ??= row?._stamps[name] ?? '';
  // A corrected record is sent again, so an earlier refusal no longer holds.
  const { _refused: _, ...state } = withUnsent(base, unsent);
  return rowOf(kind, { ...state, _dirty: 1 }, fields);
}
