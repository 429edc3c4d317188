// More tablets at once than the server can serve are asked to come back, instead of all waiting longer and longer. Called by routes/sync.ts.
// A place is taken only when the whole request has arrived, so that slow lines hold none, and given back before the answer travels.
import type { RandomBytes } from '#core/ids.ts';
import { Refusal } from './refusal.ts';

/** Work under way at once: enough to keep the database busy, few enough that each is soon done. */
const RUNNING = 16;
/** Whoever waits behind so many would wait for seconds. */
const WAITING = 240;
/** Seconds to stay away: spread, since a thousand who were told the same would come back together. */
const AWAY_FROM = 5;
const AWAY_SPREAD = 11;

export type Gate = {
  /** @throws Refusal `server-failed` with `retryAfter` when too many wait already: asked before anything else is done for the request */
  readonly check: () => void;
  /** Does the work when a place is free, first come first served. @throws Refusal as `check`, if the line has filled meanwhile */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
};

export function createGate(
  random: RandomBytes,
  limits: { readonly running?: number; readonly waiting?: number } = {},
): Gate {
  const { running: places = RUNNING, waiting: longest = WAITING } = limits;
  /** Let the next one in, in the order they came. */
  const waiting: (() => void)[] = [];
  let running = 0;

  const check = (): void => {
    if (waiting.length < longest) return;
    const retryAfter = AWAY_FROM + ((random(1)[0] ?? 0) % AWAY_SPREAD);
    throw new Refusal(
      'server-failed',
      'too many devices sync at this moment; send it again later',
      { retryAfter },
    );
  };
  const leave = (): void => {
    const next = waiting.shift();
    // The place goes over to whoever is next, so nobody can slip in between.
    if (next) next();
    else running -= 1;
  };

  return {
    check,
    run: async (work) => {
      if (running < places) running += 1;
      else {
        check();
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
