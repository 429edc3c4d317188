// The Store contract on SQLite, in one file of the data folder: one write transaction at a time, readers never wait for it.
// Opened by main.ts and by tests.
import { DatabaseSync } from 'node:sqlite';
import { migrateSqlite } from './migrations/migrate.ts';
import { sqliteReading, Statements } from './sqlite-reading.ts';
import { sqliteWriting } from './sqlite-writing.ts';
import { createPokes } from './pokes.ts';
import type { Reading, Store } from './store.ts';

type Reader = { readonly db: DatabaseSync; readonly reading: Reading };

/** Another process (a backup) may hold the file for so long. */
const BUSY_MS = 5000;

function open(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: BUSY_MS });
  db.exec('PRAGMA journal_mode = WAL');
  // FULL: a commit is on the disk before anybody hears of it. With NORMAL a power cut could take back what was acknowledged.
  db.exec('PRAGMA synchronous = FULL');
  db.exec('PRAGMA cache_size = -16000');
  // What is erased is written over with zeros; else its bytes would lie in the file until something else needs the room.
  db.exec('PRAGMA secure_delete = ON');
  // The log is folded into the file after 32 MB: at 4 MB every third large push waited for it.
  db.exec('PRAGMA wal_autocheckpoint = 8000');
  return db;
}

function organisationIn(db: DatabaseSync, newOrg: string, nowMs: number): string {
  const org = (): unknown =>
    db.prepare('SELECT org FROM organisations ORDER BY created_at LIMIT 1').get()?.['org'];
  if (org() === undefined)
    db.prepare('INSERT INTO organisations (org, created_at) VALUES (?, ?)').run(newOrg, nowMs);
  return String(org());
}

/**
 * @param path of the database file; made when missing
 * @param newOrg id for the organisation of a new database
 * @throws NewerDatabase when a newer version wrote it
 */
export function openSqliteStore(path: string, newOrg: string, nowMs: number): Store {
  const db = open(path);
  migrateSqlite(db, nowMs);
  const org = organisationIn(db, newOrg, nowMs);
  /** Something was erased since the log was last emptied: the log still holds the pages as they were before. */
  let toEmpty = false;
  const writing = sqliteWriting(new Statements(db, org), () => (toEmpty = true));
  const idle: Reader[] = [];
  let reads = 0;
  let closed = false;
  /** The end of the line of write transactions. */
  let last: Promise<unknown> = Promise.resolve();

  const newReader = (): Reader => {
    const connection = open(path);
    connection.exec('PRAGMA query_only = ON');
    return { db: connection, reading: sqliteReading(new Statements(connection, org)) };
  };
  const settle = (reader: Reader): void => {
    reads -= 1;
    if (closed || idle.length >= 4) reader.db.close();
    else idle.push(reader);
    emptyLog();
  };
  /** Folds the log into the file and empties it, as soon as nobody reads: waiting for readers would hold everybody up. */
  const emptyLog = (): void => {
    if (!toEmpty || closed || reads > 0 || db.isTransaction) return;
    db.exec('PRAGMA busy_timeout = 0');
    try {
      toEmpty = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] !== 0;
    } catch {
      // What was written is safe all the same; tried again after the next transaction.
    } finally {
      db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    }
  };

  return {
    name: 'sqlite',
    org,
    pokes: createPokes(),
    read: async (work) => {
      const reader = idle.pop() ?? newReader();
      reads += 1;
      try {
        reader.db.exec('BEGIN');
        return await work(reader.reading);
      } finally {
        reader.db.exec('COMMIT');
        settle(reader);
      }
    },
    transaction: (work) => {
      const run = async () => {
        db.exec('BEGIN IMMEDIATE');
        try {
          const result = await work(writing);
          db.exec('COMMIT');
          emptyLog();
          return result;
        } catch (error) {
          if (db.isTransaction) db.exec('ROLLBACK');
          throw error;
        }
      };
      const turn = last.then(run, run);
      last = turn.catch(() => undefined);
      return turn;
    },
    close: async () => {
      await last;
      closed = true;
      for (const reader of idle.splice(0)) reader.db.close();
      // Readers still at work close their own connection; the log is folded into the file by whoever closes last.
      if (reads === 0) db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      db.close();
    },
  };
}
