// Finds a Chromium for the browser tests, or fetches one.
// Called by test.mjs (which may install) and chromium-setup.mjs (which only looks).
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Halt, projectNode, run, tool } from './paths.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** @param {string} path */
const runs = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Where Playwright keeps the browser it downloaded itself, if it did. */
const playwrightsOwn = async () => {
  try {
    const { chromium } = await import('playwright-core');
    return chromium.executablePath();
  } catch {
    return undefined;
  }
};

/**
 * The path of a Chromium on this machine, or undefined. CHROMIUM_PATH wins.
 * @returns {Promise<string | undefined>}
 */
export const findChromium = async () => {
  const asked = process.env['CHROMIUM_PATH'];
  if (asked) {
    if (!runs(asked)) throw new Halt(`CHROMIUM_PATH is ${asked}, but no program can be run there.`);
    return asked;
  }
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const found = [...onPath, ...usualPlaces].find(runs);
  if (found) return found;
  const own = await playwrightsOwn();
  return own && existsSync(own) ? own : undefined;
};

const isDebian = () => {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
};

/** Ubuntu's `chromium` package is only a pointer to a snap, which build machines cannot run. */
const isUbuntu = () => /^ID=ubuntu/m.test(readFileSync('/etc/os-release', 'utf8'));

/**
 * A Chromium, fetched when there is none.
 * @returns {Promise<string>}
 */
export const ensureChromium = async () => {
  const already = await findChromium();
  if (already) return already;

  const isRoot = process.getuid?.() === 0;
  if (isDebian() && isRoot) {
    console.log('Installing Chromium (apt-get) ...');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const updated = await run('apt-get', ['update', '-qq'], { env });
    if (updated.code === 0 && !isUbuntu()) {
      const packages = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
      await run('apt-get', packages, { env });
      const installed = await findChromium();
      if (installed) return installed;
    }
  }

  console.log('Downloading Chromium (Playwright) ...');
  // As root Playwright may also install the system libraries that a bare machine lacks.
  const withDeps = isRoot && isDebian() ? ['--with-deps'] : [];
  await run(projectNode, [tool('playwright-core/cli.js'), 'install', ...withDeps, 'chromium']);
  const downloaded = await findChromium();
  if (downloaded) return downloaded;
  throw new Halt(
    'The browser tests need Chromium, and it could not be installed here: install it and set CHROMIUM_PATH to the program.',
  );
};
