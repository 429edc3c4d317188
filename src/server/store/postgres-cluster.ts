// The hosts of DATABASE_URL as one place to ask: finds the one that takes writes, keeps a bounded pool of connections to it, and
// looks again when it is lost. Called by postgres-store.ts and postgres-pokes.ts.
import { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseAddress, DatabaseHost } from './postgres-address.ts';
import { StoreAway } from './store.ts';
import { DatabaseUnusable, mistakeIn, OnlyReads, reasonOf, troubleOf } from './postgres-trouble.ts';

export type ClusterOptions = {
  /** Connections of this process at most, besides the one that listens. */
  readonly poolSize: number;
  /** How long a call may go on being tried while the database is away or changes hosts. */
  readonly patienceMs: number;
  readonly log: (line: string) => void;
};

/** A connection that is not even opened after this long counts as lost. */
const CONNECT_MS = 3000;
/** A call that is not answered after this long counts as lost; the database itself gives up earlier (postgres-store.ts). */
const ANSWER_MS = 45_000;
/** So long a request waits for one of the connections to become free. */
const QUEUE_MS = 10_000;

/** A host that took writes when it was asked. */
type Primary = {
  readonly host: DatabaseHost;
  /** Counts promotions; undefined where the engine has none. */
  readonly timeline: number | undefined;
  readonly pool: pg.Pool;
  readonly sockets: Set<Socket>;
};

const READ_ONLY = '25006';

const ignore = (): void => {};

export class Cluster {
  readonly address: DatabaseAddress;
  readonly #options: ClusterOptions;
  #primary: Primary | undefined;
  #looking: Promise<Primary> | undefined;
  /** Whom we are asking whether it is still there. */
  #asking: Primary | undefined;
  #lastHost: string | undefined;
  #lastTimeline = 0;
  #closed = false;

  constructor(address: DatabaseAddress, options: ClusterOptions) {
    this.address = address;
    this.#options = options;
  }

  get patienceMs(): number {
    return this.#options.patienceMs;
  }

