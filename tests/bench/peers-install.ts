// Installs the peers into their own folder, when they are not there as their lockfile says. Called by the stage.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('./peers', import.meta.url));

type Lock = {
  readonly packages: Record<string, { readonly version?: string; readonly optional?: boolean }>;
};
const readLock = async (path: string): Promise<Lock | undefined> => {
  const text = await readFile(`${FOLDER}/${path}`, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Lock);
};

export async function ensurePeers(): Promise<void> {
  const wanted = await readLock('package-lock.json');
  const present = await readLock('node_modules/.package-lock.json');
  const isThere = Object.entries(wanted?.packages ?? {}).every(
    ([path, { version, optional }]) =>
      path === '' || optional === true || present?.packages[path]?.version === version,
  );
  if (isThere) return;
  console.log('Installing the peers (npm ci) ...');
  // No install scripts: none of them is needed to be measured.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const child = spawn('npm', args, { cwd: FOLDER, stdio: 'inherit' });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0)
    throw new Error('The peers could not be installed: BENCH_PEERS=0 runs without them.');
}
