// Measures every pair of colours the kit uses, in both themes, straight from tokens.css (rules 5, 6).
import { globSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../src/client/ui/tokens.css', import.meta.url), 'utf8');

/** The colours set in the first rule that begins with `start`. */
function coloursOf(start: string): Map<string, string> {
  const from = css.indexOf(start);
  expect(from, `rule not found: ${start}`).toBeGreaterThan(-1);
  const rule = css.slice(from, css.indexOf('}', from));
  return new Map(
    [...rule.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})\b(?![0-9a-f])/g)].map((m) => [
      m[1] ?? '',
      m[2] ?? '',
    ]),
  );
}

/** Every style sheet of the app: its path and its text without comments. */
function sheets(): [string, string][] {
  const root = new URL('../../', import.meta.url).pathname;
  const paths = globSync('src/client/**/*.css', { cwd: root });
  expect(paths.length).toBeGreaterThan(5);
  return paths.map((path) => [
    path,
    readFileSync(`${root}${path}`, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, ''),
  ]);
}

const light = coloursOf(':root {\n  color-scheme: light');
const dark = coloursOf(":root[data-theme='dark'] {\n  color-scheme: dark");
const darkByDevice = coloursOf(":root:not([data-theme='light']) {\n    color-scheme: dark");

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [
    number,
    number,
  ];
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['--paper', '--surface', '--sunk'];
const on = (words: string[], where: string[], least: number) =>
  words.flatMap((word) => where.map((ground) => [word, ground, least] as const));

/** [foreground, background, least contrast] */
const pairs = [
  // Words that a learner may read: 7:1 (AAA).
  ...on(
    ['--ink', '--ink-soft', '--carmine', '--forest', '--blue', '--amber'],
    ['--paper', '--surface'],
    7,
  ),
  ...on(['--ink', '--ink-soft'], ['--sunk'], 7),
  ...on(['--ink'], ['--blue-soft', '--forest-soft', '--amber-soft', '--carmine-soft'], 7),
  ['--blue', '--blue-soft', 7],
  ['--forest', '--forest-soft', 7],
  ['--amber', '--amber-soft', 7],
  ['--carmine', '--carmine-soft', 7],
  ['--on-primary', '--primary', 7],
  ['--on-primary', '--primary-strong', 7],
  // A pressed button is ink turned round.
  ['--paper', '--ink', 7],
  // Dense tables: 4.5:1 at the least, hovered rows included.
  ...on(['--carmine', '--forest', '--blue', '--amber', '--ink-soft'], ['--sunk'], 4.5),
  ...on(['--ink-soft'], ['--forest-soft', '--carmine-soft'], 4.5),
  // Bounds of controls, the focus ring, the tick in a chosen box: 3:1.
  ...on(['--line', '--focus', '--primary-edge', '--forest', '--carmine'], grounds, 3),
  ['--surface', '--forest', 3],
  // The ring lies on these when the control inside a coloured notice has the focus.
  ...on(['--focus'], ['--blue-soft', '--forest-soft', '--amber-soft', '--carmine-soft'], 3),
  // The belt is read by its yarn on its cloth.
  ['--belt-yarn', '--belt-cloth', 4.5],
] as readonly (readonly [string, string, number])[];

describe.each([
  ['light', light],
  ['dark', dark],
])('%s theme', (_name, colours) => {
  it.each(pairs)('%s on %s is at least %d:1', (front, back, least) => {
    const [a, b] = [colours.get(front), colours.get(back)];
    expect(a, `${front} is not set`).toBeDefined();
    expect(b, `${back} is not set`).toBeDefined();
    expect(contrast(a ?? '', b ?? '')).toBeGreaterThanOrEqual(least);
  });
});

describe('themes', () => {
  it('are the same whether chosen or taken from the device', () => {
    expect([...darkByDevice]).toEqual([...dark]);
  });

  it('set the same colours in light and dark', () => {
    expect([...dark.keys()].toSorted()).toEqual([...light.keys()].toSorted());
  });

  it('are the only place with colours', () => {
    const found = sheets()
      .filter(([path]) => !path.endsWith('tokens.css'))
      .flatMap(([path, text]) =>
        text
          // Paper is black and white: print.css may say so.
          .split('\n')
          .filter(
            (line) =>
              /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/i.test(line) && !/#000\b/.test(line),
          )
          .map((line) => `${path}: ${line.trim()}`),
      );
    expect(found).toEqual([]);
  });

  it('leave sides of the reading direction to the language: logical properties only', () => {
    const physical =
      /(?:^|[\s;{])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:/;
    const found = sheets().flatMap(([path, text]) =>
      text
        .split('\n')
        .filter((line) => physical.test(line) && !/@media|@container/.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
  });
});
