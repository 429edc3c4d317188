// Random forms with repeats, triggers and filters, and random people answering them: nothing hangs or throws, the state reached is the
// state opened with the same answers, and only what depends on an answer is worked out again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flawsOf } from '#forms/check.ts';
import { choicesFor } from '#forms/choices.ts';
import { answer, openForm, refuse, resultOf, withAnswers, type FormState } from '#forms/engine.ts';
import { functions } from '#forms/functions.ts';
import { pagesOf } from '#forms/pages.ts';
import { addInstance, removeInstance, restoreInstance } from '#forms/repeats.ts';
import { readForm, type Form, type Item } from '#forms/schema.ts';
import { now } from './conversation.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'r', 's', 'g'];
const leaf = fc.constantFrom(
  ...names.map((name) => `\${${name}}`),
  '.',
  '..',
  '../a',
  '../../r',
  '/data/r/c',
  '//c',
  "'x'",
  '1',
  '2',
  "''",
  "instance('rows')/root/item/name",
);
const tree = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc
      .tuple(
        tie('tree'),
        fc.constantFrom(' + ', ' = ', ' > ', ' and ', ' or ', ' | ', ' div '),
        tie('tree'),
      )
      .map((parts) => parts.join('')),
    fc
      .tuple(fc.constantFrom(...functions.keys()), fc.array(tie('tree'), { maxLength: 4 }))
      .map(([name, args]) => `${name}(${args.join(', ')})`),
    fc
      .tuple(
        fc.constantFrom('${r}', '${s}', '../../r', '/data/r', "instance('rows')/root/item"),
        tie('tree'),
        fc.constantFrom('c', 'd', 'name'),
      )
      .map(([from, test, step]) => `${from}[${test}]/${step}`),
    fc
      .tuple(fc.constantFrom('c', 'd', 'e', 'f'), tie('tree'))
      .map(([name, at]) => `indexed-repeat(\${${name}}, \${r}, ${at})`),
  ),
})).tree;

/** Values of these depend on what was there before, or on when they were asked. */
const isSteady = (source: string): boolean => !/(?<![\w.)\]/}])\.(?![.\d])|\bonce\(/.test(source);
const maybe = fc.option(tree, { nil: undefined, freq: 2 });
const steady = tree.filter(isSteady);

const parts = fc.record(
  {
    relevant: maybe,
    constraint: maybe,
    required: maybe,
    calculation: fc.option(steady, { nil: undefined }),
    dynamicDefault: fc.option(steady, { nil: undefined, freq: 5 }),
    trigger: fc.option(fc.subarray(['a', 'c', 'd'], { minLength: 1, maxLength: 1 }), {
      nil: undefined,
      freq: 5,
    }),
  },
  { noNullPrototype: true },
);

const forms = fc
  .record({
    all: fc.array(parts, { minLength: 6, maxLength: 6 }),
    count: fc.option(fc.constantFrom('2', '${a}', 'count(${c})', '${b} + 1'), { nil: undefined }),
    filter: maybe,
    gate: maybe,
  })
  .map(({ all, count, filter, gate }): Form => {
    const question = (name: string, type: 'text' | 'integer' | 'calculate', i: number): Item => {
      const { calculation, trigger, dynamicDefault, ...rest } = all[i] ?? {};
      return type === 'calculate'
        ? {
            name,
            type,
            calculation: calculation ?? '1',
            ...(trigger === undefined ? {} : { trigger }),
            ...rest,
          }
        : {
            name,
            type,
            ...(dynamicDefault === undefined ? {} : { dynamicDefault }),
            ...rest,
          };
    };
    const items: Item[] = [
      question('a', 'integer', 0),
      question('b', 'calculate', 1),
      {
        name: 'r',
        type: 'repeat',
        items: [
          question('c', 'integer', 2),
          question('d', 'calculate', 3),
          {
            name: 's',
            type: 'repeat',
            count,
            items: [question('e', 'text', 4), question('f', 'calculate', 5)],
          },
        ],
      },
      { name: 'g', type: 'select_one', choices: 'rows', choiceFilter: filter, relevant: gate },
    ];
    const read = readForm(
      JSON.parse(
        JSON.stringify({
          format: 1,
          version: 1,
          items,
          tables: {
            rows: {
              columns: ['name', 'c'],
              rows: [
                ['x', '1'],
                ['y', '2'],
              ],
            },
          },
        }),
      ),
    );
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    return read.value;
  });

type Step = readonly [what: number, where: string, value: number];
const step: fc.Arbitrary<Step> = fc.tuple(
  fc.nat({ max: 6 }),
  fc.constantFrom('x', 'y'),
  fc.nat({ max: 3 }),
);
function walk(state: FormState, [what, id, n]: Step): FormState {
  const tries = [
    () => answer(state, 'a', n === 0 ? undefined : n),
    () => addInstance(state, 'r', id),
    () => removeInstance(state, `r/${id}`),
    () => restoreInstance(state, `r/${id}`),
    () => answer(state, `r/${id}/c`, n),
    () => (n === 0 ? refuse(state, `r/${id}/c`) : answer(state, `r/${id}/s/n1/e`, 'x'.repeat(n))),
    () => (n < 2 ? addInstance(state, `r/${id}/s`, 'n1') : answer(state, 'g', n === 2 ? 'x' : 'y')),
  ];
  const done = tries[what]?.();
  return done?.ok === true ? done.value : state;
}
const look = (state: FormState): void => {
  pagesOf(state);
  flawsOf(state);
  resultOf(state);
  choicesFor(state, 'g');
};

describe('random forms', () => {
  test('an answer works out only what can come from it', () => {
    const chained = readForm({
      format: 1,
      version: 1,
      items: [
        { name: 'a', type: 'integer' },
        {
          name: 'r',
          type: 'repeat',
          items: [
            { name: 'c', type: 'integer' },
            { name: 'd', type: 'calculate', calculation: '${c} + 1' },
            { name: 'e', type: 'text', relevant: '${d} > ${a}' },
          ],
        },
        { name: 'all', type: 'calculate', calculation: 'sum(${c})' },
      ],
    });
    if (!chained.ok) throw new Error('no form');
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 12 }),
        fc.constantFrom('x', 'y'),
        fc.nat(),
        (steps, id, n) => {
          const state = steps.reduce(walk, openForm(chained.value, { now }));
          const given = answer(state, `r/${id}/c`, n);
          if (!given.ok) return;
          const own = ['c', 'd', 'e'].map((name) => `r/${id}/${name}`);
          expect([...own, 'all']).toEqual(expect.arrayContaining([...given.value.recalculated]));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('2,000 of them with five expressions each are opened and answered', () => {
    fc.assert(
      fc.property(forms, fc.array(step, { maxLength: 8 }), (form, steps) => {
        look(steps.reduce(walk, openForm(form, { now, seed: 's' })));
      }),
      { numRuns: 2000 },
    );
  }, 60_000);

  test('the state reached by answers is the state opened with them, and taken over by another tablet', () => {
    fc.assert(
      fc.property(forms, fc.array(step, { maxLength: 10 }), (form, steps) => {
        const state = steps.reduce(walk, openForm(form, { now, seed: 's' }));
        const again = openForm(form, { answers: state.answers, now, seed: 's' });
        expect(again.answers).toEqual(state.answers);
        expect(again.cells).toEqual(state.cells);
        const theirs = withAnswers(openForm(form, { now, seed: 's' }), state.answers);
        expect(theirs.cells).toEqual(state.cells);
      }),
      { numRuns: 700 },
    );
  }, 60_000);
});
