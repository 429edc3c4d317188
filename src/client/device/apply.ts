// Takes a server's answer into the database: changes, receipts, refusals, cursors and digests in ONE transaction per page.
// Called by the sync engine only.
import { NO_LANES } from '#core/hash.ts';
import { DAY_MS } from '#core/dates.ts';
import { laterStamp, type Stamp, stampDevice, stampMs } from '#core/stamp.ts';
import type { Actor } from '#records/define-record.ts';
import { isKind, type Kind, kinds } from '#records/registry.ts';
import { canRead } from '#sync/access.ts';
import { recordLanes, stampsOf } from '#sync/digest.ts';
import { type ErrorCode, isErrorCode } from '#sync/errors.ts';
import { LIMITS, type SyncAnswer } from '#sync/messages.ts';
import { ERASED, type Fields, type WireRecord } from '#sync/wire.ts';
import { highestStamp, observeStamp } from './clock.ts';
import type { Database } from './database.ts';
import type { Batch, MarkedRow, OutboxEntry } from './row.ts';
import { forgetMeta, readMeta, writeMeta } from './meta.ts';
import { LEFT_TO_OTHERS, NEEDS_ATTENTION } from './outbox.ts';
import { changesIn, NOTHING_TO_SEND, type Outgoing, sentChanges } from './outgoing.ts';
import {
  confirmedLanes,
  fieldsOf,
  mergeFromServer,
  rowOf,
  unsentNames,
  withUnsent,
} from './rows.ts';
import { UnitOfWork } from './unit-of-work.ts';

export type Cursors = Readonly<Record<string, number>>;
type Part = Pick<SyncAnswer, 'cursors' | 'changes' | 'receipts' | 'rejected'> & {
  readonly reset?: readonly string[] | undefined;
  /** The server's time. */
  readonly now?: number;
  /** The cursors that the request bore. */
  readonly asked?: Cursors;
  /** Every change of the request is stored as it was sent; `receipts` need not say so one by one. */
  readonly takenWhole?: boolean;
};

/** What the request carried, by `kind/id`: an answer speaks of that, whatever was written meanwhile. */
type Sent = ReadonlyMap<string, readonly WireRecord[]>;
type Receipt = SyncAnswer['receipts'][number];

export const readCursors = async (db: Database): Promise<Cursors> =>
  (await readMeta<Cursors>(db, 'cursors')) ?? {};

/** @param nowMs the device's clock @param outgoing what the request carried */
export async function applyAnswer(
  db: Database,
  answer: Part,
  nowMs: number,
  outgoing: Outgoing = NOTHING_TO_SEND,
): Promise<void> {
  const named = [...answer.changes, ...answer.receipts, ...answer.rejected]
    .map((item) => item.kind)
    .filter(isKind);
  const touched = answer.reset?.length ? kinds : [...new Set([...named, ...outgoing.kinds])];
  await db.transaction(
    'rw',
    [db.meta, db.digests, db.outbox, ...touched.map((kind) => db.table(kind))],
    async () => {
      const work = new UnitOfWork(db);
      const before = await readCursors(db);
      const serverMs = answer.now ?? nowMs;
      if (isRolledBack(answer)) await writeMeta(db, 'rolled-back', serverMs);
      const isPatient = await isRightsUncertain(db, serverMs);
      const begun = (answer.reset ?? []).filter((scope) => scope in answer.cursors || !isPatient);
      for (const scope of begun)
        await letGo(db, work, scope, scope in answer.cursors ? serverMs - PURGED_MS : undefined);
      await work.load(answer.changes);
      const seen = await takeChanges(work, answer.changes);
      const left = answer.takenWhole ? await work.settleWhole(outgoing.batches) : outgoing.batches;
      const changes = answer.takenWhole ? changesIn(left) : sentChanges(outgoing);
      const receipts = answer.takenWhole ? changes.map(asSent) : answer.receipts;
      const sent = Map.groupBy(changes, ({ kind, id }) => `${kind}/${id}`);
      const rest = await settleBatches(work, receipts, left, sent);
      await work.load([...rest, ...answer.rejected]);
      for (const receipt of rest) takeReceipt(work, receipt, sent);
      const own = await readMeta<string>(db, 'device-id');
      for (const refusal of answer.rejected) takeRefusal(work, refusal, nowMs, sent, own);
      await work.commit();
      await observeStamp(db, seen);
      const cursors: Record<string, number> = { ...before };
      for (const scope of begun) delete cursors[scope];
      for (const [scope, cursor] of Object.entries(answer.cursors)) {
        // An answer that was overtaken by another tab's tells nothing new.
        const isOvertaken = cursor >= (answer.asked?.[scope] ?? Infinity);
        cursors[scope] = isOvertaken ? Math.max(cursor, cursors[scope] ?? 0) : cursor;
      }
      await writeMeta(db, 'cursors', cursors);
      if (answer.reset?.length) await writeMeta(db, 'access-moved', true);
    },
  );
}

