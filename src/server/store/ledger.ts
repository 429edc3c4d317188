// The one way in which stored records change: gives each its seq and keeps the scope's digests and media references in step.
// Used inside one write transaction by accept.ts (sync, seed) and retention.ts.
import { addLanes, type Lanes, lanesFrom, lanesHex, NO_LANES, subtractLanes } from '#core/hash.ts';
import { stampMs } from '#core/stamp.ts';
import type { Kind } from '#records/registry.ts';
import { bucketOf, recordLanes, stampsOf } from '#sync/digest.ts';
import { type Fields, isDeleted, isErased } from '#sync/wire.ts';
import type { RecordKey, ScopeState, StoredRecord, Writing } from './store.ts';

const lanesOf = (id: string, fields: Fields | undefined): Lanes =>
  fields ? recordLanes(id, stampsOf(fields)) : NO_LANES;

export const newestMs = (fields: Fields): number =>
  Object.values(fields).reduce((latest, [, stamp]) => Math.max(latest, stampMs(stamp)), 0);

/** Addresses of media (SHA-256 in hex) that a record's values name. */
function mediaIn(fields: Fields): string[] {
  if (isDeleted(fields)) return [];
  const found = JSON.stringify(fields).match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g);
  return found ? [...new Set(found)] : [];
}

export class Ledger {
  readonly #writing: Writing;
  readonly #states: Map<string, ScopeState>;
  readonly #before: ReadonlyMap<string, ScopeState>;
  readonly #sums = new Map<string, { scope: string; kind: Kind; plus: Lanes; minus: Lanes }>();

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

  /** Stores a record's new fields; answers its new seq. */
  async put(
    key: RecordKey & { readonly scope: string },
    before: Fields | undefined,
    fields: Fields,
  ): Promise<number> {
    const { kind, id, scope } = key;
    const state = this.#state(scope);
    const seq = state.seq + 1;
    this.#states.set(scope, { ...state, seq });
    const lanes = lanesOf(id, fields);
    this.#move(scope, kind, lanesOf(id, before), lanes);
    await this.#writing.putRecord({
      kind,
      id,
      scope,
      seq,
      fields,
      lanes: lanesHex(lanes),
      bucket: bucketOf(id),
      changedAt: newestMs(fields),
      state: isErased(fields) ? 'erased' : isDeleted(fields) ? 'deleted' : 'living',
    });
    const media = mediaIn(fields);
    if (media.length > 0 || (before && mediaIn(before).length > 0))
      await this.#writing.putMediaReferences(key, scope, media);
    if (isErased(fields)) await this.#writing.removeHistory(key);
    return seq;
  }

  /** Takes a tombstone away. A cursor below its seq may have missed the deletion: that scope is then pulled afresh. */
  async purge(record: StoredRecord): Promise<void> {
    const state = this.#state(record.scope);
    this.#states.set(record.scope, {
      seq: state.seq,
      purgedSeq: Math.max(state.purgedSeq, record.seq),
    });
    this.#move(record.scope, record.kind, lanesOf(record.id, record.fields), NO_LANES);
    await this.#writing.removeRecord(record);
  }

  /** Writes counters and digests; the transaction may be committed after this, not before. */
  async close(): Promise<void> {
    for (const [scope, state] of this.#states) {
      const before = this.#before.get(scope);
      if (state.seq !== before?.seq || state.purgedSeq !== before.purgedSeq)
        await this.#writing.putScope(scope, state);
    }
    for (const { scope, kind, plus, minus } of this.#sums.values()) {
      const old = lanesFrom((await this.#writing.digests(scope)).get(kind));
      await this.#writing.putDigest(
        scope,
        kind,
        lanesHex(subtractLanes(addLanes(old, plus), minus)),
      );
    }
  }
}
