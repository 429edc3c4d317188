// Brings an SQLite database to the newest tables: each numbered step once, in order, in its own transaction. Called when a store opens.
import type { DatabaseSync } from 'node:sqlite';
import { assertKnown, type Step, steps } from './steps.ts';

/** @param nowMs for the note of when a step was run */
export function migrateSqlite(
  db: DatabaseSync,
  nowMs: number,
  known: readonly Step[] = steps,
): void {
  db.exec(
    'CREATE TABLE IF NOT EXISTS migrations (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL)',
  );
  const done = Number(
    db.prepare('SELECT coalesce(max(number), 0) AS number FROM migrations').get()?.['number'] ?? 0,
  );
  assertKnown(done, known);
  for (const step of known) {
    if (step.number <= done) continue;
    db.exec('BEGIN IMMEDIATE');
    try {
      // Another process may have been quicker between the look above and the lock.
      const there = db.prepare('SELECT 1 FROM migrations WHERE number = ?').get(step.number);
      if (!there) {
        db.exec(step.sqlite);
        db.prepare('INSERT INTO migrations (number, name, at) VALUES (?, ?, ?)').run(
          step.number,
          step.name,
          nowMs,
        );
      }
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  }
}
