// Ten thousand tablets come online within minutes, after a week offline, against one server process: on SQLite, then on PostgreSQL.
// `npm run bench -- tests/bench/fleet.bench.ts`; FLEET_DEVICES=10000 for the whole storm. Prints a table and writes dist/fleet.json.
// FLEET_STORES=SQLite,PostgreSQL  FLEET_WINDOW=seconds  FLEET_PATIENCE=seconds  FLEET_STREAMS=5000  FLEET_STAY=100 (tablets that stay on the line and sync when poked; 0: none)
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { uuidv7 } from '#core/ids.ts';
import { readDatabaseUrl } from '#server/store/postgres-address.ts';
import { openPostgresStore } from '#server/store/postgres-store.ts';
import { openSqliteStore } from '#server/store/sqlite-store.ts';
import type { Store } from '#server/store/store.ts';
import { builtServer } from '../support/built-server.ts';
import { startPostgres, type TestDatabase } from '../support/postgres.ts';
import { firstSync, proveNothingLost } from './fleet-check.ts';
import { openLine } from './fleet-http.ts';
import { type LiveFigures, openStreams } from './fleet-live.ts';
import { type Seeded, seedFleet } from './fleet-seed.ts';
import { storm } from './fleet-storm.ts';
import { databaseUse, watchServer } from './fleet-watch.ts';
import { fleetOf, MIX } from './fleet-work.ts';

type StoreName = 'SQLite' | 'PostgreSQL';
const DEVICES = Number(process.env['FLEET_DEVICES'] ?? 1000);
const WINDOW = Number(process.env['FLEET_WINDOW'] ?? 300);
const STREAMS = Number(process.env['FLEET_STREAMS'] ?? 1000);
const STAY = Number(process.env['FLEET_STAY'] ?? 100);
const STORES = (process.env['FLEET_STORES'] ?? 'SQLite,PostgreSQL').split(',') as StoreName[];
const WHOLE = 10_000;
/** So long after the window the last tablet must be done. */
const PATIENCE = Number(process.env['FLEET_PATIENCE'] ?? 150);
const MB = 1024 * 1024;

type Figures = Record<string, number | Record<string, number>>;
type Stand = {
  readonly store: Store;
  readonly env: Readonly<Record<string, string>>;
  readonly disk: () => Promise<number>;
  readonly database?: TestDatabase;
};

const random = (n: number): Uint8Array => crypto.getRandomValues(new Uint8Array(n));

