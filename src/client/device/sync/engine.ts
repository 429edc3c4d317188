// Decides when to sync and tells how it stands. One round at a time; a wake during a round asks for one more after it.
import { signal, type ReadonlySignal } from '@preact/signals';
import { fail, type Result } from '#core/result.ts';
import { ERRORS, type ErrorCode } from '#sync/errors.ts';
import { readMeta, writeMeta } from '../meta.ts';
import type { Database } from '../database.ts';
import { waitAfter } from './retry.ts';
import type { RoundTells } from './round.ts';
import { asRejection } from '../rejection.ts';
import type { Failure } from './transport.ts';

/** How the last contact went; kept in the database, so that every tab and the next start know. */
export type SyncState = {
  /** The last time a whole round ended with both sides proven equal. */
  readonly syncedAt?: number;
  readonly triedAt?: number;
  readonly error?: ErrorCode;
};

export type Engine = {
  /** True while a round is under way in this tab. */
  readonly busy: ReadonlySignal<boolean>;
  /** Records taken in by the round under way. */
  readonly progress: ReadonlySignal<number>;
  /** Ids of the records in the request under way in this tab: sent, and not yet received. */
  readonly sending: ReadonlySignal<ReadonlySet<number>>;
  /** What went wrong when not even the outcome of the last round could be kept: the database does not know it. */
  readonly unkept: ReadonlySignal<ErrorCode | undefined>;
  /** Asks for a round now; resolves when it has ended. */
  readonly sync: () => Promise<SyncState>;
  /** The network is back, or the person is: what failed before says nothing about the next tries, which may come soon. */
  readonly forgetFailures: () => void;
  readonly stop: () => void;
};

export type EngineOptions = {
  readonly db: Database;
  readonly now: () => number;
  readonly chance: () => number;
  /** Whether to try again by itself after a failure. */
  readonly retries: boolean;
  readonly round: (tell: RoundTells) => Promise<Result<number, Failure>>;
  /** Told of failures that change who we are: token unknown, device revoked. */
  readonly onFailure: (failure: Failure) => Promise<void>;
};

export function createEngine(options: EngineOptions): Engine {
  const busy = signal(false);
  const progress = signal(0);
  const sending = signal<ReadonlySet<number>>(new Set());
  const unkept = signal<ErrorCode | undefined>(undefined);
  let failures = 0;
  let again = false;
  let running: Promise<SyncState> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const attempt = async (): Promise<Result<number, Failure>> => {
    try {
      return await options.round({
        onProgress: (records) => {
          progress.value = records;
        },
        onSending: (batches) => {
          sending.value = batches;
        },
      });
    } catch (error) {
      // The database refused: the disk is full, or the browser took it away. What was answered before this stays.
      console.error(error);
      return fail(asRejection(error));
    }
  };

  /** Kept for other tabs and the next start. Where nothing can be kept, the state that is answered tells it all the same. */
  const keep = async (next: (before: SyncState) => SyncState): Promise<SyncState> => {
    try {
      const state = next((await readMeta<SyncState>(options.db, 'sync')) ?? {});
      await writeMeta(options.db, 'sync', state);
      unkept.value = undefined;
      return state;
    } catch (error) {
      unkept.value = asRejection(error).code;
      return next({});
    }
  };

  const once = async (): Promise<SyncState> => {
    const result = await attempt();
    const at = options.now();
    const state = await keep(({ error: _, ...kept }) =>
      result.ok
        ? { syncedAt: at, triedAt: at }
        : { ...kept, triedAt: at, error: result.error.code },
    );
    failures = result.ok ? 0 : failures + 1;
    if (!result.ok) await options.onFailure(result.error);
    if (
      !result.ok &&
      (ERRORS[result.error.code] === 'self' || result.error.code === 'storage-failed')
    )
      plan(waitAfter(failures, options.chance(), result.error.retryAfterMs));
    return state;
  };

  const plan = (ms: number): void => {
    clearTimeout(timer);
    if (!stopped && options.retries) timer = setTimeout(() => void sync(), ms);
  };

  const run = async (): Promise<SyncState> => {
    busy.value = true;
    progress.value = 0;
    clearTimeout(timer);
    try {
      let state = await once();
      while (again && !stopped && state.error === undefined) {
        again = false;
        state = await once();
      }
      return state;
    } finally {
      again = false;
      running = undefined;
      busy.value = false;
    }
  };

  const sync = (): Promise<SyncState> => {
    if (stopped) return Promise.resolve({});
    if (running) again = true;
    running ??= run();
    return running;
  };

  return {
    busy,
    progress,
    sending,
    unkept,
    sync,
    forgetFailures: () => {
      failures = 0;
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
