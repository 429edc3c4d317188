// The page that measures a device in a real browser: the app's own database, door and sync, with no screens around them.
// Benches (and anyone's own measurements) call `window.driver`; `window.floor` is the same work with nothing of ours.
import type { Patch } from '#device/write.ts';
import { creation } from '#device/write.ts';
import { type Device, openDevice } from '#device/device.ts';
import { uuidv7 } from '#core/ids.ts';
import { makeFloor } from './floor.ts';

/** About 0.8 kB of JSON, with the words of a real to-do list. */
function sample(n: number): Patch<'todo-list'> & { title: string } {
  const words =
    'Apskatīt rēķinu un atrast summu, konta numuru un samaksas dienu. Zvanīt, ja kaut kas nav skaidrs.';
  const notes: Record<string, string> = {};
  for (let item = 1; item <= 5; item += 1) notes[`a${item}`] = `${item}. ${words} Ieraksts ${n}.`;
  return { title: `Saraksts ${n}`, startOn: '2026-03-01', notes, ticks: { a1: n % 2 === 0 } };
}

const random = (n: number): Uint8Array => crypto.getRandomValues(new Uint8Array(n));
let device: Device | undefined;

function opened(): Device {
  if (!device) throw new Error('call open() first');
  return device;
}

const newestRows = (n: number) => {
  const byId = opened().db.rows('todo-list').orderBy('id');
  // Dexie's reverse() turns a query round; it is no array.
  // oxlint-disable-next-line unicorn/no-array-reverse
  return byId.reverse().limit(n).toArray();
};

export type Driver = typeof driver;
const driver = {
  /** Opens (or re-opens) the device's database. @returns milliseconds */
  async open(name = 'driver'): Promise<number> {
    device?.close();
    const started = performance.now();
    device = await openDevice({
      name,
      now: Date.now,
      random,
      fetch: fetch.bind(window),
      version: 'driver',
      automatic: false,
    });
    return performance.now() - started;
  },
  /** Enrols with a code; answers the person's scopes. */
  async enrol(code: string): Promise<readonly string[]> {
    const result = await opened().enrol(code, 'driver');
    if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
    return result.value.scopes;
  },
  /** Makes n records through the one door, 100 to a transaction. @returns milliseconds */
  async write(n: number): Promise<number> {
    const started = performance.now();
    for (let from = 0; from < n; from += 100) {
      const changes = Array.from({ length: Math.min(100, n - from) }, (_, i) =>
        creation(
          'todo-list',
          uuidv7(Date.now(), random),
          opened().homeScope('todo-list'),
          sample(from + i),
        ),
      );
      const stored = await opened().writeAll(changes);
      if (!stored.ok) throw new Error(`${stored.error.code}: ${stored.error.message}`);
    }
    return performance.now() - started;
  },
  /** Changes one field of the n newest records. @returns milliseconds */
  async edit(n: number): Promise<number> {
    const started = performance.now();
    for (const { id } of await newestRows(n)) {
      const stored = await opened().change('todo-list', id, {
        title: `Mainīts ${performance.now()}`,
      });
      if (!stored.ok) throw new Error(`${stored.error.code}: ${stored.error.message}`);
    }
    return performance.now() - started;
  },
  /** One whole round. @returns milliseconds and the state it ended in */
  async sync(): Promise<{ ms: number; error?: string }> {
    const started = performance.now();
    const state = await opened().engine.sync();
    return { ms: performance.now() - started, ...(state.error ? { error: state.error } : {}) };
  },
  count: (): Promise<number> => opened().db.rows('todo-list').count(),
  /** The newest n records by id. @returns milliseconds */
  async newest(n = 50): Promise<number> {
    const started = performance.now();
    await newestRows(n);
    return performance.now() - started;
  },
};

declare global {
  interface Window {
    driver: typeof driver;
    floor: ReturnType<typeof makeFloor>;
  }
}
window.driver = driver;
window.floor = makeFloor(sample);
