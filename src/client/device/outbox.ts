// What still has to go to the server: rows marked unsent, as changes that hold only the unsent registers.
// Also the list "Jāpārbauda": refused changes that wait for a person.
import { type Kind, kinds } from '#records/registry.ts';
import type { WireRecord } from '#sync/wire.ts';
import type { AnyRow, Database } from './database.ts';
import { digestKey, moveDigest } from './digests.ts';
import { confirmedLanes, fieldsOf, rowOf, unsentNames, withUnsent } from './rows.ts';

export type Refused = { readonly kind: Kind; readonly row: AnyRow };

const TO_SEND = 1;
const NEEDS_ATTENTION = 2;

/**
 * The next changes to send, oldest record id first within a kind.
 * @param limit most records @param maxBytes rough size of the request's JSON, in UTF-16 units
 */
export async function nextChanges(
  db: Database,
  limit: number,
  maxBytes: number,
): Promise<{ changes: WireRecord[]; more: boolean }> {
  const changes: WireRecord[] = [];
  let bytes = 0;
  for (const kind of kinds) {
    const rows = await db
      .anyRows(kind)
      .where('_dirty')
      .equals(TO_SEND)
      .limit(limit - changes.length + 1)
      .toArray();
    for (const row of rows) {
      const ours = changesOf(kind, row);
      bytes += JSON.stringify(ours).length;
      if (changes.length > 0 && (changes.length + ours.length > limit || bytes > maxBytes))
        return { changes, more: true };
      changes.push(...ours);
    }
  }
  return { changes, more: false };
}

/** What lost goes first, each by itself: two values of one register can't travel in one change. */
function changesOf(kind: Kind, row: AnyRow): WireRecord[] {
  const about = { kind, id: row.id, scope: row.scope };
  const lost = (row._lost ?? []).map(([name, value, stamp]): WireRecord => ({
    ...about,
    fields: { [name]: [value, stamp] },
  }));
  const names = unsentNames(row);
  return names.length === 0 ? lost : [...lost, { ...about, fields: fieldsOf(row, names) }];
}

export type Waiting = { readonly unsent: number; readonly refused: number };

/** How many records wait to be sent, and how many wait for a person. */
export async function countWaiting(db: Database): Promise<Waiting> {
  const counts = await db.transaction(
    'r',
    kinds.map((kind) => db.table(kind)),
    () =>
      Promise.all(
        kinds.flatMap((kind) => [
          db.anyRows(kind).where('_dirty').equals(TO_SEND).count(),
          db.anyRows(kind).where('_dirty').equals(NEEDS_ATTENTION).count(),
        ]),
      ),
  );
  const sum = (parity: number): number =>
    counts.reduce((total, n, i) => (i % 2 === parity ? total + n : total), 0);
  return { unsent: sum(0), refused: sum(1) };
}

export async function refusedRows(db: Database): Promise<Refused[]> {
  const lists = await Promise.all(
    kinds.map(async (kind) => {
      const rows = await db.anyRows(kind).where('_dirty').equals(NEEDS_ATTENTION).toArray();
      return rows.map((row) => ({ kind, row }));
    }),
  );
  return lists.flat();
}

/** Sends a refused record once more, for instance after rights were given. */
export async function tryAgain(db: Database, kind: Kind, id: string): Promise<void> {
  await db
    .anyRows(kind)
    .where('id')
    .equals(id)
    .modify((row: { _dirty?: number; _refused?: unknown }) => {
      row._dirty = TO_SEND;
      delete row._refused;
    });
}

/**
 * Lets the unsent part of a record go, by a person's decision. Where the server holds an older value of such a field,
 * the next sync's proof fails on purpose and healing fetches that value.
 */
export async function giveUp(db: Database, kind: Kind, id: string): Promise<void> {
  const table = db.anyRows(kind);
  await db.transaction('rw', table, db.digests, async () => {
    const row = await table.get(id);
    if (!row?._dirty) return;
    const kept = Object.keys(row._stamps).filter((name) => !(name in (row._unsent ?? {})));
    const left =
      kept.length === 0 ? undefined : rowOf(kind, withUnsent(row, {}, []), fieldsOf(row, kept));
    if (left) await table.put(left);
    else await table.delete(id);
    await moveDigest(db, digestKey(row.scope, kind), confirmedLanes(row), confirmedLanes(left));
  });
}
