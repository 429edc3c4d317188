// What the results say of answers: counts, ages, rounds, refusals; the same in any order; and nothing of fewer than five people.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openAggregate, type SurveyResult } from '#forms/results/aggregate.ts';
import type { PublishedTable, QuestionResult } from '#forms/results/publish.ts';
import { queryText, readQuery, roundOf, type ResultQuery } from '#forms/results/query.ts';
import type { StoredResponse } from '#forms/results/read-response.ts';
import { form, PLACES, responses, TODAY, VALID_DAYS } from './made.ts';

const query = (more: Partial<ResultQuery> = {}): ResultQuery => ({
  survey: 'made',
  rounds: 'month',
  today: TODAY,
  ...more,
});

function resultsOf(all: readonly StoredResponse[], asked = query()): SurveyResult {
  const opened = openAggregate(form, VALID_DAYS, asked);
  if (!opened.ok) throw new Error(opened.error.message);
  for (const one of all) opened.value.add(one);
  return opened.value.result();
}
const question = (result: SurveyResult, name: string): QuestionResult => {
  const found = result.questions.find((one) => one.name === name);
  if (!found) throw new Error(`no question ${name}`);
  return found;
};

let next = 0;
const answered = (
  answers: Record<string, unknown>,
  at = '2026-10-10',
  more: Partial<StoredResponse> = {},
): StoredResponse => ({
  id: `r${(next += 1)}`,
  place: PLACES[0],
  survey: 'made',
  formVersion: 2,
  startedAt: 0,
  completedAt: Date.parse(`${at}T10:00:00Z`),
  answers: Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [
      name,
      value === 'REFUSED' ? { refused: true, at } : { value, at },
    ]),
  ),
  ...more,
});
const times = (n: number, make: () => StoredResponse): StoredResponse[] =>
  Array.from({ length: n }, make);

describe('counts', () => {
  const all = [
    ...times(20, () => answered({ phone: 'smart', uses: ['bank', 'mail'] })),
    ...times(10, () => answered({ phone: 'button' })),
    ...times(6, () => answered({ phone: 'REFUSED' })),
    ...times(7, () => answered({ age: 70 })),
  ];

  test('each choice, refusals, those who left it out', () => {
    expect(question(resultsOf(all), 'phone')).toMatchObject({
      total: 43,
      answered: 30,
      refused: 6,
      missing: 7,
      notAsked: 0,
      stale: 0,
      choices: [
        { line: { name: 'smart' }, count: 20 },
        { line: { name: 'button' }, count: 10 },
        { line: { name: 'none' }, count: 0 },
      ],
    });
  });

  test('several answers count people, and who was not asked is told apart', () => {
    expect(question(resultsOf(all), 'uses')).toMatchObject({
      answered: 20,
      notAsked: 23,
      missing: 0,
      choices: [{ count: 20 }, { count: 20 }, { count: 0 }],
    });
  });

  test('numbers have median, mean, ends and bins', () => {
    const ages = [60, 62, 70, 70, 80, 84, 88, 90, 90, 91];
    const own = question(resultsOf(ages.map((age) => answered({ age }))), 'age');
    expect(own.measures).toEqual({ min: 60, median: 82, mean: 78.5, max: 91 });
    expect(own.bins?.map(({ from, to }) => [from, to])).toEqual([
      [60, 64],
      [65, 69],
      [70, 74],
      [75, 79],
      [80, 84],
      [85, 89],
      [90, 94],
    ]);
  });

  test('of repeats the instances are counted', () => {
    const two = { 'device/a/kind': 'tablet', 'device/b/kind': 'laptop', 'device/b/years': 3 };
    expect(question(resultsOf(times(6, () => answered(two))), 'kind')).toMatchObject({
      repeat: 'device',
      total: 12,
      choices: [{ count: 6 }, { count: 6 }],
    });
  });

  test('typed words and answers of other versions are one line without a name', () => {
    const own = question(
      resultsOf([
        ...times(5, () => answered({ phone: 'Annas tante' })),
        ...times(6, () => answered({ phone: 'none' })),
      ]),
      'phone',
    );
    expect(own.choices?.at(-1)).toEqual({ line: { is: 'unknown' }, count: 5 });
    expect(JSON.stringify(own)).not.toContain('Annas');
  });

  test('only what the query asks for counts: finished, survey, version, place, days', () => {
    const asked = query({
      versions: [2],
      places: [PLACES[0]],
      from: '2026-02-01',
      to: '2026-10-31',
    });
    const inside = times(6, () => answered({ phone: 'smart' }));
    const outside = [
      answered({ phone: 'smart' }, '2026-01-31'),
      answered({ phone: 'smart' }, '2026-11-01'),
      answered({ phone: 'smart' }, '2026-10-10', { survey: 'other' }),
      answered({ phone: 'smart' }, '2026-10-10', { formVersion: 1 }),
      answered({ phone: 'smart' }, '2026-10-10', { place: PLACES[1] }),
      answered({ phone: 'smart' }, '2026-10-10', { completedAt: null }),
    ];
    expect(resultsOf([...inside, ...outside], asked).responses).toBe(6);
  });
});

