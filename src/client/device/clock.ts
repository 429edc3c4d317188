// The device's hybrid clock, kept in the database so that stamps rise across reloads; and its correction at contact with the server.
import { laterStamp, makeStamp, nextStamp, type Stamp, stampMs, shiftStamp } from '#core/stamp.ts';
import { type Kind, kinds } from '#records/registry.ts';
import type { AnyRow, Database } from './database.ts';
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
function errorOf(
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

const isAhead = (stamp: Stamp | undefined, serverNowMs: number): boolean =>
  stamp !== undefined && stampMs(stamp) > serverNowMs + TOLERANCE_MS;

/**
 * Takes in the server's time. When the device's clock proves wrong, all stamps not yet acknowledged move by the difference
 * in one transaction, so that a tablet living in 2019 does not lose and one living in 2035 does not win. What still lies in the
 * future then (the clock had jumped there and come back) is set to now, in the order in which it was written: else the server
 * would refuse it until that future comes.
 * @param roundTripMs how long the request took: the doubt in the server's time
 * @returns whether anything was wrong
 */
export async function correctClock(
  db: Database,
  deviceNowMs: number,
  serverNowMs: number,
  roundTripMs: number,
): Promise<boolean> {
  return db.transaction('rw', [db.meta, ...kinds.map((kind) => db.table(kind))], async () => {
    const clock = await readClock(db);
    const by = errorOf(clock, deviceNowMs, serverNowMs, roundTripMs);
    if (by === 0 && !isAhead(clock.last, serverNowMs)) return false;
    const unsent: { readonly kind: Kind; readonly rows: AnyRow[] }[] = [];
    for (const kind of kinds)
      unsent.push({ kind, rows: await db.anyRows(kind).where('_dirty').anyOf(1, 2).toArray() });
    const move = mover(
      unsent.flatMap(({ rows }) => rows),
      by,
      serverNowMs,
    );
    let last: Stamp | undefined = isAhead(clock.last, serverNowMs) ? undefined : clock.last;
    for (const { kind, rows } of unsent) {
      const moved = rows.map((row) => moveUnsent(row, move));
      for (const row of moved) last = laterStamp(last, highestStamp(row));
      if (moved.length > 0) await db.anyRows(kind).bulkPut(moved);
    }
    const offsetMs = clock.offsetMs + by;
    await writeMeta(
      db,
      'clock',
      (last === undefined ? { offsetMs } : { offsetMs, last }) satisfies ClockState,
    );
    return true;
  });
}

/** The latest stamp of a row's registers. */
export const highestStamp = (row: AnyRow | undefined): Stamp | undefined =>
  row &&
  Object.values(row._stamps).reduce<Stamp | undefined>((a, b) => laterStamp(a, b), undefined);

/** Every unsent stamp's new place: shifted, and no later than now. Equal stamps stay equal, earlier ones earlier. */
function mover(rows: readonly AnyRow[], by: number, nowMs: number): (stamp: Stamp) => Stamp {
  const shifted = (stamp: Stamp): Stamp => shiftStamp(stamp, by);
  const ceiling = makeStamp(nowMs, 0, '00000000');
  const all = rows.flatMap((row) =>
    Object.keys(row._unsent ?? {}).flatMap((name) => row._stamps[name] ?? []),
  );
  const ahead = [...new Set(all.map(shifted))].filter((stamp) => stamp > ceiling).toSorted();
  const places = new Map<Stamp, Stamp>();
  let last: Stamp | undefined;
  for (const stamp of ahead) places.set(stamp, (last = nextStamp(last, nowMs, stamp.slice(18))));
  return (stamp) => places.get(shifted(stamp)) ?? shifted(stamp);
}

function moveUnsent(row: AnyRow, move: (stamp: Stamp) => Stamp): AnyRow {
  const stamps: Record<string, Stamp> = { ...row._stamps };
  for (const [name, confirmed] of Object.entries(row._unsent ?? {})) {
    const own = stamps[name];
    if (own === undefined) continue;
    const moved = move(own);
    // It was made upon the confirmed value, so it stays later than that.
    stamps[name] =
      confirmed !== '' && moved <= confirmed ? nextStamp(confirmed, 0, own.slice(18)) : moved;
  }
  return { ...row, _stamps: stamps };
}
