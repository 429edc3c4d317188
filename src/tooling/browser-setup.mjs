// What must be there before the first browser test: a build that is not stale, and a Chromium.
// Called by vitest (globalSetup of the browser project in vite.config.ts).
import { findChromium } from './chromium.mjs';
import { ensureBuild } from './fresh-build.mjs';
import { Halt } from './paths.mjs';

/** Leaves the browser's path in CHROMIUM_PATH, where the tests read it. */
export const setup = async () => {
  const chromium = await findChromium();
  if (!chromium)
    throw new Halt('The browser tests need Chromium: run npm test once, or install it.');
  process.env['CHROMIUM_PATH'] = chromium;
  await ensureBuild();
};
