// `npm start`: from a bare clone to the running app; `npm start -- --demo` or `npm run demo` runs it
// on made-up sample work in a data folder of its own.
// Called by npm with the machine's own Node (20 or newer). In package.json it stands after `exec`, so that
// a SIGTERM for npm comes here and not to a shell that would drop it; Windows, which knows no exec, takes
// the second half of that line.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ensureBuild } from './fresh-build.mjs';
import { ensurePackages } from './packages.mjs';
import { Halt, inRoot, main, projectNode, root, withTools } from './paths.mjs';

await main(async () => {
  await ensurePackages();
  await ensureBuild();
  const server = inRoot('dist', 'server', 'main.js');
  if (!existsSync(server)) {
    throw new Halt('The server is not built: dist/server/main.js is missing. Run: npm run build');
  }

  const args = process.argv.slice(2);
  /** @type {Record<string, string>} */
  const extra = { NODE_ENV: 'production' };
  if (args.includes('--demo')) extra['DATA_DIR'] = process.env['DATA_DIR'] ?? './data/demo';
  const child = spawn(projectNode, [server, ...args], {
    cwd: root,
    env: withTools(extra),
    stdio: 'inherit',
  });

  // The server finishes its running requests first; this process only waits for it. A Ctrl-C in a
  // terminal reaches the server by itself too, which does no harm.
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) {
    process.on(signal, () => child.kill('SIGTERM'));
  }

  /** @type {[number | null, NodeJS.Signals | null]} */
  const [code, signal] = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (...ended) => resolve(ended));
  });
  if (signal && signal !== 'SIGTERM' && signal !== 'SIGINT') {
    throw new Halt(`The server was stopped by ${signal}.`);
  }
  process.exitCode = code ?? 0;
});
