// `npm run restore -- --from FILE`: puts a backup into an empty DATA_DIR, or into an empty PostgreSQL at DATABASE_URL. Devices notice that the
// server went back and push again what it lost. Started by src/tooling/restore.mjs.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { Stop } from './stop.ts';
import { BackupUnusable, unpackBackup } from './store/backup-file.ts';
import { migrateSqlite } from './store/migrations/migrate.ts';
import { NewerDatabase } from './store/migrations/steps.ts';
import { moveStore } from './store/move.ts';
import { MOVED_TO } from './store/moved.ts';
import { readDatabaseUrl } from './store/postgres-address.ts';
import { DatabaseUnusable } from './store/postgres-trouble.ts';
import { proveSnapshot } from './store/snapshot.ts';
import { StoreAway } from './store/store.ts';

const USAGE = 'Say which: npm run restore -- --from FILE';

function source(): string {
  let from: string | undefined;
  try {
    ({ from } = parseArgs({ options: { from: { type: 'string' } } }).values);
  } catch {
    throw new Stop(`${USAGE}.`);
  }
  if (from === undefined || from === '') throw new Stop(`${USAGE}.`);
  const path = resolve(from);
  if (!existsSync(path)) throw new Stop(`There is no file ${path}.`);
  return path;
}

async function run(): Promise<string> {
  const from = source();
  const url = process.env['DATABASE_URL'];
  const address = url ? readDatabaseUrl(url) : undefined;
  if (address && !address.ok) throw new Stop(`DATABASE_URL ${address.error}.`);
  const folder = resolve(process.env['DATA_DIR'] || './data');
  const place = join(folder, 'vestnesis.sqlite');
  if (!address && existsSync(place))
    throw new Stop(
      `There is a database ${place} already; stop its server and move it away first, nothing is written over.`,
    );
  mkdirSync(address ? dirname(folder) : folder, { recursive: true });
  const aside = mkdtempSync(join(address ? dirname(folder) : folder, '.vestnesis-restore-'));
  try {
    const snapshot = join(aside, 'snapshot.sqlite');
    const { at } = await unpackBackup(
      from,
      snapshot,
      process.env['BACKUP_PASSPHRASE'] || undefined,
    );
    const records = proveSnapshot(snapshot);
    const of = `${records} records as they stood on ${new Date(at).toISOString()}`;
    if (address?.ok) {
      const db = new DatabaseSync(snapshot);
      try {
        migrateSqlite(db, Date.now());
        db.prepare('DELETE FROM settings WHERE name = ?').run(MOVED_TO);
        await moveStore(db, address.value, Date.now());
      } finally {
        db.close();
      }
      return `Restored ${of} to ${address.value.shown}.`;
    }
    const db = new DatabaseSync(snapshot);
    db.prepare('DELETE FROM settings WHERE name = ?').run(MOVED_TO);
    db.close();
    renameSync(snapshot, place);
    return `Restored ${of} to ${place}.`;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

try {
  console.log(await run());
} catch (error) {
  const told =
    error instanceof Stop ||
    error instanceof BackupUnusable ||
    error instanceof DatabaseUnusable ||
    error instanceof NewerDatabase ||
    error instanceof StoreAway;
  console.error(told ? error.message : error);
  process.exit(1);
}
