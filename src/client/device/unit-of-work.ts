// Rows and what the outbox knows of them, changed together in one transaction. The only place where the two are joined and parted.
// Called by every door of the device: write, apply, heal, carry, refused, clock-correction.
import type { Table } from 'dexie';
import { addLanes, type Lanes, NO_LANES } from '#core/hash.ts';
import { type Kind, kinds } from '#records/registry.ts';
import type { Database } from './database.ts';
import type { AnyRow, Batch, MarkedRow, OutboxEntry } from './row.ts';
import { entriesOf, lanesOf, packed } from './batch.ts';
import { digestKey, moveDigest } from './digests.ts';
import { leftBy, noteErased } from './media-erased.ts';
import { readBatchKeys } from './outbox.ts';
import { confirmedLanes, entryOf, marksOf, weightOf } from './rows.ts';

/** So much in one batch at most: whoever changes one record again rewrites its batch. */
const BATCH_RECORDS = 100;
const BATCH_CHARS = 128 * 1024;
/** Records worked on at once; between two portions the browser may draw and listen, on an old tablet, too. */
export const PORTION = 100;

type Open = {
  readonly state: Batch['state'];
  readonly rev: number;
  readonly entries: Map<string, OutboxEntry>;
  changed?: boolean;
  /** Something was taken out without rewriting its row: then the batch has to go. */
  leaving?: boolean;
};
/** Entries that have no batch yet, by their state. */
type Fresh = Readonly<Record<NonNullable<MarkedRow['_dirty']>, OutboxEntry[]>>;
export type Key = { readonly kind: string; readonly id: string };
const nameOf = (kind: string, id: string): string => `${kind}/${id}`;

