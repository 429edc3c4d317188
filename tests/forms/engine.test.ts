// The engine as people meet it: a conversation about paying bills, with conditions, sums, mistakes in the form and old answers.
import { describe, expect, test } from 'vitest';
import { fromTyped, readAnswer, type Answers } from '#forms/answers.ts';
import { flawOf, flawsOf, isComplete } from '#forms/check.ts';
import { isRelevant, resultOf, withAnswers } from '#forms/engine.ts';
import { firstOpenPage, nextPage, pagesOf, previousPage } from '#forms/pages.ts';
import type { Item } from '#forms/schema.ts';
import { Conversation, formOf } from './conversation.ts';

const bills = formOf([
  {
    name: 'pays',
    type: 'select_one',
    choices: [{ name: 'bank' }, { name: 'post' }, { name: 'family' }],
    required: true,
  },
  {
    name: 'bank_group',
    type: 'group',
    relevant: "${pays} = 'bank'",
    items: [
      { name: 'how_many', type: 'integer', required: true, constraint: '. >= 0 and . <= 50' },
      { name: 'per_bill', type: 'decimal', relevant: '${how_many} > 0' },
      {
        name: 'what',
        type: 'select_multiple',
        choices: [{ name: 'power' }, { name: 'water' }, { name: 'phone' }],
      },
      {
        name: 'which_phone',
        type: 'text',
        relevant: "selected(${what}, 'phone')",
        constraint: "regex(., '[A-Za-z ]+')",
      },
    ],
  },
  {
    name: 'fees',
    type: 'calculate',
    calculation: 'round(coalesce(${how_many}, 0) * coalesce(${per_bill}, 0), 2)',
  },
  { name: 'fees_note', type: 'note', relevant: '${fees} > 5' },
  { name: 'when', type: 'date', constraint: '. <= today()' },
]);

