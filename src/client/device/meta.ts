// The small table of the device's own facts: who is enrolled, cursors, clock, sync state. Keys are listed here and nowhere else.
import type { Database } from './database.ts';

export type MetaKey =
  | 'device-id'
  /** Of the rows. Absent: 1. */
  | 'schema'
  | 'identity'
  | 'clock'
  | 'cursors'
  /** True after a scope was begun afresh, until what may no longer be read was let go. */
  | 'access-moved'
  /** When the server was last seen to have been put back to a backup; its time, milliseconds. */
  | 'rolled-back'
  | 'sync'
  | 'hand-over'
  | 'settings'
  | 'mismatches'
  | 'carry-key'
  /** Addresses of files whose record was erased, until they have left. */
  | 'erased-media';

export async function readMeta<T>(db: Database, key: MetaKey): Promise<T | undefined> {
  return (await db.meta.get(key))?.value as T | undefined;
}

export async function writeMeta(db: Database, key: MetaKey, value: unknown): Promise<void> {
  await db.meta.put({ key, value });
}

export async function forgetMeta(db: Database, key: MetaKey): Promise<void> {
  await db.meta.delete(key);
}
