// Builds app and server when the build is stale, before the first test that runs against them.
// Called by vitest (globalSetup of the browser and bench projects in vite.config.ts).
import { ensureBuild } from './fresh-build.mjs';

export const setup = ensureBuild;
