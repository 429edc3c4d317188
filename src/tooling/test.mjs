// `npm test`: from a bare clone to the whole gate. Installs the packages and, where none is found, a
// Chromium; then runs the gate. The last line is always `N passed, N failed`.
// Called by npm with the machine's own Node (20 or newer).
import { check } from './check.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensurePackages } from './packages.mjs';
import { Halt } from './paths.mjs';

try {
  await ensurePackages();
  process.env['CHROMIUM_PATH'] = await ensureChromium();
  const { failed } = await check();
  if (failed > 0) process.exitCode = 1;
} catch (error) {
  console.error(`\n${error instanceof Halt ? error.message : String(error)}`);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