async function on<T>(
  name: StoreName,
  work: (stand: Stand, folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'vestnesis-fleet-'));
  const database =
    name === 'PostgreSQL'
      ? await startPostgres({ fsync: 'on', shared_buffers: '256MB' })
      : undefined;
  const org = uuidv7(Date.now(), random);
  try {
    if (!database) {
      const data = join(folder, 'data');
      mkdirSync(data);
      return await work(
        {
          store: openSqliteStore(join(data, 'vestnesis.sqlite'), org, Date.now()),
          env: { DATA_DIR: data },
          disk: async () =>
            readdirSync(data).reduce((sum, file) => sum + statSync(join(data, file)).size, 0),
        },
        folder,
      );
    }
    const address = readDatabaseUrl(database.url);
    if (!address.ok) throw new Error(address.error);
    const store = await openPostgresStore({
      address: address.value,
      newOrg: org,
      now: () => Date.now(),
      process: 'svfleet0',
      log: () => undefined,
    });
    const disk = async (): Promise<number> =>
      Number(
        (await database.query('SELECT pg_database_size(current_database()) AS size'))[0]?.['size'],
      );
    return await work({ store, env: { DATABASE_URL: database.url }, disk, database }, folder);
  } finally {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const at = (sorted: Float64Array, part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

type Scenario = { readonly tablets: number; readonly window: number; readonly stay?: boolean };

async function run(name: StoreName, { tablets, window, stay = false }: Scenario): Promise<Figures> {
  return on(name, async ({ store, env, disk, database }, folder) => {
    const seeded = await seedFleet(store, fleetOf(tablets, Date.now()), Date.now());
    await store.close();
    // As in a database that has lived for a while: its planner knows how much lies where.
    await database?.query('VACUUM ANALYZE');
    const diskBefore = await disk();
    const watch = watchServer(folder);
    const server = await builtServer({ ...env, ...watch.env });
    const line = openLine(server.url);
    try {
      await wait(2500);
      const dbBefore = database && databaseUse(database.dataDir);
      const idle = watch.samples().at(-1);
      const own = monitorEventLoopDelay({ resolution: 10 });
      own.enable();
      const beganAt = Date.now();
      const { tally, seconds, unfinished, behind } = await storm(seeded, line, {
        window,
        patience: PATIENCE,
        stay,
      });
      own.disable();
      const bytes = { ...line.bytes };
      await wait(1200);
      const during = watch.samples().filter((sample) => sample.at >= beganAt);
      const dbAfter = database && databaseUse(database.dataDir);
      const cpuMs = (during.at(-1)?.cpuMs ?? Number.NaN) - (idle?.cpuMs ?? Number.NaN);
      const dbMs = dbAfter && dbBefore ? dbAfter.cpuMs - dbBefore.cpuMs : 0;
      const proof = await proveNothingLost(seeded, line, tally);
      const fresh = await firstSync(line, seeded.newToken);
      await server.stop();
      const diskAfter = await disk();
      const requests = Float64Array.from(tally.requests).toSorted();
      const rounds = Float64Array.from(tally.rounds).toSorted();
      const peak = (of: 'rss' | 'heapUsed'): number =>
        Math.max(...during.map((sample) => sample[of])) / MB;
      return {
        tablets,
        places: seeded.fleet.places,
        'window s': window,
        'storm s': seconds,
        'tablets/s': tablets / seconds,
        'syncs/s': rounds.length / seconds,
        'requests/s': requests.length / seconds,
        'records/s in': tally.pushed / seconds,
        'records/s out': tally.pulled / seconds,
        'request p50 ms': at(requests, 0.5),
        'request p95 ms': at(requests, 0.95),
        'request p99 ms': at(requests, 0.99),
        'slowest request ms': requests.at(-1) ?? Number.NaN,
        'until equal p50 ms': at(rounds, 0.5),
        'until equal p95 ms': at(rounds, 0.95),
        'until equal p99 ms': at(rounds, 0.99),
        'last equal ms': rounds.at(-1) ?? Number.NaN,
        'server cpu ms/sync': cpuMs / rounds.length,
        'database cpu ms/sync': dbMs / rounds.length,
        'server busy %': cpuMs / seconds / 10,
        'server RSS MB idle': (idle?.rss ?? Number.NaN) / MB,
        'server RSS MB peak': peak('rss'),
        'server heap MB peak': peak('heapUsed'),
        'server longest pause ms': Math.max(...during.map(({ pauseMs }) => pauseMs)),
        'database MB': (dbAfter?.bytes ?? 0) / MB,
        'kB up/sync': bytes.up / 1000 / rounds.length,
        'kB down/sync': bytes.down / 1000 / rounds.length,
        'disk bytes/record': (diskAfter - diskBefore) / tally.pushed,
        'disk MB after': diskAfter / MB,
        pokes: tally.pokes,
        'asked to come back': tally.askedBack,
        retries: tally.retries,
        'sent again on another connection': line.resent(),
        errors: Object.fromEntries(tally.errors),
        unfinished,
        behind,
        diverged: tally.diverged,
        'registers acknowledged': proof.registers,
        'acknowledged and lost': proof.lost,
        'digests differing': proof.differing,
        'records at the desk': proof.records,
        'desk, first sync s': proof.seconds,
        'records on a new tablet': fresh.records,
        'new tablet, first sync kB': fresh.kB,
        'new tablet, first sync s': fresh.seconds,
        'load generator pause p99 ms': own.percentile(99) / 1e6,
        'machine load': loadavg()[0] ?? Number.NaN,
      };
    } finally {
      line.close();
      await server.close();
    }
  });
}

/** The same arrivals a second for every size, so that size alone differs; one size all at the same moment. */
const scenarios: readonly Scenario[] = [
  ...(STAY > 0 ? [{ tablets: STAY, window: Math.max(3, STAY / 33), stay: true }] : []),
  ...[100, 1000, WHOLE]
    .filter((tablets) => tablets <= DEVICES)
    .map((tablets) => ({ tablets, window: (WINDOW * tablets) / WHOLE })),
  ...(DEVICES >= 1000 ? [{ tablets: 1000, window: 0 }] : []),
];

const titleOf = ({ tablets, window, stay }: Scenario): string =>
  `${tablets} in ${Math.round(window)} s${stay ? ', staying' : ''}`;

function print(name: string, columns: ReadonlyMap<string, Figures>): void {
  console.log(
    `\n${name}\n${' '.repeat(34)}${[...columns.keys()].map((title) => title.padStart(20)).join('')}`,
  );
  for (const row of Object.keys([...columns.values()][0] ?? {})) {
    const cells = [...columns.values()].map((figures) => {
      const value = figures[row] ?? Number.NaN;
      if (typeof value === 'object')
        return Object.keys(value).length === 0 ? '0' : JSON.stringify(value);
      return Math.abs(value) >= 100 || Number.isInteger(value)
        ? value.toFixed(0)
        : value.toFixed(1);
    });
    console.log(row.padEnd(34) + cells.map((cell) => cell.padStart(20)).join(''));
  }
}

async function measureStreams(): Promise<LiveFigures[]> {
  return on('SQLite', async ({ store, env }, folder) => {
    const seeded: Seeded = await seedFleet(store, fleetOf(STREAMS, Date.now()), Date.now());
    await store.close();
    const watch = watchServer(folder);
    const server = await builtServer({ ...env, ...watch.env });
    const line = openLine(server.url);
    try {
      const steps = [1000, STREAMS].filter((n, i, all) => n <= STREAMS && all.indexOf(n) === i);
      return await openStreams(server.url, seeded, line, watch, steps);
    } finally {
      line.close();
      await server.close();
    }
  });
}

test('the fleet', { timeout: 3_600_000 }, async () => {
  const all: Record<string, Record<string, Figures>> = {};
  const write = (streams: readonly LiveFigures[] = []): void =>
    writeFileSync(
      'dist/fleet.json',
      `${JSON.stringify({ mix: MIX, stores: all, streams }, null, 2)}\n`,
    );
  console.log(`Each tablet brings: ${MIX}`);
  for (const name of STORES) {
    const columns = new Map<string, Figures>();
    for (const scenario of scenarios) {
      columns.set(titleOf(scenario), await run(name, scenario));
      all[name] = Object.fromEntries(columns);
      write();
    }
    print(name, columns);
  }
  const streams = STREAMS > 0 ? await measureStreams() : [];
  write(streams);
  for (const figures of streams) console.log('open streams', JSON.stringify(figures));
  for (const [name, columns] of Object.entries(all)) {
    for (const [title, figures] of Object.entries(columns)) {
      const told = `${name}, ${title}`;
      expect(figures['errors'], told).toEqual({});
      for (const row of [
        'unfinished',
        'behind',
        'diverged',
        'acknowledged and lost',
        'digests differing',
      ])
        expect(figures[row], `${told}: ${row}`).toBe(0);
      expect(figures['registers acknowledged'], told).toBeGreaterThan(0);
    }
  }
});
