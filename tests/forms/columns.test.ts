// What further columns of XLSForm do: triggers, dynamic defaults, read-only, choice filters, and what each type takes for an answer.
import { describe, expect, test } from 'vitest';
import type { AnswerValue } from '#forms/answers.ts';
import { flawOf } from '#forms/check.ts';
import { choicesFor } from '#forms/choices.ts';
import {
  answer,
  currentValue,
  openForm,
  problemsOf,
  resultOf,
  withAnswers,
} from '#forms/engine.ts';
import { pagesOf } from '#forms/pages.ts';
import { addInstance } from '#forms/repeats.ts';
import { readForm, type Item, type Question } from '#forms/schema.ts';
import { Conversation, formOf, now } from './conversation.ts';

describe('a dynamic default', () => {
  const form = formOf([
    { name: 'a', type: 'integer' },
    { name: 'day', type: 'date', dynamicDefault: 'today()' },
    { name: 'double', type: 'integer', dynamicDefault: '${a} * 2' },
    {
      name: 'people',
      type: 'repeat',
      items: [
        { name: 'number', type: 'integer', dynamicDefault: 'position(..) + coalesce(${a}, 0)' },
      ],
    },
  ]);
  test('is worked out when the form opens, and to be stored', () => {
    const { state } = new Conversation(form);
    expect(currentValue(state, 'day')).toBe('2026-03-25');
    expect(state.changed).toEqual(['day', 'double']);
    expect(resultOf(state).values).toEqual({ day: '2026-03-25' });
  });
  test('stays when what it came from changes, is reopened or emptied', () => {
    const talk = new Conversation(form).says('a', 4);
    expect(talk.state.changed).toEqual(['a']);
    expect(talk.value('double')).toBe('');
    expect(new Conversation(form, talk.state.answers).value('double')).toBe('');
    talk.says('day', undefined);
    expect(talk.value('day')).toBe('');
    expect(new Conversation(form, talk.state.answers).value('day')).toBe('');
  });
  test('in a repeat it is worked out when the instance is made', () => {
    const talk = new Conversation(form).says('a', 10);
    const one = addInstance(talk.state, 'people', 'x');
    if (!one.ok) throw new Error(one.error.code);
    expect(one.value.changed).toEqual(['people/x', 'people/x/number']);
    expect(currentValue(one.value, 'people/x/number')).toBe(11);
    const later = answer(one.value, 'a', 20);
    expect(later.ok && currentValue(later.value, 'people/x/number')).toBe(11);
  });
});

describe('a trigger', () => {
  const form = formOf([
    { name: 'price', type: 'decimal' },
    { name: 'place', type: 'text' },
    { name: 'asked', type: 'calculate', calculation: '${price} * 2', trigger: ['place'] },
    { name: 'note', type: 'text', calculation: "concat('at ', ${place})", trigger: ['place'] },
    { name: 'first', type: 'calculate', calculation: 'once(${place})' },
  ]);
  test('lets the calculation work only when its answer changes', () => {
    const talk = new Conversation(form).says('price', 5);
    expect(talk.value('asked')).toBe('');
    talk.says('place', 'Cesvaine');
    expect(talk.value('asked')).toBe(10);
    expect(talk.state.changed.toSorted()).toEqual(['asked', 'first', 'note', 'place']);
    expect(talk.says('price', 7).value('asked')).toBe(10);
    expect(talk.says('place', 'Cesvaine').value('asked')).toBe(10);
    expect(talk.says('place', 'Madona').value('asked')).toBe(14);
  });
  test('overwrites what was typed, as ODK does', () => {
    const talk = new Conversation(form).says('note', 'mine').says('place', 'Madona');
    expect(talk.value('note')).toBe('at Madona');
    expect(talk.says('note', 'mine again').value('note')).toBe('mine again');
  });
  test('fires neither on opening nor for answers from another tablet', () => {
    const talk = new Conversation(form).says('price', 5).says('place', 'Cesvaine').says('price', 9);
    const again = new Conversation(form, talk.state.answers);
    expect(again.state.cells).toEqual(talk.state.cells);
    const { asked: _, ...without } = talk.state.answers;
    expect(currentValue(withAnswers(talk.state, without), 'asked')).toBe('');
  });
  test('once() keeps the first', () =>
    expect(new Conversation(form).says('place', 'A').says('place', 'B').value('first')).toBe('A'));
});

