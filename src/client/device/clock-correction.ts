// Moves what is unsent when the device's clock has proved wrong. Rare, so round.ts loads it only then.
import { laterStamp, makeStamp, nextStamp, shiftStamp, type Stamp } from '#core/stamp.ts';
import { kinds } from '#records/registry.ts';
import { entriesOf } from './batch.ts';
import { type ClockState, errorOf, highestStamp, isAhead, readClock } from './clock.ts';
import type { Database } from './database.ts';
import type { MarkedRow } from './row.ts';
import { writeMeta } from './meta.ts';
import { UnitOfWork } from './unit-of-work.ts';

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
  const tables = [db.meta, db.outbox, db.digests, ...kinds.map((kind) => db.table(kind))];
  return db.transaction('rw', tables, async () => {
    const clock = await readClock(db);
    const by = errorOf(clock, deviceNowMs, serverNowMs, roundTripMs);
    if (by === 0 && !isAhead(clock.last, serverNowMs)) return false;
    const work = new UnitOfWork(db);
    const entries = (await db.outbox.toArray()).flatMap(entriesOf);
    await work.load(entries);
    const unsent = entries.map(({ kind, id }) => ({ kind, row: work.get(kind, id)! }));
    const move = mover(
      unsent.map(({ row }) => row),
      by,
      serverNowMs,
    );
    let last: Stamp | undefined = isAhead(clock.last, serverNowMs) ? undefined : clock.last;
    for (const { kind, row } of unsent) {
      const moved = moveUnsent(row, move);
      last = laterStamp(last, highestStamp(moved));
      work.put(kind, moved);
    }
    await work.commit();
    const offsetMs = clock.offsetMs + by;
    await writeMeta(
      db,
      'clock',
      (last === undefined ? { offsetMs } : { offsetMs, last }) satisfies ClockState,
    );
    return true;
  });
}

/** Every unsent stamp's new place: shifted, and no later than now. Equal stamps stay equal, earlier ones earlier. */
function mover(rows: readonly MarkedRow[], by: number, nowMs: number): (stamp: Stamp) => Stamp {
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

function moveUnsent(row: MarkedRow, move: (stamp: Stamp) => Stamp): MarkedRow {
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
