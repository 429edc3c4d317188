// The one way in which stored records change: gives each its seq and keeps the scope's digests and media references in step.
// Used inside one write transaction by accept.ts (sync, seed) and retention.ts.
import { addLanes, type Lanes, lanesFrom, lanesHex, NO_LANES, subtractLanes } from '#core/hash.ts';
import { laterStamp, type Stamp, stampMs } from '#core/stamp.ts';
import type { Kind } from '#records/registry.ts';
import { bucketOf, recordLanes, stampsOf } from '#sync/digest.ts';
import { namingKinds } from '#sync/media-names.ts';
import { type Fields, isDeleted, isErased } from '#sync/wire.ts';
import { fieldsText } from './fields-text.ts';
import type {
  Digest,
  HistoryEntry,
  MediaShown,
  RecordKey,
  RecordToStore,
  ScopeState,
  StoredRecord,
  Writing,
} from './store.ts';

const lanesOf = (id: string, fields: Fields | undefined): Lanes =>
  fields ? recordLanes(id, stampsOf(fields)) : NO_LANES;

export function newestMs(fields: Fields): number {
  let newest: Stamp | undefined;
  for (const name of Object.keys(fields)) newest = laterStamp(newest, fields[name]![1]);
  return newest === undefined ? 0 : stampMs(newest);
}

const ADDRESS = /^[0-9a-f]{64}$/;

/** Addresses of media (SHA-256 in hex) among a value's texts. By the text's length first: a search through all JSON cost more than storing it. */
function mediaIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    if (value.length === 64 && ADDRESS.test(value)) found.add(value);
  } else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) mediaIn(inner, found);
  return found;
}

export class Ledger {
  readonly #writing: Writing;
  readonly #states: Map<string, ScopeState>;
  readonly #before: ReadonlyMap<string, ScopeState>;
  readonly #sums = new Map<string, { scope: string; kind: Kind; plus: Lanes; minus: Lanes }>();
  readonly #records = new Map<string, RecordToStore>();
  readonly #shown = new Map<string, MediaShown>();
  readonly #history = new Map<string, (RecordKey & HistoryEntry)[]>();
  readonly #forgotten: RecordKey[] = [];
  readonly #purged: RecordKey[] = [];
  /** Files that erased and purged records named, as far as their last values tell. */
  readonly #orphans = new Set<string>();

  private constructor(writing: Writing, states: Map<string, ScopeState>) {
    this.#writing = writing;
    this.#states = states;
    this.#before = new Map(states);
  }

  /** Locks the scopes in sorted order, so that no two transactions ever wait for each other. Only these scopes may be changed. */
  static async open(writing: Writing, scopes: Iterable<string>): Promise<Ledger> {
    return new Ledger(writing, await writing.lockScopes([...new Set(scopes)].toSorted()));
  }

  /** The scope's seq before this transaction. */
  seqBefore = (scope: string): number => this.#before.get(scope)?.seq ?? 0;

  /** Scopes that were changed, with their new seq. */
  changed = (): { scope: string; seq: number }[] =>
    [...this.#states]
      .filter(([scope, { seq }]) => seq !== this.seqBefore(scope))
      .map(([scope, { seq }]) => ({ scope, seq }));

  #state(scope: string): ScopeState {
    const state = this.#states.get(scope);
    if (!state) throw new Error(`the scope "${scope}" was not locked`);
    return state;
  }

