// The proof that two replicas hold the same: a rolling sum of one fingerprint per record over its id and stamps.
// Kept on both sides in the same transaction as the write; compared after the last page of each sync.
import { addLanes, hashText, type Lanes, NO_LANES, subtractLanes } from '#core/hash.ts';
import type { Fields } from './wire.ts';

/** How many buckets a scope's kind is parted into when its digest does not match. */
export const BUCKETS = 256;

/** Fingerprint of one record. A record with no registers counts as absent. */
export function recordLanes(id: string, stamps: Readonly<Record<string, string>>): Lanes {
  const names = Object.keys(stamps);
  if (names.length === 0) return NO_LANES;
  names.sort();
  let text = id;
  for (const name of names) text += `|${name}=${stamps[name]}`;
  return hashText(text);
}

export function stampsOf(fields: Fields): Record<string, string> {
  const stamps: Record<string, string> = {};
  for (const name of Object.keys(fields)) stamps[name] = fields[name]![1];
  return stamps;
}

/** The digest after one record changed from one state to another. */
export const replaceLanes = (digest: Lanes, before: Lanes, after: Lanes): Lanes =>
  addLanes(subtractLanes(digest, before), after);

/** 0 to 255, from the record's id alone: both sides sort a record into the same bucket. */
export const bucketOf = (id: string): number => hashText(id)[0] % BUCKETS;
