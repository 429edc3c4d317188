// Slows down guessing: five wrong codes a minute from one address, counted in the store, so that several servers share the count and a
// restart forgives nothing. Called by routes/enrol.ts.
import { LIMITS } from '#sync/messages.ts';
import type { Reading, Writing } from '../store/store.ts';
import { hashOf } from './codes.ts';

const WINDOW_MS = 60_000;

/** Who tried, as the store names them: an address is nobody's to read. */
const whoIs = (address: string): string => hashOf(`address:${address}`);

const recent = (times: readonly number[], nowMs: number): number[] =>
  times.filter((at) => at > nowMs - WINDOW_MS);

function waitAfter(times: readonly number[], nowMs: number): number {
  const tries = recent(times, nowMs);
  const oldest = tries[tries.length - LIMITS.triesPerMinute];
  return oldest === undefined ? 0 : oldest + WINDOW_MS - nowMs;
}

/** Milliseconds until the next try, 0 when it may be made. Takes no lock: whoever goes on guessing costs one look. */
export const timeToWait = async (
  reading: Reading,
  address: string,
  nowMs: number,
): Promise<number> => waitAfter(await reading.tries(whoIs(address)), nowMs);

/** The outcome of a try, or how long to wait before one may be made. */
export type Tried<T> = { readonly outcome: T } | { readonly waitMs: number };

/**
 * Makes one try, alone among those from its address: however many servers are asked at once, only so many are answered.
 * @param attempt takes the code; what it answers is counted when it is wrong
 */
export async function tryOnce<T extends { readonly ok: boolean }>(
  writing: Writing,
  address: string,
  nowMs: number,
  attempt: () => Promise<T>,
): Promise<Tried<T>> {
  const who = whoIs(address);
  const times = recent(await writing.lockTries(who), nowMs);
  const wait = waitAfter(times, nowMs);
  if (wait > 0) return { waitMs: wait };
  const outcome = await attempt();
  await writing.putTries(who, outcome.ok ? times : [...times, nowMs]);
  if (!outcome.ok) await writing.removeTriesBefore(nowMs - WINDOW_MS);
  return { outcome };
}