test('what is read only is shown, counts, and takes no answer', () => {
  const form = formOf([
    { name: 'a', type: 'integer', default: 3 },
    { name: 'sum', type: 'integer', readOnly: true, required: true, calculation: '${a} + 1' },
    { name: 'secret', type: 'hidden', default: 'x' },
  ]);
  const { state } = new Conversation(form);
  expect(pagesOf(state).map((page) => page.name)).toEqual(['a', 'sum']);
  expect(answer(state, 'sum', 4)).toMatchObject({ ok: false, error: { code: 'takes-no-answer' } });
  expect(flawOf(state, 'sum')).toBeUndefined();
  expect(resultOf(state).values).toEqual({ a: 3, sum: 4, secret: 'x' });
});

describe('answers of each type', () => {
  const flaw = (
    question: Partial<Question> & Pick<Question, 'type'>,
    value: AnswerValue,
  ): string | undefined => {
    const item = { name: 'q', ...question } as Item;
    return flawOf(new Conversation(formOf([item])).says('q', value).state, 'q')?.code;
  };
  const ranked = { type: 'rank', choices: [{ name: 'a' }, { name: 'b' }] } as const;
  const scale = { type: 'range', parameters: { start: '0', end: '1', step: '0.1' } } as const;
  test.each<[Partial<Question> & Pick<Question, 'type'>, AnswerValue, string | undefined]>([
    [{ type: 'time' }, '14:30', undefined],
    [{ type: 'time' }, '14:30:05.000+02:00', undefined],
    [{ type: 'time' }, '24:30', 'not-a-time'],
    [{ type: 'datetime' }, '2026-03-25T14:30:00.000+02:00', undefined],
    [{ type: 'datetime' }, '2026-02-30T14:30', 'not-a-moment'],
    [{ type: 'datetime' }, '2026-02-20', 'not-a-moment'],
    [{ type: 'geopoint' }, '56.95 24.1 0 4.5', undefined],
    [{ type: 'geopoint' }, '56.95', 'not-a-place'],
    [{ type: 'geopoint' }, '95 24', 'not-a-place'],
    [{ type: 'geopoint' }, '56 24;57 25', 'not-a-place'],
    [{ type: 'range' }, 10, undefined],
    [{ type: 'range' }, 11, 'out-of-range'],
    [{ type: 'range' }, 'x', 'not-a-number'],
    [scale, 0.7, undefined],
    [scale, 0.75, 'out-of-range'],
    [scale, -0.1, 'out-of-range'],
    [{ type: 'range', parameters: { start: '10', end: '1', step: '-3' } }, 7, undefined],
    [{ type: 'acknowledge' }, 'OK', undefined],
    [{ type: 'acknowledge' }, 'yes', 'unknown-choice'],
    [ranked, ['b', 'a'], undefined],
    [ranked, ['b'], 'not-ranked'],
    [ranked, ['b', 'b'], 'not-ranked'],
    [ranked, ['b', 'c'], 'unknown-choice'],
    [{ type: 'barcode' }, '4750000000005', undefined],
    [{ type: 'image' }, 'photo.jpg', undefined],
  ])('%j: %j is %s', (question, value, expected) => expect(flaw(question, value)).toBe(expected));
  test('a constraint and "required" hold for them too', () => {
    const form = formOf([
      { name: 't', type: 'time', constraint: 'decimal-time(.) > 0.5', required: true },
      { name: 'ok', type: 'acknowledge', required: true },
    ]);
    const talk = new Conversation(form);
    expect(flawOf(talk.state, 'ok')?.code).toBe('required');
    expect(flawOf(talk.says('t', '09:00').state, 't')?.code).toBe('constraint');
  });
});

