// Made-up answerings for the tests of results: one form with every kind of counting, responses drawn by fast-check or by a seed.
import fc from 'fast-check';
import type { Form } from '#forms/schema.ts';
import type { StoredResponse } from '#forms/results/read-response.ts';

export const TODAY = '2026-11-01';
export const VALID_DAYS = 300;
export const PLACES = [
  '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e0f',
  '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e11',
] as const;

const named = (...names: string[]): { name: string }[] => names.map((name) => ({ name }));

export const form: Form = {
  format: 1,
  version: 2,
  items: [
    { name: 'phone', type: 'select_one', choices: named('smart', 'button', 'none') },
    { name: 'age', type: 'integer' },
    {
      name: 'home',
      type: 'group',
      items: [
        {
          name: 'uses',
          type: 'select_multiple',
          choices: named('bank', 'mail', 'news'),
          relevant: "${phone} = 'smart'",
        },
        { name: 'wish', type: 'text' },
        { name: 'spot', type: 'geopoint' },
      ],
    },
    { name: 'helper', type: 'select_one', choices: named('family', 'library') },
    { name: 'double', type: 'calculate', calculation: '${age} * 2' },
    {
      name: 'device',
      type: 'repeat',
      items: [
        { name: 'kind', type: 'select_one', choices: named('tablet', 'laptop') },
        { name: 'years', type: 'integer' },
      ],
    },
  ],
};

const day = fc.constantFrom('2025-11-20', '2026-01-10', '2026-01-12', '2026-05-03', '2026-09-30');
const or = <T>(value: fc.Arbitrary<T>, at: string): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 8, arbitrary: value.map((one) => ({ value: one, at })) },
    { weight: 1, arbitrary: fc.constant({ refused: true, at }) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
/** Texts that break careless files: quotes, separators, line ends, formulas, marks. */
const words = fc.oneof(
  fc.constantFrom(
    '=1+1',
    '-5 eiro',
    '"labi", teica',
    'rinda\nrinda',
    'a;b,c',
    '  ',
    '<b>&amp;',
    'ē ж 😀',
    '@x',
    '_x0041_',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
);

const response = day.chain((at) =>
  fc
    .record({
      phone: or(fc.constantFrom('smart', 'smart', 'smart', 'button', 'none', 'typed words'), at),
      age: or(fc.oneof(fc.integer({ min: 55, max: 95 }), fc.constant('ap 70')), at),
      uses: or(fc.subarray(['bank', 'mail', 'news'], { minLength: 1 }), at),
      wish: or(words, at),
      spot: or(fc.constant('56.65 23.71 10 4.5'), at),
      helper: or(fc.constantFrom('family', 'library'), at),
      devices: fc.array(
        fc.tuple(or(fc.constantFrom('tablet', 'laptop'), at), or(fc.nat({ max: 20 }), at)),
        {
          maxLength: 3,
        },
      ),
    })
    .map(({ devices, ...answers }): Record<string, unknown> => ({
      ...answers,
      ...Object.fromEntries(
        devices.flatMap(([kind, years], i) => [
          [`device/d${i}/kind`, kind],
          [`device/d${i}/years`, years],
        ]),
      ),
    }))
    .map((answers) => ({ at, answers })),
);

/** Answerings of one survey at two places over a year. */
export const responses = (most: number): fc.Arbitrary<StoredResponse[]> =>
  fc
    .array(fc.tuple(response, fc.constantFrom(...PLACES), fc.integer({ min: 1, max: 2 })), {
      maxLength: most,
    })
    .map((all) =>
      all.map(([{ at, answers }, place, formVersion], i) => ({
        id: `0192f0c4-0000-7000-8000-${String(i).padStart(12, '0')}`,
        place,
        survey: 'made',
        formVersion,
        startedAt: Date.parse(`${at}T09:00:00Z`),
        completedAt: Date.parse(`${at}T09:10:00Z`),
        answers,
      })),
    );
