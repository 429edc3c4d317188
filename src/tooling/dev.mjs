// `npm run dev`: the app with hot reload on http://localhost:5173 and the server beside it, rebuilt and
// restarted at every change; /api goes from the one to the other (vite.config.ts). Ctrl-C ends all.
// Called by npm.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { ensurePackages } from './packages.mjs';
import { inRoot, main, projectNode, root, tool, withTools } from './paths.mjs';

/** Not dist/server: a running `npm start` keeps its own build. */
const outDir = 'dist/dev-server';

await main(async () => {
  await ensurePackages();
  const vite = tool('vite/bin/vite.js');
  const env = withTools({
    PORT: process.env['PORT'] ?? '8081',
    DATA_DIR: process.env['DATA_DIR'] ?? './data/dev',
  });
  /** @param {string[]} args */
  const begin = (...args) => spawn(projectNode, args, { cwd: root, env, stdio: 'inherit' });

  const builder = ['build', '--ssr', 'src/server/main.ts', '--watch', '--outDir', outDir];
  const children = [begin(vite, ...builder), begin(vite)];
  const end = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);

  const server = inRoot(outDir, 'main.js');
  while (!existsSync(server)) await wait(200);
  children.push(begin('--watch', '--watch-preserve-output', server));
});
