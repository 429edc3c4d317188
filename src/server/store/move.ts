// Copies every row of an organisation from SQLite to PostgreSQL in one transaction, and proves before the commit that both hold the same:
// rows per table, stored digests, and digests counted anew from the records on both sides. Called by move-store.ts.
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type pg from 'pg';
import { addLanes, type Lanes, lanesHex, NO_LANES } from '#core/hash.ts';
import { recordLanes, stampsOf } from '#sync/digest.ts';
import { fieldsFrom } from './fields-text.ts';
import { migratePostgres } from './migrations/migrate-postgres.ts';
import { steps } from './migrations/steps.ts';
import { MOVED_TO } from './moved.ts';
import type { DatabaseAddress } from './postgres-address.ts';
import { Cluster } from './postgres-cluster.ts';
import { DatabaseUnusable } from './postgres-trouble.ts';

type Type = 'text' | 'bigint' | 'integer' | 'bytea';

/** Both dialects name tables and columns alike; tests/postgres/move-store.test.ts holds this list beside both. */
export const TABLES: Readonly<Record<string, Readonly<Record<string, Type>>>> = {
  organisations: { org: 'text', created_at: 'bigint' },
  settings: { org: 'text', name: 'text', value: 'text' },
  scopes: { org: 'text', scope: 'text', seq: 'bigint', purged_seq: 'bigint' },
  records: {
    org: 'text',
    kind: 'text',
    id: 'text',
    scope: 'text',
    seq: 'bigint',
    bucket: 'integer',
    lanes: 'text',
    changed_at: 'bigint',
    state: 'text',
    fields: 'text',
  },
  history: {
    org: 'text',
    kind: 'text',
    id: 'text',
    name: 'text',
    old_stamp: 'text',
    old_value: 'text',
    new_stamp: 'text',
    person: 'text',
    device: 'text',
    at: 'bigint',
  },
  digests: { org: 'text', scope: 'text', kind: 'text', hex: 'text' },
  devices: {
    org: 'text',
    id: 'text',
    name: 'text',
    person: 'text',
    enrolled_at: 'bigint',
    last_seen: 'bigint',
    report: 'text',
  },
  tokens: {
    org: 'text',
    hash: 'text',
    device: 'text',
    person: 'text',
    created_at: 'bigint',
    revoked_at: 'bigint',
    wipe: 'integer',
    pulls: 'text',
  },
  invites: {
    org: 'text',
    hash: 'text',
    person: 'text',
    created_at: 'bigint',
    expires_at: 'bigint',
    used_at: 'bigint',
  },
  tries: { org: 'text', who: 'text', times: 'text', latest: 'bigint' },
  media: {
    org: 'text',
    sha: 'text',
    type: 'text',
    size: 'integer',
    person: 'text',
    created_at: 'bigint',
  },
  media_chunks: { org: 'text', sha: 'text', position: 'integer', data: 'bytea' },
  media_parts: {
    org: 'text',
    sha: 'text',
    uploader: 'text',
    position: 'integer',
    at: 'bigint',
    data: 'bytea',
  },
  media_references: { org: 'text', sha: 'text', kind: 'text', id: 'text', scope: 'text' },
  media_erased: { org: 'text', sha: 'text', at: 'bigint' },
};

const BATCH = 500;

/**
 * @param db the file, opened alone and in a transaction; it gets the mark that it was moved
 * @returns one line that says what was moved
 * @throws DatabaseUnusable when the target is not empty, can't be reached, or does not hold the same afterwards
 */
export async function moveStore(
  db: DatabaseSync,
  address: DatabaseAddress,
  nowMs: number,
): Promise<string> {
  const done = Number(db.prepare('SELECT max(number) AS number FROM migrations').get()?.['number']);
  if (done !== steps.at(-1)?.number)
    throw new DatabaseUnusable(
      'The data are of another version; start this version of the server on them once, stop it, then move them.',
    );
  const already = db.prepare('SELECT value FROM settings WHERE name = ?').get(MOVED_TO)?.['value'];
  if (already !== undefined)
    throw new DatabaseUnusable(`These data were moved to ${String(already)} already.`);
  const cluster = new Cluster(address, { poolSize: 1, patienceMs: 5000, log: () => {} });
  try {
    const counts = await cluster.lend((client) =>
      migratePostgres(client, nowMs, () => copy(db, client, address)),
    );
    // The other side holds everything and has said so: from here on this file is the past.
    db.prepare('INSERT INTO settings (org, name, value) SELECT org, ?, ? FROM organisations').run(
      MOVED_TO,
      `${address.shown} on ${new Date(nowMs).toISOString().slice(0, 10)}`,
    );
    const n = (table: string): number => counts.get(table) ?? 0;
    return `Moved to ${address.shown}: ${n('records')} records, ${n('history')} history entries, ${n('devices')} devices, ${n('tokens')} tokens, ${n('media')} media; ${n('digests')} digests equal before and after.`;
  } finally {
    await cluster.close();
  }
}

