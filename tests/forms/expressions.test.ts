// Expressions of the ODK XPath dialect, value by value, and what the parser says about wrong ones.
import { describe, expect, test } from 'vitest';
import { evaluate } from '#forms/evaluate.ts';
import { parseExpression } from '#forms/parse.ts';
import { numberText, type Outcome, type Value } from '#forms/values.ts';

/** 25 March 2026, 01:30 in Latvia (still the 24th in UTC). */
const clock = { ms: Date.UTC(2026, 2, 24, 23, 30), zoneOffsetMinutes: -120 };
const form: Readonly<Record<string, Value>> = {
  age: 72,
  name: 'Ilze',
  blank: '',
  zero: 0,
  needs: 'bills phone scams',
  born: '1954-05-01',
  code: '007',
  ages: [61, 72, 80],
  mixed: [1, '', 3],
};

function valueOf(source: string, here: Value = 'LV-3001'): Outcome | string {
  const parsed = parseExpression(source);
  if (!parsed.ok) return `${parsed.error.code}@${parsed.error.at}`;
  return evaluate(parsed.value, {
    clock,
    here,
    valueOf: (name) => (Object.hasOwn(form, name) ? form[name] : undefined),
  });
}

const table = (rows: readonly (readonly [string, Outcome])[]): void => {
  test.each(rows)('%s', (source, expected) => expect(valueOf(source)).toEqual(expected));
};

describe('operators', () => {
  table([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 3 - 2', 5],
    ['7 div 2', 3.5],
    ['7 mod 3', 1],
    ['-7 mod 3', -1],
    ['1 div 0', Infinity],
    ['0 div 0', Number.NaN],
    ['-2 * -3', 6],
    ['--5', 5],
    ['1 - -1', 2],
    ['2*3', 6],
    ['"6" * "7"', 42],
    ['"six" * 7', Number.NaN],
    ['.5 + 1.', 1.5],
    ['true() + 1', 2],
    ['1 < 2', true],
    ['2 <= 2', true],
    ['2 > 10', false],
    ['"2" > "10"', false],
    ['"10" >= 9', true],
    ['1 = 1', true],
    ['"1" = 1', true],
    ['"1.0" = "1"', false],
    ['"1.0" = 1', true],
    ['"a" != "b"', true],
    ['"" = 0', false],
    ['true() = "anything"', true],
    ['true() = 0', false],
    ['1 < 2 = true()', true],
    ['true() and false()', false],
    ['true() or false()', true],
    ['false() and unheard(1)', false],
    ['true() or false() and false()', true],
    ['1 = 2 or 2 = 2', true],
    ['"0" and "false"', true],
    ['0 or ""', false],
  ]);
});

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
    ["instance('places')/root/item[name = ${code}]/label", { code: 'path', at: 0, found: '' }],
    ['../..', { code: 'path', at: 0, found: '' }],
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

describe('functions', () => {
  table([
    ['if(${age} > 64, "senior", "younger")', 'senior'],
    ['if(false(), 1, 2)', 2],
    ['if(true(), "fine", regex("a", "("))', 'fine'],
    ['coalesce(${blank}, ${name})', 'Ilze'],
    ['coalesce(${zero}, 5)', 0],
    ['coalesce(${blank}, "")', ''],
    ['coalesce("", "", "third")', 'third'],
    ['not(${age} > 64)', false],
    ['not("")', true],
    ['true()', true],
    ['false()', false],
    ['boolean("false")', true],
    ['boolean(0)', false],
    ['boolean-from-string("false")', false],
    ['boolean-from-string("1")', true],
    ['selected(${needs}, "phone")', true],
    ['selected(${needs}, "phon")', false],
    ['selected("", "")', false],
    ['selected(${blank}, "phone")', false],
    ['count-selected(${needs})', 3],
    ['count-selected("")', 0],
    ['count-selected("  a   b ")', 2],
    ['selected-at(${needs}, 0)', 'bills'],
    ['selected-at(${needs}, 7)', ''],
    ['number("12.50")', 12.5],
    ['number(" 3 ")', 3],
    ['number("3 km")', Number.NaN],
    ['number("")', Number.NaN],
    ['number("1e3")', Number.NaN],
    ['number("0x10")', Number.NaN],
    ['number(true())', 1],
    ['number("1970-01-02")', 1],
    ['number("1970-01-02T12:00:00.000+02:00")', 1.5],
    ['int(2.9)', 2],
    ['int(-2.9)', -2],
    ['int("17.5")', 17],
    ['round(2.5)', 3],
    ['round(-2.5)', -2],
    ['round(2.449, 1)', 2.4],
    ['round(1.005, 2)', 1.01],
    ['round(1234.5, -2)', 1200],
    ['round("abc", 2)', Number.NaN],
    ['floor(-1.5)', -2],
    ['ceiling(-1.5)', -1],
    ['abs(-3.2)', 3.2],
    ['sum(${ages})', 213],
    ['sum(1, 2, "3")', 6],
    ['sum(${mixed})', Number.NaN],
    ['min(${ages})', 61],
    ['max(${ages}, 90)', 90],
    ['min(3, 1, 2)', 1],
    ['max()', Number.NaN],
    ['count(${ages})', 3],
    ['count-non-empty(${mixed})', 2],
    ['string(1 div 3 > 0)', 'true'],
    ['string(12.0)', '12'],
    ['string(0 div 0)', 'NaN'],
    ['string-length("Ķekava")', 6],
    ['concat("a", 1, true())', 'a1true'],
    ['concat(${ages})', '617280'],
    ['join(", ", ${ages}, "end")', '61, 72, 80, end'],
    ['contains("e-rēķins", "rēķ")', true],
    ['starts-with("LV-3001", "LV-")', true],
    ['ends-with("rekins.pdf", ".pdf")', true],
    ['normalize-space("  a   b ")', 'a b'],
    ['regex("3001", "[0-9]{4}")', true],
    ['regex("LV-3001", "[0-9]{4}")', false],
    ['regex(., "LV-\\d{4}")', true],
    ['today()', '2026-03-25'],
    ['now()', '2026-03-25T01:30:00.000+02:00'],
    ['now() >= today()', true],
    ['${born} < today()', true],
    ['today() = "2026-03-25"', true],
    ['date(today() + 7)', '2026-04-01'],
    ['date("2026-03-25T01:30:00.000+02:00")', '2026-03-25'],
    ['date("25.03.2026")', ''],
    ['int((today() - ${born}) div 365.25)', 71],
    ['${ages} > 79', true],
    ['${ages} = 72', true],
    ['${ages} = 73', false],
    ['sum(${ages} | 7)', 220],
    ['regex("a", "(")', { code: 'pattern', at: 0, found: '(' }],
    ['1 + regex("a", "(?=a)a")', { code: 'pattern', at: 4, found: '(?=a)a' }],
    ['wisdom(1)', { code: 'unknown-function', at: 0, found: 'wisdom' }],
    ['if(1, 2)', { code: 'wrong-count', at: 0, found: 'if' }],
    ['today(1)', { code: 'wrong-count', at: 0, found: 'today' }],
  ]);
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
