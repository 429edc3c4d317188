// Leaves the path of a Chromium in CHROMIUM_PATH, where the tests read it; installs nothing.
// Called by vitest (globalSetup of every project in vite.config.ts).
import { findChromium } from './chromium.mjs';

/** A machine without a browser still runs every test that needs none. */
export const setup = async () => {
  const chromium = await findChromium();
  if (chromium) process.env['CHROMIUM_PATH'] = chromium;
};
