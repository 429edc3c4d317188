// `npm run move-store`: the organisation arrives whole, proof in hand, and the old file knows that it is the past.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createApp } from '#server/app.ts';
import { firstCoordinator } from '#server/first-start.ts';
import { openStore } from '#server/open-store.ts';
import { readSettings } from '#server/settings.ts';
import { TABLES } from '#server/store/move.ts';
import { openSqliteStore } from '#server/store/sqlite-store.ts';
import type { Store, StoredRecord } from '#server/store/store.ts';
import { seedStarter } from '#server/seed/starter.ts';
import { seedDemo } from '#server/seed/demo.ts';
import type { EnrolAnswer, SyncAnswer } from '#sync/messages.ts';
import { type Ended, runCommand } from '../support/commands.ts';
import { seededBytes } from '../support/device.ts';

const random = seededBytes(42);
const now = Date.UTC(2026, 2, 2, 9);
const means = { now: () => now, random, server: 'server00', log: () => {} };
const folder = mkdtempSync(join(tmpdir(), 'vestnesis-move-'));
const file = join(folder, 'vestnesis.sqlite');
const target = (name: string): string => inject('databaseUrl')!.replace(/\/vestnesis$/, `/${name}`);
const admin = async (text: string): Promise<void> => {
  const client = new pg.Client(inject('databaseUrl'));
  await client.connect();
  await client.query(text);
  await client.end();
};

const move = (...args: string[]): Promise<Ended> =>
  runCommand('move-store', args, { DATA_DIR: folder });

const call = async <T>(store: Store, path: string, body: unknown, token?: string): Promise<T> => {
  const { app } = createApp({
    store,
    now: () => now,
    random,
    server: 'server00',
    version: 'test',
    clientDir: folder,
    log: () => {},
  });
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const init =
    body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  return (await (await app.request(`/api/v1${path}`, init)).json()) as T;
};
const pullAll = async (
  store: Store,
  token: string,
): Promise<{ records: string[]; digests: SyncAnswer['digests'] }> => {
  const records: string[] = [];
  for (let cursors = {}; ;) {
    const answer = await call<SyncAnswer>(
      store,
      '/sync',
      { schema: 1, now, cursors, changes: [] },
      token,
    );
    records.push(...answer.changes.map((record) => JSON.stringify(record)));
    ({ cursors } = answer);
    if (!answer.more) return { records: records.toSorted(), digests: answer.digests };
  }
};

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...random(600_000)]);
let desk: EnrolAnswer;
const someList = (store: Store): Promise<StoredRecord> =>
  store.read(async (reading) => {
    const lists = await Promise.all(
      desk.sites.map(({ id }) => reading.list(`site:${id}`, 'todo-list')),
    );
    return lists.flat()[0]!;
  });

beforeAll(async () => {
  await admin('CREATE DATABASE moved');
  await admin('CREATE DATABASE other');
  const store = openSqliteStore(file, '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e77', now);
  await seedStarter(store, 'Novads', now);
  await seedDemo(store, now);
  const code = await firstCoordinator(store, { nowMs: now, random, server: 'server00' });
  desk = await call<EnrolAnswer>(store, '/enrol', {
    code,
    device: { id: 'desk0000', name: 'Ga\0lds' },
  });
  // Something overwritten, something seen, something half uploaded.
  const list = await someList(store);
  const stamp = `${now.toString(16).padStart(12, '0')}-0000-desk0000`;
  await call(
    store,
    '/sync',
    {
      schema: 1,
      now,
      cursors: {},
      changes: [
        {
          kind: list.kind,
          id: list.id,
          scope: list.scope,
          fields: { title: ['Cits nosaukums', stamp] },
        },
      ],
    },
    desk.token,
  );
  await store.transaction(async (writing) => {
    await writing.putMedia(
      {
        sha: 'a'.repeat(64),
        type: 'image/png',
        size: PNG.length,
        person: desk.person.id,
        createdAt: now,
      },
      PNG,
    );
    await writing.putMediaPart('b'.repeat(64), 'desk0000', 0, PNG.subarray(0, 100), now);
  });
  await store.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a server that still runs on the file stops the move', async () => {
  const store = openSqliteStore(file, 'unused', now);
  try {
    expect(await move('--to', target('moved'))).toMatchObject({
      code: 1,
      said: `The database ${file} is in use; stop the server first, then move it.`,
    });
  } finally {
    await store.close();
  }
});

test('without an address, or with a wrong one, it says what to type', async () => {
  expect(await move()).toMatchObject({
    code: 1,
    said: expect.stringContaining('--to postgres://') as string,
  });
  expect(await move('--to', 'mysql://x')).toMatchObject({
    code: 1,
    said: expect.stringContaining('must look like postgres://') as string,
  });
  expect(await move('--to', target('nowhere'))).toMatchObject({
    code: 1,
    said: expect.stringContaining('There is no such database') as string,
  });
});

