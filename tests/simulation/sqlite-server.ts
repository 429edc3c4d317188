// The simulated server on SQLite: the real app in this process. A crash throws out of the transaction, so that the same seed is the
// same world. Made by run.ts unless it is told otherwise.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from '#core/ids.ts';
import { createApp } from '#server/app.ts';
import { upgradeStored } from '#server/store/schema.ts';
import { openSqliteStore } from '#server/store/sqlite-store.ts';
import { SERVER, SimServer, stepping } from './server.ts';

/** The server's files lie in memory where the machine has such a folder: a run tests order, not the disk. */
const FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

class Crash extends Error {}

export class SqliteServer extends SimServer {
  readonly #folder = mkdtempSync(join(FOLDER, 'vestnesis-torture-'));
  /** Number of store calls until the crash, when one is set. */
  #crashIn: number | undefined;
  #app!: ReturnType<typeof createApp>['app'];

  #path = (name: string): string => join(this.#folder, name);

  async open(): Promise<void> {
    const { now, random } = this.means;
    this.store = openSqliteStore(this.#path('store.sqlite'), uuidv7(now(), random), now());
    await upgradeStored(this.store, this.schema);
    const { app } = createApp({
      schema: this.schema,
      store: stepping(this.store, () => this.#step()),
      now,
      random,
      server: SERVER,
      version: 'torture',
      clientDir: this.#folder,
      log: () => {},
    });
    this.#app = app;
  }

  #step(): void {
    if (this.#crashIn === undefined || (this.#crashIn -= 1) > 0) return;
    this.#crashIn = undefined;
    throw new Crash();
  }

  async door(url: string, init: RequestInit | undefined): Promise<Response> {
    if (this.down) throw new TypeError('network');
    return this.#app.request(url, init);
  }

  crashIn(steps: number | undefined): void {
    this.#crashIn = steps;
  }

  async restart(): Promise<void> {
    await this.store.close();
    await this.open();
  }

  async backup(): Promise<void> {
    await this.store.close();
    copyFileSync(this.#path('store.sqlite'), this.#path('backup.sqlite'));
    this.hasBackup = true;
    await this.open();
  }

  async restore(): Promise<void> {
    await this.store.close();
    for (const end of ['', '-wal', '-shm'])
      rmSync(this.#path(`store.sqlite${end}`), { force: true });
    copyFileSync(this.#path('backup.sqlite'), this.#path('store.sqlite'));
    await this.open();
  }

  async close(): Promise<void> {
    await this.store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
