// Conditions and checks as they are chosen and as expressions: what one makes, the other reads back; what can't be chosen is left alone.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExpression } from '#forms/parse.ts';
import {
  type Condition,
  conditionIn,
  conditionText,
  type Operand,
  orders,
  type Test,
} from '#features/desk/survey-condition.ts';
import { type Rule, ruleIn, ruleText } from '#features/desk/survey-rule.ts';

const name = fc.stringMatching(/^[A-Za-z_][\w-]{0,11}$/);
const words = fc
  .string({ minLength: 1, maxLength: 20 })
  .filter((text) => !(text.includes("'") && text.includes('"')));
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const number = fc.oneof(
  fc.integer(),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((value) => !String(value).includes('e')),
);
const operand: fc.Arbitrary<Operand> = fc.oneof(
  words.map((value) => ({ is: 'text' as const, value })),
  number
    .filter((value) => !Object.is(value, -0))
    .map((value) => ({ is: 'number' as const, value })),
  day.map((value) => ({ is: 'day' as const, value })),
);
const test: fc.Arbitrary<Test> = fc.oneof(
  fc.record({ name, compare: fc.constantFrom(...orders), value: operand }),
  fc.record({
    name,
    compare: fc.constantFrom('chosen' as const, 'notChosen' as const),
    value: words,
  }),
  fc.record({ name, compare: fc.constantFrom('answered' as const, 'unanswered' as const) }),
);
const condition: fc.Arbitrary<Condition> = fc
  .record({
    join: fc.constantFrom('and' as const, 'or' as const),
    tests: fc.array(test, { minLength: 1, maxLength: 6 }),
  })
  // One test alone is neither all nor any of them.
  .map(({ join, tests }) => ({ join: tests.length === 1 ? 'and' : join, tests }));
const rule: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({ is: fc.constant('between' as const), low: operand, high: operand }),
  fc.record({
    is: fc.constantFrom('below' as const, 'atMost' as const, 'above' as const, 'atLeast' as const),
    value: operand,
  }),
  fc.record({ is: fc.constantFrom('longest' as const, 'most' as const), value: fc.nat() }),
  words.map((pattern) => ({ is: 'pattern' as const, pattern })),
  fc.record({ is: fc.constantFrom('notFuture' as const, 'notPast' as const) }),
);

/** The tree without places: what an expression says, however it is written. */
const meaning = (source: string): unknown => {
  const read = parseExpression(source);
  return read.ok
    ? JSON.parse(JSON.stringify(read.value, (key, value: unknown) => (key === 'at' ? 0 : value)))
    : read.error;
};

describe('a condition', () => {
  it('reads back as it was chosen', () => {
    fc.assert(
      fc.property(condition, (chosen) => {
        const text = conditionText(chosen);
        expect(text).toBeDefined();
        expect(conditionIn(text ?? '')).toEqual(chosen);
      }),
    );
  });

  it('means the same when it is read from an expression and written again', () => {
    const sources = [
      "${a}='yes'",
      '${age} >= 18 and ${age} < 65 and ${sex} != "m"',
      "selected(${likes}, 'tea') or not( selected(${likes},'milk') )",
      "${born} < date('1960-01-01')",
      "${t} = -3.50 or ${u} != ''",
    ];
    for (const source of sources) {
      const read = conditionIn(source);
      expect(read, source).toBeDefined();
      expect(meaning(conditionText(read as Condition) ?? ''), source).toEqual(meaning(source));
    }
  });

  it('is none where it can not be chosen, so that the text stays', () => {
    for (const source of [
      '',
      '${a} = ',
      '${a} = ${b}',
      '${a} + 1 > 3',
      "${a} = '1' and ${b} = '2' or ${c} = '3'",
      "${a} = '1' and (${b} = '2' or ${c} = '3')",
      '18 <= ${age}',
      "not(${a} = 'x')",
      'count-selected(${likes}) > 1',
      '${born} < today()',
      'selected(${a}, ${b})',
      "${a} < ''",
    ])
      expect(conditionIn(source), source).toBeUndefined();
  });

  it('of any expression keeps its meaning or is none', () => {
    const tree: fc.Arbitrary<string> = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        name.map((one) => `\${${one}}`),
        number.map(String),
        words.map((one) => (one.includes("'") ? `"${one}"` : `'${one}'`)),
        fc
          .tuple(tie('tree'), fc.constantFrom('=', '!=', '<', '>=', 'and', 'or', '+'), tie('tree'))
          .map((parts) => parts.join(' ')),
        tie('tree').map((one) => `(${one})`),
        tie('tree').map((one) => `not(${one})`),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `selected(${a}, ${b})`),
      ),
    })).tree;
    fc.assert(
      fc.property(tree, (source) => {
        const read = conditionIn(source);
        if (read === undefined) return;
        expect(meaning(conditionText(read) ?? '')).toEqual(meaning(source));
      }),
    );
  });

  it('is not written while a value is missing or can not be written', () => {
    const lacks: readonly Test[] = [
      { name: 'a', compare: 'equal', value: { is: 'text', value: '' } },
      { name: 'a', compare: 'above', value: { is: 'number', value: Number.NaN } },
      { name: 'a', compare: 'above', value: { is: 'number', value: 1e21 } },
      { name: 'a', compare: 'equal', value: { is: 'day', value: '' } },
      { name: 'a', compare: 'equal', value: { is: 'text', value: `'"` } },
      { name: 'a', compare: 'chosen', value: '' },
    ];
    for (const one of lacks) expect(conditionText({ join: 'and', tests: [one] })).toBeUndefined();
    expect(conditionText({ join: 'and', tests: [] })).toBeUndefined();
  });
});

describe('a check', () => {
  it('reads back as it was chosen', () => {
    fc.assert(
      fc.property(rule, (chosen) => {
        const text = ruleText(chosen);
        expect(text).toBeDefined();
        expect(ruleIn(text ?? '')).toEqual(chosen);
      }),
    );
  });

  it('means the same when it is read from an expression and written again', () => {
    for (const source of [
      '.>=0 and .<=200',
      '. <= today()',
      'regex(., "^[A-Z]+$")',
      'string-length( . ) <= 10',
      'count-selected(.)<=3',
      ". > date('2020-02-29')",
    ]) {
      const read = ruleIn(source);
      expect(read, source).toBeDefined();
      expect(meaning(ruleText(read as Rule) ?? ''), source).toEqual(meaning(source));
    }
  });

  it('is none where it can not be chosen', () => {
    for (const source of [
      '',
      '. >= ${a}',
      '. = 3',
      '. > 0 and . < 5 and . != 3',
      "not(selected(., 'x'))",
      '. <= 5 and . >= 1',
    ])
      expect(ruleIn(source), source).toBeUndefined();
  });
});
