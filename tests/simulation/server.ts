// The simulated server: the real app over the real SQLite store, which can be killed in the middle of a transaction,
// started again, and put back to an older backup. Called by run.ts.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from '#core/ids.ts';
import { makeStamp } from '#core/stamp.ts';
import type { Role } from '#records/define-record.ts';
import type { Kind } from '#records/registry.ts';
import { createApp } from '#server/app.ts';
import { invite } from '#server/auth/enrolment.ts';
import { acceptChanges, systemSender } from '#server/store/accept.ts';
import { openSqliteStore } from '#server/store/sqlite-store.ts';
import type { Store, Writing } from '#server/store/store.ts';
import { registersOf } from '#sync/wire.ts';

const SERVER = 'simserve';
/** The server's files lie in memory where the machine has such a folder: a run tests order, not the disk. */
const FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

class Crash extends Error {}

export class SimServer {
  readonly #folder = mkdtempSync(join(FOLDER, 'vestnesis-torture-'));
  readonly #now: () => number;
  readonly #random: (n: number) => Uint8Array;
  /** Number of store calls until the crash, when one is set. */
  #crashIn: number | undefined;
  #app!: ReturnType<typeof createApp>['app'];
  store!: Store;
  down = false;
  hasBackup = false;

  constructor(now: () => number, random: (n: number) => Uint8Array) {
    this.#now = now;
    this.#random = random;
    this.#open();
  }

  #path = (name: string): string => join(this.#folder, name);

  #open(): void {
    this.store = openSqliteStore(
      this.#path('store.sqlite'),
      uuidv7(this.#now(), this.#random),
      this.#now(),
    );
    const { app } = createApp({
      store: this.#breakable(this.store),
      now: this.#now,
      random: this.#random,
      server: SERVER,
      version: 'torture',
      clientDir: this.#folder,
      log: () => {},
    });
    this.#app = app;
  }

  /** The same store, in which the nth call of a write transaction throws when a crash is set: everything of it is undone. */
  #breakable(store: Store): Store {
    const guarded = (writing: Writing): Writing =>
      new Proxy(writing, {
        get: (target, name, receiver) => {
          if (this.#crashIn !== undefined && (this.#crashIn -= 1) <= 0) {
            this.#crashIn = undefined;
            throw new Crash();
          }
          return Reflect.get(target, name, receiver) as unknown;
        },
      });
    return {
      ...store,
      transaction: (work) => store.transaction((writing) => work(guarded(writing))),
    };
  }

  readonly door = async (url: string, init: RequestInit | undefined): Promise<Response> => {
    if (this.down) throw new TypeError('network');
    return this.#app.request(url, init);
  };

  /** The next write transaction dies at its nth step. */
  crashIn(steps: number | undefined): void {
    this.#crashIn = steps;
  }

  async restart(): Promise<void> {
    await this.store.close();
    this.#open();
  }

  async backup(): Promise<void> {
    await this.store.close();
    copyFileSync(this.#path('store.sqlite'), this.#path('backup.sqlite'));
    this.hasBackup = true;
    this.#open();
  }

  async restore(): Promise<void> {
    await this.store.close();
    for (const end of ['', '-wal', '-shm'])
      rmSync(this.#path(`store.sqlite${end}`), { force: true });
    copyFileSync(this.#path('backup.sqlite'), this.#path('store.sqlite'));
    this.#open();
  }

  /** Puts a record in as the server itself. */
  async put(
    kind: Kind,
    id: string,
    scope: string,
    values: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const fields = registersOf(kind, values, makeStamp(this.#now(), 0, SERVER));
    await this.store.transaction((writing) =>
      acceptChanges(writing, [{ kind, id, scope, fields }], systemSender(this.#now())),
    );
  }

  async person(role: Role, sites: readonly string[]): Promise<string> {
    const id = uuidv7(this.#now(), this.#random);
    await this.put('person', id, 'org', {
      displayName: `Paraugs ${role}`,
      role,
      sites: Object.fromEntries(sites.map((site) => [site, true])),
    });
    return id;
  }

  code = async (person: string): Promise<string> =>
    (
      await this.store.transaction((writing) =>
        invite(writing, person, { nowMs: this.#now(), random: this.#random, server: SERVER }),
      )
    ).code;

  async close(): Promise<void> {
    await this.store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
