// Completes package-lock.json: npm leaves out the binaries of other systems when its registry could not
// give them at that moment, and `npm ci` then refuses the lockfile everywhere. Their names, versions and
// systems are known without asking anyone, so they are written in.
// Run by hand after each npm install: node src/tooling/lockfile.mjs. tests/lockfile.test.ts holds it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inRoot } from './paths.mjs';

/**
 * @typedef {object} Entry
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {Record<string, string>} [optionalDependencies]
 */

/**
 * What a binary package's name says about the systems it is for:
 * `@oxlint/binding-linux-x64-musl` runs on linux, x64, musl.
 * @param {string} name
 */
const systemOf = (name) => {
  const found =
    /(android|darwin|freebsd|linux|openbsd|openharmony|win32|wasm32)(?:-(arm64|arm|ia32|loong64|ppc64|riscv64|s390x|x64))?(?:-(gnu|musl))?/.exec(
      name.slice(name.lastIndexOf('/') + 1),
    );
  if (!found?.[1]) return undefined;
  const [, os, cpu, libc] = found;
  if (os === 'wasm32') return { cpu: [os] };
  return {
    ...(cpu && { cpu: [cpu] }),
    ...(libc && os === 'linux' && { libc: [libc === 'gnu' ? 'glibc' : 'musl'] }),
    os: [os],
  };
};

/**
 * The entries that a lockfile lacks, by their path.
 * @param {Record<string, Entry>} packages `packages` of package-lock.json
 * @returns {Record<string, Entry>}
 */
export const missingEntries = (packages) => {
  /** @type {Record<string, Entry>} */
  const missing = {};
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const top = `node_modules/${name}`;
      const system = systemOf(name);
      // Only exact versions: a range (as fsevents has) npm settles by itself.
      if (!system || !/^\d/.test(version)) continue;
      if (packages[top]?.version === version || packages[`${path}/${top}`]) continue;
      const place = packages[top] || missing[top] ? `${path}/${top}` : top;
      missing[place] = { version, ...system, ...(entry.dev && { dev: true }), optional: true };
    }
  }
  return missing;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = inRoot('package-lock.json');
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const missing = missingEntries(lock.packages);
  const all = Object.entries({ ...lock.packages, ...missing });
  lock.packages = Object.fromEntries(all.toSorted(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${Object.keys(missing).length} entries added`);
}
