// Several servers on one PostgreSQL: each of these tests opens two of them and lets them get into each other's way.
import pg from 'pg';
import { afterEach, expect, inject, test, vi } from 'vitest';
import { addLanes, lanesHex, NO_LANES } from '#core/hash.ts';
import { loadStaff } from '#server/auth/actor.ts';
import { enrol } from '#server/auth/enrolment.ts';
import { seedStarter } from '#server/seed/starter.ts';
import { firstCoordinator } from '#server/first-start.ts';
import { pullPage } from '#server/store/exchange.ts';
import { readDatabaseUrl } from '#server/store/postgres-address.ts';
import { Cluster } from '#server/store/postgres-cluster.ts';
import { createPostgresPokes, type SharedPokes } from '#server/store/postgres-pokes.ts';
import { openPostgresStore } from '#server/store/postgres-store.ts';
import { recordLanes, stampsOf } from '#sync/digest.ts';
import type { SyncAnswer } from '#sync/messages.ts';
import type { WireRecord } from '#sync/wire.ts';
import { seededBytes } from '../support/device.ts';
import { CENTRE, LIBRARY, Tablet, type TestServer, testServer } from '../support/server.ts';

const SITE = `site:${LIBRARY}`;
const opened: TestServer[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

async function two(): Promise<[TestServer, TestServer]> {
  const first = await testServer();
  opened.push(first);
  const desk = await first.coordinator();
  const second = await testServer({
    dataDir: first.dataDir,
    clock: first.clock,
    coordinator: desk.enrolled,
  });
  opened.push(second);
  return [first, second];
}
/** The same tablet, as it reaches the other server. */
const at = (server: TestServer, tablet: Tablet, seed = 1): Tablet =>
  new Tablet(server, tablet.enrolled, seededBytes(seed));
const aMoment = (ms = 50): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const database = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client(inject('databaseUrl'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

test('the cursor never skips a row that was taken first and committed later', async () => {
  const [one, other] = await two();
  const writer = await one.staff('ambassador');
  const reader = await one.staff('mentor');
  const pushes = Array.from({ length: 200 }, (_, i) => {
    const tablet = at(i % 2 === 0 ? one : other, writer, 100 + i);
    const lists = Array.from({ length: 1 + (i % 3) }, (_unused, n) =>
      tablet.creation('todo-list', SITE, { title: `Saraksts ${i}.${n}` }),
    );
    return { lists, send: () => tablet.push(...lists) };
  });
  const wanted = new Set(pushes.flatMap(({ lists }) => lists.map(({ id }) => id)));
  const seen = new Set<string>();
  const seqs: number[] = [];
  let done = false;
  const reading = (async () => {
    const { actor } = await sessionOf(one, reader);
    let cursors: Record<string, number> = {};
    for (let last = false; ;) {
      const page = await other.store.read((reading) => pullPage(reading, actor, cursors, {}));
      ({ cursors } = page);
      seqs.push(cursors[SITE] ?? 0);
      for (const record of page.changes) if (record.kind === 'todo-list') seen.add(record.id);
      if (last && !page.more) return;
      last = done;
    }
  })();
  const answers = await Promise.all(pushes.map(({ send }) => send()));
  done = true;
  await reading;

  expect(answers.flatMap((answer) => answer.rejected)).toEqual([]);
  const given = answers
    .flatMap(({ receipts }) => receipts.map(({ seq }) => seq))
    .toSorted((a, b) => a - b);
  expect(given).toEqual(Array.from({ length: wanted.size }, (_, i) => i + 1));
  expect([...wanted].filter((id) => !seen.has(id))).toEqual([]);
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
});

async function sessionOf(server: TestServer, tablet: Tablet) {
  const staff = await server.store.read((reading) => loadStaff(reading, tablet.person.id));
  if (!staff) throw new Error('the person is gone');
  return staff;
}

test('a push of 1,000 records, and the pull of them, is a few calls to the database', async () => {
  const [one] = await two();
  const writer = await one.staff('ambassador');
  const reader = await one.staff('mentor');
  await reader.pull();
  const lists = Array.from({ length: 1000 }, (_, i) =>
    writer.creation('todo-list', SITE, { title: `Saraksts ${i}` }),
  );
  await writer.push(...lists);
  const asked = vi.spyOn(pg.Client.prototype, 'query');
  const edits = lists.map((list) => writer.alteration(list, { title: 'Cits' }));
  expect((await writer.push(...edits)).receipts).toHaveLength(1000);
  const pushing = asked.mock.calls.length;
  await reader.push();
  const pulling = asked.mock.calls.length - pushing;
  asked.mockRestore();
  // Who asks (5), the push with its history (10), the page (6), the note of the contact (4).
  expect(pushing).toBeLessThan(30);
  expect(pulling).toBeLessThan(20);
});

test('wrong codes are counted once for all servers, also when they are tried at the same moment', async () => {
  const servers = await two();
  const tried = await Promise.all(
    Array.from({ length: 24 }, (_, i) =>
      servers[i % 2]!.call('POST', '/enrol', {
        body: { code: `AAAA-00${i}`, device: { id: 'abcdefgh', name: '' } },
      }),
    ),
  );
  const count = (status: number): number => tried.filter((one) => one.status === status).length;
  expect([count(404), count(429)]).toEqual([5, 19]);
});

test("a place made on one server is the coordinator's at once on the other", async () => {
  const [one, other] = await two();
  const here = await one.coordinator();
  const there = at(other, here, 77);
  const sites = async (): Promise<string[]> =>
    Object.keys((await there.ask()).body.cursors).filter((name) => name.startsWith('site:'));
  expect(await sites()).toHaveLength(2);
  const third = here.creation('site', 'org', { name: 'Ciems' });
  await here.push(third);
  expect(await sites()).toContain(`site:${third.id}`);
  one.clock.now += 1000;
  await here.push(here.deletion(third));
  expect(await sites()).toHaveLength(2);
});

test('digests hold after both servers wrote at once', async () => {
  const [one, other] = await two();
  const writer = await one.staff('ambassador');
  const list = writer.creation('todo-list', SITE, { title: 'Kopīgs' });
  await writer.push(list);
  const edits = Array.from({ length: 60 }, (_, i) => {
    const tablet = at(i % 2 === 0 ? one : other, writer, 500 + i);
    return tablet.push(
      tablet.alteration(list, { [`ticks.a${i}`]: true }),
      tablet.creation('todo-list', SITE, { title: `${i}` }),
    );
  });
  await Promise.all(edits);
  const fresh = at(other, writer, 999);
  const answer = await fresh.pull();
  const held = [...fresh.records.values()].filter(
    (record) => record.kind === 'todo-list' && record.scope === SITE,
  );
  expect(held).toHaveLength(61);
  const sum = held.reduce(
    (lanes, record) => addLanes(lanes, recordLanes(record.id, stampsOf(record.fields))),
    NO_LANES,
  );
  expect(answer.digests[`${SITE}/todo-list`]).toBe(lanesHex(sum));
});

test('a code works once, also when two servers are asked at the same moment', async () => {
  const [one, other] = await two();
  for (let i = 0; i < 5; i += 1) {
    const code = await one.codeFor('mentor');
    const replies = await Promise.all(
      [one, other, one, other].map((server, n) =>
        server.call('POST', '/enrol', {
          body: { code, device: { id: `tabl${i}00${n}`, name: 'Planšete' } },
        }),
      ),
    );
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200, 410, 410, 410,
    ]);
    // Wrong tries are forgiven after a minute.
    one.clock.now += 61_000;
  }
});

test('the same id made in two scopes at once stays in one; the other is refused, and digests hold', async () => {
  const [one, other] = await two();
  const desk = await one.coordinator();
  await desk.pull();
  for (let i = 0; i < 10; i += 1) {
    const id = desk.newId();
    const here = at(one, desk, 10 + i).creation('todo-list', SITE, { title: 'šeit' }, id);
    const there = at(other, desk, 50 + i).creation(
      'todo-list',
      `site:${CENTRE}`,
      { title: 'tur' },
      id,
    );
    const answers = await Promise.all([at(one, desk).push(here), at(other, desk).push(there)]);
    const refused = answers.flatMap((answer) => answer.rejected);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ id, code: 'bad-scope' });
  }
  const states = await database((client) =>
    client.query<{ scope: string; count: string }>(
      'SELECT scope, count(*) FROM records WHERE org = $1 AND kind = $2 GROUP BY scope',
      [one.store.org, 'todo-list'],
    ),
  );
  expect(states.rows.reduce((sum, row) => sum + Number(row.count), 0)).toBe(10);
});

