// The device's half of the proof: per scope and kind, the digest of what the server is known to hold. Changed with the rows, in their transaction.
import { addLanes, type Lanes, lanesFrom, lanesHex, subtractLanes } from '#core/hash.ts';
import type { Kind } from '#records/registry.ts';
import type { Database } from './database.ts';

export const digestKey = (scope: string, kind: Kind): string => `${scope}/${kind}`;

/** Takes `minus` out of a digest and `plus` into it. */
export async function moveDigest(
  db: Database,
  key: string,
  minus: Lanes,
  plus: Lanes,
): Promise<void> {
  const old = lanesFrom((await db.digests.get(key))?.hex);
  await db.digests.put({ key, hex: lanesHex(subtractLanes(addLanes(old, plus), minus)) });
}
