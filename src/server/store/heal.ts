// Finds where a device and the server differ without sending everything: fingerprints by bucket, then the records of the differing ones,
// page by page. Called by routes/sync.ts when a device asks, after its digest for a scope's kind did not match.
import { lanesHex, NO_LANES } from '#core/hash.ts';
import type { Actor } from '#records/define-record.ts';
import { isKind, type Kind } from '#records/registry.ts';
import { canRead } from '#sync/access.ts';
import { BUCKETS } from '#sync/digest.ts';
import { type HealRequest, LIMITS } from '#sync/messages.ts';
import type { WireRecord } from '#sync/wire.ts';
import { PAGE_BYTES, toWire } from './exchange.ts';
import type { Reading } from './store.ts';

export type Healing = {
  readonly buckets?: Record<string, string[]>;
  readonly healing?: WireRecord[];
  /** What to ask next, word for word; absent when `healing` is complete. */
  readonly healMore?: HealRequest[];
};

/** Records read at a time, so that heavy ones do not fill the memory before they are weighed. */
const READ = 250;

/** What may not be read is left out, as if it were not there. */
export async function answerHealing(
  reading: Reading,
  actor: Actor,
  asked: readonly HealRequest[],
): Promise<Healing> {
  const buckets: Record<string, string[]> = {};
  const page = new HealingPage(reading);
  const healMore: HealRequest[] = [];
  for (const one of asked) {
    const { scope, kind } = one;
    if (!isKind(kind) || !canRead(actor, kind, scope)) continue;
    if (one.buckets === undefined)
      buckets[`${scope}/${kind}`] = await fingerprints(reading, scope, kind);
    else {
      const after = await page.fill(scope, kind, one.buckets, one.after ?? 0);
      if (after !== undefined) healMore.push({ ...one, after });
    }
  }
  return {
    ...(asked.some((one) => one.buckets === undefined) ? { buckets } : {}),
    ...(asked.some((one) => one.buckets !== undefined) ? { healing: page.records } : {}),
    ...(healMore.length > 0 ? { healMore } : {}),
  };
}

/** One fingerprint in hex per bucket, '' where nothing is. */
async function fingerprints(reading: Reading, scope: string, kind: Kind): Promise<string[]> {
  const sums = await reading.fingerprints(scope, kind);
  return Array.from({ length: BUCKETS }, (_, bucket) => {
    const sum = sums.get(bucket) ?? NO_LANES;
    return sum.every((lane) => lane === 0) ? '' : lanesHex(sum);
  });
}

/** Records of one answer, bounded in number and weight like a page of `changes`. */
class HealingPage {
  readonly records: WireRecord[] = [];
  readonly #reading: Reading;
  #bytes = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  #hasRoomFor(bytes: number): boolean {
    return (
      this.records.length < LIMITS.pageRecords &&
      (this.records.length === 0 || this.#bytes + bytes <= PAGE_BYTES)
    );
  }

  /** @returns the seq behind which to go on, undefined when all of it is here */
  async fill(
    scope: string,
    kind: Kind,
    buckets: readonly number[],
    after: number,
  ): Promise<number | undefined> {
    for (let at = after; ;) {
      if (!this.#hasRoomFor(0)) return at;
      const rows = await this.#reading.inBuckets(scope, kind, buckets, at, READ);
      for (const row of rows) {
        if (!this.#hasRoomFor(row.size)) return at;
        this.records.push(toWire(row));
        this.#bytes += row.size;
        at = row.seq;
      }
      if (rows.length < READ) return undefined;
    }
  }
}
