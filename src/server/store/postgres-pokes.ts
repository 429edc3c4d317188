// Carries pokes between the processes that share a PostgreSQL: by LISTEN and NOTIFY on a connection of its own; where that is refused
// or arrives nowhere (connection poolers, distributed engines), by looking at the scopes every two seconds. Made by postgres-store.ts.
import type pg from 'pg';
import { createPokes, type Poke, type Pokes } from './pokes.ts';
import type { Cluster } from './postgres-cluster.ts';
import { OnlyReads } from './postgres-trouble.ts';

export type SharedPokes = Pokes & {
  readonly mode: () => 'listening' | 'polling';
  readonly close: () => Promise<void>;
};

export type PokesOptions = {
  readonly org: string;
  /** Tells this process from the others. */
  readonly process: string;
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** False: never LISTEN. For databases where it is known not to work, and for tests. */
  readonly listen?: boolean;
};

const POLL_MS = 2000;
/** With LISTEN still a look now and then: a process that dies between commit and notice tells nobody. */
const CALM_POLL_MS = 30_000;
const HEARTBEAT_MS = 5000;
const ANSWER_MS = 5000;
const ECHO_MS = 3000;
const LISTEN_AGAIN_MS = 60_000;
/** NOTIFY carries less than 8,000 bytes. */
const MOST_BYTES = 7000;
/** Clocks of two servers may differ by this much. */
const SKEW_MS = 60_000;

type Notice = { readonly by: string; readonly pokes?: readonly Poke[]; readonly echo?: number };

/** A notice for each handful of pokes that fits. */
function notices(by: string, pokes: readonly Poke[]): string[] {
  const made: string[] = [];
  let some: Poke[] = [];
  for (const poke of pokes) {
    if (some.length > 0 && JSON.stringify([...some, poke]).length > MOST_BYTES) {
      made.push(JSON.stringify({ by, pokes: some } satisfies Notice));
      some = [];
    }
    some.push(poke);
  }
  if (some.length > 0) made.push(JSON.stringify({ by, pokes: some } satisfies Notice));
  return made;
}

