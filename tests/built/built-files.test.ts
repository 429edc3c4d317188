// What the built app is made of: no host but our own, nothing inline, and budgets which count what they
// say they count. Runs against dist/client, which the browser project builds first.
import { expect, test } from 'vitest';
import { precachedFiles, startScreenScripts } from '../../src/tooling/size-lists.mjs';
import { hostsIn } from '../support/hosts.ts';
import { filesBelow, textOf } from '../support/sources.ts';

/**
 * Addresses that libraries carry as words in their messages or as names, never as something they fetch.
 * That nothing is fetched is proved by the journeys, which watch the network.
 */
const words: Record<string, string> = {
  'bit.ly': 'a link in a warning of workbox about wrongly built workers',
  'github.com': 'a link in an error message of preact-iso',
  'tinyurl.com': 'a link in an error message of dexie',
};

const built = filesBelow('dist/client').filter((path) => !path.includes('/.vite/'));
const page = () => textOf('dist/client/index.html');

test('the built app names no external host', () => {
  const named = built
    .filter((path) => /\.(js|css|html|svg|webmanifest)$/.test(path))
    .flatMap((path) => hostsIn(textOf(path)).map((host) => `${path} names ${host}`))
    .filter((sentence) => !Object.keys(words).some((host) => sentence.endsWith(` ${host}`)));
  expect(named.join('\n')).toBe('');
});

test('the page has no inline script or style, so the strict policy holds', () => {
  expect(page()).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/);
});

test('the page names its manifest once and its language', () => {
  expect(page().match(/rel="manifest"/g)).toHaveLength(1);
  expect(page()).toContain('<html lang="lv">');
});

test('nothing is inlined as a data address', () => {
  const inlined = built.filter(
    (path) => /\.(css|html)$/.test(path) && /url\(["']?data:/.test(textOf(path)),
  );
  expect(inlined).toEqual([]);
});

test('the worker keeps the page, its styles, its fonts and every script for offline use', () => {
  const kept = new Set(precachedFiles());
  const needed = built.filter(
    (path) => /\.(html|js|css|woff2)$/.test(path) && !/sw\.js$|\/later\//.test(path),
  );
  expect(needed.filter((path) => !kept.has(path))).toEqual([]);
});

test('the worker is a classic script', () => {
  expect(textOf('dist/client/sw.js')).not.toMatch(/^\s*(import|export)\s/m);
});

test('the start budget counts the entry and the texts of each language', () => {
  const lists = startScreenScripts();
  expect(lists.map(({ language }) => language).toSorted()).toEqual(['en', 'lv', 'ru']);
  for (const { files } of lists) {
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) expect(built).toContain(file);
  }
});
