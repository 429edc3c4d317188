// Opens the store that the settings ask for: SQLite in DATA_DIR, or PostgreSQL at DATABASE_URL. Called by main.ts.
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type RandomBytes, uuidv7 } from '#core/ids.ts';
import type { Settings } from './settings.ts';
import { Stop } from './stop.ts';
import { NewerDatabase } from './store/migrations/steps.ts';
import { MOVED_TO } from './store/moved.ts';
import { openPostgresStore } from './store/postgres-store.ts';
import { DatabaseUnusable } from './store/postgres-trouble.ts';
import { openSqliteStore } from './store/sqlite-store.ts';
import { type Store, StoreAway } from './store/store.ts';

export type StoreMeans = {
  readonly now: () => number;
  readonly random: RandomBytes;
  /** 8 characters: tells this process from others that share the store. */
  readonly server: string;
  readonly log: (line: string) => void;
};

/** @throws Stop with one sentence for the person who starts the server */
export async function openStore(settings: Settings, means: StoreMeans): Promise<Store> {
  if (settings.geoPack !== undefined && !existsSync(settings.geoPack)) {
    throw new Stop(
      `The folder ${settings.geoPack} does not exist; set GEO_PACK to a folder of map data, or take it away.`,
    );
  }
  return settings.database ? openShared(settings.database, means) : openOwn(settings, means);
}

async function openShared(
  { address, poolSize, org }: NonNullable<Settings['database']>,
  { now, random, server, log }: StoreMeans,
): Promise<Store> {
  const newOrg = uuidv7(now(), random);
  const which = org === undefined ? {} : { org };
  try {
    return await openPostgresStore({
      address,
      poolSize,
      newOrg,
      now,
      process: server,
      log,
      ...which,
    });
  } catch (error) {
    if (error instanceof DatabaseUnusable || error instanceof StoreAway)
      throw new Stop(error.message);
    if (error instanceof NewerDatabase)
      throw new Stop(`The database ${address.shown} can't be used: ${error.message}.`);
    throw new Stop(
      `The database ${address.shown} can't be opened (${error instanceof Error ? error.message : 'unknown reason'}).`,
    );
  }
}

async function openOwn({ dataDir }: Settings, { now, random }: StoreMeans): Promise<Store> {
  const folder = prepareFolder(dataDir);
  const path = join(folder, 'vestnesis.sqlite');
  let store: Store;
  try {
    store = openSqliteStore(path, uuidv7(now(), random), now());
  } catch (error) {
    if (error instanceof NewerDatabase)
      throw new Stop(`The data in ${folder} can't be used: ${error.message}.`);
    throw new Stop(
      `The database ${path} can't be opened (${error instanceof Error ? error.message : 'unknown reason'}).`,
    );
  }
  const movedTo = await store.read((reading) => reading.setting(MOVED_TO));
  if (movedTo !== undefined) {
    await store.close();
    throw new Stop(
      `The data in ${folder} were moved to ${movedTo}; set DATABASE_URL to it, or take the move back: npm run move-store -- --back.`,
    );
  }
  return store;
}

/** Folder by folder: Node's own recursive way never returns where the system answers that nothing can be there (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function prepareFolder(dataDir: string): string {
  const folder = resolve(dataDir);
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new Stop(`The folder ${folder} can't be written to; set DATA_DIR to one that can.`);
  }
  return folder;
}
