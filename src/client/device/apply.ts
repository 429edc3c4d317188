// Takes a server's answer into the database: changes, receipts, refusals, cursors and digests in ONE transaction per page.
// Called by the sync engine only.
import { addLanes, type Lanes, NO_LANES } from '#core/hash.ts';
import { DAY_MS } from '#core/dates.ts';
import { laterStamp, type Stamp, stampMs } from '#core/stamp.ts';
import type { Actor } from '#records/define-record.ts';
import { isKind, type Kind, kinds } from '#records/registry.ts';
import { canRead } from '#sync/access.ts';
import { type ErrorCode, isErrorCode } from '#sync/errors.ts';
import { LIMITS, type SyncAnswer } from '#sync/messages.ts';
import { ERASED, type Fields, type WireRecord } from '#sync/wire.ts';
import { highestStamp, observeStamp } from './clock.ts';
import type { AnyRow, Database } from './database.ts';
import { digestKey, moveDigest } from './digests.ts';
import { readMeta, writeMeta } from './meta.ts';
import {
  confirmedLanes,
  fieldsOf,
  mergeFromServer,
  rowOf,
  unsentNames,
  withUnsent,
} from './rows.ts';

export type Cursors = Readonly<Record<string, number>>;
type Part = Pick<SyncAnswer, 'cursors' | 'changes' | 'receipts' | 'rejected'> & {
  readonly reset?: readonly string[] | undefined;
  /** The server's time. */
  readonly now?: number;
};

/** What the request carried, by `kind/id`: an answer speaks of that, whatever was written meanwhile. */
type Sent = ReadonlyMap<string, readonly WireRecord[]>;

/** Rows being changed in one transaction, with what that does to the digests. */
class Page {
  readonly #db: Database;
  readonly #rows = new Map<string, AnyRow | undefined>();
  readonly #touched = new Map<Kind, Set<string>>();
  readonly #digests = new Map<string, { plus: Lanes; minus: Lanes }>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** One bulk read per kind. */
  async load(wanted: readonly { readonly kind: string; readonly id: string }[]): Promise<void> {
    for (const kind of kinds) {
      const ids = [...new Set(wanted.filter((w) => w.kind === kind).map((w) => w.id))];
      if (ids.length === 0) continue;
      const rows = await this.#db.anyRows(kind).bulkGet(ids);
      for (const [i, id] of ids.entries()) this.#rows.set(`${kind}/${id}`, rows[i]);
    }
  }

  get = (kind: Kind, id: string): AnyRow | undefined => this.#rows.get(`${kind}/${id}`);

  put(kind: Kind, row: AnyRow): void {
    const before = this.get(kind, row.id);
    const sums = this.#digests.get(digestKey(row.scope, kind)) ?? {
      plus: NO_LANES,
      minus: NO_LANES,
    };
    this.#digests.set(digestKey(row.scope, kind), {
      plus: addLanes(sums.plus, confirmedLanes(row)),
      minus: addLanes(sums.minus, confirmedLanes(before)),
    });
    this.#rows.set(`${kind}/${row.id}`, row);
    const ids = this.#touched.get(kind) ?? new Set();
    this.#touched.set(kind, ids.add(row.id));
  }

  /** One bulk write per kind. */
  async store(): Promise<void> {
    for (const [kind, ids] of this.#touched) {
      await this.#db.anyRows(kind).bulkPut([...ids].map((id) => this.get(kind, id)!));
    }
    for (const [name, { plus, minus }] of this.#digests) {
      await moveDigest(this.#db, name, minus, plus);
    }
  }
}

export const readCursors = async (db: Database): Promise<Cursors> =>
  (await readMeta<Cursors>(db, 'cursors')) ?? {};

/** @param nowMs the device's clock, for "received at" @param changes what the request carried */
export async function applyAnswer(
  db: Database,
  answer: Part,
  nowMs: number,
  changes: readonly WireRecord[] = [],
): Promise<void> {
  const sent = new Map<string, WireRecord[]>();
  for (const one of changes)
    sent.set(`${one.kind}/${one.id}`, [...(sent.get(`${one.kind}/${one.id}`) ?? []), one]);
  const named = [...answer.changes, ...answer.receipts, ...answer.rejected]
    .map((item) => item.kind)
    .filter(isKind);
  const touched = answer.reset?.length ? kinds : [...new Set(named)];
  await db.transaction(
    'rw',
    [db.meta, db.digests, ...touched.map((kind) => db.table(kind))],
    async () => {
      for (const scope of answer.reset ?? [])
        await letGo(db, scope, scope in answer.cursors ? (answer.now ?? 0) - PURGED_MS : undefined);
      const page = new Page(db);
      await page.load([...answer.changes, ...answer.receipts, ...answer.rejected]);
      const seen = takeChanges(page, answer.changes);
      for (const receipt of answer.receipts) takeReceipt(page, receipt, nowMs, sent);
      for (const refusal of answer.rejected) takeRefusal(page, refusal, nowMs, sent);
      await page.store();
      await observeStamp(db, seen);
      const cursors: Record<string, number> = { ...(await readCursors(db)) };
      for (const scope of answer.reset ?? []) delete cursors[scope];
      await writeMeta(db, 'cursors', { ...cursors, ...answer.cursors });
    },
  );
}

