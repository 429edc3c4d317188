// The Store contract on PostgreSQL: any number of server processes share one database. Opened by main.ts when DATABASE_URL is set.
// What it takes to run it, and what was measured: README.md beside this file.
import type pg from 'pg';
import { migratePostgres, organisationIn } from './migrations/migrate-postgres.ts';
import type { DatabaseAddress } from './postgres-address.ts';
import { Cluster } from './postgres-cluster.ts';
import { createPostgresPokes, type SharedPokes } from './postgres-pokes.ts';
import { postgresReading } from './postgres-reading.ts';
import { Sql } from './postgres-sql.ts';
import { CommitUnproven, DatabaseUnusable, mistakeIn, troubleOf } from './postgres-trouble.ts';
import { postgresWriting } from './postgres-writing.ts';
import type { Store } from './store.ts';

export type PostgresOptions = {
  readonly address: DatabaseAddress;
  /** ORG_ID: which organisation of a shared database; without it the only one there, or a new one. */
  readonly org?: string;
  /** Id for the organisation of an empty database. */
  readonly newOrg: string;
  readonly now: () => number;
  /** Tells this process from the others, 8 characters. */
  readonly process: string;
  readonly log: (line: string) => void;
  /** Connections of this process at most, besides the one that listens. */
  readonly poolSize?: number;
  /** How long a call may go on being tried while the database is away or changes hosts. */
  readonly patienceMs?: number;
  /** The same for the start: a database may still be coming up. */
  readonly startMs?: number;
  readonly listen?: boolean;
};

export type PostgresStore = Store & { readonly pokes: SharedPokes };

/** One statement may take so long, and may wait for a lock so long; a server that stopped in the middle loses its locks after that. */
const LIMITS =
  "SET LOCAL statement_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '30s'";
const BEGIN_READ = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${LIMITS}`;
/** Each statement sees what was committed before it: after the scopes' locks that is everything that concerns them. */
const BEGIN_WRITE = `BEGIN ISOLATION LEVEL READ COMMITTED; ${LIMITS}; SET LOCAL lock_timeout = '20s'`;
/**
 * No time limit on a commit: where a standby has to confirm, a commit that is cancelled while it waits holds on the primary alone,
 * and would be acknowledged and then lost with it.
 */
const COMMIT = 'SET LOCAL statement_timeout = 0; COMMIT';

/**
 * @throws DatabaseUnusable with one sentence for the person who starts the server
 * @throws NewerDatabase when a newer version wrote the tables
 */
export async function openPostgresStore(options: PostgresOptions): Promise<PostgresStore> {
  const { address, now, log } = options;
  const settings = { poolSize: options.poolSize ?? 10, log };
  const org = await prepare(
    new Cluster(address, { ...settings, patienceMs: options.startMs ?? 5000 }),
    options,
  );
  const cluster = new Cluster(address, { ...settings, patienceMs: options.patienceMs ?? 20_000 });
  const pokes = createPostgresPokes(cluster, {
    org,
    process: options.process,
    now,
    log,
    ...(options.listen === undefined ? {} : { listen: options.listen }),
  });
  /** Requests that are under way keep the store open. */
  const running = new Set<Promise<unknown>>();
  const tracked = <T>(work: Promise<T>): Promise<T> => {
    const settled = work.catch(() => undefined).finally(() => running.delete(settled));
    running.add(settled);
    return work;
  };

  return {
    name: 'postgres',
    org,
    pokes,
    read: (work) =>
      tracked(
        cluster.retrying(() =>
          cluster.lend(async (client) => {
            const begun = begin(client, BEGIN_READ);
            try {
              const result = await work(postgresReading(new Sql(client, org)));
              await begun;
              return result;
            } finally {
              // Nothing depends on its answer, and the next borrower's calls come behind it.
              client.query('COMMIT').catch(() => undefined);
            }
          }),
        ),
      ),
    transaction: (work) =>
      tracked(
        cluster.retrying(() =>
          cluster.lend(async (client) => {
            const begun = begin(client, BEGIN_WRITE);
            try {
              const result = await work(postgresWriting(new Sql(client, org)));
              await begun;
              await commit(client);
              return result;
            } catch (error) {
              if (troubleOf(error) !== 'lost') await client.query('ROLLBACK');
              throw error;
            }
          }),
        ),
      ),
    close: async () => {
      await Promise.all(running);
      await pokes.close();
      await cluster.close();
    },
  };
}

/** Sent ahead of the first statement without waiting; whoever awaits it later hears of a failure, and nobody else has to. */
function begin(client: pg.ClientBase, how: string): Promise<unknown> {
  const begun = client.query(how);
  begun.catch(() => undefined);
  return begun;
}

async function commit(client: pg.ClientBase): Promise<void> {
  let warned = false;
  const warn = (): void => void (warned = true);
  client.on('notice', warn);
  try {
    const answers = (await client.query(COMMIT)) as unknown as pg.QueryResult[];
    // A transaction that had failed is "committed" by rolling it back.
    if (answers.at(-1)?.command !== 'COMMIT') throw new Error('the transaction had failed before');
  } finally {
    client.off('notice', warn);
  }
  // The one thing that a commit warns of: somebody cancelled the wait for the standby.
  if (warned) throw new CommitUnproven('the commit was not confirmed by the standby');
}

async function prepare(cluster: Cluster, options: PostgresOptions): Promise<string> {
  const { org, newOrg, now } = options;
  try {
    return await cluster.retrying(() =>
      cluster.lend((client) =>
        migratePostgres(client, now(), () => organisationIn(client, org, newOrg, now())),
      ),
    );
  } catch (error) {
    const mistake = mistakeIn(error, cluster.address.shown);
    throw mistake === undefined ? error : new DatabaseUnusable(mistake, { cause: error });
  } finally {
    await cluster.close();
  }
}