test('a revocation is not undone by a sync of the same moment', async () => {
  const [one, other] = await two();
  const desk = await one.coordinator();
  for (let i = 0; i < 5; i += 1) {
    const tablet = await one.staff('mentor');
    const elsewhere = at(other, tablet);
    const [revoked] = await Promise.all([
      one.call('POST', `/devices/${tablet.deviceId}/revoke`, {
        token: desk.token,
        body: { wipe: true },
      }),
      ...Array.from({ length: 6 }, (_, n) => elsewhere.ask({ report: { unsent: n } })),
    ]);
    expect(revoked.body).toMatchObject({ revoked: true, wipe: true });
    expect((await elsewhere.ask()).body).toMatchObject({ code: 'device-revoked', wipe: true });
  }
});

test('a connection that the database ends in the middle costs nobody anything', async () => {
  const [one, other] = await two();
  const writer = await one.staff('ambassador');
  let stop = false;
  const ending = (async () => {
    while (!stop) {
      await database((client) =>
        client.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'vestnesis' AND pid <> pg_backend_pid() AND random() < 0.3",
        ),
      );
      await aMoment(40);
    }
  })();
  const sent: WireRecord[] = [];
  const answers: SyncAnswer[] = [];
  for (let i = 0; i < 60; i += 1) {
    const tablet = at(i % 2 === 0 ? one : other, writer, 3000 + i);
    const list = tablet.creation('todo-list', SITE, { title: `${i}` });
    sent.push(list);
    answers.push(await tablet.push(list));
  }
  stop = true;
  await ending;
  expect(answers.flatMap(({ receipts }) => receipts)).toHaveLength(60);
  const fresh = at(other, writer, 4000);
  await fresh.pull();
  expect(sent.filter(({ id }) => !fresh.records.has(`todo-list/${id}`))).toEqual([]);
});

