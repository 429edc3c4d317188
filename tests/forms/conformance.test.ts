// The tables of the conformance files, row by row; and that no function is without rows.
import { describe, expect, test } from 'vitest';
import { answer, openForm } from '#forms/engine.ts';
import { functions } from '#forms/functions.ts';
import { lookups, repeats } from './conformance-forms.ts';
import { chance, days, numbers, places, text } from './conformance-odk.ts';
import { operators, plain } from './conformance-xpath.ts';
import { formOf, now } from './conversation.ts';
import { table } from './expression-value.ts';

const tables = { operators, plain, text, numbers, days, places, chance, repeats, lookups };

describe.each(Object.entries(tables))('%s', (_, rows) => table(rows));

test('every function has rows', () => {
  const sources = Object.values(tables).flatMap((rows) => rows.map(([source]) => source));
  const has = (name: string): boolean =>
    sources.some((source) => new RegExp(`(?:^|[^\\w:.-])${name}\\(`).test(source));
  expect([...functions.keys()].filter((name) => !has(name))).toEqual([]);
});

describe('chance', () => {
  const form = formOf([
    { name: 'a', type: 'integer' },
    { name: 'draw', type: 'calculate', calculation: 'random() + 0 * coalesce(${a}, 0)' },
    { name: 'other', type: 'calculate', calculation: 'random()' },
    { name: 'id', type: 'calculate', calculation: 'once(uuid())' },
  ]);
  const values = (seed: string): readonly unknown[] =>
    openForm(form, { now, seed })
      .cells.get('')
      ?.filter((_, i) => i % 2 === 1) ?? [];

  test('the same answering draws the same, another one other numbers', () => {
    expect(values('r1')).toEqual(values('r1'));
    expect(values('r1')[1]).not.toBe(values('r2')[1]);
    expect(values('r1')[1]).not.toBe(values('r1')[2]);
  });

  test('an answer that makes it be worked out again draws the same', () => {
    const state = openForm(form, { now, seed: 'r1' });
    const given = answer(state, 'a', 5);
    expect(given.ok && given.value.recalculated).toContain('draw');
    expect(given.ok && given.value.cells.get('')?.[3]).toBe(state.cells.get('')?.[3]);
  });

  test('numbers are spread evenly', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 5000; i += 1) {
      const draw = Math.floor(Number(values(`seed-${i}`)[1]) * 10);
      tenths[draw] = (tenths[draw] ?? 0) + 1;
    }
    expect(Math.min(...tenths)).toBeGreaterThan(420);
    expect(Math.max(...tenths)).toBeLessThan(580);
  });
});