export function createPostgresPokes(cluster: Cluster, options: PokesOptions): SharedPokes {
  const { org, process: by, now } = options;
  const here = createPokes();
  const channel = `vestnesis_${org.replaceAll(/[^0-9a-z]/gi, '')}`.slice(0, 63).toLowerCase();
  const seqs = new Map<string, number>();
  const revoked = new Set<string>();
  let known = false;
  let waiting: Poke[] = [];
  let flush: NodeJS.Timeout | undefined;
  let listening: pg.Client | undefined;
  let awaited: { echo: number; heard: () => void } | undefined;
  let closed = false;
  let nextPoll: NodeJS.Timeout | undefined;
  let nextListen: NodeJS.Timeout | undefined;

  const hear = (poke: Poke): void => {
    if (poke.about === 'scope') seqs.set(poke.scope, Math.max(poke.seq, seqs.get(poke.scope) ?? 0));
    here.publish(poke);
  };
  const notify = async (texts: readonly string[]): Promise<void> => {
    await cluster.lend((client) =>
      client.query('SELECT pg_notify($1, notice) FROM unnest($2::text[]) AS u (notice)', [
        channel,
        texts,
      ]),
    );
  };
  const send = (): void => {
    flush = undefined;
    const texts = notices(by, waiting);
    waiting = [];
    // A notice that is lost is made good by the next look.
    if (!closed) notify(texts).catch(() => undefined);
  };

  /** What changed since the last look, by whatever process. */
  const poll = async (): Promise<void> => {
    const since = now() - SKEW_MS;
    const [scopes, closedDevices] = await cluster.lend((client) =>
      Promise.all([
        client.query<{ scope: string; seq: string }>(
          'SELECT scope, seq FROM scopes WHERE org = $1',
          [org],
        ),
        client.query<{ device: string }>(
          'SELECT DISTINCT device FROM tokens WHERE org = $1 AND revoked_at > $2',
          [org, since],
        ),
      ]),
    );
    const first = !known;
    known = true;
    for (const row of scopes.rows) {
      const seq = Number(row.seq);
      if (seq <= (seqs.get(row.scope) ?? 0)) continue;
      if (first) seqs.set(row.scope, seq);
      else hear({ about: 'scope', scope: row.scope, seq });
    }
    for (const { device } of closedDevices.rows) {
      if (!revoked.has(device) && !first) hear({ about: 'device', device });
      revoked.add(device);
    }
    const gone = new Set(closedDevices.rows.map(({ device }) => device));
    for (const device of revoked) if (!gone.has(device)) revoked.delete(device);
  };
  const pollSoon = (ms: number): void => {
    clearTimeout(nextPoll);
    if (closed) return;
    nextPoll = setTimeout(() => {
      void poll()
        .catch(() => undefined)
        .finally(() => pollSoon(listening ? CALM_POLL_MS : POLL_MS));
    }, ms);
    nextPoll.unref();
  };

  const onNotice = ({ payload }: pg.Notification): void => {
    let notice: Notice;
    try {
      notice = JSON.parse(payload ?? '') as Notice;
    } catch {
      // Somebody else's, on a channel that happens to be named like ours.
      return;
    }
    if (notice.by !== by) for (const poke of notice.pokes ?? []) hear(poke);
    else if (notice.echo !== undefined && notice.echo === awaited?.echo) awaited.heard();
  };
  /** True when a notice of our own comes back: a pooler accepts LISTEN and then hands the connection to somebody else. */
  const echoes = async (): Promise<boolean> => {
    const echo = Math.random();
    const heard = new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), ECHO_MS).unref();
      awaited = { echo, heard: () => resolve(true) };
    });
    await notify([JSON.stringify({ by, echo } satisfies Notice)]);
    return heard;
  };
  const listenSoon = (ms: number): void => {
    clearTimeout(nextListen);
    if (closed || options.listen === false) return;
    nextListen = setTimeout(() => void listen().catch(() => listenSoon(POLL_MS)), ms);
    nextListen.unref();
  };
  const listen = async (): Promise<void> => {
    const { client, lost } = await cluster.connectApart(ANSWER_MS);
    const end = (): void => void client.end().catch(() => undefined);
    client.on('notification', onNotice);
    try {
      await client.query(`LISTEN ${channel}`);
      if (!(await echoes())) throw new Error('notices do not arrive');
    } catch (error) {
      end();
      const why = error instanceof Error ? error.message : 'unknown reason';
      options.log(
        `LISTEN does not work on this database (${why}): looking every ${POLL_MS / 1000} s instead`,
      );
      return listenSoon(LISTEN_AGAIN_MS);
    }
    if (closed) return end();
    listening = client;
    // What was told before anybody listened.
    pollSoon(0);
    const stop = (): void => {
      if (listening !== client) return;
      listening = undefined;
      clearInterval(heartbeat);
      end();
      pollSoon(0);
      listenSoon(100);
    };
    client.on('end', stop);
    client.on('error', stop);
    // A machine that lost its power says nothing: the heart that no longer answers is how it is noticed.
    const heartbeat = setInterval(() => {
      client.query('SELECT pg_is_in_recovery() AS shut').then(
        ({ rows }: pg.QueryResult<{ shut: boolean }>) => {
          if (rows[0]?.shut === true) lost(new OnlyReads('it only reads now'));
        },
        (error: unknown) => {
          lost(error);
          stop();
        },
      );
    }, HEARTBEAT_MS);
    heartbeat.unref();
  };

  pollSoon(0);
  listenSoon(0);
  return {
    publish: (poke) => {
      hear(poke);
      waiting.push(poke);
      // Those of one moment go together.
      flush ??= setTimeout(send, 5);
    },
    listen: here.listen,
    mode: () => (listening ? 'listening' : 'polling'),
    close: async () => {
      closed = true;
      clearTimeout(nextPoll);
      clearTimeout(nextListen);
      clearTimeout(flush);
      const client = listening;
      listening = undefined;
      if (waiting.length > 0) await notify(notices(by, waiting)).catch(() => undefined);
      await client?.end().catch(() => undefined);
    },
  };
}
