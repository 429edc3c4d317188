// Puts onto the disk itself what was written. Chromium calls a transaction complete as soon as the operating system has it: a browser that
// is killed loses nothing by that, a tablet whose battery dies may. Called by device.ts after each write, before the screen is told.
import type { Database } from './database.ts';

/** What a person writes with one tap waits for the disk; larger work follows within this time, once for all of it. */
const TAP = 20;
const LATER_MS = 300;

/** @returns resolves when what was written before is as safe as the browser can make it; never rejects */
export type ToDisk = (changes: number) => Promise<void>;

export function diskKeeper(db: Database): ToDisk {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Whoever comes while one is under way shares the one after it: that one surely began later than the write. */
  const flush = (): Promise<void> => {
    if (!running) {
      running = strictly(db).finally(() => {
        running = undefined;
      });
      return running;
    }
    next ??= running.then(() => {
      next = undefined;
      return flush();
    });
    return next;
  };
  return (changes) => {
    if (changes <= TAP) return flush();
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush();
    }, LATER_MS);
    return Promise.resolve();
  };
}

/** A transaction that is complete only when the disk has it takes all earlier ones along: they stand before it in the same log. */
function strictly(db: Database): Promise<void> {
  return new Promise((resolve) => {
    try {
      const work = db.backendDB().transaction('meta', 'readwrite', { durability: 'strict' });
      work.objectStore('meta').put({ key: 'on-disk', value: 1 });
      work.addEventListener('complete', () => resolve());
      work.addEventListener('abort', () => resolve());
    } catch {
      // The connection was closed under us, or an old browser knows nothing of this: the write itself is committed.
      resolve();
    }
  });
}
