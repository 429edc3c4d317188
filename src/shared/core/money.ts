// Money in whole euro cents, and forgiving reading of what a person types. Called by shared/practice and payment fields.
import { fail, ok, type Result } from './result.ts';

/** Whole euro cents; never a fraction, so sums stay exact. */
export type Cents = number;

/**
 * Why a typed sum was not understood. Nothing is ever cut or rounded to make it fit (rule 21).
 * `ambiguous`: "1.234" may be one euro or a thousand, so the person is asked.
 */
export type MoneyFault =
  | 'empty'
  | 'not-a-sum'
  | 'negative'
  | 'too-many-decimals'
  | 'ambiguous'
  | 'too-large';

/** The largest sum of a European credit transfer, 999 999 999,99 euro (EPC069-12). */
export const largestSum: Cents = 99_999_999_999;

/**
 * Reads a sum as people write it: comma or dot before the cents, spaces, the euro sign or the word.
 * "48,20", "48.2", "€ 48", "1 234,56", "1.234,56 EUR" are all understood.
 */
export function parseMoney(text: string): Result<Cents, MoneyFault> {
  const bare = text.replaceAll(/€|eur(?:o|os)?\b|eiro\b|евро/giu, '').replaceAll(/[\s'’]/g, '');
  if (bare === '') return fail('empty');
  if (/^[-−–]/.test(bare)) return fail('negative');
  if (!/^[\d.,]+$/.test(bare) || !/\d/.test(bare)) return fail('not-a-sum');

  const separators = [...bare.matchAll(/[.,]/g)];
  const last = separators.at(-1);
  if (last === undefined) return inRange(bare, '');
  const kinds = new Set(separators.map((found) => found[0]));
  const before = bare.slice(0, last.index);
  const after = bare.slice(last.index + 1);

  // Two kinds: the last one parts the cents, the other one parts the thousands ("1.234,56").
  if (kinds.size === 2) {
    if (before.includes(last[0]) || !groupedByThousands(before)) return fail('not-a-sum');
    return after.length > 2
      ? fail('too-many-decimals')
      : inRange(before.replaceAll(/[.,]/g, ''), after);
  }
  // One kind several times can only part thousands ("1.234.567").
  if (separators.length > 1) {
    return groupedByThousands(bare) ? inRange(bare.replaceAll(/[.,]/g, ''), '') : fail('not-a-sum');
  }
  if (last[0] === '.' && after.length === 3 && /^[1-9]\d{0,2}$/.test(before))
    return fail('ambiguous');
  return after.length > 2 ? fail('too-many-decimals') : inRange(before, after);
}

const groupedByThousands = (text: string): boolean => /^\d{1,3}(?:[.,]\d{3})+$/.test(text);

function inRange(euros: string, cents: string): Result<Cents, MoneyFault> {
  const whole = euros.replace(/^0+/, '');
  if (whole.length > 9) return fail('too-large');
  return ok(Number(whole || '0') * 100 + Number(cents.padEnd(2, '0') || '0'));
}

/** "48,20": how a person types a sum, without the currency. For screens use i18n/format.ts. */
export function plainMoney(cents: Cents): string {
  const whole = Math.trunc(Math.abs(cents) / 100);
  const rest = String(Math.abs(cents) % 100).padStart(2, '0');
  return `${cents < 0 ? '-' : ''}${whole},${rest}`;
}