  #move(scope: string, kind: Kind, minus: Lanes, plus: Lanes): void {
    const name = `${scope}/${kind}`;
    const sums = this.#sums.get(name) ?? { scope, kind, plus: NO_LANES, minus: NO_LANES };
    this.#sums.set(name, {
      scope,
      kind,
      plus: addLanes(sums.plus, plus),
      minus: addLanes(sums.minus, minus),
    });
  }

  /** Takes a record's new fields; answers its new seq. */
  put(
    key: RecordKey & { readonly scope: string },
    before: Fields | undefined,
    fields: Fields,
  ): number {
    const { scope } = key;
    const state = this.#state(scope);
    const seq = state.seq + 1;
    this.#states.set(scope, { ...state, seq });
    this.#store(key, seq, before, fields);
    return seq;
  }

  /** The same content in another form (schema.ts): it is nothing new, so its seq stays. */
  rewrite(record: StoredRecord, fields: Fields): void {
    this.#state(record.scope);
    this.#store(record, record.seq, record.fields, fields);
  }

  #store(
    { kind, id, scope }: RecordKey & { readonly scope: string },
    seq: number,
    before: Fields | undefined,
    fields: Fields,
  ): void {
    const lanes = lanesOf(id, fields);
    this.#move(scope, kind, lanesOf(id, before), lanes);
    const name = `${kind}/${id}`;
    const json = fieldsText(fields);
    this.#records.set(name, {
      kind,
      id,
      scope,
      seq,
      json,
      lanes: lanesHex(lanes),
      bucket: bucketOf(id),
      changedAt: newestMs(fields),
      state: isErased(fields) ? 'erased' : isDeleted(fields) ? 'deleted' : 'living',
    });
    const shas = isDeleted(fields) ? new Set<string>() : mediaIn(fields);
    if (shas.size > 0 || (before && mediaIn(before).size > 0)) {
      this.#shown.set(name, { kind, id, scope, shas: [...shas] });
    }
    if (isErased(fields)) {
      this.#forgotten.push({ kind, id });
      mediaIn([before, this.#history.get(name)], this.#orphans);
      this.#history.delete(name);
    }
  }

  /** Keeps what lost, until retention or erasure. */
  remember(key: RecordKey, entries: readonly HistoryEntry[]): void {
    if (entries.length === 0) return;
    const name = `${key.kind}/${key.id}`;
    const added = entries.map((entry) => ({ ...entry, kind: key.kind, id: key.id }));
    this.#history.set(name, [...(this.#history.get(name) ?? []), ...added]);
  }

  /** Takes a tombstone away. A cursor below its seq may have missed the deletion: that scope is then pulled afresh. */
  purge(record: StoredRecord): void {
    const state = this.#state(record.scope);
    this.#states.set(record.scope, {
      seq: state.seq,
      purgedSeq: Math.max(state.purgedSeq, record.seq),
    });
    this.#move(record.scope, record.kind, lanesOf(record.id, record.fields), NO_LANES);
    this.#purged.push({ kind: record.kind, id: record.id });
    mediaIn(record.fields, this.#orphans);
  }

  /**
   * Writes everything, each table at once; the transaction may be committed after this, not before. The calls are made one behind
   * the other without waiting in between: a store on another machine answers them in one round trip.
   * @param nowMs the time: uploads that begin before it must not bring back what is erased here
   */
  async close(nowMs: number): Promise<void> {
    const writing = this.#writing;
    await this.#findOrphans();
    const states = new Map(
      [...this.#states].filter(([scope, { seq, purgedSeq }]) => {
        const before = this.#before.get(scope);
        return seq !== before?.seq || purgedSeq !== before.purgedSeq;
      }),
    );
    const scopes = [...new Set([...this.#sums.values()].map(({ scope }) => scope))];
    const writes: Promise<unknown>[] = [];
    if (states.size > 0) writes.push(writing.putScopes(states));
    if (this.#purged.length > 0) writes.push(writing.removeRecords(this.#purged));
    if (this.#records.size > 0) writes.push(writing.putRecords([...this.#records.values()]));
    if (this.#forgotten.length > 0) writes.push(writing.removeHistory(this.#forgotten));
    if (this.#history.size > 0) writes.push(writing.addHistory([...this.#history.values()].flat()));
    if (this.#shown.size > 0) writes.push(writing.putMediaReferences([...this.#shown.values()]));
    const stored = scopes.length === 0 ? [] : writing.digests(scopes);
    await Promise.all([...writes, stored]);
    const old = new Map((await stored).map(({ scope, kind, hex }) => [`${scope}/${kind}`, hex]));
    const digests = [...this.#sums].map(([name, { scope, kind, plus, minus }]): Digest => {
      const sum = subtractLanes(addLanes(lanesFrom(old.get(name)), plus), minus);
      return { scope, kind, hex: lanesHex(sum) };
    });
    if (digests.length > 0) await writing.putDigests(digests);
    if (this.#orphans.size === 0) return;
    // Asked after the references were written: a file that another record names stays.
    const named = new Set(await writing.namedMedia([...this.#orphans]));
    const gone = [...this.#orphans].filter((sha) => !named.has(sha)).toSorted();
    if (gone.length > 0) await writing.eraseMedia(gone, nowMs);
  }

  /** A file that a record named once, and no longer when it went, is told by its history alone, which goes as well. */
  async #findOrphans(): Promise<void> {
    const gone = [...this.#forgotten, ...this.#purged].filter(({ kind }) =>
      namingKinds.includes(kind),
    );
    for (const key of gone)
      for (const { oldValue } of await this.#writing.history(key)) mediaIn(oldValue, this.#orphans);
  }
}
