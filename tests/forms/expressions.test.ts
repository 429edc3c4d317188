// Expressions of the ODK XPath dialect, value by value, and what the parser says about wrong ones.
import { describe, expect, test } from 'vitest';
import { parseExpression } from '#forms/parse.ts';
import { numberText } from '#forms/values.ts';
import { table, valueOf } from './expression-value.ts';

describe('names, paths and the question itself', () => {
  table([
    ['${age} + 1', 73],
    ['${ age } >= 65', true],
    ['${blank} = ""', true],
    ['${blank} > 3', false],
    ['${blank} != 3', true],
    ['.', 'LV-3001'],
    ['. = "LV-3001"', true],
    ['string-length(.) = 7', true],
    ['/data/household/age', 72],
    ['../age + 0', 72],
    ['age', 72],
    ['${age}-1', 71],
    ['${code} = "007"', true],
    ['${code} = 7', true],
    ['${unheard}', { code: 'unknown-name', at: 0, found: 'unheard' }],
    ['1 + ${unheard}', { code: 'unknown-name', at: 4, found: 'unheard' }],
    ["instance('places')/root/item[name = ${code}]/label", 'Cesvaine'],
    ['../../..', []],
  ]);
  test('names may hold Latvian letters, dots and dashes', () => {
    expect(parseExpression('${vārds-1.a} = šis.lauks').ok).toBe(true);
  });
  test('and, or, div, mod and * are names where an operand stands, operators after one', () => {
    expect(parseExpression('div div mod')).toMatchObject({
      ok: true,
      value: { is: 'op', op: 'div' },
    });
    expect(parseExpression('* * *')).toMatchObject({ ok: true, value: { is: 'op', op: '*' } });
  });
});

describe('what the parser says', () => {
  test.each([
    ['', 'empty@0'],
    ['   ', 'empty@0'],
    ['1 +', 'unclosed@3'],
    ['1 2', 'unexpected@2'],
    ['(1', 'unclosed@2'],
    ['1)', 'unexpected@1'],
    ['"open', 'unclosed@0'],
    ['${age', 'unclosed@0'],
    ['a b', 'unexpected@2'],
    ['if(1,,2)', 'unexpected@5'],
    ['= 5', 'unexpected@0'],
    ['5 == 5', 'unexpected@3'],
    ['a && b', 'unexpected@2'],
    ['a[1', 'unclosed@3'],
    ['“smart”', 'unexpected@0'],
    [`${'('.repeat(5000)}1`, 'too-deep@150'],
    [`1${'+1'.repeat(5000)}`, 'too-deep@3001'],
    [`'${'x'.repeat(30_000)}'`, 'too-long@20000'],
  ])('%s', (source, expected) => expect(valueOf(source)).toBe(expected));
  test('a chain of a thousand terms is fine', () =>
    expect(valueOf(`0${' + 1'.repeat(1000)}`)).toBe(1000));
});

test.each([
  [-0, '0'],
  [1e21, '1000000000000000000000'],
  [-1.5e-7, '-0.00000015'],
  [2e-10, '0.0000000002'],
  [0.1 + 0.2, '0.30000000000000004'],
  [Infinity, 'Infinity'],
])('the number %d is written %s', (value, expected) => expect(numberText(value)).toBe(expected));
