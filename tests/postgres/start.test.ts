// What a start on PostgreSQL says when it can't begin, and that many starters change the tables once.
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { migratePostgres } from '#server/store/migrations/migrate-postgres.ts';
import { NewerDatabase, type Step, steps } from '#server/store/migrations/steps.ts';
import { readDatabaseUrl } from '#server/store/postgres-address.ts';
import { openPostgresStore, type PostgresStore } from '#server/store/postgres-store.ts';
import { freePort } from '../support/built-server.ts';

const given = (): string => inject('databaseUrl')!;
const urlOf = (database: string): string => given().replace(/\/vestnesis$/, `/${database}`);
const admin = async (...texts: string[]): Promise<void> => {
  const client = new pg.Client(given());
  await client.connect();
  for (const text of texts) await client.query(text);
  await client.end();
};
const open = (url: string, more: { org?: string } = {}): Promise<PostgresStore> => {
  const address = readDatabaseUrl(url);
  if (!address.ok) throw new Error(address.error);
  return openPostgresStore({
    address: address.value,
    newOrg: '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e01',
    now: () => 1,
    process: 'server00',
    log: () => {},
    patienceMs: 500,
    startMs: 500,
    ...more,
  });
};

test.each([
  ['postgres://u:p@db.example:5432/vestnesis', ['db.example:5432'], 'db.example:5432/vestnesis'],
  [
    'postgresql://u@a,b:6000/x?sslmode=disable&target_session_attrs=read-write',
    ['a', 'b:6000'],
    'a,b:6000/x',
  ],
  ['postgres://u:p%40ss@[::1]:5432/x', ['[::1]:5432'], '[::1]:5432/x'],
  ['postgres:///x?host=/run/postgresql', ['/run/postgresql'], '/run/postgresql/x'],
])('%s names its hosts and never shows the password', (url, hosts, shown) => {
  const read = readDatabaseUrl(url);
  expect(read.ok && read.value.hosts.map(({ name }) => name)).toEqual(hosts);
  expect(read.ok && read.value.shown).toBe(shown);
  expect(
    read.ok &&
      read.value.hosts.some(({ connectionString }) =>
        connectionString.includes('target_session_attrs'),
      ),
  ).toBe(false);
});