describe('time', () => {
  const old = times(8, () => answered({ phone: 'none' }, '2025-12-30'));
  const fresh = [
    ...times(9, () => answered({ phone: 'smart' }, '2026-09-01')),
    ...times(6, () => answered({ phone: 'button' }, '2026-10-01')),
  ];

  test('an answer older than the validity leaves the totals and is counted grey', () => {
    const result = resultsOf([...old, ...fresh]);
    expect(result).toMatchObject({ responses: 23, fresh: 15, stale: 8 });
    expect(question(result, 'phone')).toMatchObject({
      answered: 15,
      stale: 8,
      choices: [{ count: 9 }, { count: 6 }, { count: 0 }],
    });
  });

  test('an answer counts through its last valid day', () => {
    const last = times(5, () => answered({ phone: 'none' }, '2026-01-05'));
    expect(resultsOf(last).fresh).toBe(5);
    expect(resultsOf(last, query({ today: '2026-11-02' })).stale).toBe(5);
  });

  test('the trend shows rounds beside each other, old ones apart', () => {
    const own = question(resultsOf([...old, ...fresh], query({ rounds: 'quarter' })), 'phone');
    expect(own.trend?.columns).toEqual([
      { is: 'named', name: '2026-Q3' },
      { is: 'named', name: '2026-Q4' },
    ]);
    expect(own.trend?.rows.map(({ counts }) => counts)).toEqual([
      [9, 0],
      [0, 6],
      [0, 0],
      [0, 0],
    ]);
    expect(own.staleTrend?.columns).toEqual([{ is: 'named', name: '2025-Q4' }]);
  });

  test('rounds are months, quarters, years, or the days as they were', () => {
    expect(roundOf('2026-05-03', 'month')).toBe('2026-05');
    expect(roundOf('2026-05-03', 'quarter')).toBe('2026-Q2');
    expect(roundOf('2026-05-03', 'year')).toBe('2026');
    const held = [{ from: '2026-05-01', to: '2026-05-31' }];
    expect(roundOf('2026-05-31', held)).toBe('2026-05-01..2026-05-31');
    expect(roundOf('2026-06-01', held)).toBe('');
  });
});

test('the order in which responses come changes nothing', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(
      responses(60).chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
      ),
      ([all, other]) => {
        const asked = query({ cross: 'helper' });
        expect(resultsOf(other, asked)).toEqual(resultsOf(all, asked));
      },
    ),
    { numRuns: 30 },
  );
});

