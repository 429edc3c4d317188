// Forms with mistakes in them: each mistake is named, and people can go on answering.
import { describe, expect, test } from 'vitest';
import { isComplete } from '#forms/check.ts';
import { answer, openForm, problemsOf, refuse } from '#forms/engine.ts';
import type { Item } from '#forms/schema.ts';
import { Conversation, formOf, now } from './conversation.ts';

describe('when the form itself is wrong', () => {
  const broken = formOf([
    { name: 'a', type: 'integer', relevant: '${b} >', constraint: 'wisdom(.)' },
    { name: 'b', type: 'text', constraint: "regex(., '(')", required: '${nobody} = 1' },
    { name: 'c', type: 'calculate', calculation: 'if(1, 2)' },
    { name: 'd', type: 'text', constraint: 'regex(., ${b})' },
  ]);

  test('each mistake is named with its question, part and place', () => {
    const { state } = new Conversation(broken);
    expect(
      problemsOf(state).map(({ name, part, code, found }) => [name, part, code, found]),
    ).toEqual([
      ['a', 'relevant', 'unclosed', ''],
      ['a', 'constraint', 'unknown-function', 'wisdom'],
      ['b', 'required', 'unknown-name', 'nobody'],
      ['b', 'constraint', 'pattern', '('],
      ['c', 'calculation', 'wrong-count', 'if'],
    ]);
  });

  test('the questions stay usable', () => {
    const talk = new Conversation(broken).says('a', 5).says('b', '(').says('d', 'x');
    expect(talk.asked).toEqual(['a', 'b', 'd']);
    expect(isComplete(talk.state)).toBe(true);
    expect(talk.value('c')).toBe('');
  });

  test('questions that need each other in a ring are all asked, and the ring is shown', () => {
    const ring = formOf([
      { name: 'a', type: 'text', relevant: "${b} != ''" },
      { name: 'b', type: 'text', relevant: "${c} != ''" },
      { name: 'c', type: 'text', relevant: "${a} != ''" },
      { name: 'd', type: 'text', relevant: "${a} != ''" },
    ]);
    const talk = new Conversation(ring);
    const cycle = problemsOf(talk.state).filter((one) => one.code === 'cycle');
    expect(cycle.map((one) => one.name).toSorted()).toEqual(['a', 'b', 'c']);
    expect(cycle[0]?.found.split(' → ')).toHaveLength(4);
    expect(talk.asked).toEqual(['a', 'b', 'c']);
    expect(talk.says('a', 'x').asked).toContain('d');
  });

  test.each<[string, readonly Item[], readonly string[]]>([
    ['itself', [{ name: 'a', type: 'calculate', calculation: '${a} + 1' }], ['a']],
    ['its own relevance', [{ name: 'a', type: 'text', relevant: ". = 'x'" }], ['a']],
    [
      'a question inside itself',
      [
        {
          name: 'g',
          type: 'group',
          relevant: '${a} = 1',
          items: [{ name: 'a', type: 'integer', relevant: '${z} = 1' }],
        },
        { name: 'z', type: 'integer', default: 1 },
      ],
      ['g'],
    ],
    [
      'another sum',
      [
        { name: 'a', type: 'calculate', calculation: '${b} + 1' },
        { name: 'b', type: 'calculate', calculation: '${a} + 1' },
      ],
      ['a', 'b'],
    ],
  ])('a ring through %s', (_, items, names) => {
    const { state } = new Conversation(formOf(items));
    expect(problemsOf(state).map((one) => [one.code, one.name])).toEqual(
      names.map((name) => ['cycle', name]),
    );
  });

  test('a ring through triggers ends', () => {
    const form = formOf([
      { name: 'a', type: 'integer', calculation: '${b}', trigger: ['b'] },
      { name: 'b', type: 'integer', calculation: '${a}', trigger: ['a'] },
    ]);
    const { state } = new Conversation(form);
    expect(problemsOf(state).map((one) => one.code)).toEqual(['cycle', 'cycle']);
  });

  test('a healthy condition inside a ringed group is kept', () => {
    const form = formOf([
      {
        name: 'g',
        type: 'group',
        relevant: '${a} = 1',
        items: [{ name: 'a', type: 'integer', relevant: '${z} = 1' }],
      },
      { name: 'z', type: 'integer' },
    ]);
    expect(new Conversation(form).asked).toEqual(['z']);
    expect(new Conversation(form).says('z', 1).asked).toEqual(['a', 'z']);
  });

  test('a calculation may look at its own last value', () => {
    const form = formOf([
      { name: 'n', type: 'integer' },
      { name: 'most', type: 'calculate', calculation: "if(. = '' or ${n} > ., ${n}, .)" },
    ]);
    expect(new Conversation(form).says('n', 3).says('n', 9).says('n', 4).value('most')).toBe(9);
  });

  test('misuse is answered, not thrown', () => {
    const form = formOf([
      { name: 'how_many', type: 'integer' },
      { name: 'what', type: 'select_multiple', choices: [{ name: 'phone' }] },
      { name: 'fees', type: 'calculate', calculation: '${how_many} * 2' },
      { name: 'fees_note', type: 'note' },
    ]);
    const state = openForm(form, { now });
    const code = (given: ReturnType<typeof answer>): string => (given.ok ? 'ok' : given.error.code);
    expect(code(answer(state, 'nobody', 'x'))).toBe('unknown-question');
    expect(code(answer(state, 'fees', 1))).toBe('takes-no-answer');
    expect(code(answer(state, 'what', 'phone'))).toBe('wrong-shape');
    expect(code(answer(state, 'how_many', Number.NaN))).toBe('wrong-shape');
    expect(code(refuse(state, 'fees_note'))).toBe('takes-no-answer');
    const must = formOf([
      { name: 'consent', type: 'select_one', choices: [{ name: 'yes' }], refuse: false },
    ]);
    expect(code(refuse(openForm(must, { now }), 'consent'))).toBe('refusal-not-offered');
  });
});
