// How much is unsent, and which batches there are. Read from the index alone, for the first screen already.
// What is sent next is read in outgoing.ts, what was refused in refused.ts; batches are written by unit-of-work.ts.
import type { Database } from './database.ts';

/** States of a batch: it waits to be sent, it was refused and waits for a person, or for a tablet that may give it back to the server. */
export const TO_SEND = 1;
export const NEEDS_ATTENTION = 2;
export const LEFT_TO_OTHERS = 3;

export type Waiting = { readonly unsent: number; readonly refused: number };

/** Every batch without its entries, from the index alone. */
export const readBatchKeys = async (
  db: Database,
): Promise<[state: number, n: number, size: number, rev: number][]> => {
  const keys: unknown[] = await db.outbox.orderBy('[state+n+size+rev]').keys();
  return keys as [number, number, number, number][];
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
  const of = (...wanted: readonly number[]): Set<number> =>
    new Set(keys.flatMap(([state, n]) => (wanted.includes(state) ? [n] : [])));
  return {
    waiting: of(TO_SEND, LEFT_TO_OTHERS),
    refused: of(NEEDS_ATTENTION),
    newest: keys.reduce((highest, [, n]) => Math.max(highest, n), 0),
  };
}
