// Takes a server's answer into the database: changes, receipts, refusals, cursors and digests in ONE transaction per page.
// Called by the sync engine only.
import { addLanes, type Lanes, NO_LANES } from '#core/hash.ts';
import { laterStamp, type Stamp } from '#core/stamp.ts';
import { isKind, type Kind, kinds } from '#records/registry.ts';
import { type ErrorCode, isErrorCode } from '#sync/errors.ts';
import type { SyncAnswer } from '#sync/messages.ts';
import type { WireRecord } from '#sync/wire.ts';
import { observeStamp } from './clock.ts';
import type { AnyRow, Database } from './database.ts';
import { digestKey, moveDigest } from './digests.ts';
import { readMeta, writeMeta } from './meta.ts';
import { confirmedLanes, fieldsOf, mergeFromServer, rowOf, withUnsent } from './rows.ts';

export type Cursors = Readonly<Record<string, number>>;
type Part = Pick<SyncAnswer, 'cursors' | 'changes' | 'receipts' | 'rejected'> & {
  readonly reset?: readonly string[] | undefined;
};

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

/** @param nowMs the device's clock, for "received at" */
export async function applyAnswer(db: Database, answer: Part, nowMs: number): Promise<void> {
  const named = [...answer.changes, ...answer.receipts, ...answer.rejected]
    .map((item) => item.kind)
    .filter(isKind);
  const touched = answer.reset?.length ? kinds : [...new Set(named)];
  await db.transaction(
    'rw',
    [db.meta, db.digests, ...touched.map((kind) => db.table(kind))],
    async () => {
      for (const scope of answer.reset ?? []) await letGo(db, scope);
      const page = new Page(db);
      await page.load([...answer.changes, ...answer.receipts, ...answer.rejected]);
      const seen = takeChanges(page, answer.changes);
      for (const receipt of answer.receipts) takeReceipt(page, receipt, nowMs);
      for (const refusal of answer.rejected) takeRefusal(page, refusal, nowMs);
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
function takeReceipt(page: Page, receipt: SyncAnswer['receipts'][number], nowMs: number): void {
  if (!isKind(receipt.kind)) return;
  const row = page.get(receipt.kind, receipt.id);
  if (!row) return;
  const unsent: Record<string, Stamp> = { ...row._unsent };
  for (const [name, stored] of Object.entries(receipt.fields)) {
    if (!(name in unsent)) continue;
    if (stored >= row._stamps[name]!) delete unsent[name];
    else unsent[name] = stored;
  }
  const state = withUnsent(row, unsent);
  page.put(
    receipt.kind,
    rowOf(receipt.kind, state._unsent ? state : { ...state, _received: nowMs }, fieldsOf(row)),
  );
}

function takeRefusal(page: Page, refusal: SyncAnswer['rejected'][number], nowMs: number): void {
  if (!isKind(refusal.kind)) return;
  const row = page.get(refusal.kind, refusal.id);
  if (!row?._unsent) return;
  const code: ErrorCode = isErrorCode(refusal.code) ? refusal.code : 'bad-value';
  const reason = {
    code,
    message: refusal.message,
    at: nowMs,
    ...(refusal.path === undefined ? {} : { path: refusal.path }),
  };
  page.put(refusal.kind, { ...row, _dirty: 2, _refused: reason });
}

/** Lets a scope go, to be pulled afresh or not at all. What is unsent stays, without what only the server knew. */
async function letGo(db: Database, scope: string): Promise<void> {
  for (const kind of kinds) {
    const table = db.anyRows(kind);
    const rows = await table.filter((row) => row.scope === scope).toArray();
    if (rows.length === 0) continue;
    const kept = rows
      .filter((row) => row._unsent)
      .map((row) => {
        const names = Object.keys(row._unsent!);
        const unsent = Object.fromEntries(names.map((name) => [name, '']));
        return rowOf(kind, withUnsent(row, unsent), fieldsOf(row, names));
      });
    await table.bulkDelete(rows.map((row) => row.id));
    await table.bulkPut(kept);
    await db.digests.delete(digestKey(scope, kind));
  }
}