test('servers that start together make one organisation, one pack, one coordinator; the first code used takes the others away', async () => {
  const url = inject('databaseUrl');
  await database((client) => client.query('CREATE DATABASE together'));
  const address = readDatabaseUrl(url!.replace(/\/vestnesis$/, '/together'));
  if (!address.ok) throw new Error(address.error);
  const now = (): number => Date.UTC(2026, 2, 2, 9);
  const starts = await Promise.all(
    Array.from({ length: 6 }, async (_, i) => {
      const random = seededBytes(70 + i);
      const newOrg = `0192f0c4-1b2a-7c3d-8e4f-00000000000${i}`;
      const store = await openPostgresStore({
        address: address.value,
        newOrg,
        now,
        process: `server0${i}`,
        log: () => {},
        poolSize: 2,
      });
      const written = await seedStarter(store, 'Novads', now());
      const code = await firstCoordinator(store, { nowMs: now(), random, server: `server0${i}` });
      return { store, written, code };
    }),
  );
  try {
    expect(new Set(starts.map(({ store }) => store.org)).size).toBe(1);
    expect(starts.filter(({ written }) => written > 0)).toHaveLength(1);
    expect(new Set(starts.map(({ code }) => code)).size).toBe(6);
    const { store } = starts[0]!;
    const means = { nowMs: now(), random: seededBytes(99), server: 'server00' };
    const taking = (code: string, id: string) =>
      store.transaction((writing) =>
        enrol(writing, { code, device: { id, name: 'Galds' } }, means),
      );
    expect(await taking(starts[3]!.code!, 'desk0000')).toMatchObject({ ok: true });
    expect(await taking(starts[5]!.code!, 'desk0001')).toMatchObject({
      ok: false,
      error: { code: 'code-unknown' },
    });
    const persons = await store.read((reading) => reading.list('org', 'person'));
    expect(persons).toHaveLength(1);
  } finally {
    for (const { store } of starts) await store.close();
  }
});

const heardBy = (server: TestServer): unknown[] => {
  const heard: unknown[] = [];
  server.store.pokes.listen((poke) => heard.push(poke));
  return heard;
};
const listening = async (...servers: TestServer[]): Promise<void> => {
  for (
    let i = 0;
    i < 100 && servers.some(({ store }) => (store.pokes as SharedPokes).mode() !== 'listening');
    i += 1
  )
    await aMoment();
};

test('a write on one server pokes the tablets on the other, once, and names its sender', async () => {
  const [one, other] = await two();
  const writer = await one.staff('ambassador');
  await listening(one, other);
  expect([
    (one.store.pokes as SharedPokes).mode(),
    (other.store.pokes as SharedPokes).mode(),
  ]).toEqual(['listening', 'listening']);
  await aMoment(200);
  const [here, there] = [heardBy(one), heardBy(other)];
  const { cursors } = await writer.push(writer.creation('todo-list', SITE, { title: 'Jauns' }));
  await aMoment(300);
  const poke = {
    about: 'scope',
    scope: SITE,
    seq: cursors[SITE],
    from: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  };
  expect(here).toEqual([poke]);
  expect(there).toEqual([poke]);
});

