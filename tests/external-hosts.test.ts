// No external host is ever contacted, so none is named in the sources: fonts, maps, analytics, nothing.
// tests/built/built-files.test.ts asks the same of the built app.
import { expect, test } from 'vitest';
import { hostsIn, isReserved } from './support/hosts.ts';
import { filesBelow, readSources, textOf } from './support/sources.ts';

test('no code names an external host', () => {
  const named = readSources().flatMap(({ path, code }) =>
    hostsIn(code).map((host) => `${path} names ${host}`),
  );
  expect(named.join('\n')).toBe('');
});

test('no style, page or public file names an external host', () => {
  const files = [...filesBelow('src'), ...filesBelow('public')];
  const named = files
    .filter((path) => /\.(css|html|svg|txt|webmanifest)$/.test(path))
    .flatMap((path) => hostsIn(textOf(path)).map((host) => `${path} names ${host}`));
  expect(named.join('\n')).toBe('');
});

test('content names a host only as the source of a fact, in a field called url', () => {
  const stray = filesBelow('src/content')
    .filter((path) => path.endsWith('.json'))
    .flatMap((path) => {
      const found: string[] = [];
      const look = (value: unknown, key: string): void => {
        if (typeof value === 'string' && key !== 'url') {
          found.push(...hostsIn(value).map((host) => `${path} names ${host} in "${key}"`));
        } else if (typeof value === 'object' && value !== null) {
          for (const [inner, child] of Object.entries(value)) look(child, inner);
        }
      };
      look(JSON.parse(textOf(path)), '');
      return found;
    });
  expect(stray.join('\n')).toBe('');
});

test('texts hold no web address', () => {
  const named = filesBelow('locales')
    .filter((path) => path.endsWith('.json'))
    .flatMap((path) => hostsIn(textOf(path)).map((host) => `${path} names ${host}`));
  expect(named.join('\n')).toBe('');
});

test('a host is seen however it is written, and names that can never be reached are let be', () => {
  expect(hostsIn('fetch("https://fonts.site.lv/a")')).toEqual(['fonts.site.lv']);
  expect(hostsIn("src='//cdn.site.lv/x.js'")).toEqual(['cdn.site.lv']);
  expect(hostsIn('url(//cdn.site.lv/x.woff2)')).toEqual(['cdn.site.lv']);
  expect(hostsIn('wss://live.site.lv')).toEqual(['live.site.lv']);
  expect(
    hostsIn('http://www.w3.org/2000/svg https://mana-banka.example http://127.0.0.1:1'),
  ).toEqual([]);
  expect(isReserved('site.lv')).toBe(false);
});
