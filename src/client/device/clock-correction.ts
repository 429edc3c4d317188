// Moves what is unsent when the device's clock has proved wrong. Rare, so round.ts loads it only then.
import { laterStamp, makeStamp, nextStamp, shiftStamp, type Stamp } from '#core/stamp.ts';
import { type Kind, kinds } from '#records/registry.ts';
import { type ClockState, errorOf, highestStamp, isAhead, readClock } from './clock.ts';
import type { AnyRow, Database } from './database.ts';
import { writeMeta } from './meta.ts';

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
