// Slows down guessing: counts wrong codes per address over the last minute. Held in memory; a restart forgives.
import { LIMITS } from '#sync/messages.ts';

const WINDOW_MS = 60_000;
/** Beyond so many addresses the oldest are forgotten, so that nobody fills the memory by changing addresses. */
const MOST_ADDRESSES = 10_000;

export type Tries = {
  /** Milliseconds to wait before the next try, 0 when it may be made. */
  readonly waitMs: (address: string, nowMs: number) => number;
  readonly wrong: (address: string, nowMs: number) => void;
};

export function createTries(): Tries {
  const wrong = new Map<string, number[]>();
  const recent = (address: string, nowMs: number): number[] =>
    (wrong.get(address) ?? []).filter((at) => at > nowMs - WINDOW_MS);
  return {
    waitMs: (address, nowMs) => {
      const tries = recent(address, nowMs);
      const oldest = tries[tries.length - LIMITS.triesPerMinute];
      return oldest === undefined ? 0 : oldest + WINDOW_MS - nowMs;
    },
    wrong: (address, nowMs) => {
      const tries = [...recent(address, nowMs), nowMs];
      wrong.delete(address);
      wrong.set(address, tries);
      const [first] = wrong.keys();
      if (wrong.size > MOST_ADDRESSES && first !== undefined) wrong.delete(first);
    },
  };
}
