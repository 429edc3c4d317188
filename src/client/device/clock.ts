// The device's hybrid clock, kept in the database so that stamps rise across reloads; and its correction at contact with the server.
import { laterStamp, nextStamp, type Stamp, stampMs } from '#core/stamp.ts';
import type { Database } from './database.ts';
import type { AnyRow } from './row.ts';
import { readMeta, writeMeta } from './meta.ts';

/** What has to be added to the device's clock to get the server's, and the highest stamp made or seen. */
export type ClockState = { readonly offsetMs: number; readonly last?: Stamp };
const START: ClockState = { offsetMs: 0 };

export const readClock = async (db: Database): Promise<ClockState> =>
  (await readMeta<ClockState>(db, 'clock')) ?? START;

/**
 * One stamp for one write; inside the write's own transaction, which must include `meta`.
 * @param above the highest stamp of what is written upon: a confirmed write must never lose to what the person saw before it
 */
export async function takeStamp(
  db: Database,
  nowMs: number,
  deviceId: string,
  above?: Stamp,
): Promise<Stamp> {
  const clock = await readClock(db);
  const stamp = nextStamp(laterStamp(clock.last, above), nowMs + clock.offsetMs, deviceId);
  await writeMeta(db, 'clock', { offsetMs: clock.offsetMs, last: stamp } satisfies ClockState);
  return stamp;
}

/** Remembers the highest stamp seen, so that the next own write is later than what it was made upon. */
export async function observeStamp(db: Database, seen: Stamp | undefined): Promise<void> {
  const clock = await readClock(db);
  const last = laterStamp(clock.last, seen);
  if (last !== undefined && last !== clock.last)
    await writeMeta(db, 'clock', { ...clock, last } satisfies ClockState);
}

/** Offsets below this are the line's, not the clock's. */
const TOLERANCE_MS = 5000;

/** How far the device's clock is off by what the server just said; 0 when the difference may be the line's. */
export function errorOf(
  clock: ClockState,
  deviceNowMs: number,
  serverNowMs: number,
  roundTripMs: number,
): number {
  // A clock that jumped back while the request was under way says nothing of the time in between.
  if (roundTripMs < 0) return 0;
  const by = Math.round(serverNowMs - deviceNowMs) - clock.offsetMs;
  return Math.abs(by) <= TOLERANCE_MS + roundTripMs ? 0 : by;
}

/** Whether `correctClock` with the same times would change anything. */
export async function clockIsWrong(
  db: Database,
  deviceNowMs: number,
  serverNowMs: number,
  roundTripMs: number,
): Promise<boolean> {
  const clock = await readClock(db);
  return (
    errorOf(clock, deviceNowMs, serverNowMs, roundTripMs) !== 0 || isAhead(clock.last, serverNowMs)
  );
}

/** Further in the future than a wrong line can explain. */
export const isAhead = (stamp: Stamp | undefined, serverNowMs: number): boolean =>
  stamp !== undefined && stampMs(stamp) > serverNowMs + TOLERANCE_MS;

/** The latest stamp of a row's registers. */
export const highestStamp = (row: AnyRow | undefined): Stamp | undefined =>
  row &&
  Object.values(row._stamps).reduce<Stamp | undefined>((a, b) => laterStamp(a, b), undefined);