test.each([
  '',
  'postgres://x',
  'postgres://u@/x',
  'postgres://u@a,/x',
  'mysql://a/b',
  'postgres://u@a:port/x',
])('%s is no address', (url) => {
  expect(readDatabaseUrl(url)).toMatchObject({
    ok: false,
    error: expect.stringMatching(/^must look like postgres:\/\//) as string,
  });
});

test('whoever can not be reached is named, with the reason', async () => {
  const port = await freePort();
  await expect(open(`postgres://u:secret@127.0.0.1:${port},127.0.0.1:1/x`)).rejects.toThrow(
    `The database 127.0.0.1:${port},127.0.0.1:1/x can't be reached (127.0.0.1:${port}: nothing listens there; 127.0.0.1:1: nothing listens there); is it running, and is DATABASE_URL right?`,
  );
}, 20_000);

test('a missing database, an unknown user, a missing right and a wrong encoding are each one sentence', async () => {
  await admin(
    'CREATE ROLE guest LOGIN',
    'CREATE DATABASE closed',
    "CREATE DATABASE ascii ENCODING 'SQL_ASCII' TEMPLATE template0",
  );
  await expect(open(urlOf('missing'))).rejects.toThrow(
    /^There is no such database at .*\/missing; make it \(createdb\) or name another in DATABASE_URL\.$/,
  );
  await expect(open(given().replace('postgres@', 'stranger@'))).rejects.toThrow(
    /^The database .* does not let this user in; look at the user and password/,
  );
  await expect(open(urlOf('closed').replace('postgres@', 'guest@'))).rejects.toThrow(
    /GRANT CREATE ON SCHEMA public/,
  );
  await expect(open(urlOf('ascii'))).rejects.toThrow(
    /^The database keeps text as SQL_ASCII; make one that keeps it as UTF8/,
  );
});

test('once the tables are there a server needs no right to make any', async () => {
  await admin('CREATE DATABASE plain', 'CREATE ROLE worker LOGIN');
  const first = await open(urlOf('plain'));
  await first.close();
  const client = new pg.Client(urlOf('plain'));
  await client.connect();
  await client.query(
    'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO worker',
  );
  await client.end();
  const second = await open(urlOf('plain').replace('postgres@', 'worker@'));
  await second.transaction((writing) => writing.putSetting('a', 'b'));
  expect(second.org).toBe(first.org);
  await second.close();
});

test('a database that only reads is not taken', async () => {
  await admin('CREATE DATABASE shut', 'ALTER DATABASE shut SET default_transaction_read_only = on');
  await expect(open(urlOf('shut'))).rejects.toThrow(
    /can't be reached \(.*a standby, it only reads\)/,
  );
}, 20_000);

test('tables of a newer version are not touched', async () => {
  await admin('CREATE DATABASE newer');
  await (await open(urlOf('newer'))).close();
  const client = new pg.Client(urlOf('newer'));
  await client.connect();
  await client.query("INSERT INTO migrations VALUES (999, 'later', 1)");
  await client.end();
  await expect(open(urlOf('newer'))).rejects.toThrow(NewerDatabase);
});

test('of several organisations in one database each server says which it serves, and sees only that', async () => {
  await admin('CREATE DATABASE several');
  const [one, other] = [
    '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e0a',
    '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e0b',
  ];
  const first = await open(urlOf('several'), { org: one });
  await first.transaction((writing) => writing.putSetting('whose', 'first'));
  const second = await open(urlOf('several'), { org: other });
  expect(await second.read((reading) => reading.setting('whose'))).toBeUndefined();
  await expect(open(urlOf('several'))).rejects.toThrow(
    'The database holds 2 organisations; say by ORG_ID which one this server serves.',
  );
  const again = await open(urlOf('several'), { org: one });
  expect(await again.read((reading) => reading.setting('whose'))).toBe('first');
  await Promise.all([first, second, again].map((store) => store.close()));
});

const next: Step = {
  number: steps.length + 1,
  name: 'next',
  sqlite: '',
  // Fails when it is run twice.
  postgres:
    'ALTER TABLE settings ADD COLUMN note TEXT; CREATE TABLE extra (org TEXT NOT NULL PRIMARY KEY)',
};

test.each(Array.from({ length: steps.length + 1 }, (_, i) => i))(
  'from tables of step %i eight starters go forward, each step once',
  async (from) => {
    const name = `from_${from}`;
    await admin(`CREATE DATABASE ${name}`);
    const connected = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const client = new pg.Client(urlOf(name));
        await client.connect();
        return client;
      }),
    );
    const [first] = connected;
    if (from > 0) await migratePostgres(first!, 1, () => Promise.resolve(), steps.slice(0, from));
    await Promise.all(
      connected.map((client) =>
        migratePostgres(client, 2, () => Promise.resolve(), [...steps, next]),
      ),
    );
    const { rows } = await first!.query<{ number: number }>(
      'SELECT number FROM migrations WHERE number > 0 ORDER BY number',
    );
    expect(rows.map(({ number }) => number)).toEqual([
      ...steps.map(({ number }) => number),
      next.number,
    ]);
    await Promise.all(connected.map((client) => client.end()));
  },
);

test('a step that fails leaves the tables as they were', async () => {
  await admin('CREATE DATABASE halfway');
  const client = new pg.Client(urlOf('halfway'));
  await client.connect();
  const broken: Step = {
    ...next,
    postgres: 'CREATE TABLE half (x INTEGER); SELECT nothing FROM nowhere',
  };
  await expect(
    migratePostgres(client, 1, () => Promise.resolve(), [...steps, broken]),
  ).rejects.toThrow(/nowhere/);
  const { rows } = await client.query(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name IN ('half', 'records')",
  );
  expect(rows).toEqual([]);
  await client.end();
});
