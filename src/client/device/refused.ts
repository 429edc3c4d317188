// The list "Jāpārbauda": refused changes that wait for a person, and what that person can decide.
// Called by the screens of that list; apart from outbox.ts, because the start screen needs none of it.
import type { Kind } from '#records/registry.ts';
import { entriesOf } from './batch.ts';
import type { Database } from './database.ts';
import type { MarkedRow } from './row.ts';
import { NEEDS_ATTENTION, TO_SEND } from './outbox.ts';
import { fieldsOf, rowOf, withUnsent } from './rows.ts';
import { UnitOfWork } from './unit-of-work.ts';

export type Refused = { readonly kind: Kind; readonly row: MarkedRow };

/**
 * Screens watch this: an explicit transaction in a watched query ends before its time when Dexie answers from what it
 * remembers. Of a row that changes between the two reads the next run tells.
 */
export async function refusedRows(db: Database): Promise<Refused[]> {
  const batches = await db.outbox
    .where('[state+n+size+rev]')
    .between([NEEDS_ATTENTION], [NEEDS_ATTENTION + 1])
    .toArray();
  const entries = batches.flatMap(entriesOf);
  const work = new UnitOfWork(db);
  await work.load(entries);
  const refused = entries.flatMap(({ kind, id }) => {
    const row = work.get(kind, id);
    return row?._dirty === NEEDS_ATTENTION ? [{ kind, row }] : [];
  });
  // Oldest first, and in the same order after one of them was refused again.
  return refused.toSorted((a, b) => (a.row.id < b.row.id ? -1 : 1));
}

/** One refused record in a transaction of its own. */
const settle = (
  db: Database,
  kind: Kind,
  id: string,
  decide: (work: UnitOfWork, row: MarkedRow) => void,
): Promise<void> =>
  db.transaction('rw', [db.outbox, db.digests, db.table(kind)], async () => {
    const work = new UnitOfWork(db);
    await work.load([{ kind, id }]);
    const row = work.get(kind, id);
    if (!row?._dirty) return;
    decide(work, row);
    await work.commit();
  });

/** Sends a refused record once more, for instance after rights were given. */
export const tryAgain = (db: Database, kind: Kind, id: string): Promise<void> =>
  settle(db, kind, id, (work, { _refused: _, ...row }) =>
    work.put(kind, { ...row, _dirty: TO_SEND }),
  );

/**
 * Lets the unsent part of a record go, by a person's decision. Where the server holds an older value of such a field,
 * the next sync's proof fails on purpose and healing fetches that value.
 */
export const giveUp = (db: Database, kind: Kind, id: string): Promise<void> =>
  settle(db, kind, id, (work, row) => {
    const kept = Object.keys(row._stamps).filter((name) => !(name in (row._unsent ?? {})));
    if (kept.length === 0) work.drop(kind, row);
    else work.learn(kind, rowOf(kind, withUnsent(row, {}, []), fieldsOf(row, kept)));
  });
