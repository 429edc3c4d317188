// `npm run backup -- --to FILE`: one file with everything the server holds, taken while it runs. BACKUP_PASSPHRASE seals it.
// Started by src/tooling/backup.mjs.
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { renameSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Stop } from './stop.ts';
import { packBackup } from './store/backup-file.ts';
import { readDatabaseUrl } from './store/postgres-address.ts';
import { DatabaseUnusable } from './store/postgres-trouble.ts';
import { proveSnapshot, snapshotOfFile, snapshotOfPostgres } from './store/snapshot.ts';
import { StoreAway } from './store/store.ts';

const USAGE = 'Say where to: npm run backup -- --to FILE';
/** Shorter ones are guessed; the limit is stated in the message. */
const LEAST_PASSPHRASE = 12;

function target(): string {
  let to: string | undefined;
  try {
    ({ to } = parseArgs({ options: { to: { type: 'string' } } }).values);
  } catch {
    throw new Stop(`${USAGE}.`);
  }
  if (to === undefined || to === '') throw new Stop(`${USAGE}.`);
  const path = resolve(to);
  if (existsSync(path)) throw new Stop(`${path} is there already; choose another name.`);
  if (!existsSync(dirname(path))) throw new Stop(`The folder ${dirname(path)} does not exist.`);
  return path;
}

function passphrase(): string | undefined {
  const given = process.env['BACKUP_PASSPHRASE'];
  if (given === undefined || given === '') return undefined;
  if (Array.from(given).length < LEAST_PASSPHRASE)
    throw new Stop(`BACKUP_PASSPHRASE is too short; use at least ${LEAST_PASSPHRASE} signs.`);
  return given;
}

async function takeSnapshot(to: string, nowMs: number): Promise<void> {
  const url = process.env['DATABASE_URL'];
  if (url) {
    const address = readDatabaseUrl(url);
    if (!address.ok) throw new Stop(`DATABASE_URL ${address.error}.`);
    await snapshotOfPostgres(address.value, to, nowMs);
    return;
  }
  const path = join(resolve(process.env['DATA_DIR'] || './data'), 'vestnesis.sqlite');
  if (!existsSync(path))
    throw new Stop(
      `There is no database ${path}; set DATA_DIR to the folder of the server's data.`,
    );
  snapshotOfFile(path, to);
}

async function run(): Promise<string> {
  const to = target();
  const secret = passphrase();
  // Beside the target: the last step is a rename, so half a backup never has its name.
  const aside = mkdtempSync(join(dirname(to), '.vestnesis-backup-'));
  try {
    const at = Date.now();
    const snapshot = join(aside, 'snapshot.sqlite');
    await takeSnapshot(snapshot, at);
    const records = proveSnapshot(snapshot);
    const packed = join(aside, 'packed');
    const { sha256 } = await packBackup(snapshot, packed, { at, records, passphrase: secret });
    const { size } = statSync(packed);
    renameSync(packed, to);
    return `${to}: ${records} records, ${size} bytes, ${secret === undefined ? 'not sealed (set BACKUP_PASSPHRASE to seal it)' : 'sealed'}, checksum ${sha256}.`;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

try {
  console.log(await run());
} catch (error) {
  const told =
    error instanceof Stop || error instanceof DatabaseUnusable || error instanceof StoreAway;
  console.error(told ? error.message : error);
  process.exit(1);
}
