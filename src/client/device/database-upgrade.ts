// What a database written by an earlier version of the app needs before this one can use it. Called by database.ts while it opens.
import type { Transaction } from 'dexie';
import { kinds } from '#records/registry.ts';
import type { MarkedRow } from './row.ts';
import { entryOf } from './rows.ts';

/** Up to version 2 the marks of what is unsent stood in the rows themselves; they move to the outbox, a batch each. */
export async function fillOutbox(old: Transaction): Promise<void> {
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