describe('choices', () => {
  const form = formOf(
    [
      { name: 'region', type: 'select_one', choices: 'regions' },
      { name: 'town', type: 'select_one', choices: 'towns', choiceFilter: 'region = ${region}' },
      {
        name: 'big',
        type: 'select_multiple',
        choices: 'towns',
        choiceFilter: 'region = ${region} and people > 5',
      },
      {
        name: 'odd',
        type: 'select_one',
        choices: 'towns',
        choiceFilter: "name = 'riga' or position() = 2",
      },
      { name: 'broken', type: 'select_one', choices: 'towns', choiceFilter: 'region = ' },
      {
        name: 'village',
        type: 'select_one',
        choices: 'villages',
        choiceFilter: "parish = ${town} and starts-with(title, 'K')",
        parameters: { value: 'code', label: 'title' },
      },
      {
        name: 'mixed',
        type: 'select_one',
        choices: 'towns',
        parameters: { randomize: 'true', seed: '42' },
      },
      {
        name: 'by_chance',
        type: 'select_one',
        choices: 'towns',
        parameters: { randomize: 'true' },
      },
      { name: 'shown', type: 'calculate', calculation: "jr:choice-name(${village}, '${village}')" },
    ],
    {
      lists: {
        regions: [{ name: 'r' }, { name: 'v' }],
        towns: [
          { name: 'riga', columns: { region: 'r', people: '600' } },
          { name: 'ogre', columns: { region: 'r', people: '4' } },
          { name: 'cesis', columns: { region: 'v', people: '15' } },
        ],
      },
      tables: {
        villages: {
          columns: ['code', 'title', 'parish'],
          rows: [
            ['1', 'Ķegums', 'ogre'],
            ['2', 'Kaibala', 'ogre'],
            ['3', 'Kārļi', 'cesis'],
          ],
        },
      },
    },
  );
  const names = (talk: Conversation, key: string): readonly string[] =>
    choicesFor(talk.state, key).map((one) => one.name);

  test('follow the answers', () => {
    const talk = new Conversation(form);
    expect(names(talk, 'town')).toEqual([]);
    expect(names(talk.says('region', 'r'), 'town')).toEqual(['riga', 'ogre']);
    expect(names(talk, 'big')).toEqual(['riga']);
    expect(names(talk, 'odd')).toEqual(['riga', 'ogre']);
  });
  test('a choice that is filtered away after it was made is named', () => {
    const talk = new Conversation(form)
      .says('region', 'r')
      .says('town', 'ogre')
      .says('region', 'v');
    expect(flawOf(talk.state, 'town')?.code).toBe('not-offered');
    expect(flawOf(talk.says('town', 'nowhere').state, 'town')?.code).toBe('unknown-choice');
    expect(flawOf(talk.says('town', 'cesis').state, 'town')).toBeUndefined();
  });
  test('from a table, by the columns that the parameters name', () => {
    const talk = new Conversation(form).says('region', 'r').says('town', 'ogre');
    expect(choicesFor(talk.state, 'village')).toEqual([{ name: '2', label: 'Kaibala' }]);
    expect(talk.says('village', '2').value('shown')).toBe('Kaibala');
    expect(flawOf(talk.state, 'village')).toBeUndefined();
  });
  test('a broken filter is reported and hides nothing', () => {
    const talk = new Conversation(form);
    expect(problemsOf(talk.state)).toMatchObject([
      { name: 'broken', part: 'choiceFilter', code: 'unclosed' },
    ]);
    expect(names(talk, 'broken')).toHaveLength(3);
  });
  test('shuffled by a seed, or by the answering', () => {
    const talk = new Conversation(form);
    expect(names(talk, 'mixed').toSorted()).toEqual(['cesis', 'ogre', 'riga']);
    expect(names(talk, 'mixed')).toEqual(names(new Conversation(form), 'mixed'));
    const orders = Array.from({ length: 40 }, (_, i) =>
      choicesFor(openForm(form, { now, seed: `r${i}` }), 'by_chance')
        .map((one) => one.name)
        .join(' '),
    );
    expect(new Set(orders).size).toBe(6);
    expect(choicesFor(talk.state, 'nobody')).toEqual([]);
  });
  test('of 30,000 rows only the looked up ones are worked out', () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => [`v${i}`, `d${i % 300}`]);
    const large = formOf(
      [
        { name: 'd', type: 'text' },
        {
          name: 'v',
          type: 'select_one',
          choices: 'all',
          choiceFilter: 'district = ${d} and name != ${d}',
        },
      ],
      { tables: { all: { columns: ['name', 'district'], rows } } },
    );
    const talk = new Conversation(large).says('d', 'd7');
    expect(names(talk, 'v')).toHaveLength(100);
    expect(names(talk.says('d', 'd8'), 'v')[0]).toBe('v8');
  });
});

test('a key that would not fit a record is refused with the limit', () => {
  const read = readForm({
    format: 1,
    version: 1,
    items: [
      { name: 'a'.repeat(50), type: 'repeat', items: [{ name: 'b'.repeat(45), type: 'text' }] },
    ],
  });
  expect(read.ok ? [] : read.error).toEqual([
    {
      path: 'b'.repeat(45),
      message:
        'makes a key of 105 signs with the names of the repeats around it; at most 100 fit, so shorten these names by 5',
    },
  ]);
});