/** The server knows less of a scope than it had told before it was asked: it was put back to a backup. */
const isRolledBack = ({ asked = {}, cursors, reset = [] }: Part): boolean =>
  Object.entries(cursors).some(
    ([scope, cursor]) => !reset.includes(scope) && cursor < (asked[scope] ?? 0),
  );

/** So long after a backup was put back rights that are missing may only be lost with it, until the desk's tablet has been here. */
const PATIENCE_MS = DAY_MS;

/**
 * What only this tablet still holds must not be let go because the server, put back to a backup, has forgotten who may read it.
 * Until the time is over the server says it again with each answer, since the cursors stay.
 */
async function isRightsUncertain(db: Database, nowMs: number): Promise<boolean> {
  const at = await readMeta<number>(db, 'rolled-back');
  return at !== undefined && nowMs - at < PATIENCE_MS;
}

/** The receipt of a change that was stored as it was sent. */
const asSent = ({ kind, id, fields }: WireRecord): Receipt => ({
  kind,
  id,
  seq: 0,
  fields: stampsOf(fields),
});

/** What the server took just as it was sent, batch by batch, with no row written. Answers the receipts that say something else. */
async function settleBatches(
  work: UnitOfWork,
  receipts: readonly Receipt[],
  batches: readonly Batch[],
  sent: Sent,
): Promise<Receipt[]> {
  const rest = new Map<string, Receipt[]>();
  for (const receipt of receipts) {
    const name = `${receipt.kind}/${receipt.id}`;
    rest.set(name, [...(rest.get(name) ?? []), receipt]);
  }
  await work.reopen(batches);
  const entries = batches.flatMap(({ n }) => work.entriesIn(n!).map((entry) => ({ n: n!, entry })));
  const settled = entries.filter(({ entry }) => {
    const name = `${entry.kind}/${entry.id}`;
    const [receipt, ...more] = rest.get(name) ?? [];
    if (!receipt || more.length > 0 || work.isTouched(entry.kind, entry.id)) return false;
    return sent.get(name)?.length === 1 && isTakenWhole(entry, receipt);
  });
  // Of a whole new record the entry says everything; of a changed one the row says what else the server holds.
  await work.load(settled.flatMap(({ entry }) => (entry.confirmed ? [entry] : [])));
  for (const { n, entry } of settled) {
    const row = entry.confirmed && work.get(entry.kind, entry.id);
    const stamps = row ? row._stamps : stampsOf(entry.fields);
    work.settle(n, entry, recordLanes(entry.id, stamps), row ? confirmedLanes(row) : NO_LANES);
    rest.delete(`${entry.kind}/${entry.id}`);
  }
  return [...rest.values()].flat();
}

const isTakenWhole = ({ fields, lost, refused }: OutboxEntry, receipt: Receipt): boolean => {
  if (lost || refused || ERASED in fields) return false;
  const names = Object.keys(fields);
  return (
    names.length === Object.keys(receipt.fields).length &&
    names.every((name) => receipt.fields[name] === fields[name]![1])
  );
};

/** So many records are merged before the browser may draw and listen. */
const PORTION = 100;

async function takeChanges(
  work: UnitOfWork,
  changes: readonly WireRecord[],
): Promise<Stamp | undefined> {
  let seen: Stamp | undefined;
  for (const [i, { kind, id, scope, fields }] of changes.entries()) {
    // A kind this version does not know is healed after the app's update.
    if (!isKind(kind)) continue;
    for (const name of Object.keys(fields)) seen = laterStamp(seen, fields[name]![1]);
    work.learn(kind, mergeFromServer(kind, work.get(kind, id), id, scope, fields).row);
    if (i % PORTION === PORTION - 1) await work.storeReceived();
  }
  return seen;
}

/** A field is no longer unsent only when the stamp that the server stored is not older than ours: green means that, and nothing less. */
function takeReceipt(work: UnitOfWork, receipt: Receipt, sent: Sent): void {
  if (!isKind(receipt.kind)) return;
  const row = work.get(receipt.kind, receipt.id);
  if (!row?._dirty) return;
  const unsent: Record<string, Stamp> = { ...row._unsent };
  const isErasing = ERASED in unsent;
  for (const [name, stored] of Object.entries(receipt.fields)) {
    const own = row._stamps[name];
    if (own !== undefined && name in unsent && stored >= own) delete unsent[name];
    // Of a row that was erased here meanwhile the server holds this until it hears of the erasure.
    else if (name in unsent || isErasing) unsent[name] = laterStamp(unsent[name], stored)!;
  }
  const heard = sent.get(`${receipt.kind}/${receipt.id}`) ?? [];
  const lost = row._lost?.filter(
    ([name, , stamp]) => !heard.some((one) => one.fields[name]?.[1] === stamp),
  );
  const state = withUnsent(row, isErasing && !(ERASED in unsent) ? {} : unsent, lost);
  work.learn(receipt.kind, rowOf(receipt.kind, state, fieldsOf(row)));
}