/** Lives within one Dexie transaction, which holds `outbox`, `digests`, the tables of all kinds that are touched, and `meta` where records may be erased. */
export class UnitOfWork {
  readonly #db: Database;
  readonly #rows = new Map<string, MarkedRow | undefined>();
  readonly #touched = new Map<Kind, Set<string>>();
  readonly #batches = new Map<number, Open>();
  /** Where a record's entry is. */
  readonly #places = new Map<string, number>();
  #underWay: PromiseLike<unknown> = Promise.resolve();
  /** Batches that the server has taken whole. */
  readonly #taken: number[] = [];
  /** Files that rows named before they were erased. */
  readonly #orphans = new Set<string>();
  readonly #digests = new Map<string, { plus: Lanes; minus: Lanes }>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Reads rows by kind and id; unknown kinds and what was read before are left out. */
  async load(wanted: readonly Key[]): Promise<void> {
    for (const kind of kinds) {
      const ids = wanted.flatMap((one) =>
        one.kind === kind && !this.#rows.has(nameOf(kind, one.id)) ? [one.id] : [],
      );
      if (ids.length === 0) continue;
      await this.hold(kind, await presentRows(this.#db.anyRows(kind), [...new Set(ids)]));
    }
  }

  /** Rows that were read from the table in this transaction. */
  async hold(kind: Kind, rows: readonly AnyRow[]): Promise<void> {
    await this.open(rows.flatMap(({ _batch }) => (_batch === undefined ? [] : [_batch])));
    for (const row of rows) {
      const name = nameOf(kind, row.id);
      if (this.#rows.has(name)) continue;
      const { _batch, ...bare } = row;
      const batch = _batch === undefined ? undefined : this.#batches.get(_batch);
      const entry = batch?.entries.get(name);
      this.#rows.set(name, entry ? { ...bare, ...marksOf(entry, batch!.state) } : bare);
      if (entry) this.#places.set(name, _batch!);
    }
  }

  /** Reads batches. */
  async open(numbers: readonly number[]): Promise<void> {
    const missing = [...new Set(numbers)].filter((n) => !this.#batches.has(n));
    if (missing.length === 0) return;
    for (const batch of await this.#db.outbox.bulkGet(missing)) if (batch) this.#take(batch);
  }

  /** The same, of batches that were read before: only what has changed since is read again. */
  async reopen(known: readonly Batch[]): Promise<void> {
    if (known.length === 0) return;
    const same = await this.#unchanged();
    for (const batch of known) if (same(batch) && !this.#batches.has(batch.n!)) this.#take(batch);
    await this.open(known.map(({ n }) => n!));
  }

  #take(batch: Batch): void {
    const { n, state, rev } = batch;
    const byName = entriesOf(batch).map((entry) => [nameOf(entry.kind, entry.id), entry] as const);
    this.#batches.set(n!, { state, rev, entries: new Map(byName) });
  }

  /**
   * Batches of which the server has every record as it was sent: those that are packed and still the same go as they are.
   * @returns the others, to be looked at record by record
   */
  async settleWhole(known: readonly Batch[]): Promise<Batch[]> {
    if (known.length === 0) return [];
    const same = await this.#unchanged();
    return known.filter((batch) => {
      const n = batch.n!;
      if (!batch.packed || this.#batches.has(n) || !same(batch)) return true;
      for (const [key, lanes] of lanesOf(batch)) this.#add(key, lanes, NO_LANES);
      this.#taken.push(n);
      return false;
    });
  }

  /** Whether a batch that was read before is still as it was. */
  async #unchanged(): Promise<(batch: Batch) => boolean> {
    const keys = await readBatchKeys(this.#db);
    const now = new Map(keys.map(([state, n, , rev]) => [n, `${state} ${rev}`]));
    return ({ n, state, rev }) => now.get(n!) === `${state} ${rev}`;
  }

  get = (kind: string, id: string): MarkedRow | undefined => this.#rows.get(nameOf(kind, id));
  readonly isTouched = (kind: Kind, id: string): boolean =>
    this.#touched.get(kind)?.has(id) === true;
  readonly entriesIn = (n: number): OutboxEntry[] => [
    ...(this.#batches.get(n)?.entries.values() ?? []),
  ];

  /** A row with its marks; what the server is known to hold stays the same. */
  put(kind: Kind, row: MarkedRow): void {
    for (const sha of leftBy(this.get(kind, row.id), row)) this.#orphans.add(sha);
    this.#rows.set(nameOf(kind, row.id), row);
    this.#touch(kind, row.id);
  }

  /** A row of which the server is now known to hold something else: that moves the digest. */
  learn(kind: Kind, row: MarkedRow): void {
    this.#count(kind, row.scope, confirmedLanes(row), confirmedLanes(this.get(kind, row.id)));
    this.put(kind, row);
  }

  /** Takes a row away, and whatever was unsent of it. */
  drop(kind: Kind, row: MarkedRow): void {
    this.#count(kind, row.scope, NO_LANES, confirmedLanes(row));
    this.#rows.set(nameOf(kind, row.id), undefined);
    this.#touch(kind, row.id);
  }

  /** The server has all of an entry now: it leaves its batch, and the row itself need not be written. */
  settle(n: number, { kind, id, scope }: OutboxEntry, holds: Lanes, held: Lanes): void {
    const batch = this.#batches.get(n)!;
    batch.entries.delete(nameOf(kind, id));
    batch.changed = batch.leaving = true;
    this.#count(kind, scope, holds, held);
  }

  /** Writes everything: batches first, since rows name them. */
  async commit(): Promise<void> {
    const fresh: Fresh = { 1: [], 2: [], 3: [] };
    await this.#moveOut();
    for (const [kind, ids] of this.#touched) {
      for (const id of ids) this.#place(kind, id, fresh);
    }
    await this.#storeBatches();
    await this.#addBatches(fresh);
    for (const [kind, ids] of this.#touched) await this.#storeRows(kind, [...ids]);
    await this.#underWay;
    for (const [key, { plus, minus }] of this.#digests)
      await moveDigest(this.#db, key, minus, plus);
    if (this.#orphans.size > 0) await noteErased(this.#db, this.#orphans);
  }

  #touch(kind: Kind, id: string): void {
    const ids = this.#touched.get(kind) ?? new Set();
    this.#touched.set(kind, ids.add(id));
  }

  #count(kind: Kind, scope: string, plus: Lanes, minus: Lanes): void {
    this.#add(digestKey(scope, kind), plus, minus);
  }

  #add(key: string, plus: Lanes, minus: Lanes): void {
    const sums = this.#digests.get(key) ?? { plus: NO_LANES, minus: NO_LANES };
    this.#digests.set(key, {
      plus: addLanes(sums.plus, plus),
      minus: addLanes(sums.minus, minus),
    });
  }

  /** What stays unsent of a batch that goes gets a place in a new one. */
  async #moveOut(): Promise<void> {
    for (const batch of this.#batches.values()) {
      if (!batch.leaving || batch.entries.size === 0) continue;
      const staying = [...batch.entries.values()];
      await this.load(staying);
      for (const { kind, id } of staying) {
        this.#places.delete(nameOf(kind, id));
        this.#touch(kind, id);
      }
      batch.entries.clear();
    }
  }

  #place(kind: Kind, id: string, fresh: Fresh): void {
    const name = nameOf(kind, id);
    const row = this.#rows.get(name);
    const entry = row && entryOf(kind, row);
    const n = this.#places.get(name);
    const batch = n === undefined ? undefined : this.#batches.get(n);
    if (batch) batch.changed = true;
    if (batch && entry && batch.state === row._dirty) {
      batch.entries.set(name, entry);
      return;
    }
    batch?.entries.delete(name);
    this.#places.delete(name);
    if (entry) fresh[row._dirty!].push(entry);
  }

  async #storeBatches(): Promise<void> {
    const changed = [...this.#batches].filter(([, batch]) => batch.changed);
    const kept = changed.filter(([, { entries }]) => entries.size > 0);
    for (const [n, { state, rev, entries }] of kept)
      await this.#db.outbox.put({
        n,
        state,
        rev: rev + 1,
        ...packed([...entries.values()]),
      });
    const emptied = changed.flatMap(([n, { entries }]) => (entries.size === 0 ? [n] : []));
    const gone = [...this.#taken, ...emptied];
    if (gone.length === 0) return;
    await this.#db.outbox.bulkDelete(gone);
    await this.#keepNewest(Math.max(...gone));
  }

  /** The newest number stays as an empty batch: see Batch. */
  async #keepNewest(removed: number): Promise<void> {
    const { outbox } = this.#db;
    if ((await outbox.where('n').above(removed).count()) === 0)
      await outbox.put({ n: removed, state: 0, size: 0, rev: 0, entries: [] });
    await outbox.where('[state+n+size+rev]').between([0], [0, removed]).delete();
  }

  async #addBatches(fresh: Fresh): Promise<void> {
    const batches = ([1, 2, 3] as const).flatMap((state) =>
      inPortions(fresh[state]).map((entries) => ({ state, entries })),
    );
    // One by one: packing takes time, and between two the browser gets a turn.
    for (const { state, entries } of batches) {
      const n = await this.#db.outbox.add({ state, rev: 0, ...packed(entries) });
      for (const { kind, id } of entries) this.#places.set(nameOf(kind, id), n);
    }
  }

  /** Lets the browser draw and listen in the middle of long work: one small question keeps the transaction open. */
  async turn(): Promise<void> {
    await this.#db.meta.get('');
  }

  /** Stores the rows so far of which nothing is unsent: they need not wait for the others, and the browser gets a turn. */
  async storeReceived(): Promise<void> {
    for (const [kind, ids] of this.#touched) {
      const ready = [...ids].filter((id) => {
        const name = nameOf(kind, id);
        return this.#rows.get(name)?._dirty === undefined && !this.#places.has(name);
      });
      for (const id of ready) ids.delete(id);
      await this.#storeRows(kind, ready);
    }
  }

  async #storeRows(kind: Kind, ids: readonly string[]): Promise<void> {
    const table = this.#db.anyRows(kind);
    const gone = ids.filter((id) => !this.get(kind, id));
    if (gone.length > 0) await table.bulkDelete(gone);
    for (let from = 0; from < ids.length; from += PORTION) {
      const rows = ids.slice(from, from + PORTION).flatMap((id) => {
        const row = this.get(kind, id);
        return row ? [bareRow(row, this.#places.get(nameOf(kind, id)))] : [];
      });
      const now = table.bulkPut(rows);
      // One portion is always under way while the next one is packed.
      await this.#underWay;
      this.#underWay = now;
    }
  }
}

function bareRow(row: MarkedRow, place: number | undefined): AnyRow {
  const { _unsent, _lost, _dirty, _refused, _batch, ...bare } = row;
  return place === undefined ? bare : { ...bare, _batch: place };
}

/** Entries in batches of bounded number and weight. */
function inPortions(entries: readonly OutboxEntry[]): OutboxEntry[][] {
  const batches: OutboxEntry[][] = [];
  let chars = Infinity;
  for (const entry of entries) {
    const weight = weightOf(entry.fields);
    let batch = batches.at(-1);
    if (!batch || batch.length === BATCH_RECORDS || chars + weight > BATCH_CHARS) {
      batches.push((batch = []));
      chars = 0;
    }
    chars += weight;
    batch.push(entry);
  }
  return batches;
}

/** From so many on one look at the keys in between costs less than one question each. */
const MANY = 8;

/** Those of the ids that are there. Ids begin with their time, so what is new lies beyond all that is here: one request tells. */
async function presentRows(
  table: Table<AnyRow, string>,
  ids: readonly string[],
): Promise<AnyRow[]> {
  if (ids.length < MANY) return (await table.bulkGet([...ids])).filter((row) => row !== undefined);
  const sorted = ids.toSorted();
  const between = table.where('id').between(sorted[0]!, sorted.at(-1)!, true, true);
  const keys = await between
    .clone()
    .limit(ids.length * 2)
    .primaryKeys();
  const wanted = new Set(ids);
  const there = keys.filter((id) => wanted.has(id));
  if (keys.length === ids.length * 2)
    return (await table.bulkGet([...ids])).filter((row) => row !== undefined);
  if (there.length * 2 < keys.length)
    return (await table.bulkGet(there)).filter((row) => row !== undefined);
  return there.length === 0
    ? []
    : (await between.clone().toArray()).filter(({ id }) => wanted.has(id));
}

/** Rows of a kind with their marks, for reading only: all of them, or those that pass. */
export async function markedRows(
  db: Database,
  kind: Kind,
  passes: (row: AnyRow) => boolean = () => true,
): Promise<MarkedRow[]> {
  return db.transaction('r', [db.outbox, db.table(kind)], async () => {
    const work = new UnitOfWork(db);
    const rows = await db.anyRows(kind).filter(passes).toArray();
    await work.hold(kind, rows);
    return rows.map(({ id }) => work.get(kind, id)!);
  });
}

/** One row with its marks. */
export const markedRow = (db: Database, kind: Kind, id: string): Promise<MarkedRow | undefined> =>
  db.transaction('r', [db.outbox, db.table(kind)], async () => {
    const work = new UnitOfWork(db);
    await work.load([{ kind, id }]);
    return work.get(kind, id);
  });
