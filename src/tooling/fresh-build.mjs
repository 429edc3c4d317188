// Builds the app and the server into dist/, but only when a source is newer than the last build.
// Called by start.mjs, by `npm run build` (always builds) and before the browser tests.
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Halt, inRoot, main, projectNode, run, tool, withTools } from './paths.mjs';

/** Touched after a build that went well: a build cut short leaves no stamp and is done again. */
const stamp = inRoot('dist', '.built');

const sources = [
  'src',
  'locales',
  'public',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * The latest change below a path, in milliseconds. Folders count too: a deleted file changes only them.
 * @param {string} path
 * @returns {number}
 */
const newest = (path) => {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path).reduce(
    (latest, name) => Math.max(latest, newest(join(path, name))),
    stats.mtimeMs,
  );
};

/** True when dist/ holds a whole build that is newer than every source. */
export const buildIsFresh = () => {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  return sources.every((source) => newest(inRoot(source)) <= built);
};

/** Builds app and server; throws Halt with one sentence when either fails. */
export const build = async () => {
  // The stamp carries the time at which building began: a file saved meanwhile counts as newer.
  const began = new Date();
  rmSync(stamp, { force: true });
  const vite = tool('vite/bin/vite.js');
  const env = withTools({ NODE_ENV: 'production' });
  for (const [what, args] of /** @type {const} */ ([
    ['app', ['build']],
    ['server', ['build', '--ssr', 'src/server/main.ts']],
  ])) {
    const { code, output } = await run(projectNode, [vite, ...args], { env, quiet: true });
    if (code !== 0) {
      throw new Halt(
        `${output.trim()}\n\nThe ${what} could not be built: the reason stands above.`,
      );
    }
  }
  writeFileSync(stamp, `${began.toISOString()}\n`);
  utimesSync(stamp, began, began);
};

/** Builds when needed. */
export const ensureBuild = async () => {
  if (buildIsFresh()) return;
  console.log('Building the app and the server ...');
  await build();
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(build);
