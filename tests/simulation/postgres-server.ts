// The simulated server on a real PostgreSQL: two real processes on one database, each request to either at random; a crash is a
// kill -9 in the middle of a request. Made by torture.ts (--store postgres) and by tests/postgres/torture.test.ts.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { uuidv7 } from '#core/ids.ts';
import { type Random, randomFrom } from '#core/random.ts';
import { readDatabaseUrl } from '#server/store/postgres-address.ts';
import { openPostgresStore } from '#server/store/postgres-store.ts';
import { CRASH_IN, NOW, type Orders } from './orders.ts';
import { type ServerMeans, SimServer } from './server.ts';

export const SERVERS = 2;
const SCRIPT = fileURLToPath(new URL('serve.ts', import.meta.url));
/** A server that was killed is away for at most so many requests, as long as another one lives. */
const AWAY = 6;
const IN_USE = '55006';

const spawn = (): ChildProcess =>
  fork(SCRIPT, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });

/** Starting takes long, so one that has loaded everything always stands by. */
const standby: ChildProcess[] = [];
function next(): ChildProcess {
  const process = standby.shift() ?? spawn();
  standby.push(spawn());
  return process;
}
/** Ends what stands by, when no world comes after. */
export function dismissStandby(): void {
  for (const process of standby.splice(0)) process.kill('SIGKILL');
}

type Place = { process: ChildProcess; port: number; gone: Promise<unknown>; away: number };

export class PostgresServer extends SimServer {
  readonly #admin: string;
  readonly #name: string;
  readonly #url: string;
  readonly #random: Random;
  readonly #places: Place[] = [];
  #org: string | undefined;
  #crash: number | undefined;
  /** The schema of the processes that run. */
  #serving = 1;
  #started = 0;

  /** @param admin address of a database on the same PostgreSQL, by a user who may make others */
  constructor(means: ServerMeans, admin: string) {
    super(means);
    this.#admin = admin;
    this.#name = `torture_${process.pid}_${means.seed}`;
    const url = new URL(admin);
    url.pathname = `/${this.#name}`;
    this.#url = url.href;
    // Its own, so that the world's chance does not depend on which process dies when.
    this.#random = randomFrom(`servers ${means.seed}`);
  }

  async open(): Promise<void> {
    await this.#ask(`DROP DATABASE IF EXISTS ${this.#name} WITH (FORCE)`);
    await this.#ask(`CREATE DATABASE ${this.#name} ENCODING 'UTF8' TEMPLATE template0`);
    await this.#openAll();
  }

  async #ask(statement: string): Promise<void> {
    const client = new pg.Client(this.#admin);
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }

  async #openAll(): Promise<void> {
    const { now, random } = this.means;
    const address = readDatabaseUrl(this.#url);
    if (!address.ok) throw new Error(address.error);
    this.#org ??= uuidv7(now(), random);
    this.#serving = this.schema;
    this.store = await openPostgresStore({
      address: address.value,
      org: this.#org,
      newOrg: this.#org,
      now,
      process: 'simworld',
      log: () => {},
      poolSize: 2,
      listen: false,
    });
    await Promise.all(Array.from({ length: SERVERS }, (_, index) => this.#start(index)));
  }

  async #start(index: number): Promise<void> {
    const { seed, now, limits } = this.means;
    this.#started += 1;
    const process = next();
    const gone = once(process, 'exit');
    process.send({
      url: this.#url,
      org: this.#org!,
      // Tokens and ids must not come twice.
      seed: `server ${seed} ${this.#started}`,
      server: `sv${this.#started.toString(36).padStart(6, '0')}`,
      now: now(),
      limits,
      schema: this.schema,
    } satisfies Orders);
    const [port] = (await Promise.race([
      once(process, 'message'),
      gone.then(() => Promise.reject(new Error('a server did not start'))),
    ])) as [number];
    this.#places[index] = { process, port, gone, away: 0 };
  }

  async #kill(place: Place): Promise<void> {
    place.process.kill('SIGKILL');
    await place.gone;
    place.away = this.#random.int(1, AWAY);
  }

  /** Who is back by now, and one of those who are there. */
  async #choose(): Promise<Place> {
    for (const [index, { away }] of this.#places.entries()) {
      if (away === 0) continue;
      this.#places[index]!.away -= 1;
      if (away === 1 || this.#places.every((place) => place.away > 0)) await this.#start(index);
    }
    return this.#random.pick(this.#places.filter(({ away }) => away === 0));
  }

  async door(url: string, init: RequestInit | undefined): Promise<Response> {
    if (this.down) throw new TypeError('network');
    const place = await this.#choose();
    const headers = new Headers(init?.headers);
    headers.set(NOW, String(this.means.now()));
    headers.set('accept-encoding', 'identity');
    const crash = this.#crash;
    this.#crash = undefined;
    // Half of them between two calls of the store, half at any moment: before the commit, in it, after it.
    const byCount = crash !== undefined && this.#random.int(0, 1) === 0;
    if (byCount) headers.set(CRASH_IN, String(crash));
    const { pathname, search } = new URL(url);
    const timer =
      crash === undefined || byCount
        ? undefined
        : setTimeout(() => place.process.kill('SIGKILL'), crash * this.#random.int(0, 4) * 0.2);
    try {
      const answer = await fetch(`http://127.0.0.1:${place.port}${pathname}${search}`, {
        ...init,
        headers,
      });
      // The answer has left the server only when all of it is here.
      const body = await answer.text();
      return new Response(body, { status: answer.status, headers: answer.headers });
    } catch (error) {
      if (crash === undefined) this.troubles.push(`a server died by itself: ${String(error)}`);
      await this.#kill(place);
      throw error;
    } finally {
      clearTimeout(timer);
      // Killed just after it had answered.
      if (crash !== undefined && place.away === 0 && place.process.killed) await this.#kill(place);
    }
  }

  crashIn(steps: number | undefined): void {
    this.#crash = steps;
  }

  /** An update: one after the other, so that the line never sees all of them away; all at once when the new version takes the data over. */
  async restart(): Promise<void> {
    if (this.#serving !== this.schema) {
      await this.#closeAll();
      return this.#openAll();
    }
    for (const [index, place] of this.#places.entries()) {
      if (place.away === 0) await this.#kill(place);
      await this.#start(index);
    }
  }

  async #closeAll(): Promise<void> {
    await this.store.close();
    for (const place of this.#places) if (place.away === 0) await this.#kill(place);
  }

  /** A copy of the whole database under another name; nobody may be connected to either. */
  async #copy(from: string, to: string): Promise<void> {
    await this.#ask(`DROP DATABASE IF EXISTS ${to} WITH (FORCE)`);
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.#ask(`CREATE DATABASE ${to} ENCODING 'UTF8' TEMPLATE ${from}`);
      } catch (error) {
        // The database notices a moment later that those who were connected are dead.
        if ((error as { code?: string }).code !== IN_USE || tries > 50) throw error;
        await wait(100);
      }
    }
  }

  async backup(): Promise<void> {
    await this.#closeAll();
    await this.#copy(this.#name, `${this.#name}_backup`);
    this.hasBackup = true;
    await this.#openAll();
  }

  async restore(): Promise<void> {
    await this.#closeAll();
    await this.#copy(`${this.#name}_backup`, this.#name);
    await this.#openAll();
  }

  async close(): Promise<void> {
    await this.#closeAll();
    for (const name of [this.#name, `${this.#name}_backup`])
      await this.#ask(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}