  /**
   * Lends a connection to the host that takes writes.
   * @throws StoreAway when none became free, or nobody who takes writes was found
   */
  async lend<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const primary = this.#primary ?? (await this.#look());
    let client: pg.PoolClient;
    try {
      client = await primary.pool.connect();
    } catch (error) {
      if (/timeout exceeded/.test((error as Error).message))
        throw new StoreAway('all connections to the database are in use', { cause: error });
      this.#suspect(primary, error);
      throw error;
    }
    let broken: unknown;
    try {
      return await work(client);
    } catch (error) {
      if (troubleOf(error) === 'lost') broken = error;
      throw error;
    } finally {
      client.release(broken !== undefined);
      if (broken !== undefined) this.#suspect(primary, broken);
    }
  }

  /** A connection of its own, for listening; whoever asks closes it. */
  async connectApart(
    answerMs: number,
  ): Promise<{ client: pg.Client; lost: (why: unknown) => void }> {
    const primary = this.#primary ?? (await this.#look());
    const client = new pg.Client({ ...common(primary.host), query_timeout: answerMs });
    client.on('error', ignore);
    try {
      await client.connect();
      await checkWrites(client);
    } catch (error) {
      await client.end().catch(ignore);
      this.#suspect(primary, error);
      throw error;
    }
    return { client, lost: (why) => this.#suspect(primary, why) };
  }

  /** One broken connection is not yet a lost host: it is asked once more, unless it said itself that it only reads. */
  #suspect(primary: Primary, why: unknown): void {
    if (this.#primary !== primary || this.#closed || this.#asking === primary) return;
    if (why instanceof OnlyReads || (why as { code?: unknown }).code === READ_ONLY)
      return this.#lose(primary, why);
    this.#asking = primary;
    void this.#probe(primary.host).then((answer) => {
      if (this.#asking === primary) this.#asking = undefined;
      if ('error' in answer) this.#lose(primary, answer.error);
    });
  }

  /** Every call that is under way on the lost host fails at once instead of waiting for an answer that can't come. */
  #lose(primary: Primary, why: unknown): void {
    if (this.#primary !== primary) return;
    this.#primary = undefined;
    if (!this.#closed) this.#options.log(`database-lost ${primary.host.name}: ${reasonOf(why)}`);
    primary.pool.end().catch(ignore);
    for (const socket of primary.sockets) socket.destroy();
  }

  #look(): Promise<Primary> {
    this.#looking ??= this.#find().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #find(): Promise<Primary> {
    if (this.#closed) throw new DatabaseUnusable('the store is closed');
    const answers = await Promise.all(this.address.hosts.map((host) => this.#probe(host)));
    const failures = answers.flatMap((answer) => ('error' in answer ? [answer] : []));
    const writable = answers.flatMap((answer) => ('error' in answer ? [] : [answer]));
    // An old primary that comes back without knowing of the promotion still takes writes. It must not get ours: whoever was promoted
    // last has the highest timeline. Among equals the host that we know, then the order of the setting.
    const [best] = writable
      .filter(({ timeline }) => (timeline ?? 0) >= this.#lastTimeline)
      .toSorted(
        (a, b) =>
          (b.timeline ?? 0) - (a.timeline ?? 0) ||
          Number(b.host.name === this.#lastHost) - Number(a.host.name === this.#lastHost),
      );
    if (!best) throw this.#unreachable(failures);
    const moved = this.#lastHost !== undefined;
    this.#lastHost = best.host.name;
    this.#lastTimeline = best.timeline ?? 0;
    this.#primary = this.#open(best.host, best.timeline);
    if (moved) this.#options.log(`database-found ${best.host.name}`);
    return this.#primary;
  }

  async #probe(
    host: DatabaseHost,
  ): Promise<
    { host: DatabaseHost; timeline: number | undefined } | { host: DatabaseHost; error: unknown }
  > {
    const client = new pg.Client({ ...common(host), query_timeout: CONNECT_MS });
    client.on('error', ignore);
    try {
      await client.connect();
      await checkWrites(client);
      return { host, timeline: await timelineOf(client) };
    } catch (error) {
      return { host, error };
    } finally {
      void client.end().catch(ignore);
    }
  }

  #unreachable(failures: readonly { host: DatabaseHost; error: unknown }[]): Error {
    const { shown } = this.address;
    for (const { error } of failures) if (error instanceof DatabaseUnusable) return error;
    const mistakes = failures.flatMap(({ error }) => mistakeIn(error, shown) ?? []);
    if (mistakes[0] !== undefined) return new DatabaseUnusable(mistakes[0]);
    const why = failures.map(({ host, error }) => `${host.name}: ${reasonOf(error)}`).join('; ');
    const stale =
      failures.length < this.address.hosts.length ? 'only an outdated primary answers' : '';
    return new Unreachable(
      `The database ${shown} can't be reached (${[why, stale].filter((part) => part !== '').join('; ')}); is it running, and is DATABASE_URL right?`,
    );
  }

  #open(host: DatabaseHost, timeline: number | undefined): Primary {
    const sockets = new Set<Socket>();
    const pool = new pg.Pool({
      ...common(host),
      max: this.#options.poolSize,
      connectionTimeoutMillis: QUEUE_MS,
      idleTimeoutMillis: 60_000,
      query_timeout: ANSWER_MS,
      keepAlive: true,
      // One call does not wait for the one before it to be answered: a transaction is a few round trips.
      pipeline: true,
      stream: () => {
        const socket = new Socket();
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
        return socket;
      },
      verify: (client, settle) => void checkWrites(client).then(() => settle(), settle),
    });
    // Both only say that a connection broke; whoever uses it hears of it by the call that failed.
    pool.on('error', ignore);
    pool.on('connect', (client) => void client.on('error', ignore));
    return { host, timeline, pool, sockets };
  }

  /** Tries the same again: soon when others were in the way, patiently while the database is away. */
  async retrying<T>(work: () => Promise<T>): Promise<T> {
    const until = Date.now() + this.#options.patienceMs;
    for (let tries = 0; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        const trouble = error instanceof Unreachable ? 'lost' : troubleOf(error);
        const pause = Math.random() * Math.min(trouble === 'conflict' ? 250 : 1000, 8 * 2 ** tries);
        if (trouble === 'other') throw error;
        if (this.#closed || Date.now() + pause > until) {
          if (error instanceof StoreAway) throw error;
          throw new StoreAway(`the database could not do it: ${reasonOf(error)}`, { cause: error });
        }
        await wait(trouble === 'conflict' ? pause : 50 + pause);
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const primary = this.#primary;
    this.#primary = undefined;
    await primary?.pool.end();
  }
}

/** Nobody who takes writes could be reached. The message is a sentence for whoever starts the server. */
class Unreachable extends StoreAway {}

const common = (host: DatabaseHost): pg.ClientConfig => ({
  connectionString: host.connectionString,
  connectionTimeoutMillis: CONNECT_MS,
  fallback_application_name: 'vestnesis',
});

async function checkWrites(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ shut: boolean; encoding: string }>(
    "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS shut, current_setting('server_encoding') AS encoding",
  );
  if (rows[0]?.shut !== false) throw new OnlyReads('this host only reads');
  if (!/^utf-?8$/i.test(rows[0].encoding))
    throw new DatabaseUnusable(
      `The database keeps text as ${rows[0].encoding}; make one that keeps it as UTF8 (createdb --encoding=UTF8 --template=template0).`,
    );
}

/** Other engines than PostgreSQL have no timelines, and no such function. */
async function timelineOf(client: pg.ClientBase): Promise<number | undefined> {
  try {
    const { rows } = await client.query<{ name: string }>(
      'SELECT pg_walfile_name(pg_current_wal_lsn()) AS name',
    );
    return Number.parseInt(rows[0]?.name.slice(0, 8) ?? '', 16) || undefined;
  } catch {
    return undefined;
  }
}
