// The value of an expression in a small form about a household, for the tables of the conformance tests.
import type { Answers, AnswerValue } from '#forms/answers.ts';
import { openForm, type FormState } from '#forms/engine.ts';
import { evaluate } from '#forms/evaluate.ts';
import { parseExpression } from '#forms/parse.ts';
import type { Item } from '#forms/schema.ts';
import { scopeFor } from '#forms/settle.ts';
import type { Outcome, Value } from '#forms/values.ts';
import { expect, test } from 'vitest';
import { formOf } from './conversation.ts';

/** 25 March 2026, 01:30 in Latvia (still the 24th in UTC). */
export const clock = { ms: Date.UTC(2026, 2, 24, 23, 30), zoneOffsetMinutes: -120 };

const given: Readonly<Record<string, AnswerValue>> = {
  age: 72,
  name: 'Ilze',
  blank: '',
  zero: 0,
  needs: ['bills', 'phone', 'scams'],
  born: '1954-05-01',
  code: '007',
  'people/a/ages': 61,
  'people/b/ages': 72,
  'people/c/ages': 80,
  'people/a/mixed': 1,
  'people/c/mixed': 3,
  'people/b/pets/x/pet': 'cat',
  'people/b/pets/y/pet': 'dog',
};
const items: readonly Item[] = [
  { name: 'age', type: 'integer' },
  { name: 'name', type: 'text' },
  { name: 'blank', type: 'text' },
  { name: 'zero', type: 'integer' },
  {
    name: 'needs',
    type: 'select_multiple',
    choices: ['bills', 'phone', 'scams', 'photos'].map((name) => ({ name })),
  },
  { name: 'born', type: 'date' },
  { name: 'code', type: 'text' },
  { name: 'where', type: 'geopoint' },
  {
    name: 'people',
    type: 'repeat',
    items: [
      { name: 'ages', type: 'integer' },
      { name: 'mixed', type: 'integer' },
      { name: 'pets', type: 'repeat', items: [{ name: 'pet', type: 'text' }] },
    ],
  },
];
const form = formOf(items, {
  tables: {
    places: {
      columns: ['name', 'label', 'parish'],
      rows: [
        ['007', 'Cesvaine', 'madona'],
        ['008', 'Lubāna', 'madona'],
        ['009', 'Rēzekne', 'latgale'],
      ],
    },
  },
  lists: {
    sizes: [
      { name: 's', columns: { cm: '10' } },
      { name: 'l', columns: { cm: '30' } },
    ],
  },
});
const at = '2026-03-25';
const answers: Answers = Object.fromEntries([
  ...['people/a', 'people/b', 'people/c'].map((key, i) => [key, { value: i + 1, at }]),
  ...['people/b/pets/x', 'people/b/pets/y'].map((key, i) => [key, { value: i + 1, at }]),
  ...Object.entries(given).map(([key, value]) => [key, { value, at }]),
]) as Answers;

export const household: FormState = openForm(form, {
  answers,
  now: clock,
  seed: 'household',
  textOf: (key) => ({ 'needs.choice.bills': 'Rēķini', 'list.sizes.s': 'Mazs' })[key],
});

/** Worked out for the form, or for the question of that key. */
export function valueOf(source: string, here: Value = 'LV-3001', of = 'code'): Outcome | string {
  const parsed = parseExpression(source);
  if (!parsed.ok) return `${parsed.error.code}@${parsed.error.at}`;
  const node = household.compiled.byName.get(of.split('/').at(-1) ?? '');
  const frame = of.includes('/') ? of.slice(0, of.lastIndexOf('/')) : '';
  return evaluate(parsed.value, scopeFor(household, node, frame, here));
}

export type Row = readonly [source: string, expected: Outcome, of?: string];

/** A test for each row; numbers to ten digits. */
export function table(rows: readonly Row[]): void {
  for (const [source, expected, of] of rows)
    test(source, () => {
      const value = valueOf(source, 'LV-3001', of);
      if (typeof expected === 'number' && Number.isFinite(expected))
        expect(value).toBeCloseTo(expected, 10);
      else expect(value).toEqual(expected);
    });
}
