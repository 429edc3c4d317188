// Makes sure that node_modules is what package-lock.json says, and says so when it cannot be.
// Called by start.mjs and test.mjs before anything else.
import { existsSync, readFileSync } from 'node:fs';
import { Halt, inRoot, projectNode, run } from './paths.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lockfile
 */

/**
 * @param {string} path
 * @returns {Record<string, LockedPackage> | undefined}
 */
const readLock = (path) => {
  try {
    /** @type {Lockfile} */
    const lock = JSON.parse(readFileSync(path, 'utf8'));
    return lock.packages;
  } catch {
    return undefined;
  }
};

/**
 * True when every package of the lockfile stands in node_modules in the locked version.
 * Compared by content, not by file times: a fresh checkout or a copied folder has any times.
 * Optional packages (binaries for other systems) may be absent.
 */
export const packagesAreThere = () => {
  const wanted = readLock(inRoot('package-lock.json'));
  const present = readLock(inRoot('node_modules', '.package-lock.json'));
  if (!wanted || !present || !existsSync(projectNode)) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const found = present[path];
    return found ? found.version === version : optional === true;
  });
};

/** Installs the packages when they are missing or differ from the lockfile. */
export const ensurePackages = async () => {
  if (packagesAreThere()) return;
  console.log('Installing packages (npm ci) ...');
  const { code } = await run('npm', ['ci', '--no-audit', '--no-fund'], { env: process.env });
  if (code !== 0) {
    throw new Halt('The packages could not be installed: look at the lines of npm ci above.');
  }
  if (!existsSync(projectNode)) {
    throw new Halt(
      'The package "node" brought no Node 26: allow its install script and run: npm rebuild node',
    );
  }
};