async function copy(
  db: DatabaseSync,
  client: pg.ClientBase,
  address: DatabaseAddress,
): Promise<Map<string, number>> {
  const there = await client.query<{ n: string }>('SELECT count(*) AS n FROM organisations');
  if (there.rows[0]?.n !== '0')
    throw new DatabaseUnusable(
      `The database ${address.shown} holds an organisation already; move into an empty one.`,
    );
  const counts = new Map<string, number>();
  for (const [table, columns] of Object.entries(TABLES)) {
    counts.set(table, await copyTable(db, client, table, columns));
  }
  await assertSame(db, client, counts);
  return counts;
}

async function copyTable(
  db: DatabaseSync,
  client: pg.ClientBase,
  table: string,
  columns: Readonly<Record<string, Type>>,
): Promise<number> {
  const names = Object.keys(columns);
  const insert = (rows: readonly Record<string, SQLOutputValue>[]): Promise<unknown> => {
    if ('data' in columns) return insertWithBytes(client, table, names, rows);
    const lists = names.map((name, i) => `$${i + 1}::${columns[name] ?? 'text'}[]`);
    return client.query(
      `INSERT INTO ${table} (${names.join(', ')}) SELECT * FROM unnest(${lists.join(', ')})`,
      names.map((name) => rows.map((row) => storable(row[name]))),
    );
  };
  let count = 0;
  let batch: Record<string, SQLOutputValue>[] = [];
  for (const row of db.prepare(`SELECT ${names.join(', ')} FROM ${table}`).iterate()) {
    batch.push(row);
    count += 1;
    if (batch.length < BATCH && !('data' in columns)) continue;
    await insert(batch);
    batch = [];
  }
  if (batch.length > 0) await insert(batch);
  return count;
}

async function insertWithBytes(
  client: pg.ClientBase,
  table: string,
  names: readonly string[],
  rows: readonly Record<string, SQLOutputValue>[],
): Promise<void> {
  const marks = names.map((_, i) => `$${i + 1}`).join(', ');
  for (const row of rows) {
    await client.query(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`,
      names.map((name) => storable(row[name])),
    );
  }
}

/** As in postgres-sql.ts: the one character that PostgreSQL's text can't hold. */
const storable = (value: SQLOutputValue | undefined): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value;

type Counted = Map<string, Lanes>;
const count = (
  sums: Counted,
  row: { scope: string; kind: string; id: string; fields: string },
): void => {
  const name = `${row.scope}/${row.kind}`;
  const lanes = recordLanes(row.id, stampsOf(fieldsFrom(row.fields)));
  sums.set(name, addLanes(sums.get(name) ?? NO_LANES, lanes));
};

async function assertSame(
  db: DatabaseSync,
  client: pg.ClientBase,
  counts: ReadonlyMap<string, number>,
): Promise<void> {
  for (const [table, n] of counts) {
    const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`);
    if (Number(rows[0]?.n) !== n)
      throw different(`${table} has ${rows[0]?.n} rows instead of ${n}`);
  }
  const before: Counted = new Map();
  const after: Counted = new Map();
  const RECORD = 'SELECT scope, kind, id, fields FROM records';
  for (const row of db.prepare(RECORD).iterate()) count(before, row as Parameters<typeof count>[1]);
  for (let at = { kind: '', id: '' }; ;) {
    const { rows } = await client.query<Parameters<typeof count>[1]>(
      `${RECORD} WHERE (kind, id) > ($1, $2) ORDER BY kind, id LIMIT 5000`,
      [at.kind, at.id],
    );
    for (const row of rows) count(after, row);
    const last = rows.at(-1);
    if (!last) break;
    at = last;
  }
  const stored = await client.query<{ scope: string; kind: string; hex: string }>(
    'SELECT scope, kind, hex FROM digests',
  );
  const digests = new Map(stored.rows.map(({ scope, kind, hex }) => [`${scope}/${kind}`, hex]));
  for (const row of db.prepare('SELECT scope, kind, hex FROM digests').iterate()) {
    const name = `${String(row['scope'])}/${String(row['kind'])}`;
    const hex = String(row['hex']);
    const sums = [before, after].map((sum) => lanesHex(sum.get(name) ?? NO_LANES));
    if (digests.get(name) !== hex || sums.some((sum) => sum !== hex))
      throw different(`the digest of ${name} is not the same`);
    before.delete(name);
  }
  const [without] = before.keys();
  if (without !== undefined) throw different(`${without} has no digest`);
}

const different = (what: string): DatabaseUnusable =>
  new DatabaseUnusable(`Nothing was moved: ${what}. The data stay where they are; tell us.`);
