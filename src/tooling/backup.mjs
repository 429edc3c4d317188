// `npm run backup -- --to FILE`: makes sure that the packages are there and hands over to
// src/server/backup.ts, which Node 26 runs as it stands.
// Called by npm with the machine's own Node (20 or newer).
import { ensurePackages } from './packages.mjs';
import { inRoot, main, projectNode, run } from './paths.mjs';

await main(async () => {
  await ensurePackages();
  const file = inRoot('src', 'server', 'backup.ts');
  const { code } = await run(projectNode, [file, ...process.argv.slice(2)]);
  process.exitCode = code;
});