describe('a conversation about bills', () => {
  test('at the post office nothing is asked about the bank', () => {
    const talk = new Conversation(bills).says('pays', 'post');
    expect(talk.asked).toEqual(['pays', 'when']);
    expect(isComplete(talk.state)).toBe(true);
  });

  test('the bank brings its questions, and the phone one more', () => {
    const talk = new Conversation(bills).says('pays', 'bank');
    expect(talk.asked).toEqual(['pays', 'how_many', 'what', 'when']);
    talk.says('how_many', 4);
    expect(talk.asked).toContain('per_bill');
    talk.says('what', ['water', 'phone']);
    expect(talk.asked).toEqual(['pays', 'how_many', 'per_bill', 'what', 'which_phone', 'when']);
  });

  test('fees are added up and noted only when they are high', () => {
    const talk = new Conversation(bills)
      .says('pays', 'bank')
      .says('how_many', 4)
      .says('per_bill', 1.1);
    expect(talk.value('fees')).toBe(4.4);
    expect(talk.asked).not.toContain('fees_note');
    talk.says('per_bill', 1.5);
    expect(talk.value('fees')).toBe(6);
    expect(talk.asked).toContain('fees_note');
  });

  test('a change of mind hides answers and brings them back whole', () => {
    const talk = new Conversation(bills)
      .says('pays', 'bank')
      .says('how_many', 4)
      .says('per_bill', 2)
      .says('pays', 'family');
    expect(talk.asked).toEqual(['pays', 'when']);
    expect(talk.value('fees')).toBe(0);
    expect(resultOf(talk.state).values).toEqual({ pays: 'family', fees: 0 });
    talk.says('pays', 'bank');
    expect(talk.value('fees')).toBe(8);
    expect(resultOf(talk.state).values).toMatchObject({ how_many: 4, per_bill: 2 });
  });

  test('not wanting to answer is an answer, and what depends on it is not asked', () => {
    const talk = new Conversation(bills).says('pays', 'bank').declines('how_many');
    expect(isRelevant(talk.state, 'per_bill')).toBe(false);
    expect(flawOf(talk.state, 'how_many')).toBeUndefined();
    expect(resultOf(talk.state)).toMatchObject({
      refused: ['how_many'],
      dates: { how_many: '2026-03-25' },
    });
  });

  test('what does not fit is kept and named by code', () => {
    const talk = new Conversation(bills)
      .says('pays', 'bank')
      .says('how_many', fromTyped('integer', 'daudz'));
    expect(flawOf(talk.state, 'how_many')?.code).toBe('not-a-number');
    expect(talk.state.answers['how_many']).toMatchObject({ value: 'daudz' });
    talk.says('how_many', fromTyped('integer', '2,5'));
    expect(flawOf(talk.state, 'how_many')?.code).toBe('not-whole');
    talk.says('how_many', 51);
    expect(flawOf(talk.state, 'how_many')).toEqual({
      name: 'how_many',
      code: 'constraint',
      textKey: 'how_many.constraint',
    });
    talk.says('what', ['phone']).says('which_phone', '7');
    expect(flawOf(talk.state, 'which_phone')?.code).toBe('constraint');
    talk.says('when', '2026-03-26');
    expect(flawOf(talk.state, 'when')?.code).toBe('constraint');
    talk.says('when', '31.02.2026');
    expect(flawOf(talk.state, 'when')?.code).toBe('not-a-day');
    talk.says('pays', 'cash');
    expect(flawOf(talk.state, 'pays')?.code).toBe('unknown-choice');
    expect(flawsOf(talk.state).map((flaw) => flaw.name)).toEqual(['pays', 'when']);
  });

  test('what may not be written down about a person is noticed', () => {
    const form = formOf([{ name: 'wish', type: 'text' }]);
    const flaw = (words: string) =>
      flawOf(new Conversation(form).says('wish', words).state, 'wish');
    expect(flaw('Gribu rakstīt mazbērniem')).toBeUndefined();
    expect(flaw('Mans kods ir 010150-12345')).toMatchObject({
      code: 'private-data',
      found: { what: 'personal-code', found: '010150-12345' },
    });
  });

  test('an emptied required answer is asked for again', () => {
    const talk = new Conversation(bills)
      .says('pays', 'bank')
      .says('how_many', 3)
      .says('how_many', undefined);
    expect(flawOf(talk.state, 'how_many')).toMatchObject({
      code: 'required',
      textKey: 'how_many.required',
    });
    expect(firstOpenPage(talk.state)?.name).toBe('how_many');
    expect(isComplete(talk.state)).toBe(false);
  });

  test('forward and back step over what is not asked', () => {
    const talk = new Conversation(bills).says('pays', 'bank').says('how_many', 0);
    expect(nextPage(talk.state, 'how_many')?.name).toBe('what');
    expect(previousPage(talk.state, 'what')?.name).toBe('how_many');
    expect(previousPage(talk.state, 'pays')).toBeUndefined();
    expect(nextPage(talk.state, 'when')).toBeUndefined();
  });

  test('answers survive being stored and read back', () => {
    const talk = new Conversation(bills)
      .says('pays', 'bank')
      .says('what', ['power'])
      .declines('how_many');
    const stored = JSON.parse(JSON.stringify(talk.state.answers)) as Record<string, unknown>;
    const read = Object.entries(stored).map(([name, one]) => [name, readAnswer(one)] as const);
    const again = new Conversation(bills, Object.fromEntries(read) as Answers);
    expect(resultOf(again.state)).toEqual(resultOf(talk.state));
    expect(readAnswer(null)).toBeUndefined();
    expect(readAnswer({ value: 'x', at: 'yesterday' })).toBeUndefined();
  });
});

test('typed numbers are understood as people write them', () => {
  expect(
    ['1 234,5', '+3', '−2', ' 7 ', '1\u00A0000', '12 gadi', '1e5', ''].map((typed) =>
      fromTyped('decimal', typed),
    ),
  ).toEqual([1234.5, 3, -2, 7, 1000, '12 gadi', '1e5', '']);
});

