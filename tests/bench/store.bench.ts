// What the store costs: the same load on SQLite, on PostgreSQL with one server, and on PostgreSQL with two, one after the other in one run.
// Prints a table and writes dist/bench-store.json. `npm run bench -- tests/bench/store.bench.ts`
import { writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { makeStamp } from '#core/stamp.ts';
import { uuidv7 } from '#core/ids.ts';
import { SCHEMA } from '#records/registry.ts';
import type { EnrolAnswer, SyncAnswer } from '#sync/messages.ts';
import { registersOf, type WireRecord } from '#sync/wire.ts';
import { type BuiltServer, builtServer, SETUP_CODE } from '../support/built-server.ts';
import { seededBytes } from '../support/device.ts';
import { startPostgres, type TestDatabase } from '../support/postgres.ts';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 8);
const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? 32);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const BATCHES = Number(process.env['BENCH_BATCHES'] ?? 10);

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
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

function post<T>(url: string, path: string, body: unknown, token?: string): Promise<T> {
  const text = JSON.stringify(body);
  const raw = text.length > 2000 ? gzipSync(text, { level: 1 }) : Buffer.from(text);
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/api/v1${path}`,
      {
        method: 'POST',
        agent,
        headers: {
          'content-length': raw.length,
          'accept-encoding': 'gzip',
          ...(text.length > 2000 ? { 'content-encoding': 'gzip' } : {}),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const bytes = Buffer.concat(parts);
          const told = (
            answer.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes
          ).toString();
          if (answer.statusCode === 200) resolve(JSON.parse(told) as T);
          else reject(new Error(`${answer.statusCode} ${told}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(raw);
  });
}
type Cursors = Readonly<Record<string, number>>;
const sync = (
  url: string,
  token: string,
  cursors: Cursors,
  changes: readonly WireRecord[],
): Promise<SyncAnswer> =>
  post<SyncAnswer>(url, '/sync', { schema: SCHEMA, now: Date.now(), cursors, changes }, token);

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
  const report = {
    clients: CLIENTS,
    seconds: SECONDS,
    rounds: ROUNDS,
    medians,
    runs: Object.fromEntries(runs),
  };
  await writeFile('dist/bench-store.json', `${JSON.stringify(report, null, 2)}\n`);
});
