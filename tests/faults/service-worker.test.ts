// Empty bodies re-sent by a service worker (Enketo PR 1584): ours never touches what is sent, only GET of the app's own files.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const source = readFileSync(new URL('../../src/client/sw/sw.ts', import.meta.url), 'utf8');
const code = source.replaceAll(/^\s*\/\/.*$/gm, '');

test('the service worker registers no route for POST or PUT and answers no fetch by itself', () => {
  expect(code).not.toMatch(/['"](?:POST|PUT|PATCH|DELETE)['"]/);
  expect(code).not.toMatch(/addEventListener\(\s*['"](?:fetch|sync)['"]/);
  // Without a third argument workbox routes GET alone.
  for (const [call] of code.matchAll(/registerRoute\([\s\S]*?\n\);/g))
    expect(call).not.toMatch(/,\s*['"][A-Z]+['"]\s*,?\s*\)/);
});

test('the API is outside everything that it answers', () => {
  expect(code).toContain('denylist: [/^\\/api\\//');
});
