// Opens the store under a test's server: SQLite in the test's folder, or, in the vitest project "postgres", an organisation of its own
// in the PostgreSQL that this project started. Called by support/server.ts and support/field.ts, so their tests run on both.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { newDeviceId, type RandomBytes, uuidv7 } from '#core/ids.ts';
import { readDatabaseUrl } from '#server/store/postgres-address.ts';
import { openPostgresStore } from '#server/store/postgres-store.ts';
import { openSqliteStore } from '#server/store/sqlite-store.ts';
import type { Store } from '#server/store/store.ts';

const chance: RandomBytes = (n) => crypto.getRandomValues(new Uint8Array(n));

declare module 'vitest' {
  interface ProvidedContext {
    /** Set in the project "postgres" alone. */
    databaseUrl: string | undefined;
  }
}

/** @param folder that belongs to this data: opened again with it, the store is the same */
export async function openTestStore(
  folder: string,
  newOrg: string,
  now: () => number,
): Promise<Store> {
  const url = inject('databaseUrl');
  if (url === undefined) return openSqliteStore(join(folder, 'vestnesis.sqlite'), newOrg, now());
  const address = readDatabaseUrl(url);
  if (!address.ok) throw new Error(address.error);
  const note = join(folder, 'organisation');
  // Test files make the same ids one as the other; here they live in one database.
  const own = uuidv7(Date.now(), chance);
  if (!existsSync(note)) writeFileSync(note, own);
  const org = readFileSync(note, 'utf8');
  return openPostgresStore({
    address: address.value,
    org,
    newOrg: org,
    now,
    process: newDeviceId(chance),
    log: () => {},
    poolSize: 4,
    patienceMs: 5000,
  });
}

/** All that the store keeps of its organisation, as text. */
export async function everythingStored(folder: string, store: Store): Promise<string> {
  const url = inject('databaseUrl');
  if (url === undefined) {
    return readdirSync(folder)
      .map((name) => readFileSync(join(folder, name)).toString('latin1'))
      .join('');
  }
  const client = new pg.Client(url);
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'org'",
    );
    const parts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT t::text AS row FROM ${name} t WHERE org = $1`,
        [store.org],
      );
      parts.push(...rows.map(({ row }) => row));
    }
    return parts.join('\n');
  } finally {
    await client.end();
  }
}
