// A backup is one kind of file whatever database it came from: from SQLite into PostgreSQL, from there into SQLite again, row by row the same.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { seedDemo } from '#server/seed/demo.ts';
import { seedStarter } from '#server/seed/starter.ts';
import { TABLES } from '#server/store/move.ts';
import { openSqliteStore } from '#server/store/sqlite-store.ts';
import { runCommand } from '../support/commands.ts';
import { seededBytes } from '../support/device.ts';

const now = Date.UTC(2026, 2, 2, 9);
const folder = mkdtempSync(join(tmpdir(), 'vestnesis-backup-'));
const at = (...parts: string[]): string => join(folder, ...parts);
const url = inject('databaseUrl')!.replace(/\/vestnesis$/, '/restored');
const secret = { BACKUP_PASSPHRASE: 'vārdi, ko neviens nezina' };

beforeAll(async () => {
  const client = new pg.Client(inject('databaseUrl'));
  await client.connect();
  await client.query('CREATE DATABASE restored');
  await client.end();
  const store = openSqliteStore(
    at('vestnesis.sqlite'),
    '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e66',
    now,
  );
  await seedStarter(store, 'Novads', now);
  await seedDemo(store, now);
  const bytes = seededBytes(7)(700_000);
  await store.transaction(async (writing) => {
    await writing.putMedia(
      { sha: 'c'.repeat(64), type: 'image/png', size: bytes.length, person: 'p', createdAt: now },
      bytes,
    );
  });
  await store.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every row of every table, in an order of its own. */
function rowsIn(path: string): Record<string, string[]> {
  const db = new DatabaseSync(path, { readOnly: true });
  const found = Object.entries(TABLES).map(([table, columns]) => [
    table,
    db
      .prepare(`SELECT ${Object.keys(columns).join(', ')} FROM ${table}`)
      .all()
      .map((row) =>
        JSON.stringify(row, (_, value: unknown) =>
          value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
        ),
      )
      .toSorted(),
  ]);
  db.close();
  return Object.fromEntries(found) as Record<string, string[]>;
}

test('from a file to PostgreSQL and back, nothing is lost or added', async () => {
  const taken = await runCommand('backup', ['--to', at('one')], { DATA_DIR: folder, ...secret });
  expect(taken).toMatchObject({ code: 0, said: '' });
  const put = ['--from', at('one')];
  const restored = await runCommand('restore', put, { DATABASE_URL: url, ...secret });
  expect(restored).toMatchObject({ code: 0, said: '' });
  expect(restored.out).not.toContain('postgres:postgres');
  const again = await runCommand('restore', put, { DATABASE_URL: url, ...secret });
  expect(again.said).toContain('holds an organisation already');

  const back = await runCommand('backup', ['--to', at('two')], { DATABASE_URL: url });
  expect(back).toMatchObject({ code: 0, said: '' });
  const counted = (line: string): string | undefined => line.match(/\d+ records/)?.[0];
  expect(counted(back.out)).toBe(counted(taken.out));
  const home = await runCommand('restore', ['--from', at('two')], { DATA_DIR: at('home') });
  expect(home).toMatchObject({ code: 0, said: '' });
  expect(rowsIn(at('home', 'vestnesis.sqlite'))).toEqual(rowsIn(at('vestnesis.sqlite')));
}, 60_000);