test('everything arrives: a tablet goes on with its token and gets the same records, history, media and digests', async () => {
  const before = openSqliteStore(file, 'unused', now);
  const pulled = await pullAll(before, desk.token);
  const list = await someList(before);
  const history = await call(
    before,
    `/records/todo-list/${list.id}/history`,
    undefined,
    desk.token,
  );
  await before.close();

  const { code, out, said } = await move('--to', target('moved'));
  expect([code, said]).toEqual([0, '']);
  expect(out.split('\n')).toHaveLength(1);
  expect(out).toMatch(
    /^Moved to 127\.0\.0\.1:\d+\/moved: \d{3,} records, [1-9]\d* history entries, [1-9]\d* devices, [1-9]\d* tokens, 1 media; [1-9]\d* digests equal before and after\.$/,
  );

  const settings = readSettings({ DATABASE_URL: target('moved') });
  if (!settings.ok) throw new Error(settings.error);
  const store = await openStore(settings.value, means);
  try {
    expect(store.org).toBe('0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e77');
    expect(await pullAll(store, desk.token)).toEqual(pulled);
    expect(
      await call(store, `/records/todo-list/${list.id}/history`, undefined, desk.token),
    ).toEqual(history);
    expect(
      Buffer.from(await store.read((reading) => reading.mediaBytes('a'.repeat(64)))).equals(PNG),
    ).toBe(true);
    expect(
      await store.read((reading) => reading.mediaParts('b'.repeat(64), 'desk0000')),
    ).toHaveLength(1);
    // The seed and the first coordinator are there already.
    expect(await seedStarter(store, 'Novads', now)).toBe(0);
    expect(
      await firstCoordinator(store, { nowMs: now, random, server: 'server00' }),
    ).toBeUndefined();
  } finally {
    await store.close();
  }
});

test('the file that was left behind starts no server, until the move is taken back', async () => {
  const settings = readSettings({ DATA_DIR: folder });
  if (!settings.ok) throw new Error(settings.error);
  await expect(openStore(settings.value, means)).rejects.toThrow(
    /were moved to 127\.0\.0\.1:\d+\/moved on \d{4}-\d\d-\d\d; set DATABASE_URL/,
  );
  expect(await move('--to', target('other'))).toMatchObject({
    code: 1,
    said: expect.stringContaining('moved to') as string,
  });
  expect(await move('--back')).toMatchObject({ code: 0 });
  await (await openStore(settings.value, means)).close();
});

test('a database that holds an organisation is not moved into', async () => {
  expect(await move('--to', target('moved'))).toMatchObject({
    code: 1,
    said: expect.stringMatching(
      /holds an organisation already; move into an empty one\.$/,
    ) as string,
  });
});

test('a digest that does not fit stops the move and leaves nothing behind', async () => {
  const db = new DatabaseSync(file);
  db.exec(
    "UPDATE records SET fields = replace(fields, 'Novads', 'novads') WHERE kind = 'organisation'",
  );
  db.exec(
    "DELETE FROM records WHERE rowid = (SELECT max(rowid) FROM records WHERE kind = 'todo-list')",
  );
  db.close();
  expect(await move('--to', target('other'))).toMatchObject({
    code: 1,
    said: expect.stringMatching(
      /^Nothing was moved: the digest of site:.*\/todo-list is not the same/,
    ) as string,
  });
  const client = new pg.Client(target('other'));
  await client.connect();
  try {
    await expect(client.query('SELECT count(*) FROM records')).rejects.toThrow(/does not exist/);
  } finally {
    await client.end();
  }
});

test('the list of tables is that of both databases, column by column', async () => {
  const db = new DatabaseSync(file);
  const names = db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'migrations'",
    )
    .all();
  const sqlite = Object.fromEntries(
    names.map(({ name }) => [
      String(name),
      db
        .prepare(`SELECT name FROM pragma_table_info('${String(name)}')`)
        .all()
        .map((column) => String(column['name']))
        .toSorted(),
    ]),
  );
  db.close();
  const listed = Object.fromEntries(
    Object.entries(TABLES).map(([table, columns]) => [table, Object.keys(columns).toSorted()]),
  );
  expect(listed).toEqual(sqlite);
  const client = new pg.Client(target('moved'));
  await client.connect();
  const { rows } = await client.query<{ table: string; name: string; type: string }>(
    "SELECT table_name AS table, column_name AS name, data_type AS type FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migrations'",
  );
  await client.end();
  const postgres: Record<string, Record<string, string>> = {};
  for (const { table, name, type } of rows) (postgres[table] ??= {})[name] = type;
  expect(postgres).toEqual(TABLES);
});
