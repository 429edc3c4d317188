// A file that only this process can reach: its name is taken away before the first byte is written, so that answers of people never
// lie about in a folder, whatever ends the process. Called by the writers beside it.
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function openNameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `vestnesis-export-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  await unlink(path);
  return handle;
}

/** Closes what may be closed already. */
export const closeQuietly = (handle: FileHandle): Promise<void> =>
  handle.close().catch(() => undefined);
