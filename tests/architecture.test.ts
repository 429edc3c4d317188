// Holds the house's plan over every file: who may import whom, no cycles, sizes and names.
// The table itself is src/tooling/rooms.mjs; each broken rule fails with a sentence of its own.
import { expect, test } from 'vitest';
import { forbidden, roomOf, rooms } from '../src/tooling/rooms.mjs';
import { wallOverrides } from '../src/tooling/walls.mjs';
import { filesBelow, readSources, textOf } from './support/sources.ts';

const sources = readSources();
const files = filesBelow('src').filter((path) => !/\/\.[^/]*$/.test(path));

/** Fails with the sentences themselves, not with a diff of arrays. */
function none(sentences: string[]): void {
  expect(sentences.join('\n')).toBe('');
}

test('each file stands in a room', () => {
  none(
    sources
      .filter(({ path }) => !roomOf(path))
      .map(({ path }) => `${path} stands in no room: add the room to src/tooling/rooms.mjs`),
  );
});

test('arrows go only where the table of rooms lets them', () => {
  none(
    sources.flatMap(({ path, imports }) =>
      imports.map((target) => forbidden(path, target)).filter((why) => why !== undefined),
    ),
  );
});

test('client and server never import each other', () => {
  const side = (path: string) => /^src\/(client|server)\//.exec(path)?.[1];
  none(
    sources.flatMap(({ path, imports }) =>
      imports
        .filter((target) => side(path) && side(target) && side(path) !== side(target))
        .map((target) => `${path} imports ${target}: they meet only in src/shared/sync`),
    ),
  );
});

test('the table of rooms itself has no rising arrow', () => {
  const reached = (name: string, seen = new Set<string>()): Set<string> => {
    for (const next of rooms.find((room) => room.name === name)?.imports ?? []) {
      if (!seen.has(next)) reached(next, seen.add(next));
    }
    return seen;
  };
  none(
    rooms
      .filter(({ name }) => reached(name).has(name))
      .map(({ name }) => `In src/tooling/rooms.mjs ${name} reaches itself`),
  );
});

test('the ground floor imports no package but zod/mini', () => {
  none(
    sources.flatMap(({ path, packages }) => {
      const allowed = roomOf(path)?.room.packages;
      if (!allowed) return [];
      return packages
        .filter((name) => !allowed.includes(name))
        .map(
          (name) => `${path} imports the package ${name}: allowed is only ${allowed.join(', ')}`,
        );
    }),
  );
});

test('tooling runs before any package is installed', () => {
  // icons.mjs and chromium.mjs reach for playwright-core only inside a function or by hand.
  const byHand = ['src/tooling/icons.mjs'];
  none(
    sources
      .filter(({ path }) => path.startsWith('src/tooling/') && !byHand.includes(path))
      .flatMap(({ path, packages, code }) =>
        packages
          .filter((name) => !name.startsWith('node:') && !code.includes(`await import('${name}')`))
          .map((name) => `${path} imports the package ${name}, which a bare machine does not have`),
      ),
  );
});

test('no import cycle, not even of types', () => {
  const graph = new Map(sources.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, way: string[]): void => {
    const start = way.indexOf(path);
    if (start >= 0) cycles.push(`Cycle: ${[...way.slice(start), path].join(' -> ')}`);
    if (start >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  none(cycles);
});

test('what is imported is there', () => {
  const known = new Set([...files, ...filesBelow('locales'), 'package.json']);
  none(
    sources.flatMap(({ path, imports }) =>
      imports
        .filter((target) => /\.(ts|tsx|mjs|css|json)$/.test(target) && !known.has(target))
        .map((target) => `${path} imports ${target}, which does not exist`),
    ),
  );
});

test('no file is longer than 400 lines', () => {
  none(
    files
      .filter((path) => !path.endsWith('.json'))
      .map((path) => ({ path, lines: textOf(path).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > 400)
      .map(({ path, lines }) => `${path} has ${lines} lines: split it by what its parts do`),
  );
});

test('no barrels', () => {
  none(
    sources
      .filter(({ path, isBarrel }) => isBarrel || /\/index\.(ts|tsx|mjs)$/.test(path))
      .map(({ path }) => `${path} only hands on others' exports: import from the file itself`),
  );
});

test('no default exports', () => {
  none(
    sources
      .filter(({ hasDefaultExport }) => hasDefaultExport)
      .map(
        ({ path }) => `${path} has a default export: name it, so that it has one name everywhere`,
      ),
  );
});

test('no attic: no folder named utils, helpers or common', () => {
  none(
    [...files, ...filesBelow('tests')]
      .filter((path) => /(^|\/)(utils?|helpers?|common)\//i.test(path))
      .map((path) => `${path}: name the folder after what it is about`),
  );
});

test('files are named kebab-case, components PascalCase.tsx', () => {
  const good =
    /^(README\.md|tsconfig\.json|(\d+-)?[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.[a-z]+|[A-Z][A-Za-z0-9]*\.tsx)$/;
  none(
    files
      .filter((path) => !good.test(path.slice(path.lastIndexOf('/') + 1)))
      .map((path) => `${path}: kebab-case.ts, or PascalCase.tsx for a component`),
  );
});

test('each file opens by saying what it is for', () => {
  none(
    sources
      .filter(({ text }) => !/^(#!.*\n)?(\/\/|\/\*)/.test(text))
      .map(({ path }) => `${path} must open with a line that says what it is for and who calls it`),
  );
});

test('clock, randomness and storage come into src/shared as parameters', () => {
  const taken =
    /\bDate\.now\(|\bnew Date\(\s*\)|\bMath\.random\(|\bcrypto\.|\bperformance\.now\(|\blocalStorage\b/;
  none(
    sources
      .filter(({ path }) => path.startsWith('src/shared/'))
      .flatMap(({ path, code }) => {
        const found = taken.exec(code);
        return found ? [`${path} uses ${found[0]}: take it as a parameter`] : [];
      }),
  );
});

test('styles use logical sides only', () => {
  const physical =
    /(?:margin|padding|border|inset)-(?:left|right)\b|^\s*(?:left|right)\s*:|text-align:\s*(?:left|right)|float:\s*(?:left|right)/m;
  none(
    files
      .filter((path) => path.endsWith('.css'))
      .flatMap((path) => {
        const found = physical.exec(textOf(path).replaceAll(/\/\*[\s\S]*?\*\//g, ''));
        return found ? [`${path} has "${found[0].trim()}": use the inline sides`] : [];
      }),
  );
});

test('the lint walls are those of the table', () => {
  const config = JSON.parse(textOf('.oxlintrc.json')) as { overrides: { rules: object }[] };
  const walls = config.overrides.filter(({ rules }) => 'no-restricted-imports' in rules);
  expect(walls, 'Run: node src/tooling/walls.mjs, then npm run format').toEqual(wallOverrides());
});