describe('the query', () => {
  test('comes back from an address as it went in', () => {
    const asked = query({
      versions: [1, 2],
      places: [PLACES[0]],
      from: '2026-01-01',
      to: '2026-12-31',
      questions: ['phone'],
      cross: 'helper',
      rounds: [{ from: '2026-01-01', to: '2026-03-31' }],
    });
    const params = Object.fromEntries(
      queryText(asked)
        .split('&')
        .map((one) => one.split('=').map(decodeURIComponent)),
    );
    expect(readQuery('made', params, '2020-01-01')).toEqual({ ok: true, value: asked });
  });

  test.each([
    [{ from: '2026-13-01' }, 'from'],
    [{ rounds: 'week' }, 'rounds'],
    [{ rounds: '2026-02-01..2026-01-01' }, 'rounds'],
    [{ versions: 'x' }, 'versions'],
  ])('%j is refused by name', (asked, path) => {
    expect(readQuery('made', asked as unknown as Record<string, string>, TODAY)).toMatchObject({
      ok: false,
      error: { path },
    });
  });

  test('a question that is not there, or one that parts nothing, is refused', () => {
    expect(openAggregate(form, 1, query({ questions: ['nothing'] }))).toMatchObject({
      error: { path: 'questions' },
    });
    expect(openAggregate(form, 1, query({ cross: 'age' }))).toMatchObject({
      error: { path: 'cross' },
    });
  });
});

