// Fingerprints of one scope's kind in 256 buckets, for finding where two replicas differ without sending everything.
import { addLanes, type Lanes, lanesHex, NO_LANES } from '#core/hash.ts';
import type { Kind } from '#records/registry.ts';
import { BUCKETS, bucketOf } from '#sync/digest.ts';
import type { Database } from '../database.ts';
import { confirmedLanes } from '../rows.ts';

/** Hex per bucket, '' for an empty one: the same form in which the server answers. */
export async function bucketsHere(db: Database, scope: string, kind: Kind): Promise<string[]> {
  const lanes: Lanes[] = Array.from({ length: BUCKETS }, () => NO_LANES);
  await db
    .anyRows(kind)
    .filter((row) => row.scope === scope)
    .each((row) => {
      const bucket = bucketOf(row.id);
      lanes[bucket] = addLanes(lanes[bucket] ?? NO_LANES, confirmedLanes(row));
    });
  return lanes.map((one) => (one.every((lane) => lane === 0) ? '' : lanesHex(one)));
}
