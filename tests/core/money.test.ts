// Reading sums as people write them: forgiving, exact, and never cutting anything off.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestSum, parseMoney, plainMoney } from '#core/money.ts';

const cents = fc.integer({ min: 0, max: largestSum });

describe('reading a sum', () => {
  it.each([
    ['48,20', 4820],
    ['48.20', 4820],
    ['48,2', 4820],
    ['48', 4800],
    ['48,', 4800],
    [',50', 50],
    ['0,05', 5],
    ['€ 48,20', 4820],
    ['48,20 EUR', 4820],
    ['48,20eiro', 4820],
    ['48,20 евро', 4820],
    ['1 234,56', 123456],
    ['1\u00a0234,56 €', 123456],
    ['1.234,56', 123456],
    ['1,234.56', 123456],
    ['1.234.567', 123456700],
    ['0048,20', 4820],
  ])('understands "%s"', (text, expected) => {
    expect(parseMoney(text)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['', 'empty'],
    ['  € ', 'empty'],
    ['-5', 'negative'],
    ['četri', 'not-a-sum'],
    ['4,8,20', 'not-a-sum'],
    ['48,205', 'too-many-decimals'],
    ['1.234,567', 'too-many-decimals'],
    ['1.234', 'ambiguous'],
    ['9999999999', 'too-large'],
    ['.', 'not-a-sum'],
  ])('says why it does not understand "%s"', (text, error) => {
    expect(parseMoney(text)).toEqual({ ok: false, error });
  });

  it('reads back every sum that it writes, with comma, dot, thousands and currency', () => {
    fc.assert(
      fc.property(
        cents,
        fc.constantFrom(',', '.'),
        fc.constantFrom('', ' ', '\u00a0'),
        fc.constantFrom('', ' EUR', '€'),
        (sum, comma, gap, unit) => {
          const [whole = '', rest = ''] = plainMoney(sum).split(',');
          const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, gap);
          expect(parseMoney(`${grouped}${comma}${rest}${unit}`)).toEqual({ ok: true, value: sum });
        },
      ),
    );
  });

  it('never reads more digits than it keeps', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\d.,]{1,14}$/), (text) => {
        const read = parseMoney(text);
        if (!read.ok) return;
        const significant = (s: string): string =>
          s.replaceAll(/[.,]/g, '').replace(/^0+|0+$/g, '');
        expect(significant(String(read.value))).toBe(significant(text));
      }),
    );
  });
});
