// The list "Jāpārbauda": refused changes that wait for a person, and what that person can decide.
// Called by the screens of that list; apart from outbox.ts, because the start screen needs none of it.
import { type Kind, kinds } from '#records/registry.ts';
import type { AnyRow, Database } from './database.ts';
import { digestKey, moveDigest } from './digests.ts';
import { NEEDS_ATTENTION, TO_SEND } from './outbox.ts';
import { confirmedLanes, fieldsOf, rowOf, withUnsent } from './rows.ts';

export type Refused = { readonly kind: Kind; readonly row: AnyRow };

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
