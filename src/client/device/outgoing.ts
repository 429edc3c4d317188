// What goes to the server next: batches of the outbox as changes that hold only the unsent registers. Called by the sync's round.
import type { Kind } from '#records/registry.ts';
import { type Columns, fromColumns, toColumns } from '#sync/columns.ts';
import type { WireRecord } from '#sync/wire.ts';
import { entriesOf, kindsOf } from './batch.ts';
import type { Database } from './database.ts';
import { TO_SEND } from './outbox.ts';
import type { Batch, OutboxEntry } from './row.ts';
import { weightOf } from './rows.ts';

/** What one request carries. */
export type Outgoing = {
  /** The changes in columns, as JSON. */
  readonly columns: string;
  readonly count: number;
  /** The batches that these came from, as they were read, and the kinds in them: their receipts take away whole batches. */
  readonly batches: readonly Batch[];
  readonly kinds: ReadonlySet<Kind>;
  /** Something beyond this waits. */
  readonly more: boolean;
  /** Only records that the server can't know yet: they may overtake what was sent before them. */
  readonly isNew: boolean;
  /** The last of these batches is larger than one request: its rest comes when this part has its receipts. */
  readonly cut?: boolean;
};
export const NOTHING_TO_SEND: Outgoing = {
  columns: '[]',
  count: 0,
  batches: [],
  kinds: new Set(),
  more: false,
  isNew: false,
};

/** The changes one by one, in the order in which the server reads them. */
export const sentChanges = ({ columns }: Outgoing): WireRecord[] =>
  fromColumns(JSON.parse(columns) as Columns[]);
/** Those of some of its batches. */
export const changesIn = (batches: readonly Batch[]): WireRecord[] =>
  batches.flatMap((batch) => entriesOf(batch).flatMap(changesOf));

/** So many batches are read at once. */
const READ_AHEAD = 5;
/** Smaller ones are put into columns together: each alone would say much twice. */
const WORTH_ALONE = 20;

/** The next request as it grows. */
class Load {
  count = 0;
  bytes = 0;
  readonly batches: Batch[] = [];
  readonly #kinds = new Set<Kind>();
  readonly #texts: string[] = [];
  #loose: WireRecord[] = [];

  /** A packed batch, as it is. */
  addPacked(batch: Batch, columns: string): void {
    this.#flush();
    this.#texts.push(columns);
    this.count += batch.size;
    this.bytes += columns.length;
  }

  add(change: WireRecord): void {
    this.#loose.push(change);
    this.count += 1;
    this.bytes += weigh([change]);
  }

  from(batch: Batch): void {
    this.batches.push(batch);
    for (const kind of kindsOf(batch)) this.#kinds.add(kind);
  }

  #flush(): void {
    if (this.#loose.length > 0)
      this.#texts.push(JSON.stringify(toColumns(this.#loose)).slice(1, -1));
    this.#loose = [];
  }

  told(more: boolean): Outgoing {
    this.#flush();
    const { count, batches } = this;
    const columns = `[${this.#texts.join(',')}]`;
    const isNew = batches.every((batch) => batch.packed);
    return { columns, count, batches, kinds: this.#kinds, more, isNew };
  }
}

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
  const load = new Load();
  const isRoomFor = (count: number, weight: number): boolean =>
    load.count + count <= limit && load.bytes + weight <= maxBytes;
  for (let after = beyond; ; after = load.batches.at(-1)!.n!) {
    const read = await waitingBatches(db, after);
    for (const batch of read) {
      const { packed } = batch;
      const isAlone = packed && batch.size >= WORTH_ALONE && batch.size <= limit;
      const ours = isAlone ? [] : entriesOf(batch).flatMap(changesOf);
      const fits = isAlone
        ? isRoomFor(batch.size, packed.columns.length)
        : isRoomFor(ours.length, weigh(ours));
      if (!fits && load.count > 0) return load.told(true);
      load.from(batch);
      if (isAlone) load.addPacked(batch, packed.columns);
      for (const one of ours) {
        if (load.count > 0 && !isRoomFor(1, weigh([one]))) return { ...load.told(true), cut: true };
        load.add(one);
      }
    }
    if (read.length < READ_AHEAD) return load.told(false);
    // Full: the index alone says whether anything follows.
    if (load.count >= limit)
      return load.told((await waiting(db, load.batches.at(-1)!.n!).count()) > 0);
  }
}

const weigh = (records: readonly WireRecord[]): number =>
  records.reduce((sum, { fields }) => sum + 160 + weightOf(fields), 0);

const waiting = (db: Database, after: number) =>
  db.outbox.where('[state+n+size+rev]').between([TO_SEND, after + 1], [TO_SEND + 1]);
const waitingBatches = (db: Database, after: number): Promise<Batch[]> =>
  waiting(db, after).limit(READ_AHEAD).toArray();

/** What lost goes first, each by itself: two values of one register can't travel in one change. */
function changesOf({ kind, id, scope, fields, lost = [] }: OutboxEntry): WireRecord[] {
  const about = { kind, id, scope };
  const first = lost.map(([name, value, stamp]): WireRecord => ({
    ...about,
    fields: { [name]: [value, stamp] },
  }));
  return Object.keys(fields).length === 0 ? first : [...first, { ...about, fields }];
}
