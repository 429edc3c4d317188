// `npm run move-store -- --to postgres://…`: moves an organisation from the SQLite file in DATA_DIR into an empty PostgreSQL, with
// proof that both hold the same. `-- --back` takes the mark away that the move left on the file. Started by src/tooling/move-store.mjs.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { Stop } from './stop.ts';
import { NewerDatabase } from './store/migrations/steps.ts';
import { MOVED_TO } from './store/moved.ts';
import { moveStore } from './store/move.ts';
import { readDatabaseUrl } from './store/postgres-address.ts';
import { DatabaseUnusable } from './store/postgres-trouble.ts';
import { StoreAway } from './store/store.ts';

const USAGE =
  'Say where to: npm run move-store -- --to postgres://user:password@host:5432/database';

function options(): { to: string | undefined; back: boolean } {
  try {
    const { values } = parseArgs({
      options: { to: { type: 'string' }, back: { type: 'boolean' } },
    });
    return { to: values.to, back: values.back === true };
  } catch {
    throw new Stop(`${USAGE}.`);
  }
}

/** Alone in the file: a server that still runs on it holds it open, and would go on writing to what was left behind. */
function openAlone(path: string): DatabaseSync {
  if (!existsSync(path))
    throw new Stop(
      `There is no database ${path}; set DATA_DIR to the folder of the server's data.`,
    );
  try {
    const db = new DatabaseSync(path, { timeout: 500 });
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return db;
  } catch {
    throw new Stop(`The database ${path} is in use; stop the server first, then move it.`);
  }
}

async function run(): Promise<string> {
  const { to, back } = options();
  const path = join(resolve(process.env['DATA_DIR'] || './data'), 'vestnesis.sqlite');
  if (back) {
    const db = openAlone(path);
    db.prepare('DELETE FROM settings WHERE name = ?').run(MOVED_TO);
    db.exec('COMMIT');
    return `The server may start on ${path} again; what was written elsewhere since the move is not in it.`;
  }
  const address = to === undefined ? undefined : readDatabaseUrl(to);
  if (!address) throw new Stop(`${USAGE}.`);
  if (!address.ok) throw new Stop(`--to ${address.error}.`);
  const db = openAlone(path);
  try {
    const moved = await moveStore(db, address.value, Date.now());
    db.exec('COMMIT');
    return moved;
  } catch (error) {
    if (error instanceof DatabaseUnusable || error instanceof StoreAway)
      throw new Stop(error.message);
    if (error instanceof NewerDatabase)
      throw new Stop(`The database ${address.value.shown} can't be used: ${error.message}.`);
    throw error;
  } finally {
    db.close();
  }
}

try {
  console.log(await run());
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exit(1);
}
