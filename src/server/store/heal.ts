// Finds where a device and the server differ without sending everything: fingerprints by bucket, then the records of the differing ones.
// Called by routes/sync.ts when a device asks, after its digest for a scope's kind did not match.
import { addLanes, type Lanes, lanesFrom, lanesHex, NO_LANES } from '#core/hash.ts';
import type { Actor } from '#records/define-record.ts';
import { isKind, type Kind } from '#records/registry.ts';
import { canRead } from '#sync/access.ts';
import { BUCKETS } from '#sync/digest.ts';
import type { SyncRequest } from '#sync/server-messages.ts';
import type { WireRecord } from '#sync/wire.ts';
import { toWire } from './exchange.ts';
import type { Reading } from './store.ts';

export type Healing = {
  readonly buckets?: Record<string, string[]>;
  readonly healing?: WireRecord[];
};

/** What may not be read is left out, as if it were not there. */
export async function answerHealing(
  reading: Reading,
  actor: Actor,
  asked: NonNullable<SyncRequest['heal']>,
): Promise<Healing> {
  const buckets: Record<string, string[]> = {};
  const healing: WireRecord[] = [];
  for (const { scope, kind, buckets: wanted } of asked) {
    if (!isKind(kind) || !canRead(actor, kind, scope)) continue;
    if (wanted === undefined) {
      buckets[`${scope}/${kind}`] = await fingerprints(reading, scope, kind);
    } else {
      const records = await reading.list(scope, kind, [...new Set(wanted)]);
      for (const record of records) healing.push(toWire(record));
    }
  }
  return {
    ...(asked.some((one) => one.buckets === undefined) ? { buckets } : {}),
    ...(asked.some((one) => one.buckets !== undefined) ? { healing } : {}),
  };
}

/** One fingerprint in hex per bucket, '' where nothing is. */
async function fingerprints(reading: Reading, scope: string, kind: Kind): Promise<string[]> {
  const sums: Lanes[] = Array.from({ length: BUCKETS }, () => NO_LANES);
  for (const { bucket, lanes } of await reading.lanes(scope, kind))
    sums[bucket] = addLanes(sums[bucket] ?? NO_LANES, lanesFrom(lanes));
  return sums.map((sum) => (sum.every((lane) => lane === 0) ? '' : lanesHex(sum)));
}
