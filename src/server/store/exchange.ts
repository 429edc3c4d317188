// What a device gets: the records it has not seen, page by page in order of seq, and after the last page the proof (digests).
// Called by routes/sync.ts within one consistent read. No row is asked: role, kind and scope decide what is readable.
import type { Actor } from '#records/define-record.ts';
import { readableKinds, scopesOf } from '#sync/access.ts';
import { LIMITS } from '#sync/messages.ts';
import type { WireRecord } from '#sync/wire.ts';
import type { Accepted } from './accept.ts';
import type { Pulls, Reading, ScopePull, ScopeState, StoredRecord } from './store.ts';

/** So much JSON at most in one page, unless a single record is larger. */
export const PAGE_BYTES = 2 * 1024 * 1024;
const NEVER_WRITTEN: ScopeState = { seq: 0, purgedSeq: 0 };
const NO_DIGEST = '0'.repeat(32);

export type Cursors = Readonly<Record<string, number>>;
export type PulledPage = {
  readonly cursors: Record<string, number>;
  readonly more: boolean;
  readonly changes: WireRecord[];
  readonly digests: Record<string, string>;
  readonly reset: string[];
  /** What to remember for this token; the same object when nothing changed. */
  readonly pulls: Pulls;
};

export const toWire = ({ kind, id, scope, fields }: StoredRecord): WireRecord => ({
  kind,
  id,
  scope,
  fields,
});

/** Where a scope's pull begins, and what is remembered about it. */
type Begin = {
  readonly from: number;
  readonly reset: boolean;
  readonly next: (given: number) => ScopePull;
};

/**
 * A cursor says what a device holds, but not under which role it was pulled, nor whether purged tombstones were missed. So the token remembers
 * per scope the access of that pull. When it no longer fits, the device is told to pull afresh, and is told again until its cursor shows
 * that it did: an answer may get lost on the way. `chain` accepts the cursors of such a fresh pull: the last one shown and the last one given.
 */
function begin(
  asked: number | undefined,
  state: { seq: number; purgedSeq: number },
  access: string,
  pull: ScopePull | undefined,
): Begin {
  const chained =
    (acked: number) =>
    (given: number): ScopePull => ({ access, chain: { acked, given } });
  const settled =
    (acked: number) =>
    (given: number): ScopePull =>
      given < state.purgedSeq ? chained(acked)(given) : { access };
  if (asked === undefined || asked === 0) return { from: 0, reset: false, next: settled(0) };
  // The server was restored from a backup. Letting go would lose what only this device still has: it gets
  // everything again, the digests differ, and healing pushes back what the server lost.
  if (asked > state.seq) return { from: 0, reset: false, next: chained(asked) };
  const inChain = pull?.chain && (asked === pull.chain.given || asked === pull.chain.acked);
  const stale =
    (pull && pull.access !== access) ||
    (pull?.chain && !inChain) ||
    (!pull?.chain && asked < state.purgedSeq);
  return stale
    ? { from: 0, reset: true, next: chained(0) }
    : { from: asked, reset: false, next: settled(asked) };
}

