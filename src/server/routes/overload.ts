// More tablets at once than the server can serve are asked to come back, instead of all waiting longer and longer. Called by routes/sync.ts.
// A place is taken only when the whole request has arrived, so that slow lines hold none, and given back before the answer travels.
import type { RandomBytes } from '#core/ids.ts';
import { Refusal } from './refusal.ts';

/** Work under way at once: enough to keep the database busy, few enough that each is soon done. */
const RUNNING = 16;
/** So many may wait in line, and so long may the first of them have waited, before others are asked to come back. */
const WAITING = 200;
const WAITING_MS = 3000;
/** Seconds to stay away: spread, since a thousand who were told the same would come back together. */
const AWAY_FROM = 5;
const AWAY_SPREAD = 11;

/** Turns of the event loop between two that begin, while a line waits. */
const BUSY_TURNS = 4;

const afterTurns = (turns: number, then: () => void): void =>
  void setImmediate(() => (turns === 1 ? then() : afterTurns(turns - 1, then)));

export type Gate = {
  /** @throws Refusal `server-failed` with `retryAfter` when the line is too long: asked once for a request, before anything is done for it */
  readonly check: () => void;
  /** Does the work when a place is free, first come first served. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
};
export type GateMeans = { readonly now: () => number; readonly random: RandomBytes };
export type GateLimits = { readonly running?: number; readonly waiting?: number };

type Waiting = { readonly since: number; readonly enter: () => void };

export function createGate({ now, random }: GateMeans, limits: GateLimits = {}): Gate {
  const { running: places = RUNNING, waiting: longest = WAITING } = limits;
  const line: Waiting[] = [];
  let running = 0;
  let entering = false;

  const check = (): void => {
    const [first] = line;
    if (line.length < longest && (!first || now() - first.since < WAITING_MS)) return;
    const retryAfter = AWAY_FROM + ((random(1)[0] ?? 0) % AWAY_SPREAD);
    throw new Refusal(
      'server-failed',
      'too many devices sync at this moment; send it again later',
      { retryAfter },
    );
  };
  /**
   * One begins in each turn of the event loop. Node takes one new connection a turn, and a store that answers at once would let one request
   * after the other run to its end within a turn: the line would form in front of the door, where nobody sees it. When there is a line,
   * some more turns go by, so that more connections are taken than requests begun, and those too many hear it soon.
   */
  const letIn = (): void => {
    if (entering || running >= places || line.length === 0) return;
    entering = true;
    afterTurns(line.length > places ? BUSY_TURNS : 1, () => {
      entering = false;
      running += 1;
      line.shift()?.enter();
      letIn();
    });
  };

  return {
    check,
    run: async (work) => {
      await new Promise<void>((enter) => {
        line.push({ since: now(), enter });
        letIn();
      });
      try {
        return await work();
      } finally {
        running -= 1;
        letIn();
      }
    },
  };
}