function takeChanges(page: Page, changes: readonly WireRecord[]): Stamp | undefined {
  let seen: Stamp | undefined;
  for (const record of changes) {
    // A kind this version does not know comes again after the app's update, when its cursor is reset by the new schema.
    if (!isKind(record.kind)) continue;
    for (const name of Object.keys(record.fields)) seen = laterStamp(seen, record.fields[name]![1]);
    const before = page.get(record.kind, record.id);
    page.put(
      record.kind,
      mergeFromServer(record.kind, before, record.id, record.scope, record.fields).row,
    );
  }
  return seen;
}

/** A field is no longer unsent only when the stamp that the server stored is not older than ours: green means that, and nothing less. */
function takeReceipt(
  page: Page,
  receipt: SyncAnswer['receipts'][number],
  nowMs: number,
  sent: Sent,
): void {
  if (!isKind(receipt.kind)) return;
  const row = page.get(receipt.kind, receipt.id);
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
  page.put(
    receipt.kind,
    rowOf(receipt.kind, state._dirty ? state : { ...state, _received: nowMs }, fieldsOf(row)),
  );
}

function takeRefusal(
  page: Page,
  refusal: SyncAnswer['rejected'][number],
  nowMs: number,
  sent: Sent,
): void {
  if (!isKind(refusal.kind)) return;
  const row = page.get(refusal.kind, refusal.id);
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
  page.put(refusal.kind, { ...row, _dirty: 2, _refused: reason });
}

/** A record changed later than this can't have had its tombstone purged. */
const PURGED_MS = LIMITS.tombstoneDays * DAY_MS;

/**
 * Lets a scope go, to be pulled afresh or not at all. What is unsent stays, without what only the server knew.
 * @param fromMs given when the scope is pulled afresh: what changed since then stays, for it is either in that pull or the
 * server has lost it (put back to a backup from before it remembered this tablet), and then healing sends it again
 */
async function letGo(db: Database, scope: string, fromMs?: number): Promise<void> {
  for (const kind of kinds) await letGoKind(db, scope, kind, fromMs);
}

async function letGoKind(
  db: Database,
  scope: string,
  kind: Kind,
  fromMs = Infinity,
): Promise<void> {
  const table = db.anyRows(kind);
  const rows = await table
    .filter((row) => row.scope === scope && stampMs(highestStamp(row) ?? '0') < fromMs)
    .toArray();
  if (rows.length === 0) return;
  await table.bulkDelete(rows.map((row) => row.id));
  await table.bulkPut(rows.filter((row) => row._dirty).map((row) => onlyUnsent(kind, row)));
  const gone = rows.reduce<Lanes>((sum, row) => addLanes(sum, confirmedLanes(row)), NO_LANES);
  await moveDigest(db, digestKey(scope, kind), gone, NO_LANES);
}

/**
 * Lets go of what somebody of this role and these places may not read: the tablet changed hands, or rights were taken while
 * the server had no memory of what this tablet pulled. Unsent work stays.
 */
export async function letGoUnreadable(db: Database, actor: Actor): Promise<void> {
  await db.transaction('rw', [db.digests, ...kinds.map((kind) => db.table(kind))], async () => {
    for (const kind of kinds) {
      const scopes = (await db.anyRows(kind).toArray()).map((row) => row.scope);
      for (const scope of new Set(scopes))
        if (scope !== 'device' && !canRead(actor, kind, scope)) await letGoKind(db, scope, kind);
    }
  });
}

/** What lost before it left is a value like any other again: what beat it goes with the scope. */
function onlyUnsent(kind: Kind, row: AnyRow): AnyRow {
  const lost = (row._lost ?? []).map(([name, value, stamp]) => [name, [value, stamp]] as const);
  const fields: Fields = { ...Object.fromEntries(lost), ...fieldsOf(row, unsentNames(row)) };
  const unsent = Object.fromEntries(Object.keys(fields).map((name) => [name, '']));
  return rowOf(kind, withUnsent(row, unsent, []), fields);
}
