// What the store costs: the same load on SQLite, on PostgreSQL with one server, and on PostgreSQL with two, one after the other in one run.
// Then what many tablets at once and many records cost. Prints tables and writes dist/bench-store.json.
// `npm run bench -- tests/bench/store.bench.ts`, one part alone by `-t "first sync"`.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { expect, test } from 'vitest';
import { makeStamp } from '#core/stamp.ts';
import { uuidv7 } from '#core/ids.ts';
import { SCHEMA } from '#records/registry.ts';
import type { EnrolAnswer, SyncAnswer } from '#sync/messages.ts';
import { registersOf, type WireRecord } from '#sync/wire.ts';
import { type BuiltServer, builtServer, SETUP_CODE } from '../support/built-server.ts';
import { seededBytes } from '../support/device.ts';
import { startPostgres, type TestDatabase } from '../support/postgres.ts';
import { makePlaces, type Places } from './places.ts';
import {
  answerOf,
  type Cursors,
  firstSync,
  headOf,
  post,
  postRaw,
  proven,
  pullRaw,
  recordsOf,
  sync,
} from './store-line.ts';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 8);
const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? 32);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const BATCHES = Number(process.env['BENCH_BATCHES'] ?? 10);
const TABLETS = Number(process.env['BENCH_TABLETS'] ?? 50);
const FIRST = Number(process.env['BENCH_FIRST'] ?? 10_000);
const FEW = Number(process.env['BENCH_FEW'] ?? 10_000);
const MANY = Number(process.env['BENCH_MANY'] ?? 100_000);
const CHANGES = Number(process.env['BENCH_CHANGES'] ?? 40);

const random = seededBytes(11);
let made = 0;
const newList = (scope: string): WireRecord => {
  made += 1;
  const fields = registersOf(
    'todo-list',
    {
      title: `Saraksts ${made}`,
      items: { a1: { order: 0 }, a2: { order: 1 } },
      ticks: { a1: false },
    },
    makeStamp(Date.now() - 5000, made % 65_536, 'bench000'),
  );
  return { kind: 'todo-list', id: uuidv7(Date.now(), random), scope, fields };
};

type Figures = Record<string, number>;

async function measure(servers: readonly BuiltServer[]): Promise<Figures> {
  const { url } = servers[0]!;
  const desk = await post<EnrolAnswer>(url, '/enrol', {
    code: SETUP_CODE,
    device: { id: 'bench000', name: 'Galds' },
  });
  const sites = desk.sites.map(({ id }) => `site:${id}`);
  const invite = async (): Promise<string> =>
    (await post<{ code: string }>(url, '/invites', { personId: desk.person.id }, desk.token)).code;
  // Every client is a tablet with a token of its own; a tablet that holds everything pulls only what is new.
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, async (_, i) => {
      const { token } = await post<EnrolAnswer>(url, '/enrol', {
        code: await invite(),
        device: { id: `load${String(i).padStart(4, '0')}`, name: 'Planšete' },
      });
      return { token, server: servers[i % servers.length]!.url };
    }),
  );
  let everything: Cursors = {};
  const catchUp = async (): Promise<void> => {
    for (;;) {
      const answer = await sync(url, desk.token, everything, []);
      everything = { ...everything, ...answer.cursors };
      if (!answer.more) return;
    }
  };
  const forAWhile = async (
    scopeOf: (i: number) => string,
  ): Promise<{ rate: number; p95: number }> => {
    await catchUp();
    const times: number[] = [];
    const until = performance.now() + SECONDS * 1000;
    await Promise.all(
      clients.map(async ({ token, server }, i) => {
        // Its own cursor far ahead: the answer carries receipts and proof, and little else.
        let cursors = everything;
        while (performance.now() < until) {
          const began = performance.now();
          const answer = await sync(server, token, cursors, [newList(scopeOf(i))]);
          times.push(performance.now() - began);
          ({ cursors } = answer);
        }
      }),
    );
    times.sort((a, b) => a - b);
    return {
      rate: times.length / SECONDS,
      p95: times[Math.floor(times.length * 0.95)] ?? Number.NaN,
    };
  };

  const apart = await forAWhile((i) => sites[i % sites.length]!);
  const together = await forAWhile(() => sites[0]!);
  await catchUp();
  let began = performance.now();
  for (let i = 0; i < BATCHES; i += 1) {
    const changes = Array.from({ length: 1000 }, () => newList(sites[0]!));
    const answer = await sync(servers[i % servers.length]!.url, desk.token, everything, changes);
    expect(answer.receipts).toHaveLength(1000);
    everything = answer.cursors;
  }
  const pushed = performance.now() - began;
  let pulled = 0;
  began = performance.now();
  for (let cursors: Cursors = {}; ;) {
    const answer = await sync(url, clients[0]!.token, cursors, []);
    pulled += answer.changes.length;
    ({ cursors } = answer);
    if (!answer.more) break;
  }
  const pulling = performance.now() - began;
  return {
    'syncs/s, 1 record each, many places': apart.rate,
    'p95 ms, many places': apart.p95,
    'syncs/s, 1 record each, one place': together.rate,
    'p95 ms, one place': together.p95,
    'records/s pushed, 1,000 a request': (BATCHES * 1000 * 1000) / pushed,
    'records/s pulled by a new tablet': (pulled * 1000) / pulling,
  };
}