test('many pokes at once go in several notices, and none is lost', async () => {
  const [one, other] = await two();
  await listening(one, other);
  const there = heardBy(other);
  const from = 'f'.repeat(64);
  for (let seq = 1; seq <= 300; seq += 1)
    one.store.pokes.publish({ about: 'scope', scope: `person:${one.store.org}`, seq, from });
  one.store.pokes.publish({ about: 'device', device: 'abcdefgh' });
  for (let i = 0; i < 60 && there.length < 301; i += 1) await aMoment();
  expect(there).toHaveLength(301);
  expect(there.at(-1)).toEqual({ about: 'device', device: 'abcdefgh' });
});

test('where LISTEN does not work, changes and revocations are found by looking', async () => {
  const server = await testServer();
  opened.push(server);
  const tablet = await server.staff('ambassador');
  const address = readDatabaseUrl(inject('databaseUrl')!);
  if (!address.ok) throw new Error(address.error);
  const cluster = new Cluster(address.value, { poolSize: 1, patienceMs: 1000, log: () => {} });
  const pokes = createPostgresPokes(cluster, {
    org: server.store.org,
    process: 'deaf0000',
    now: () => server.clock.now,
    log: () => {},
    listen: false,
  });
  const heard: unknown[] = [];
  pokes.listen((poke) => heard.push(poke));
  await aMoment(500);
  const { cursors } = await tablet.push(tablet.creation('todo-list', SITE, { title: 'Jauns' }));
  const desk = await server.coordinator();
  await server.call('POST', `/devices/${tablet.deviceId}/revoke`, { token: desk.token, body: {} });
  for (let i = 0; i < 100 && heard.length < 2; i += 1) await aMoment();
  expect(pokes.mode()).toBe('polling');
  expect(heard).toEqual([
    { about: 'scope', scope: SITE, seq: cursors[SITE] },
    { about: 'device', device: tablet.deviceId },
  ]);
  await aMoment(2500);
  expect(heard).toHaveLength(2);
  await pokes.close();
  await cluster.close();
});

test('a notice connection that breaks is made again, and what came in between is told', async () => {
  const [one, other] = await two();
  const writer = await one.staff('ambassador');
  await listening(one, other);
  await aMoment(200);
  const there = heardBy(other);
  await database((client) =>
    client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query LIKE 'SELECT pg_is_in_recovery() AS shut'",
    ),
  );
  const { cursors } = await writer.push(writer.creation('todo-list', SITE, { title: 'Jauns' }));
  for (let i = 0; i < 100 && there.length === 0; i += 1) await aMoment();
  expect(there).toContainEqual(
    expect.objectContaining({ about: 'scope', scope: SITE, seq: cursors[SITE] }),
  );
  await listening(one, other);
  expect((other.store.pokes as SharedPokes).mode()).toBe('listening');
});

test('a name with a character that PostgreSQL can not hold is kept with a mark in its place', async () => {
  const [one] = await two();
  const code = await one.codeFor('mentor');
  const reply = await one.call('POST', '/enrol', {
    body: { code, device: { id: 'abc\0defg', name: 'Plan\0šete' } },
  });
  expect(reply.status).toBe(200);
  const desk = await one.coordinator();
  expect(
    (
      await one.call<{ devices: { name: string }[] }>('GET', '/devices', { token: desk.token })
    ).body.devices.map(({ name }) => name),
  ).toContain('Plan\uFFFDšete');
  expect(
    (await one.call('GET', '/records/todo-list/%00/history', { token: desk.token })).status,
  ).toBe(404);
  // Inside a value nothing is changed.
  const list = desk.creation('todo-list', SITE, { title: 'a\u0000b' });
  const { receipts, rejected } = await desk.push(list);
  if (receipts.length > 0) {
    const fresh = at(one, desk);
    await fresh.pull();
    expect(fresh.records.get(`todo-list/${list.id}`)).toEqual(list);
  } else expect(rejected).toHaveLength(1);
});

test('when every connection is taken for too long the tablet is asked to come back, and then it works', async () => {
  const server = await testServer();
  opened.push(server);
  const tablet = await server.staff('mentor');
  const release: (() => void)[] = [];
  // The test's stores have four connections each.
  const held = Array.from({ length: 4 }, () =>
    server.store.read(() => new Promise<void>((resolve) => release.push(resolve))),
  );
  const refused = await tablet.ask();
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('5');
  expect(refused.body).toMatchObject({ code: 'server-failed', retryAfter: 5 });
  for (const go of release) go();
  await Promise.all(held);
  expect((await tablet.ask()).status).toBe(200);
}, 40_000);