describe('only what depends on an answer is worked out again', () => {
  const items: Item[] = [];
  for (let i = 0; i < 300; i += 1) {
    items.push({ name: `a${i}`, type: 'integer' });
    items.push({ name: `double${i}`, type: 'calculate', calculation: `\${a${i}} * 2` });
    items.push({
      name: `half${i}`,
      type: 'calculate',
      calculation: `if(\${double${i}} > 10, 1, 0)`,
    });
    items.push({ name: `b${i}`, type: 'text', relevant: `\${half${i}} = 1` });
  }
  items.push({
    name: 'all',
    type: 'calculate',
    calculation: `sum(${items
      .filter((one) => one.name.startsWith('half'))
      .map((one) => `\${${one.name}}`)
      .join(', ')})`,
  });
  const long = formOf(items);

  test('one of 1,201 questions touches the five below it', () => {
    const talk = new Conversation(long).says('a7', 3);
    expect(talk.state.recalculated).toEqual(['a7', 'double7', 'half7']);
    talk.says('a7', 30);
    expect(talk.state.recalculated.toSorted()).toEqual(['a7', 'all', 'b7', 'double7', 'half7']);
    expect(talk.value('all')).toBe(1);
  });

  test('the same answer again touches nothing else', () => {
    const talk = new Conversation(long).says('a7', 30).says('a7', 30);
    expect(talk.state.recalculated).toEqual(['a7']);
  });

  test('the state reached by answers is the state opened with them', () => {
    const talk = new Conversation(long);
    for (const i of [5, 250, 7, 5]) talk.says(`a${i}`, i * 3);
    expect(new Conversation(long, talk.state.answers).state.cells).toEqual(talk.state.cells);
  });

  test('answers that come from another tablet touch only what they change', () => {
    const talk = new Conversation(long).says('a7', 30).says('a9', 1);
    const theirs: Answers = { ...talk.state.answers, a9: { value: 40, at: '2026-03-25' } };
    const state = withAnswers(talk.state, theirs);
    expect(state.recalculated.toSorted()).toEqual(['a9', 'all', 'b9', 'double9', 'half9']);
    expect(state.cells).toEqual(new Conversation(long, theirs).state.cells);
    const { a7: _, ...without } = theirs;
    expect(withAnswers(state, without).cells).toEqual(new Conversation(long, without).state.cells);
  });

  test('order in the form does not matter', () => {
    const backwards = formOf([
      { name: 'c', type: 'calculate', calculation: '${b} + 1' },
      { name: 'b', type: 'calculate', calculation: '${a} + 1' },
      { name: 'a', type: 'integer' },
    ]);
    expect(new Conversation(backwards).says('a', 1).value('c')).toBe(3);
  });
});

describe('a form in a newer version', () => {
  test('answers come over by name; those with no place are kept aside', () => {
    const old: Answers = {
      pays: { value: 'bank', at: '2026-01-10' },
      what: { value: 'phone', at: '2026-01-10' },
      favourite_colour: { value: 'zaļa', at: '2026-01-10' },
    };
    const { state } = new Conversation(bills, old);
    expect(Object.keys(state.answers)).toEqual(['pays']);
    expect(state.strays).toEqual({
      what: { answer: old['what'], why: 'other-type' },
      favourite_colour: { answer: old['favourite_colour'], why: 'gone' },
    });
  });
});

describe('pages', () => {
  test('a group that stays together is one page', () => {
    const form = formOf([
      {
        name: 'home',
        type: 'group',
        together: true,
        items: [
          { name: 'rooms', type: 'integer' },
          {
            name: 'inner',
            type: 'group',
            items: [{ name: 'signal', type: 'text', relevant: '${rooms} > 0' }],
          },
        ],
      },
      { name: 'end', type: 'note' },
    ]);
    const talk = new Conversation(form);
    const questions = (): readonly (readonly string[])[] =>
      pagesOf(talk.state).map((page) => page.questions.map((one) => one.name));
    expect(questions()).toEqual([['rooms'], ['end']]);
    talk.says('rooms', 2);
    expect(questions()).toEqual([['rooms', 'signal'], ['end']]);
    expect(nextPage(talk.state, 'signal')?.name).toBe('end');
  });
});

test('a greeting is seen at the start, and not again after a break', () => {
  const talk = new Conversation(
    formOf([
      { name: 'hello', type: 'note' },
      { name: 'a', type: 'text' },
      { name: 'b', type: 'text' },
    ]),
  );
  expect(firstOpenPage(talk.state)?.name).toBe('hello');
  expect(firstOpenPage(talk.declines('a').state)?.name).toBe('b');
  expect(firstOpenPage(talk.says('b', 'x').state)).toBeUndefined();
});

test('a default counts until another answer is given', () => {
  const talk = new Conversation(
    formOf([
      { name: 'n', type: 'integer', default: 2 },
      { name: 'more', type: 'text', relevant: '${n} > 1' },
    ]),
  );
  expect(talk.asked).toEqual(['n', 'more']);
  expect(resultOf(talk.state).values).toEqual({ n: 2 });
  expect(talk.says('n', 1).asked).toEqual(['n']);
});