describe('fewer than five', () => {
  test('with fewer than five responses nothing is said', () => {
    const result = resultsOf(
      times(4, () => answered({ phone: 'smart', wish: 'Palīdzēt ar telefonu', age: 71 })),
    );
    expect(result).toMatchObject({ responses: null, fresh: null, stale: null });
    expect(result.questions.every(({ withheld }) => withheld)).toBe(true);
    expect(JSON.stringify(result.questions)).not.toMatch(/Palīdzēt|71/);
  });

  /**
   * Everything printed about two questions and the rounds as sums over kinds of people (one answer, the other answer, round), and every
   * count of one to four people that must not follow from it. What is printed as 0 has nobody in it.
   */
  function leaks(all: readonly StoredResponse[], result: SurveyResult): string[] {
    const kindsOf = (one: StoredResponse, name: string): string => {
      const given = one.answers?.[name] as { value?: string; refused?: true } | null | undefined;
      return given?.value ?? (given?.refused ? '-refused' : '-missing');
    };
    const people = all.map((one) => ({
      phone: kindsOf(one, 'phone'),
      helper: kindsOf(one, 'helper'),
      round: new Date(one.completedAt!).toISOString().slice(0, 7),
    }));
    type Person = (typeof people)[number];
    const key = ({ phone, helper, round }: Person): string => [phone, helper, round].join();
    const every = <K extends keyof Person>(field: K, more: string[]): string[] => [
      ...new Set([...people.map((one) => one[field]), ...more]),
    ];
    const none = ['-refused', '-missing'];
    const atoms = every('phone', ['smart', 'button', 'none', ...none]).flatMap((phone) =>
      every('helper', ['family', 'library', ...none]).flatMap((helper) =>
        every('round', []).map((round): Person => ({ phone, helper, round })),
      ),
    );
    const size = new Map(
      atoms.map((atom) => [key(atom), people.filter((one) => key(one) === key(atom)).length]),
    );
    type Fact = { name: string; of: (atom: Person) => boolean; shown: number | null };
    const facts: Fact[] = [{ name: 'responses', of: () => true, shown: result.responses }];
    const isNamed = (name: string): boolean => !name.startsWith('-');
    for (const field of ['phone', 'helper'] as const) {
      const own = question(result, field);
      facts.push({
        name: `${field} answered`,
        of: (atom) => isNamed(atom[field]),
        shown: own.answered,
      });
      facts.push({
        name: `${field} refused`,
        of: (atom) => atom[field] === '-refused',
        shown: own.refused,
      });
      facts.push({
        name: `${field} missing`,
        of: (atom) => atom[field] === '-missing',
        shown: own.missing,
      });
      for (const { line, count } of own.choices ?? [])
        facts.push({
          name: `${field} ${JSON.stringify(line)}`,
          of: (atom) => line.is === 'named' && atom[field] === line.name,
          shown: count,
        });
      const addTable = (table: PublishedTable | null | undefined, by: 'helper' | 'round'): void => {
        if (!table) return;
        const inLine = (
          lines: readonly PublishedTable['columns'][number][],
          line: PublishedTable['columns'][number],
          name: string,
        ): boolean => {
          if (line.is === 'named') return line.name === name;
          const alone = lines.some((one) => one.is === 'named' && one.name === name);
          const rest = lines.some((one) => one.is === 'rest') && !isNamed(name);
          return line.is === 'rest' ? rest : !alone && !rest;
        };
        const rowLines = table.rows.map(({ line }) => line);
        for (const { line, counts } of table.rows)
          for (const [c, shown] of counts.entries())
            facts.push({
              name: `${field} ${JSON.stringify(line)} by ${by} ${JSON.stringify(table.columns[c])}`,
              of: (atom) =>
                inLine(rowLines, line, atom[field]) &&
                inLine(table.columns, table.columns[c]!, atom[by]),
              shown,
            });
      };
      addTable(own.trend, 'round');
      if (field === 'phone') addTable(own.cross, 'helper');
    }
    const truth = (fact: Fact): number =>
      atoms.filter(fact.of).reduce((n, atom) => n + size.get(key(atom))!, 0);
    const faults = facts
      .filter((fact) => fact.shown !== null && fact.shown !== truth(fact))
      .map(({ name }) => `wrong: ${name}`);
    const living = atoms.filter((atom) => !facts.some((fact) => fact.shown === 0 && fact.of(atom)));
    const vector = (fact: Fact): number[] => living.map((atom) => (fact.of(atom) ? 1 : 0));
    // Rows of the printed facts, each reduced by those before it: what they span is what can be worked out.
    const basis: { at: number; row: number[] }[] = [];
    const reduced = (row: number[]): number[] => {
      const left = [...row];
      for (const { at, row: by } of basis) {
        const times = left[at]!;
        if (times !== 0)
          for (let i = 0; i < left.length; i += 1) left[i] = left[i]! - times * by[i]!;
      }
      return left.map((one) => (Math.abs(one) < 1e-9 ? 0 : one));
    };
    for (const fact of facts) {
      if (fact.shown === null) continue;
      const left = reduced(vector(fact));
      const at = left.findIndex((one) => one !== 0);
      if (at < 0) continue;
      const row = left.map((one) => one / left[at]!);
      for (const before of basis) {
        const times = before.row[at]!;
        before.row = before.row.map((one, i) => one - times * row[i]!);
      }
      basis.push({ at, row });
    }
    for (const fact of facts) {
      const count = truth(fact);
      if (count === 0 || count > 4) continue;
      if (fact.shown !== null) faults.push(`shown: ${fact.name}`);
      else if (reduced(vector(fact)).every((one) => one === 0))
        faults.push(`follows: ${fact.name}`);
    }
    return faults;
  }

  test(
    'no count of one to four people follows from all that is printed: distributions, cross-table, trend',
    { timeout: 60_000 },
    () => {
      const person = fc.record({
        phone: fc.constantFrom(
          'smart',
          'smart',
          'smart',
          'smart',
          'button',
          'button',
          'none',
          'REFUSED',
          undefined,
        ),
        helper: fc.constantFrom(
          'family',
          'family',
          'family',
          'library',
          'library',
          'REFUSED',
          undefined,
        ),
        at: fc.constantFrom('2026-08-01', '2026-09-01', '2026-09-02', '2026-10-01'),
      });
      const crowd = fc.oneof(
        fc.array(person, { maxLength: 40 }),
        fc.array(person, { minLength: 60, maxLength: 200 }),
      );
      let tables = 0;
      fc.assert(
        fc.property(crowd, (people) => {
          const all = people.map(({ at, ...answers }) =>
            answered(
              Object.fromEntries(
                Object.entries({ ...answers, age: 70 }).filter(([, value]) => value !== undefined),
              ),
              at,
            ),
          );
          const result = resultsOf(all, query({ cross: 'helper' }));
          const own = question(result, 'phone');
          if (own.cross) tables += 1;
          if (own.withheld || question(result, 'helper').withheld) return;
          expect(leaks(all, result)).toEqual([]);
        }),
        { numRuns: 150 },
      );
      expect(tables).toBeGreaterThan(30);
    },
  );
});
