// Whatever is written into a form: the engine answers with a value or a problem, soon, and never throws.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answer, openForm, problemsOf } from '#forms/engine.ts';
import { evaluate } from '#forms/evaluate.ts';
import { functions } from '#forms/functions.ts';
import { parseExpression } from '#forms/parse.ts';
import { readPattern } from '#forms/pattern.ts';
import { readForm } from '#forms/schema.ts';
import { scopeFor } from '#forms/settle.ts';

const now = { ms: Date.UTC(2026, 2, 25), zoneOffsetMinutes: -120 };
const empty = readForm({
  format: 1,
  version: 1,
  items: [{ name: 'a', type: 'text', default: '1 2 3' }],
});
if (!empty.ok) throw new Error('no form');
const scope = scopeFor(openForm(empty.value, { now }), undefined, '', 'x');

/** Expressions that mostly parse: random trees written out, sometimes with a letter knocked out. */
const tree = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(
      '${a}',
      '.',
      '..',
      '/data/a',
      "'text'",
      '""',
      "'2026-03-25'",
      '3',
      '.5',
      '1.',
      'a',
    ),
    fc
      .tuple(
        tie('tree'),
        fc.constantFrom(
          '+',
          '-',
          '*',
          ' div ',
          ' mod ',
          '=',
          '!=',
          '<',
          '<=',
          ' and ',
          ' or ',
          '|',
        ),
        tie('tree'),
      )
      .map((p) => p.join('')),
    fc
      .tuple(
        fc.constantFrom(...functions.keys(), 'unheard'),
        fc.array(tie('tree'), { maxLength: 4 }),
      )
      .map(([name, args]) => `${name}(${args.join(',')})`),
    tie('tree').map((inner) => `-(${inner})`),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a})[${b}]/b`),
  ),
})).tree;
const damaged = fc.tuple(tree, fc.nat(), fc.string({ maxLength: 2 })).map(([text, at, by]) => {
  const place = at % (text.length + 1);
  return text.slice(0, place) + by + text.slice(place + 1);
});
const signs = fc
  .array(fc.constantFrom(...'${}()[]/.,|@*+-=!<>\'"abt1 '), { maxLength: 60 })
  .map((all) => all.join(''));
const anything = fc.oneof(tree, damaged, signs, fc.string({ unit: 'binary' }));

describe('expressions', () => {
  test('10,000 of them end in a value or a problem', () => {
    fc.assert(
      fc.property(anything, (source) => {
        const parsed = parseExpression(source);
        if (!parsed.ok) {
          expect(parsed.error.at).toBeLessThanOrEqual(source.length);
          return;
        }
        const outcome = evaluate(parsed.value, scope);
        expect(['string', 'number', 'boolean', 'object']).toContain(typeof outcome);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('forms', () => {
  const part = fc.option(anything, { nil: undefined });
  const items = fc.array(
    fc.record({ relevant: part, constraint: part, calculation: part, required: part }),
    { minLength: 1, maxLength: 6 },
  );
  test('any expressions in any question: opened, answered, never stuck', () => {
    fc.assert(
      fc.property(items, fc.string(), (all, typed) => {
        const json = {
          format: 1,
          version: 1,
          items: all.map((one, i) => ({
            name: 'abcdef'[i],
            type: one.calculation === undefined ? 'text' : 'calculate',
            ...one,
          })),
        };
        const read = readForm(JSON.parse(JSON.stringify(json)));
        if (!read.ok) throw new Error(JSON.stringify(read.error));
        let state = openForm(read.value, { now });
        expect(Array.isArray(problemsOf(state))).toBe(true);
        for (const { name } of read.value.items) {
          const given = answer(state, name, typed);
          if (given.ok) state = given.value;
        }
      }),
      { numRuns: 1000 },
    );
  });
  test('any JSON is a form or a list of sentences', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (json) => {
        const read = readForm(json);
        expect(read.ok || read.error.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
    let deep: unknown = { name: 'g', type: 'group', items: [] };
    for (let i = 0; i < 20_000; i += 1) deep = { name: 'g', type: 'group', items: [deep] };
    expect(readForm({ format: 1, version: 1, items: [deep] }).ok).toBe(false);
  });
});

describe('patterns', () => {
  const atom = fc.constantFrom(
    'a',
    'b',
    '.',
    '\\d',
    '\\w',
    '\\s',
    '[ab]',
    '[^a]',
    '[0-9a]',
    '^',
    '$',
    '\\b',
    '\\.',
    'ā',
  );
  const pattern = fc.letrec<{ p: string }>((tie) => ({
    p: fc.oneof(
      { maxDepth: 4 },
      atom,
      fc.tuple(tie('p'), tie('p')).map((both) => both.join('')),
      fc.tuple(tie('p'), tie('p')).map(([a, b]) => `(${a}|${b})`),
      fc
        .tuple(tie('p'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{0,}', '*?'))
        .map(([a, times]) => `(?:${a})${times}`),
    ),
  })).p;
  const text = fc
    .array(fc.constantFrom('a', 'b', '1', ' ', 'ā', '.'), { maxLength: 7 })
    .map((all) => all.join(''));
  test('agrees with the language on 5,000 pairs', () => {
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        const read = readPattern(source);
        if (!read.ok) return;
        expect(read.value.matches(subject), `${source} on "${subject}"`).toBe(
          new RegExp(`^(?:${source})$`, 'u').test(subject),
        );
      }),
      { numRuns: 5000 },
    );
  });
  test.each([
    '(a+)+$',
    '(a|a)*',
    '((a?){30}a{30})',
    '(.*)*(.*)*(.*)*x',
    '((){9999}){9999}',
    '(a{0}){9999}',
  ])('%s ends at once', (source) => {
    const started = performance.now();
    const read = readPattern(source);
    if (read.ok) read.value.matches(`${'a'.repeat(5000)}!`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
  test.each([
    '(',
    ')',
    '[a',
    'a**',
    '(?=a)',
    '(?<n>a)',
    '\\1',
    '(a{999}){999}',
    'a{3,1}',
    '\\p{Nonsense}',
    '[z-a]',
    '*a',
    '('.repeat(5000),
  ])('%s is refused', (source) => expect(readPattern(source).ok).toBe(false));
  test.each([
    ['\\p{Lu}\\p{Ll}+', 'Žanis', true],
    ['[\\p{L} -]+', 'Anna Marija-Ilze', true],
    ['[^@\\s]+@[^@\\s]+\\.[a-z]{2,}', 'ilze@example.lv', true],
    ['\\+371[ ]?\\d{8}', '+371 20000000', true],
    ['[a\\-z]', '-', true],
    ['[\\d.]+', '1.5', true],
    ['', '', true],
    ['a|', '', true],
  ])('%s fits %s: %s', (source, subject, fits) => {
    const read = readPattern(source);
    expect(read.ok && read.value.matches(subject)).toBe(fits);
  });
});
