// Which built files count for which size budget, read from what the build wrote.
// Called by .size-limit.mjs and tests/built/built-files.test.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Halt, inRoot } from './paths.mjs';

/**
 * @typedef {object} Chunk one entry of Vite's manifest
 * @property {string} file
 * @property {string[]} [imports] keys of chunks that load with it
 * @property {string[]} [dynamicImports] keys of chunks that it may load later
 * @property {boolean} [isEntry]
 */

/** @param {string} path below dist/client */
const builtFile = (path) => inRoot('dist', 'client', path);

/** @returns {Record<string, Chunk>} */
const manifest = () => {
  const path = builtFile('.vite/manifest.json');
  if (!existsSync(path)) throw new Halt('The app is not built. Run: npm run build');
  return JSON.parse(readFileSync(path, 'utf8'));
};

/** A chunk and all that loads with it. @param {Record<string, Chunk>} chunks @param {string[]} keys */
const withImports = (chunks, keys) => {
  /** @type {Set<string>} */
  const seen = new Set();
  const waiting = [...keys];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    waiting.push(...(chunks[key]?.imports ?? []));
  }
  return seen;
};

/**
 * For each language, the scripts that run before the start screen stands: the entry with its static
 * imports, the home screen, and the language's texts: those of `start.ts` where a language parts what
 * the start screen says from the rest, else all.
 * @returns {{ language: string, files: string[] }[]}
 */
export const startScreenScripts = () => {
  const chunks = manifest();
  const keys = Object.keys(chunks);
  const start = keys.filter(
    (key) => chunks[key]?.isEntry || /\/features\/home\/[^/]+Screen\.tsx$/.test(key),
  );
  return readdirSync(inRoot('locales'), { withFileTypes: true })
    .filter((folder) => folder.isDirectory() && folder.name.length === 2)
    .map(({ name }) => {
      const all = keys.filter((key) => key.includes(`/locales/${name}/`));
      const first = all.filter((key) => key.endsWith('/start.ts'));
      const texts = first.length > 0 ? first : all;
      const files = [...withImports(chunks, [...start, ...texts])].flatMap((key) => {
        const file = chunks[key]?.file;
        return file?.endsWith('.js') ? [`dist/client/${file}`] : [];
      });
      return { language: name, files: [...new Set(files)] };
    });
};

/** The scripts of the practice world: what its screens load beyond the start screen, texts and data of the walkthroughs apart. */
export const practiceScripts = () => {
  const chunks = manifest();
  const before = new Set(startScreenScripts().flatMap(({ files }) => files));
  const screens = Object.keys(chunks).filter((key) =>
    /\/features\/practice\/[^/]+Screen\.tsx$/.test(key),
  );
  const files = [...withImports(chunks, screens)]
    .map((key) => `dist/client/${chunks[key]?.file}`)
    .filter((file) => file.endsWith('.js') && !before.has(file) && !/\/texts-[^/]+$/.test(file));
  return [...new Set(files)];
};

/** What the service worker fetches at its installation, as the built worker itself lists it. */
export const precachedFiles = () => {
  const worker = readFileSync(builtFile('sw.js'), 'utf8');
  const listed = [...worker.matchAll(/["']?url["']?:\s*["'`]([^"'`]+)["'`]/g)]
    .map((hit) => hit[1] ?? '')
    .filter((url) => !url.startsWith('assets/later/') && existsSync(builtFile(url)));
  return [...new Set(listed)].map((url) => `dist/client/${url}`);
};
