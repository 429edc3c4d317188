// Runs a command of the server as npm would, and answers how it ended. Used by the tests of move-store, backup and restore.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { root } from './sources.ts';

export type Ended = { readonly code: number; readonly out: string; readonly said: string };

/** @param name the file in src/server, without its ending */
export const runCommand = (
  name: 'move-store' | 'backup' | 'restore',
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'src/server', `${name}.ts`), ...args],
      { env: { ...process.env, DATABASE_URL: '', BACKUP_PASSPHRASE: '', ...env } },
      (error, out, said) =>
        resolve({ code: error ? Number(error.code) : 0, out: out.trim(), said: said.trim() }),
    );
  });
