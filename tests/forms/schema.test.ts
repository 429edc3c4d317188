// What a form may hold, what its author is told, and the words it needs.
import { describe, expect, test } from 'vitest';
import { readForm, type Form, type Item } from '#forms/schema.ts';
import { fillText, textKeys } from '#forms/texts.ts';

function formOf(items: readonly Item[], more: Partial<Form> = {}): Form {
  const read = readForm({ format: 1, version: 1, items, ...more });
  if (!read.ok) throw new Error(read.error.map((one) => `${one.path}: ${one.message}`).join('; '));
  return read.value;
}

test('the keys a form needs words for', () => {
  const { needed, allowed } = textKeys(
    formOf(
      [
        { name: 'q', type: 'select_one', choices: 'yes_no' },
        { name: 'g', type: 'group', items: [{ name: 'n', type: 'note' }] },
        { name: 'c', type: 'calculate', calculation: '1' },
      ],
      { lists: { yes_no: [{ name: 'yes' }, { name: 'no' }] } },
    ),
  );
  expect([...needed]).toEqual([
    'title',
    'summary',
    'q.label',
    'list.yes_no.yes',
    'list.yes_no.no',
    'n.label',
  ]);
  expect(allowed).toContain('g.label');
});

test('sentences with answers in them', () => {
  expect(fillText('Jums ir ${n} rēķini un ${x}.', (name) => (name === 'n' ? '4' : undefined))).toBe(
    'Jums ir 4 rēķini un ${x}.',
  );
});

describe('what the schema refuses', () => {
  const messages = (json: unknown): readonly string[] => {
    const read = readForm(json);
    return read.ok ? [] : read.error.map((one) => `${one.path} ${one.message}`);
  };
  const of = (...items: unknown[]): unknown => ({ format: 1, version: 1, items });
  test.each<[string, unknown, RegExp]>([
    ['an unknown column', of({ name: 'a', type: 'text', relevnt: '1' }), /relevnt/],
    ['an unknown type', of({ name: 'a', type: 'telepathy' }), /type/],
    ['a name with a blank', of({ name: 'a b', type: 'text' }), /Latin letters/],
    ['a name of JavaScript', of({ name: 'constructor', type: 'text' }), /another name/],
    [
      'two items of one name',
      of({ name: 'a', type: 'text' }, { name: 'a', type: 'note' }),
      /name of two items/,
    ],
    ['a choice question without choices', of({ name: 'a', type: 'select_one' }), /without choices/],
    [
      'a list that is not there',
      of({ name: 'a', type: 'select_one', choices: 'nowhere' }),
      /without choices/,
    ],
    [
      'two choices of one name',
      of({ name: 'a', type: 'select_one', choices: [{ name: 'x' }, { name: 'x' }] }),
      /two choices/,
    ],
    ['a calculation of nothing', of({ name: 'a', type: 'calculate' }), /calculates nothing/],
    ['no questions', of(), /no questions/],
    [
      'a scale outside the plan',
      {
        ...(of({ name: 'a', type: 'text', scale: 'luck' }) as object),
        plan: { order: ['skills'], lessons: { skills: ['x'] }, full: ['x'] },
      },
      /luck/,
    ],
    [
      'a plan without lessons',
      {
        ...(of({ name: 'a', type: 'text' }) as object),
        plan: { order: ['skills'], lessons: {}, full: ['x'] },
      },
      /no lessons for "skills"/,
    ],
  ])('%s', (_, json, message) => expect(messages(json).join('\n')).toMatch(message));
});
