// What still has to go to the server: rows marked unsent, as changes that hold only the unsent registers.
// What was refused and waits for a person is read and settled in refused.ts.
import { type Kind, kinds } from '#records/registry.ts';
import type { WireRecord } from '#sync/wire.ts';
import type { AnyRow, Database } from './database.ts';
import { fieldsOf, unsentNames } from './rows.ts';

/** Marks of a row (`_dirty`): it waits to be sent, or it was refused and waits for a person. */
export const TO_SEND = 1;
export const NEEDS_ATTENTION = 2;

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