/** @param echoes what this same request pushed (accept.ts): it is not sent back to where it came from */
export async function pullPage(
  reading: Reading,
  actor: Actor,
  asked: Cursors,
  pulls: Pulls,
  echoes: Accepted['echoes'] = [],
): Promise<PulledPage> {
  const scopes = scopesOf(actor);
  const allowed = new Set(scopes);
  const cursors: Record<string, number> = {};
  const nextPulls: Record<string, ScopePull> = { ...pulls };
  // A device never sends a cursor for its own scope; were it named here, that device would let go of what only it has.
  const reset = Object.keys(asked).filter((scope) => !allowed.has(scope) && scope !== 'device');
  let more = false;
  const pushed = new Map(echoes.map((echo) => [`${echo.kind}/${echo.id}@${echo.seq}`, echo]));
  const page = new Page(reading);
  const states = await reading.scopeStates(scopes);

  for (const scope of scopes) {
    const state = states.get(scope) ?? NEVER_WRITTEN;
    const kinds = new Set<string>(readableKinds(actor, scope));
    // What is public reads the same for everybody.
    const access = scope === 'public' ? '' : `${actor.role}:${[...kinds].join(',')}`;
    const { [scope]: cursor } = asked;
    const start = begin(cursor, state, access, pulls[scope]);
    if (start.reset) reset.push(scope);
    const isNews = (row: StoredRecord): boolean => {
      if (!kinds.has(row.kind)) return false;
      const echo = pushed.size === 0 ? undefined : pushed.get(`${row.kind}/${row.id}@${row.seq}`);
      return !echo || cursor === undefined || start.reset || echo.heldSeq > cursor;
    };
    // Nothing came but what this device has just sent: it need not be read to be left out.
    const isAllEcho =
      !start.reset &&
      cursor !== undefined &&
      state.seq - start.from ===
        echoes.filter((echo) => echo.scope === scope && echo.heldSeq <= cursor).length &&
      start.from === cursor;
    let at = isAllEcho ? state.seq : await page.fill(scope, start.from, state.seq, isNews);
    // A fresh pull must not end at the very cursor that it replaces: the device's next request would not show that it happened.
    if (start.reset && at === cursor) at -= 1;
    cursors[scope] = at;
    more ||= at < state.seq;
    nextPulls[scope] = start.next(at);
  }
  const same = JSON.stringify(nextPulls) === JSON.stringify(pulls);
  const digests = more ? {} : await digestsFor(reading, actor, asked, states);
  return { cursors, more, changes: page.changes, digests, reset, pulls: same ? pulls : nextPulls };
}

/** One answer's records, bounded in number and weight. */
class Page {
  readonly changes: WireRecord[] = [];
  readonly #reading: Reading;
  #bytes = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  #hasRoomFor(row: StoredRecord): boolean {
    return (
      this.changes.length < LIMITS.pageRecords &&
      (this.changes.length === 0 || this.#bytes + row.size <= PAGE_BYTES)
    );
  }

  /** Takes in what is news between two seqs; answers the seq up to which nothing is left out. */
  async fill(
    scope: string,
    from: number,
    upTo: number,
    isNews: (row: StoredRecord) => boolean,
  ): Promise<number> {
    let at = from;
    while (at < upTo) {
      const limit = LIMITS.pageRecords - this.changes.length + 1;
      const rows = await this.#reading.page(scope, at, upTo, limit);
      for (const row of rows) {
        if (isNews(row)) {
          if (!this.#hasRoomFor(row)) return at;
          this.changes.push(toWire(row));
          this.#bytes += row.size;
        }
        at = row.seq;
      }
      if (rows.length < limit) return upTo;
    }
    return at;
  }
}

/** A page of what anyone may have without signing in. */
export async function pullPublic(
  reading: Reading,
  after: number,
): Promise<{ cursor: number; more: boolean; records: WireRecord[] }> {
  const { seq } = await reading.scopeState('public');
  const page = new Page(reading);
  // A cursor from before a restored backup: everything once more.
  const cursor = await page.fill('public', after > seq ? 0 : after, seq, () => true);
  return { cursor, more: cursor < seq, records: page.changes };
}

/** Per scope and readable kind. A scope where nothing was ever written is left out at first contact: later a backup may have been put back from before its first record. */
async function digestsFor(
  reading: Reading,
  actor: Actor,
  asked: Cursors,
  states: ReadonlyMap<string, ScopeState>,
): Promise<Record<string, string>> {
  const scopes = [...states.keys()].filter(
    (scope) => (states.get(scope) ?? NEVER_WRITTEN).seq > 0 || asked[scope] !== undefined,
  );
  const stored = new Map(
    (await reading.digests(scopes)).map(({ scope, kind, hex }) => [`${scope}/${kind}`, hex]),
  );
  const digests: Record<string, string> = {};
  for (const scope of scopes) {
    for (const kind of readableKinds(actor, scope)) {
      const name = `${scope}/${kind}`;
      digests[name] = stored.get(name) ?? NO_DIGEST;
    }
  }
  return digests;
}
