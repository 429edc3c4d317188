// What goes to the server next: batches of the outbox as changes that hold only the unsent registers. Called by the sync's round.
import type { Kind } from '#records/registry.ts';
import type { WireRecord } from '#sync/wire.ts';
import type { Database } from './database.ts';
import { TO_SEND } from './outbox.ts';
import type { Batch, OutboxEntry } from './row.ts';
import { weightOf } from './rows.ts';

/** What one request carries. */
export type Outgoing = {
  readonly changes: readonly WireRecord[];
  /** The batches that these came from, as they were read, and the kinds in them: their receipts take away whole batches. */
  readonly batches: readonly Batch[];
  readonly kinds: ReadonlySet<Kind>;
  /** Something beyond this waits. */
  readonly more: boolean;
  /** The last of these batches is larger than one request: its rest comes when this part has its receipts. */
  readonly cut?: boolean;
};
export const NOTHING_TO_SEND: Outgoing = {
  changes: [],
  batches: [],
  kinds: new Set(),
  more: false,
};

/** So many batches are read at once. */
const READ_AHEAD = 5;

/**
 * The next changes to send, oldest first, batch by batch.
 * @param limit most records @param maxBytes rough size of the request's JSON, in UTF-16 units
 * @param beyond number of a batch: only what was written into later ones
 */
export async function nextChanges(
  db: Database,
  limit: number,
  maxBytes: number,
  beyond = 0,
): Promise<Outgoing> {
  const changes: WireRecord[] = [];
  const batches: Batch[] = [];
  const found = new Set<Kind>();
  let bytes = 0;
  const told = (more: boolean): Outgoing => ({ changes, batches, kinds: found, more });
  const isRoomFor = (count: number, weight: number): boolean =>
    changes.length + count <= limit && bytes + weight <= maxBytes;
  for (let after = beyond; ; after = batches.at(-1)!.n!) {
    const read = await waitingBatches(db, after);
    for (const batch of read) {
      const { entries } = batch;
      const ours = entries.flatMap(changesOf);
      const fits = isRoomFor(ours.length, weigh(ours));
      if (!fits && changes.length > 0) return told(true);
      batches.push(batch);
      for (const { kind } of entries) found.add(kind);
      for (const one of ours) {
        const weight = weigh([one]);
        if (changes.length > 0 && !isRoomFor(1, weight)) return { ...told(true), cut: true };
        changes.push(one);
        bytes += weight;
      }
    }
    if (read.length < READ_AHEAD) return told(false);
  }
}

const weigh = (records: readonly WireRecord[]): number =>
  records.reduce((sum, { fields }) => sum + 160 + weightOf(fields), 0);

const waitingBatches = (db: Database, after: number): Promise<Batch[]> =>
  db.outbox
    .where('[state+n+size+rev]')
    .between([TO_SEND, after + 1], [TO_SEND + 1])
    .limit(READ_AHEAD)
    .toArray();

/** What lost goes first, each by itself: two values of one register can't travel in one change. */
function changesOf({ kind, id, scope, fields, lost = [] }: OutboxEntry): WireRecord[] {
  const about = { kind, id, scope };
  const first = lost.map(([name, value, stamp]): WireRecord => ({
    ...about,
    fields: { [name]: [value, stamp] },
  }));
  return Object.keys(fields).length === 0 ? first : [...first, { ...about, fields }];
}
