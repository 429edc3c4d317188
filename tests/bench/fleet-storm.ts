// The storm: all tablets come online within a window of time and sync; they may stay on the line and sync again when they are poked.
// Called by fleet.bench.ts.
import { setTimeout as wait } from 'node:timers/promises';
import { FleetDevice, Tally } from './fleet-device.ts';
import type { Line } from './fleet-http.ts';
import type { Seeded, SeededTablet } from './fleet-seed.ts';

export type StormOptions = {
  /** Seconds within which all come online, each at a moment of its own. */
  readonly window: number;
  /** Seconds after the window in which the last may still finish. */
  readonly patience: number;
  /** Whether each listens for pokes after its sync, and syncs at each, until all is quiet. */
  readonly stay: boolean;
};
export type Storm = {
  readonly tally: Tally;
  /** Seconds from the first arrival to the last equal digest. */
  readonly seconds: number;
  readonly unfinished: number;
  /** Tablets that stayed and, all being quiet, did not know of the last change of their place. */
  readonly behind: number;
};

const QUIET_MS = 3000;

export async function storm(
  seeded: Seeded,
  line: Line,
  { window, patience, stay }: StormOptions,
): Promise<Storm> {
  const tally = new Tally();
  const began = performance.now();
  const until = began + (window + patience) * 1000;
  let unfinished = 0;
  let last = began;
  const staying: Staying[] = [];

  await Promise.all(
    seeded.tablets.map(async (tablet: SeededTablet) => {
      await wait(Math.random() * window * 1000);
      const device = new FleetDevice(seeded.fleet, tablet, line, tally);
      if (!(await device.sync(until))) {
        unfinished += 1;
        return;
      }
      last = Math.max(last, performance.now());
      if (stay) staying.push(await listen(device, line, tally, until));
    }),
  );
  while (staying.some(({ busyAt }) => performance.now() - busyAt() < QUIET_MS)) {
    await wait(200);
    last = Math.max(last, ...staying.map(({ busyAt }) => busyAt()));
  }
  for (const { close } of staying) close();
  const newest = new Map<string, number>();
  const at = ({ device }: Staying): [scope: string, seq: number] => {
    const { scope } = device.seeded.place;
    return [scope, device.cursors[scope] ?? 0];
  };
  for (const [scope, seq] of staying.map(at))
    newest.set(scope, Math.max(newest.get(scope) ?? 0, seq));
  const behind = staying.map(at).filter(([scope, seq]) => seq < (newest.get(scope) ?? 0)).length;
  return { tally, seconds: (last - began) / 1000, unfinished, behind };
}

type Staying = {
  readonly device: FleetDevice;
  readonly busyAt: () => number;
  readonly close: () => void;
};

/** As the app does: a poke wakes the sync, a poke during a sync asks for one more after it. */
async function listen(
  device: FleetDevice,
  line: Line,
  tally: Tally,
  until: number,
): Promise<Staying> {
  let running = false;
  let again = false;
  let busyAt = performance.now();
  const wake = async (): Promise<void> => {
    tally.pokes += 1;
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await device.sync(until);
      busyAt = performance.now();
    }
    running = false;
  };
  const close = await line.stream(device.seeded.token, (text) => {
    if (text.includes('data:')) void wake();
  });
  // Between its sync and the opening of the stream something may have come: the app's timer would find it within 5 minutes.
  void wake();
  return { device, busyAt: () => (running ? performance.now() : busyAt), close };
}