async function on(count: number, env: Record<string, string>): Promise<Figures> {
  const servers = await Promise.all(Array.from({ length: count }, () => builtServer(env)));
  try {
    return await measure(servers);
  } finally {
    for (const server of servers) await server.close();
  }
}

const closing = (database: TestDatabase): TestDatabase & AsyncDisposable => ({
  ...database,
  [Symbol.asyncDispose]: database.close,
});

type Stand = { readonly where: string; readonly open: () => Promise<Figures> };
const stands: readonly Stand[] = [
  { where: 'SQLite', open: () => on(1, {}) },
  ...[1, 2].map((count): Stand => ({
    where: `PostgreSQL, ${count} server${count > 1 ? 's' : ''}`,
    open: async () => {
      await using database = closing(await startPostgres({ fsync: 'on' }));
      return await on(count, { DATABASE_URL: database.url });
    },
  })),
  {
    where: 'PostgreSQL, 1 server, synchronous standby',
    open: async () => {
      await using database = closing(await startPostgres({ fsync: 'on' }));
      await using _standby = closing(await database.standby());
      return await on(1, { DATABASE_URL: database.url });
    },
  },
];

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

test('the store', async () => {
  const runs = new Map<string, Figures[]>();
  // In turns, so that whatever else the machine does meets all of them.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { where, open } of stands) {
      runs.set(where, [...(runs.get(where) ?? []), await open()]);
    }
  }
  const medians = Object.fromEntries(
    [...runs].map(([where, rounds]) => [
      where,
      Object.fromEntries(
        Object.keys(rounds[0] ?? {}).map((name) => [
          name,
          median(rounds.map((figures) => figures[name] ?? Number.NaN)),
        ]),
      ),
    ]),
  );
  console.log(`${CLIENTS} tablets at once, ${SECONDS} s each, medians of ${ROUNDS} rounds\n`);
  for (const name of Object.keys(medians['SQLite'] ?? {})) {
    const figures = Object.entries(medians).map(
      ([where, all]) => `${where} ${(all[name] ?? Number.NaN).toFixed(0)}`,
    );
    console.log(name.padEnd(40), figures.join('   '));
  }
  await keep('stores', {
    clients: CLIENTS,
    seconds: SECONDS,
    rounds: ROUNDS,
    medians,
    runs: Object.fromEntries(runs),
  });
});

