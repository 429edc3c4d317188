// Codes that stand in for names: sayable, free on the device, and found however they are typed.
import { expect, test } from 'vitest';
import { codeKey, codeWords, makeLearnerCode } from '#core/learner-code.ts';
import { registry } from '#records/registry.ts';
import { seededBytes } from '#tests/support/device.ts';
import * as z from 'zod/mini';

test('a code is two different words and a number of two digits', () => {
  const random = seededBytes(1);
  for (let i = 0; i < 300; i += 1) {
    const [first, second, number, ...more] = makeLearnerCode(random, []).split('-');
    expect(codeWords).toContain(first);
    expect(codeWords).toContain(second);
    expect(first).not.toBe(second);
    expect(number).toMatch(/^[1-9]\d$/);
    expect(more).toEqual([]);
  }
});

test('every word makes a code that the learner record takes', () => {
  for (const word of codeWords) {
    expect(z.safeParse(registry.learner.fields.code.schema, `${word}-upe-27`).success, word).toBe(
      true,
    );
  }
});

test('no two words sound alike to somebody who leaves the accents out', () => {
  expect(new Set(codeWords.map(codeKey)).size).toBe(codeWords.length);
});

test('a code in use is not given again, in whatever writing it is known', () => {
  const first = makeLearnerCode(seededBytes(7), []);
  const taken = first.toUpperCase().replaceAll('-', ' ');
  expect(makeLearnerCode(seededBytes(7), [taken])).not.toBe(first);
});

test('1000 codes of one place are all different', () => {
  const random = seededBytes(3);
  const codes = new Set<string>();
  while (codes.size < 1000) codes.add(makeLearnerCode(random, codes));
  expect(new Set([...codes].map(codeKey)).size).toBe(1000);
});

test('a code is found without accents, with spaces, in capitals', () => {
  expect(codeKey('Bērzs upe 27')).toBe(codeKey('berzs-UPE-27'));
  expect(codeKey(' bērzs—upe — 27 ')).toBe('berzs-upe-27');
});
