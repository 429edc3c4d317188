// One consistent picture of an organisation as an SQLite file, taken while the server goes on, and the proof that it is whole.
// Called by backup.ts and restore.ts of the server.
import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type pg from 'pg';
import { addLanes, type Lanes, lanesHex, NO_LANES } from '#core/hash.ts';
import { recordLanes, stampsOf } from '#sync/digest.ts';
import { fieldsFrom } from './fields-text.ts';
import { migrateSqlite } from './migrations/migrate.ts';
import { steps } from './migrations/steps.ts';
import { TABLES } from './move.ts';
import type { DatabaseAddress } from './postgres-address.ts';
import { Cluster } from './postgres-cluster.ts';
import { DatabaseUnusable } from './postgres-trouble.ts';

/** Of the file in DATA_DIR: one reading transaction, which in WAL mode stops nobody from writing. `to` must not exist. */
export function snapshotOfFile(path: string, to: string): void {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
  try {
    db.prepare('VACUUM INTO ?').run(to);
  } finally {
    db.close();
  }
  chmodSync(to, 0o600);
}

const PAGE = 500;

/** Of a PostgreSQL database, all tables as they stood at one moment. `to` must not exist. */
export async function snapshotOfPostgres(
  address: DatabaseAddress,
  to: string,
  nowMs: number,
): Promise<void> {
  const db = new DatabaseSync(to);
  chmodSync(to, 0o600);
  const cluster = new Cluster(address, { poolSize: 1, patienceMs: 5000, log: () => {} });
  try {
    migrateSqlite(db, nowMs);
    await cluster.lend(async (client) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      try {
        await assertSameTables(client, address);
        for (const [table, columns] of Object.entries(TABLES))
          await copyTable(client, db, table, columns);
      } finally {
        await client.query('ROLLBACK');
      }
    });
  } finally {
    db.close();
    await cluster.close();
  }
}

async function assertSameTables(client: pg.ClientBase, address: DatabaseAddress): Promise<void> {
  const { rows } = await client.query<{ number: number }>(
    'SELECT max(number) AS number FROM migrations',
  );
  if (Number(rows[0]?.number) !== steps.at(-1)?.number)
    throw new DatabaseUnusable(
      `The data at ${address.shown} are of another version; use the backup command of the version that runs on them.`,
    );
}

async function copyTable(
  client: pg.ClientBase,
  db: DatabaseSync,
  table: string,
  columns: (typeof TABLES)[string],
): Promise<void> {
  const names = Object.keys(columns);
  const insert = db.prepare(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  );
  await client.query(`DECLARE rows NO SCROLL CURSOR FOR SELECT ${names.join(', ')} FROM ${table}`);
  for (;;) {
    const { rows } = await client.query<Record<string, unknown>>(`FETCH ${PAGE} FROM rows`);
    if (rows.length === 0) break;
    db.exec('BEGIN');
    for (const row of rows)
      insert.run(...names.map((name) => asStored(row[name], columns[name] ?? 'text')));
    db.exec('COMMIT');
  }
  await client.query('CLOSE rows');
}

/** pg gives bigint as text, so that no digit is lost. */
function asStored(value: unknown, type: string): string | number | bigint | Uint8Array | null {
  if (value === null || value === undefined) return null;
  if (type === 'bigint') return BigInt(value as string);
  return value as string | number | Uint8Array;
}

/**
 * Counts the records and proves them by the digests that are stored beside them.
 * @throws DatabaseUnusable when the file is damaged or does not hold what its digests say
 */
export function proveSnapshot(path: string): number {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const check = db.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
    if (check !== 'ok') throw new DatabaseUnusable(`The snapshot is damaged: ${String(check)}.`);
    const sums = new Map<string, Lanes>();
    let records = 0;
    for (const row of db.prepare('SELECT scope, kind, id, fields FROM records').iterate()) {
      const name = `${String(row['scope'])}/${String(row['kind'])}`;
      const lanes = recordLanes(String(row['id']), stampsOf(fieldsFrom(String(row['fields']))));
      sums.set(name, addLanes(sums.get(name) ?? NO_LANES, lanes));
      records += 1;
    }
    for (const row of db.prepare('SELECT scope, kind, hex FROM digests').iterate()) {
      const name = `${String(row['scope'])}/${String(row['kind'])}`;
      if (lanesHex(sums.get(name) ?? NO_LANES) !== row['hex'])
        throw new DatabaseUnusable(`The snapshot is not whole: the digest of ${name} differs.`);
      sums.delete(name);
    }
    const [without] = sums.keys();
    if (without !== undefined)
      throw new DatabaseUnusable(`The snapshot is not whole: ${without} has no digest.`);
    return records;
  } finally {
    db.close();
  }
}