/** One part of the report beside what other parts, perhaps in other runs, have written. */
async function keep(part: string, figures: unknown): Promise<void> {
  const path = new URL('../../dist/bench-store.json', import.meta.url);
  const earlier = await readFile(path, 'utf8').then(
    (text) => JSON.parse(text) as Record<string, unknown>,
    () => ({}),
  );
  await mkdir(new URL('.', path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ ...earlier, [part]: figures }, null, 2)}\n`);
}

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN;
const rounded = (figures: Readonly<Record<string, number>>): Figures =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Number(value.toFixed(2))]),
  );

let tablets = 0;
async function enrolled(url: string, places: Places, person: string): Promise<string> {
  tablets += 1;
  const device = { id: `many${String(tablets).padStart(4, '0')}`, name: 'Planšete' };
  const code = await places.invite(person);
  return (await post<EnrolAnswer>(url, '/enrol', { code, device })).token;
}

test(`${TABLETS} tablets do their first sync of ${FIRST} records at once`, async () => {
  const server = await builtServer();
  try {
    const places = await makePlaces(server.url, SETUP_CODE);
    const person = await places.newPerson();
    await places.fill(person.scope, FIRST);
    const tokens: string[] = [];
    for (let i = 0; i <= TABLETS; i += 1)
      tokens.push(await enrolled(server.url, places, person.id));
    const alone = await firstSync(server.url, tokens.pop()!);
    const began = performance.now();
    const done = await Promise.all(tokens.map((token) => firstSync(server.url, token)));
    const all = performance.now() - began;
    const counts = new Set(done.map(({ pages }) => proven(pages)));
    expect([...counts]).toEqual([proven(alone.pages)]);
    expect([...counts][0]).toBeGreaterThanOrEqual(FIRST);
    const times = done.map(({ ms }) => ms);
    const bytes = alone.pages.reduce((sum, page) => sum + page.bytes.length, 0);
    const figures = rounded({
      tablets: TABLETS,
      records: [...counts][0]!,
      'MB a tablet': bytes / 1e6,
      pages: alone.pages.length,
      'one alone s': alone.ms / 1000,
      'p50 s': quantile(times, 0.5) / 1000,
      'p95 s': quantile(times, 0.95) / 1000,
      'max s': Math.max(...times) / 1000,
      'records/s': (TABLETS * [...counts][0]! * 1000) / all,
      'asked to come back': done.reduce((sum, { askedBack }) => sum + askedBack, 0),
      errors: 0,
      load: loadavg()[0]!,
    });
    console.log('first sync of all at once');
    console.table(figures);
    await keep('first syncs', figures);
  } finally {
    await server.close();
  }
});

/** Two tablets of one place that hold everything in it; one writes, the other hears of it. */
async function pair(url: string, places: Places, records: number) {
  const person = await places.newPerson();
  await places.fill(person.scope, records);
  const [writer, reader] = [
    await enrolled(url, places, person.id),
    await enrolled(url, places, person.id),
  ];
  const { pages } = await firstSync(url, reader);
  const { cursors } = headOf(pages.at(-1)!);
  const lists = recordsOf(answerOf<SyncAnswer>(pages[0]!)).filter(
    ({ kind, scope }) => kind === 'todo-list' && scope === person.scope,
  );
  return {
    writer,
    reader,
    cursors: { writer: cursors, reader: cursors },
    lists,
    rounds: [] as Figures[],
  };
}

test(`10 changed records among ${FEW} and among ${MANY} cost the same`, async () => {
  const server = await builtServer();
  try {
    const { url } = server;
    const places = await makePlaces(url, SETUP_CODE);
    const stands = [await pair(url, places, FEW), await pair(url, places, MANY)];
    for (let round = 0; round < CHANGES + 5; round += 1) {
      for (const stand of stands) {
        const stamp = makeStamp(Date.now(), round, 'many9999');
        const changes = stand.lists.slice(round * 10, round * 10 + 10).map((list): WireRecord => ({
          ...list,
          fields: { title: [`Cits ${round}`, stamp], 'ticks.a1': [true, stamp] },
        }));
        expect(changes).toHaveLength(10);
        const body = { schema: SCHEMA, now: Date.now(), cursors: stand.cursors.writer, changes };
        let began = performance.now();
        const pushed = await postRaw(url, '/sync', body, stand.writer);
        const pushing = performance.now() - began;
        expect(answerOf<SyncAnswer>(pushed).receipts).toHaveLength(10);
        began = performance.now();
        const pulled = await pullRaw(url, stand.reader, stand.cursors.reader);
        const pulling = performance.now() - began;
        stand.cursors.writer = headOf(pushed).cursors;
        stand.cursors.reader = headOf(pulled).cursors;
        // The first rounds warm the server up and bring what the making of the tablets left behind.
        if (round < 5) continue;
        expect(recordsOf(answerOf<SyncAnswer>(pulled))).toHaveLength(10);
        stand.rounds.push({
          'push ms': pushing,
          'push bytes up': pushed.up,
          'push bytes down': pushed.bytes.length,
          'pull ms': pulling,
          'pull bytes up': pulled.up,
          'pull bytes down': pulled.bytes.length,
        });
      }
    }
    const [few, many] = stands.map(({ rounds }) =>
      rounded(
        Object.fromEntries(
          Object.keys(rounds[0]!).map((name) => [
            name,
            median(rounds.map((figures) => figures[name]!)),
          ]),
        ),
      ),
    );
    const ratios = rounded(
      Object.fromEntries(Object.keys(few!).map((name) => [name, many![name]! / few![name]!])),
    );
    console.log(
      `10 changed, medians of ${CHANGES} rounds in turns, load ${loadavg()[0]!.toFixed(1)}`,
    );
    console.table({ [`among ${FEW}`]: few, [`among ${MANY}`]: many, ratio: ratios });
    await keep('ten changed', { [FEW]: few, [MANY]: many, ratios, rounds: CHANGES });
    for (const ratio of Object.values(ratios)) {
      expect(ratio).toBeGreaterThan(1 / 1.2);
      expect(ratio).toBeLessThan(1.2);
    }
  } finally {
    await server.close();
  }
});
