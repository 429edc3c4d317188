// The page that measures a device in a real browser: the app's own database, door and sync, with no screens around them.
// Benches (and anyone's own measurements) call `window.driver`; `window.floor` is the same work with nothing of ours.
import { creation } from '#device/write.ts';
import { type Device, openDevice } from '#device/device.ts';
import { gzipAside } from '#device/sync/gzip-aside.ts';
import { uuidv7 } from '#core/ids.ts';
import { kinds } from '#records/registry.ts';
import { makeFloor } from './floor.ts';
import { madeAhead, makeAhead } from './sample.ts';

const random = (n: number): Uint8Array => crypto.getRandomValues(new Uint8Array(n));
let device: Device | undefined;

function opened(): Device {
  if (!device) throw new Error('call open() first');
  return device;
}

const stored = (result: { ok: boolean; error?: { code: string; message: string } }): void => {
  if (!result.ok) throw new Error(`${result.error?.code}: ${result.error?.message}`);
};
async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** With `window.fetched` set, it hears how many records each answer brought, before the device takes them in. */
const told =
  (plain: typeof fetch): typeof fetch =>
  async (...asked) => {
    const answer = await plain(...asked);
    if (window.fetched) {
      const { changes = [], columns = [] } = (await answer.clone().json()) as {
        changes?: unknown[];
        columns?: { ids: unknown[] }[];
      };
      await window.fetched(columns.reduce((sum, { ids }) => sum + ids.length, changes.length));
    }
    return answer;
  };

/**
 * Opens (or re-opens) the device's database.
 * @param origin where the server is; '' for the address of this page
 * @returns milliseconds
 */
export const open = (name = 'driver', origin = ''): Promise<number> =>
  timed(async () => {
    device?.close();
    device = await openDevice({
      name,
      origin,
      now: Date.now,
      random,
      fetch: told(fetch.bind(window)),
      gzip: gzipAside,
      version: 'driver',
      automatic: false,
    });
  });

/** Enrols with a code; answers the person's scopes. */
export async function enrol(code: string): Promise<readonly string[]> {
  const result = await opened().enrol(code, 'driver');
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value.scopes;
}

/** Records made by one transaction of `write`. */
const GROUP = 1000;

/** Makes n records through the one door. @returns milliseconds */
export async function write(n: number): Promise<number> {
  if (madeAhead(n - 1, 1).length === 0) makeAhead(n);
  return timed(async () => {
    const scope = opened().homeScope('todo-list');
    for (let from = 0; from < n; from += GROUP) {
      const changes = madeAhead(from, Math.min(GROUP, n - from)).map(({ values }) =>
        creation('todo-list', uuidv7(Date.now(), random), scope, values),
      );
      stored(await opened().writeAll(changes));
    }
  });
}

/** Changes one field of the n newest records, one write each. @returns milliseconds */
export const edit = (n: number): Promise<number> =>
  timed(async () => {
    for (const { id } of await newest(n)) {
      stored(
        await opened().change('todo-list', id, {
          title: `Mainīts ${Math.round(performance.now())}`,
        }),
      );
    }
  });

/** One whole round. @returns milliseconds, and the error when it did not end well */
export async function sync(): Promise<{ ms: number; error?: string }> {
  const started = performance.now();
  const state = await opened().engine.sync();
  return { ms: performance.now() - started, ...(state.error ? { error: state.error } : {}) };
}

/** How many of the records that `write` makes are on this device. */
export const count = (): Promise<number> => opened().db.rows('todo-list').count();

/** The newest n of them, newest first. */
export function newest(n = 50) {
  const byId = opened().db.rows('todo-list').orderBy('id');
  // Dexie's reverse() turns a query round; it is no array.
  // oxlint-disable-next-line unicorn/no-array-reverse
  return byId.reverse().limit(n).toArray();
}

/** All records of all kinds on this device. */
export async function total(): Promise<number> {
  const { db } = opened();
  const counts = await Promise.all(kinds.map((kind) => db.anyRows(kind).count()));
  return counts.reduce((sum, one) => sum + one, 0);
}

const driver = { open, enrol, write, edit, sync, count, newest, total };

const rounds = async (): Promise<number> => {
  const { ms, error } = await sync();
  if (error !== undefined) throw new Error(`sync ended with ${error}`);
  return ms;
};
let before = 0;

const make = (n: number): Promise<number> =>
  timed(async () => {
    makeAhead(n);
    await Promise.resolve();
  });

/** The same calls as the floor and the peers have. */
const ours = {
  /** Opens, enrols and takes in what every tablet has. @param code to enrol with */
  open: async (code: string): Promise<number> => {
    const ms = await open();
    await enrol(code);
    await rounds();
    before = await count();
    return ms;
  },
  make,
  write,
  push: rounds,
  pull: rounds,
  edit,
  settle: (): Promise<number> => Promise.resolve(0),
  /** Records that came since it was opened. */
  count: async (): Promise<number> => (await count()) - before,
};

/** Long tasks of the main thread since it was last asked, milliseconds each. */
const tasks: number[] = [];
new PerformanceObserver((seen) => {
  for (const { duration } of seen.getEntries()) tasks.push(duration);
}).observe({ type: 'longtask' });
const longTasks = async (): Promise<number[]> => {
  // The observer is told after the task has ended, in a task of its own.
  await new Promise((resolve) => setTimeout(resolve, 200));
  return tasks.splice(0);
};

type Contender = {
  /** Makes n records in memory, to be written by the next write of n. */
  readonly make: (n: number) => Promise<number>;
  readonly open: (space: string) => Promise<number>;
  readonly write: (n: number) => Promise<number>;
  readonly push: () => Promise<number>;
  readonly pull: () => Promise<number>;
  readonly edit: (n: number) => Promise<number>;
  /** What comes between two steps and is counted for nobody. */
  readonly settle: () => Promise<number>;
  readonly count: () => Promise<number>;
};

declare global {
  interface Window {
    driver: typeof driver;
    floor: ReturnType<typeof makeFloor>;
    /** Everybody who is measured, by name; the peers' page has its own. */
    contenders: Record<string, Contender>;
    longTasks: typeof longTasks;
    fetched?: (records: number) => Promise<void>;
  }
}
window.driver = driver;
window.longTasks = longTasks;
window.floor = makeFloor('/floor', 1);
window.contenders = {
  ours,
  floor: { ...window.floor, make },
  packed: { ...makeFloor('/packed', 100), make },
};
