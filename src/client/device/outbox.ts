// What still has to go to the server, as changes that hold only the unsent registers. Called by the sync and by whoever counts.
// What was refused and waits for a person is read and settled in refused.ts; what is in a batch is written by unit-of-work.ts.
import type { Kind } from '#records/registry.ts';
import type { WireRecord } from '#sync/wire.ts';
import type { Database } from './database.ts';
import type { Batch, OutboxEntry } from './row.ts';

/** States of a batch: it waits to be sent, or it was refused and waits for a person. */
export const TO_SEND = 1;
export const NEEDS_ATTENTION = 2;

/** What one request carries. */
export type Outgoing = {
  readonly changes: readonly WireRecord[];
  /** The batches that these came from, and the kinds in them: their receipts take away whole batches. */
  readonly batches: readonly number[];
  readonly kinds: ReadonlySet<Kind>;
  readonly more: boolean;
};
export const NOTHING_TO_SEND: Outgoing = {
  changes: [],
  batches: [],
  kinds: new Set(),
  more: false,
};

/** So many batches are read at once. */
const READ_AHEAD = 20;

/**
 * The next changes to send, oldest first.
 * @param limit most records @param maxBytes rough size of the request's JSON, in UTF-16 units
 */
export async function nextChanges(
  db: Database,
  limit: number,
  maxBytes: number,
): Promise<Outgoing> {
  const changes: WireRecord[] = [];
  const batches: number[] = [];
  const found = new Set<Kind>();
  let bytes = 0;
  for (let after = 0; ; after = batches.at(-1)!) {
    const read = await waitingBatches(db, after);
    for (const { n, entries } of read) {
      batches.push(n!);
      for (const entry of entries) {
        found.add(entry.kind);
        const ours = changesOf(entry);
        bytes += JSON.stringify(ours).length;
        if (changes.length > 0 && (changes.length + ours.length > limit || bytes > maxBytes))
          return { changes, batches, kinds: found, more: true };
        changes.push(...ours);
      }
    }
    if (read.length < READ_AHEAD) return { changes, batches, kinds: found, more: false };
  }
}

const waitingBatches = (db: Database, after: number): Promise<Batch[]> =>
  db.outbox
    .where('[state+n+size]')
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

export type Waiting = { readonly unsent: number; readonly refused: number };

/** State, number and size of every batch, from the index alone. */
const readBatchKeys = async (db: Database): Promise<[state: number, n: number, size: number][]> => {
  const keys: unknown[] = await db.outbox.orderBy('[state+n+size]').keys();
  return keys as [number, number, number][];
};

/** How many records wait to be sent, and how many wait for a person. */
export async function countWaiting(db: Database): Promise<Waiting> {
  const keys = await readBatchKeys(db);
  const sum = (wanted: number): number =>
    keys.reduce((total, [state, , size]) => total + (state === wanted ? size : 0), 0);
  return { unsent: sum(TO_SEND), refused: sum(NEEDS_ATTENTION) };
}

/** Which batches there are, for telling where a record stands: a row whose batch is gone has been received. */
export type Standing = {
  readonly waiting: ReadonlySet<number>;
  readonly refused: ReadonlySet<number>;
  /** The highest number ever given when this was read: a row that names a higher one was written since, and waits. */
  readonly newest: number;
};

export async function readStanding(db: Database): Promise<Standing> {
  const keys = await readBatchKeys(db);
  const of = (wanted: number): Set<number> =>
    new Set(keys.flatMap(([state, n]) => (state === wanted ? [n] : [])));
  return {
    waiting: of(TO_SEND),
    refused: of(NEEDS_ATTENTION),
    newest: keys.reduce((highest, [, n]) => Math.max(highest, n), 0),
  };
}
