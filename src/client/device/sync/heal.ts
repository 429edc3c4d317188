// Makes this device equal to the server again after their digests differed. Loaded only then; called by round.ts.
import { addLanes, type Lanes, lanesHex, NO_LANES } from '#core/hash.ts';
import { DAY_MS } from '#core/dates.ts';
import { ok, type Result } from '#core/result.ts';
import { type Stamp, stampMs } from '#core/stamp.ts';
import { isKind, type Kind } from '#records/registry.ts';
import { BUCKETS, bucketOf, stampsOf } from '#sync/digest.ts';
import { type HealRequest, LIMITS, type SyncAnswer } from '#sync/messages.ts';
import { ERASED, type WireRecord } from '#sync/wire.ts';
import type { Database } from '../database.ts';
import type { MarkedRow } from '../row.ts';
import { digestKey } from '../digests.ts';
import { readMeta, writeMeta } from '../meta.ts';
import {
  confirmedLanes,
  erasedUnsent,
  fieldsOf,
  mergeFromServer,
  rowOf,
  withUnsent,
} from '../rows.ts';
import { markedRows, UnitOfWork } from '../unit-of-work.ts';
import type { Failure } from './transport.ts';

type Ask = (
  heal: readonly HealRequest[],
) => Promise<Result<{ readonly answer: SyncAnswer }, Failure>>;

/**
 * @param differing names `scope/kind` whose digests differ
 * @returns whether anything had to be fetched or sent again; then the round goes on
 */
export async function healDifferences(
  db: Database,
  differing: readonly string[],
  ask: Ask,
): Promise<Result<'equal' | 'healed', Failure>> {
  const targets = differing.flatMap((name) => {
    const slash = name.lastIndexOf('/');
    const [scope, kind] = [name.slice(0, slash), name.slice(slash + 1)];
    return isKind(kind) ? [{ name, scope, kind }] : [];
  });
  if (targets.length === 0) return ok('equal');
  const asked = await ask(targets.map(({ scope, kind }) => ({ scope, kind })));
  if (!asked.ok) return asked;
  for (const { name, scope, kind } of targets) {
    const theirs = asked.value.answer.buckets?.[name];
    if (!theirs) continue;
    const mine = await bucketsHere(db, scope, kind);
    const buckets = theirs.flatMap((hex, bucket) => (hex === mine[bucket] ? [] : [bucket]));
    const wanted = new Set(buckets);
    const got = await allOf(ask, buckets.length === 0 ? [] : [{ scope, kind, buckets }]);
    if (!got.ok) return got;
    // With no bucket differing only the sum was off: healing with nothing counts it anew.
    const oldestMs = asked.value.answer.now - LIMITS.tombstoneDays * DAY_MS;
    await heal(db, scope, kind, got.value, (id) => wanted.has(bucketOf(id)), oldestMs);
  }
  await writeMeta(
    db,
    'mismatches',
    ((await readMeta<number>(db, 'mismatches')) ?? 0) + targets.length,
  );
  return ok('healed');
}

/** Page by page: what is missing can only be told from all of them. */
async function allOf(
  ask: Ask,
  heal: readonly HealRequest[],
): Promise<Result<readonly WireRecord[], Failure>> {
  const records: WireRecord[] = [];
  for (let next = heal; next.length > 0;) {
    const page = await ask(next);
    if (!page.ok) return page;
    const { healing = [], healMore = [] } = page.value.answer;
    records.push(...healing);
    next = healMore;
  }
  return ok(records);
}

/** Hex per bucket, '' for an empty one: the same form in which the server answers. */
async function bucketsHere(db: Database, scope: string, kind: Kind): Promise<string[]> {
  const lanes: Lanes[] = Array.from({ length: BUCKETS }, () => NO_LANES);
  for (const row of await markedRows(db, kind, (one) => one.scope === scope)) {
    const bucket = bucketOf(row.id);
    lanes[bucket] = addLanes(lanes[bucket] ?? NO_LANES, confirmedLanes(row));
  }
  return lanes.map((one) => (one.every((lane) => lane === 0) ? '' : lanesHex(one)));
}

/**
 * Takes in all records of the buckets asked for, and marks
 * as unsent again whatever the server should have and has not (a server restored from an older backup).
 * @param inBuckets whether a record id lies in the buckets that were fetched
 * @param oldestMs tombstones from before this are no longer kept: the server's are purged, so ours go too
 */
async function heal(
  db: Database,
  scope: string,
  kind: Kind,
  records: readonly WireRecord[],
  inBuckets: (id: string) => boolean,
  oldestMs: number,
): Promise<void> {
  const table = db.anyRows(kind);
  await db.transaction('rw', [db.meta, db.digests, db.outbox, table], async () => {
    const theirs = new Map(records.map((record) => [record.id, record]));
    const work = new UnitOfWork(db);
    const rows = await table.filter((row) => row.scope === scope && inBuckets(row.id)).toArray();
    await work.hold(kind, rows);
    await work.load(records.map(({ id }) => ({ kind, id })));
    for (const { id } of rows) {
      const row = work.get(kind, id)!;
      if (!theirs.has(id) && isOutlived(row, oldestMs)) work.drop(kind, row);
      else work.put(kind, resend(kind, row, theirs.get(id)));
    }
    for (const { id, fields } of records)
      work.put(kind, mergeFromServer(kind, work.get(kind, id), id, scope, fields).row);
    await work.commit();
    let lanes = NO_LANES;
    for (const row of await markedRows(db, kind, (one) => one.scope === scope))
      lanes = addLanes(lanes, confirmedLanes(row));
    await db.digests.put({ key: digestKey(scope, kind), hex: lanesHex(lanes) });
  });
}

/** Sending such a tombstone again would only make the server keep it for another 400 days. */
const isOutlived = (row: MarkedRow, oldestMs: number): boolean =>
  row.deleted === true && Object.values(row._stamps).every((stamp) => stampMs(stamp) < oldestMs);

/** Registers that we hold and the server lacks, or holds older, are unsent again. */
function resend(kind: Kind, row: MarkedRow, server: WireRecord | undefined): MarkedRow {
  const [ours = '', theirErasure = ''] = [row._stamps[ERASED], server?.fields[ERASED]?.[1]];
  // Erased twice, and the server was put back to between: the later erasure goes once more.
  if (theirErasure !== '' && theirErasure >= ours) return row;
  if (ours !== '')
    return rowOf(
      kind,
      withUnsent(row, erasedUnsent(stampsOf(server?.fields ?? {}))),
      fieldsOf(row),
    );
  const unsent: Record<string, Stamp> = {};
  for (const [name, stamp] of Object.entries(row._stamps)) {
    const theirs = server?.fields[name]?.[1] ?? '';
    if (theirs < stamp) unsent[name] = theirs;
  }
  // Refused for want of what the server lost: with that it is another change.
  const { _refused: _, ...rest } = withUnsent(row, unsent);
  const isMore = Object.keys(unsent).some((name) => !(name in (row._unsent ?? {})));
  return rowOf(kind, isMore ? { ...rest, _dirty: 1 } : withUnsent(row, unsent), fieldsOf(row));
}
