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

const stored = (result: { ok: boolean; error?: { code: string; message: string } }): void => {
  if (!result.ok) throw new Error(`${result.error?.code}: ${result.error?.message}`);
};
async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

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
      fetch: fetch.bind(window),
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
export const write = (n: number): Promise<number> =>
  timed(async () => {
    const scope = opened().homeScope('todo-list');
    for (let from = 0; from < n; from += GROUP) {
      const changes = Array.from({ length: Math.min(GROUP, n - from) }, (_, i) =>
        creation('todo-list', uuidv7(Date.now(), random), scope, sample(from + i)),
      );
      stored(await opened().writeAll(changes));
    }
  });

/** Changes one field of the n newest records, one write each. @returns milliseconds */
export const edit = (n: number): Promise<number> =>
  timed(async () => {
    for (const { id } of await newest(n)) {
      stored(await opened().change('todo-list', id, { title: `Mainīts ${performance.now()}` }));
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

const driver = { open, enrol, write, edit, sync, count, newest };

declare global {
  interface Window {
    driver: typeof driver;
    floor: ReturnType<typeof makeFloor>;
  }
}
window.driver = driver;
window.floor = makeFloor(sample);