function takeRefusal(
  work: UnitOfWork,
  refusal: SyncAnswer['rejected'][number],
  nowMs: number,
  sent: Sent,
  own: string | undefined,
): void {
  if (!isKind(refusal.kind)) return;
  const row = work.get(refusal.kind, refusal.id);
  if (!row?._dirty) return;
  // Corrected while the refusal was under way: what the server has not seen yet is not refused.
  const refused = sent.get(`${refusal.kind}/${refusal.id}`);
  const isNew = (name: string): boolean =>
    !refused!.some((one) => one.fields[name]?.[1] === row._stamps[name]);
  if (refused && unsentNames(row).some(isNew)) return;
  const code: ErrorCode = isErrorCode(refusal.code) ? refusal.code : 'bad-value';
  const reason = {
    code,
    message: refusal.message,
    at: nowMs,
    ...(refusal.path === undefined ? {} : { path: refusal.path }),
  };
  // The server was put back to a backup and lost it; who may write it has a tablet, too, and there is nothing to decide here.
  const writers = new Set(unsentNames(row).map((name) => stampDevice(row._stamps[name]!)));
  const isOthers = code === 'forbidden' && writers.size > 0 && !writers.has(own ?? '');
  work.put(refusal.kind, {
    ...row,
    _dirty: isOthers ? LEFT_TO_OTHERS : NEEDS_ATTENTION,
    _refused: reason,
  });
}

/** A record changed later than this can't have had its tombstone purged. */
const PURGED_MS = LIMITS.tombstoneDays * DAY_MS;

/**
 * Lets a scope go, to be pulled afresh or not at all. What is unsent stays, without what only the server knew.
 * @param fromMs given when the scope is pulled afresh: what changed since then stays, for it is either in that pull or the
 * server has lost it (put back to a backup from before it remembered this tablet), and then healing sends it again
 */
async function letGo(
  db: Database,
  work: UnitOfWork,
  scope: string,
  fromMs?: number,
): Promise<void> {
  for (const kind of kinds) await letGoKind(db, work, scope, kind, fromMs);
}

async function letGoKind(
  db: Database,
  work: UnitOfWork,
  scope: string,
  kind: Kind,
  fromMs = Infinity,
): Promise<void> {
  const rows = await db
    .anyRows(kind)
    .filter((row) => row.scope === scope && stampMs(highestStamp(row) ?? '0') < fromMs)
    .toArray();
  await work.hold(kind, rows);
  for (const { id } of rows) {
    const row = work.get(kind, id)!;
    if (row._dirty) work.learn(kind, onlyUnsent(kind, row));
    else work.drop(kind, row);
  }
}

/**
 * Lets go of what somebody of this role and these places may not read: the tablet changed hands, or rights were taken while
 * the server had no memory of what this tablet pulled. Unsent work stays.
 * @param nowMs the time, when it may wait because the server was put back to a backup
 */
export async function letGoUnreadable(db: Database, actor: Actor, nowMs = Infinity): Promise<void> {
  const tables = [db.meta, db.digests, db.outbox, ...kinds.map((kind) => db.table(kind))];
  await db.transaction('rw', tables, async () => {
    if (await isRightsUncertain(db, nowMs)) {
      await writeMeta(db, 'access-moved', true);
      return;
    }
    const work = new UnitOfWork(db);
    for (const kind of kinds) {
      const scopes = (await db.anyRows(kind).toArray()).map((row) => row.scope);
      for (const scope of new Set(scopes))
        if (scope !== 'device' && !canRead(actor, kind, scope))
          await letGoKind(db, work, scope, kind);
    }
    await work.commit();
    await forgetMeta(db, 'access-moved');
  });
}

/** What lost before it left is a value like any other again: what beat it goes with the scope. */
function onlyUnsent(kind: Kind, row: MarkedRow): MarkedRow {
  const lost = (row._lost ?? []).map(([name, value, stamp]) => [name, [value, stamp]] as const);
  const fields: Fields = { ...Object.fromEntries(lost), ...fieldsOf(row, unsentNames(row)) };
  const unsent = Object.fromEntries(Object.keys(fields).map((name) => [name, '']));
  return rowOf(kind, withUnsent(row, unsent, []), fields);
}
