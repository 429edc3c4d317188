// The device's hybrid clock, kept in the database so that stamps rise across reloads; and its correction at contact with the server.
import { laterStamp, nextStamp, type Stamp, shiftStamp } from '#core/stamp.ts';
import { kinds } from '#records/registry.ts';
import type { AnyRow, Database } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';

/** What has to be added to the device's clock to get the server's, and the highest stamp made or seen. */
export type ClockState = { readonly offsetMs: number; readonly last?: Stamp };
const START: ClockState = { offsetMs: 0 };

export const readClock = async (db: Database): Promise<ClockState> =>
  (await readMeta<ClockState>(db, 'clock')) ?? START;

/** One stamp for one write; inside the write's own transaction, which must include `meta`. */
export async function takeStamp(db: Database, nowMs: number, deviceId: string): Promise<Stamp> {
  const clock = await readClock(db);
  const stamp = nextStamp(clock.last, nowMs + clock.offsetMs, deviceId);
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

/**
 * Takes in the server's time. When the device's clock proves wrong, all stamps not yet acknowledged move by the difference
 * in one transaction, so that a tablet living in 2019 does not lose and one living in 2035 does not win.
 * @param roundTripMs how long the request took: the doubt in the server's time
 * @returns the milliseconds that unsent stamps were moved by, 0 when the clock was right
 */
export async function correctClock(
  db: Database,
  deviceNowMs: number,
  serverNowMs: number,
  roundTripMs: number,
): Promise<number> {
  return db.transaction('rw', [db.meta, ...kinds.map((kind) => db.table(kind))], async () => {
    const clock = await readClock(db);
    const offsetMs = Math.round(serverNowMs - deviceNowMs);
    const by = offsetMs - clock.offsetMs;
    if (Math.abs(by) <= TOLERANCE_MS + roundTripMs) return 0;
    let last: Stamp | undefined;
    for (const kind of kinds) {
      const dirty = await db.anyRows(kind).where('_dirty').anyOf(1, 2).toArray();
      const moved = dirty.map((row) => shiftUnsent(row, by));
      for (const row of moved) last = laterStamp(last, highest(row));
      if (moved.length > 0) await db.anyRows(kind).bulkPut(moved);
    }
    const kept: Stamp | undefined =
      last ?? (clock.last !== undefined && by < 0 ? undefined : clock.last);
    await writeMeta(
      db,
      'clock',
      (kept === undefined ? { offsetMs } : { offsetMs, last: kept }) satisfies ClockState,
    );
    return by;
  });
}

const highest = (row: AnyRow): Stamp | undefined =>
  Object.values(row._stamps).reduce<Stamp | undefined>((a, b) => laterStamp(a, b), undefined);

function shiftUnsent(row: AnyRow, by: number): AnyRow {
  const stamps: Record<string, Stamp> = { ...row._stamps };
  for (const [name, confirmed] of Object.entries(row._unsent ?? {})) {
    const own = stamps[name]!;
    const shifted = shiftStamp(own, by);
    // It was made upon the confirmed value, so it stays later than that.
    stamps[name] =
      confirmed !== '' && shifted <= confirmed ? nextStamp(confirmed, 0, own.slice(18)) : shifted;
  }
  return { ...row, _stamps: stamps };
}
