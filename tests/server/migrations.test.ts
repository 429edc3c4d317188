// Data of every earlier version are taken forward with all that lies in them (SQLite; PostgreSQL's half is tests/postgres/start.test.ts).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, inject, test } from 'vitest';
import { lanesHex } from '#core/hash.ts';
import { makeStamp } from '#core/stamp.ts';
import { acceptChanges, systemSender } from '#server/store/accept.ts';
import { migrateSqlite } from '#server/store/migrations/migrate.ts';
import { NewerDatabase, type Step, steps } from '#server/store/migrations/steps.ts';
import { openSqliteStore } from '#server/store/sqlite-store.ts';
import { bucketOf, recordLanes, stampsOf } from '#sync/digest.ts';
import { registersOf } from '#sync/wire.ts';

const ORG = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e01';
const SITE = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e02';
const NOW = Date.UTC(2026, 2, 2, 9);
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
const newFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vestnesis-migrations-'));
  folders.push(folder);
  return join(folder, 'vestnesis.sqlite');
};
const numbersIn = (path: string): number[] => {
  const db = new DatabaseSync(path);
  const rows = db.prepare('SELECT number FROM migrations ORDER BY number').all();
  db.close();
  return rows.map((row) => Number(row['number']));
};

/** One place, as the first version wrote it. */
function fillAtStepOne(db: DatabaseSync): void {
  const fields = registersOf('site', { name: 'Bibliotēka' }, makeStamp(NOW, 0, 'aaaaaaaa'));
  const lanes = lanesHex(recordLanes(SITE, stampsOf(fields)));
  db.prepare('INSERT INTO organisations VALUES (?, ?)').run(ORG, NOW);
  db.prepare('INSERT INTO scopes VALUES (?, ?, 1, 0)').run(ORG, 'org');
  db.prepare("INSERT INTO records VALUES (?, 'site', ?, 'org', 1, ?, ?, ?, 'living', ?)").run(
    ORG,
    SITE,
    bucketOf(SITE),
    lanes,
    NOW,
    JSON.stringify(fields),
  );
  db.prepare("INSERT INTO digests VALUES (?, 'org', 'site', ?)").run(ORG, lanes);
}

test.skipIf(inject('databaseUrl') !== undefined).each(steps.map(({ number }) => number))(
  'data at step %i are opened, read, changed and still proven',
  async (from) => {
    const path = newFile();
    const old = new DatabaseSync(path);
    migrateSqlite(old, NOW, steps.slice(0, 1));
    fillAtStepOne(old);
    migrateSqlite(old, NOW, steps.slice(0, from));
    old.close();
    expect(numbersIn(path)).toEqual(steps.slice(0, from).map(({ number }) => number));

    const store = openSqliteStore(path, 'another', NOW + 1);
    expect(store.org).toBe(ORG);
    const fields = registersOf('site', { name: 'Grāmatas' }, makeStamp(NOW + 1, 0, 'aaaaaaaa'));
    const { receipts } = await store.transaction((writing) =>
      acceptChanges(
        writing,
        [{ kind: 'site', id: SITE, scope: 'org', fields }],
        systemSender(NOW + 1),
      ),
    );
    expect(receipts).toMatchObject([{ id: SITE, seq: 2 }]);
    const [record, digests, history] = await store.read((reading) =>
      Promise.all([
        reading.record({ kind: 'site', id: SITE }),
        reading.digests(['org']),
        reading.history({ kind: 'site', id: SITE }),
      ]),
    );
    expect(record?.fields['name']?.[0]).toBe('Grāmatas');
    expect(digests).toEqual([
      { scope: 'org', kind: 'site', hex: lanesHex(recordLanes(SITE, stampsOf(record!.fields))) },
    ]);
    expect(history.map(({ oldValue }) => oldValue)).toEqual(['Bibliotēka']);
    await store.close();
    expect(numbersIn(path)).toEqual(steps.map(({ number }) => number));
  },
);

const next: Step = { number: steps.length + 1, name: 'next', sqlite: '', postgres: '' };

test('a step that fails leaves the tables as they were, and data of a newer version are not touched', () => {
  const path = newFile();
  const db = new DatabaseSync(path);
  migrateSqlite(db, NOW);
  const half = { ...next, sqlite: 'CREATE TABLE half (x INTEGER); SELECT x FROM nowhere' };
  expect(() => migrateSqlite(db, NOW, [...steps, half])).toThrow(/nowhere/);
  expect(db.prepare("SELECT name FROM sqlite_master WHERE name = 'half'").all()).toEqual([]);
  migrateSqlite(db, NOW, [...steps, { ...next, sqlite: 'CREATE TABLE whole (x INTEGER)' }]);
  expect(() => migrateSqlite(db, NOW)).toThrow(NewerDatabase);
  db.close();
});
