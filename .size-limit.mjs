// The budgets of the built app, in gzip: what a tablet loads before the start screen stands, and what
// it fetches once to work offline. Read by size-limit (`npm run check -- sizes`); the lists of files come
// from the build itself (src/tooling/size-lists.mjs).
import { practiceScripts, precachedFiles, startScreenScripts } from './src/tooling/size-lists.mjs';

const gzip = { gzip: true };

export default [
  ...startScreenScripts().map(({ language, files }) => ({
    name: `start screen, scripts (${language})`,
    path: files,
    limit: '90 kB',
    ...gzip,
  })),
  { name: 'practice world, scripts', path: practiceScripts(), limit: '60 kB', ...gzip },
  { name: 'whole precache without media', path: precachedFiles(), limit: '450 kB', ...gzip },
];
