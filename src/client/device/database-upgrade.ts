// What a database written by an earlier version of the app needs before this one can use it. Called by database.ts while it opens.
import type { Transaction } from 'dexie';
import { laterStamp, type Stamp } from '#core/stamp.ts';
import type { Upgrade } from '#records/define-record.ts';
import { type Kind, kinds } from '#records/registry.ts';
import { renamed, stepsOf, upgradedFields, upgradedRegister } from '#sync/upgrade.ts';
import type { Database, TakeOver } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';
import type { Lost, MarkedRow } from './row.ts';
import { confirmedStamps, entryOf, fieldsOf, rowOf, withUnsent } from './rows.ts';
import { UnitOfWork } from './unit-of-work.ts';

export const takeOver: TakeOver = async (db, old) => {
  await fillOutbox(old);
  await upgradeRows(db);
};

/** Up to version 2 the marks of what is unsent stood in the rows themselves; they move to the outbox, a batch each. */
async function fillOutbox(old: Transaction): Promise<void> {
  for (const kind of kinds) {
    const table = old.table<MarkedRow, string>(kind);
    for (const row of await table.filter(({ _dirty }) => _dirty !== undefined).toArray()) {
      const { _unsent: _1, _lost: _2, _dirty: state, _refused: _3, ...bare } = row;
      const batch = { state, size: 1, rev: 0, entries: [entryOf(kind, row)] };
      const _batch = Number(await old.table('outbox').add(batch));
      await table.put({ ...bare, _batch });
    }
  }
}

/**
 * Takes rows and what is unsent of them over to this program's schema. The server does the same with what it holds, so the digests
 * move here as they moved there.
 */
async function upgradeRows(db: Database): Promise<void> {
  const from = (await readMeta<number>(db, 'schema')) ?? 1;
  for (const kind of kinds) {
    const steps = stepsOf(kind, from, db.schema);
    if (steps.length === 0) continue;
    const work = new UnitOfWork(db);
    const rows = await db.anyRows(kind).toArray();
    await work.hold(kind, rows);
    for (const { id } of rows) {
      const row = work.get(kind, id)!;
      const next = upgradedRow(kind, row, steps);
      if (next) work.learn(kind, next);
    }
    await work.commit();
  }
  await writeMeta(db, 'schema', db.schema);
}

/** Undefined when nothing of it changes. */
function upgradedRow(kind: Kind, row: MarkedRow, steps: readonly Upgrade[]): MarkedRow | undefined {
  const old = fieldsOf(row);
  const fields = upgradedFields(old, steps);
  const held = upgradedStamps(confirmedStamps(row), steps);
  const unsent: Record<string, Stamp> = {};
  const lost: Lost[] = [];
  const keepLost = (name: string, value: Lost[1], stamp: Stamp): void => {
    const found = upgradedRegister(name, [value, stamp], steps);
    if (found) lost.push([found[0], found[1][0], stamp]);
  };
  for (const [name, value, stamp] of row._lost ?? []) keepLost(name, value, stamp);
  for (const [name, confirmed] of Object.entries(row._unsent ?? {})) {
    const next = renamed(name, steps);
    if (next === undefined) continue;
    const mine = row._stamps[name];
    // Of an erased row: what the server still holds.
    if (mine === undefined) unsent[next] = laterStamp(unsent[next], confirmed)!;
    else if (fields[next]![1] === mine) unsent[next] = held[next] ?? '';
    // Under the new name a later write stands already: this one goes into the server's history.
    else keepLost(name, old[name]![0], mine);
  }
  const isSame =
    fields === old &&
    Object.keys({ ...row._unsent }).every((name) => name in unsent) &&
    JSON.stringify(lost) === JSON.stringify(row._lost ?? []);
  return isSame ? undefined : rowOf(kind, withUnsent(row, unsent, lost), fields);
}

function upgradedStamps(
  stamps: Readonly<Record<string, Stamp>>,
  steps: readonly Upgrade[],
): Record<string, Stamp> {
  const result: Record<string, Stamp> = {};
  for (const [name, stamp] of Object.entries(stamps)) {
    const next = renamed(name, steps);
    if (next !== undefined) result[next] = laterStamp(result[next], stamp)!;
  }
  return result;
}
