// Account numbers: check digits, groups of four, and every typing slip named, above all the one that banks let through.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accountLength, checkAccount, checkDigitsFit, classifySlip, cleanAccount, compareAccounts, formatAccount, groupsOf,
  isPracticeAccount, looksReal, makePracticeAccount, practiceBankCodes, realBankCodes, withCheckDigits,
} from '#core/iban.ts'; // prettier-ignore
import { randomFrom } from '#core/random.ts';

const account = fc
  .tuple(fc.string(), fc.constantFrom(...practiceBankCodes))
  .map(([seed, bank]) => makePracticeAccount(randomFrom(seed), bank));
const place = fc.integer({ min: 0, max: accountLength - 1 });

describe('account numbers', () => {
  it('knows the check digits of published examples', () => {
    // Examples from the IBAN registry (ISO 13616), not accounts of persons.
    expect(checkDigitsFit('LV80 BANK 0000 4351 9500 1')).toBe(true);
    expect(checkDigitsFit('EE38 2200 2210 2014 5685')).toBe(true);
    expect(checkDigitsFit('LV81 BANK 0000 4351 9500 1')).toBe(false);
  });

  it('makes well-formed practice accounts whose bank code no bank has', () => {
    fc.assert(
      fc.property(account, (made) => {
        expect(made).toHaveLength(accountLength);
        expect(checkAccount(made)).toEqual({ ok: true, value: made });
        expect(isPracticeAccount(made)).toBe(true);
        expect(looksReal(made)).toBe(false);
      }),
    );
    expect(practiceBankCodes.filter((code) => realBankCodes.includes(code))).toEqual([]);
  });

  it('forgives spaces, dashes and small letters, and cuts nothing', () => {
    expect(cleanAccount(' lv80-bank 0000.4351 9500 1 ')).toBe('LV80BANK0000435195001');
    expect(formatAccount('lv80bank00004351950012345')).toBe('LV80 BANK 0000 4351 9500 1234 5');
    expect(groupsOf('')).toEqual([]);
  });

  it.each([
    ['', 'empty'],
    ['EE382200221020145685', 'not-latvian'],
    ['LV80 BANK 0000', 'too-short'],
    ['LV80 BANK 0000 4351 9500 12', 'too-long'],
    ['LV80 B4NK 0000 4351 9500 1', 'characters'],
    ['LV80 BANK 0000 4351 9500 2', 'check-digits'],
  ])('says what is wrong with "%s"', (text, error) => {
    expect(checkAccount(text)).toEqual({ ok: false, error });
  });

  it('refuses accounts of real banks as soon as the bank can be read', () => {
    for (const bank of realBankCodes) expect(looksReal(`lv12 ${bank.toLowerCase()} 00`)).toBe(true);
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{4}$/), fc.string(), (bank, seed) => {
        fc.pre(!(practiceBankCodes as readonly string[]).includes(bank));
        expect(looksReal(withCheckDigits(bank + randomFrom(seed).digits(13)))).toBe(true);
      }),
    );
    expect(looksReal('EE38 2200 2210 2014 5685')).toBe(true);
  });
});

describe('typing slips', () => {
  const replaced = (text: string, i: number, by: string): string =>
    text.slice(0, i) + by + text.slice(i + 1);

  it('names a wrong digit; the check digits find it too', () => {
    fc.assert(
      fc.property(account, place, fc.integer({ min: 1, max: 9 }), (right, i, by) => {
        const digit = Number(right[i]);
        fc.pre(!Number.isNaN(digit));
        const typed = replaced(right, i, String((digit + by) % 10));
        expect(classifySlip(right, typed)).toBe('wrong-digit');
        expect(checkDigitsFit(typed)).toBe(false);
        expect(compareAccounts(right, typed).first).toBe(Math.floor(i / 4));
        expect(compareAccounts(right, typed).groups.filter((group) => !group.same)).toHaveLength(1);
      }),
    );
  });

  it('names two neighbours that changed places', () => {
    fc.assert(
      fc.property(account, fc.integer({ min: 8, max: accountLength - 2 }), (right, i) => {
        fc.pre(right[i] !== right[i + 1]);
        const typed = right.slice(0, i) + right[i + 1] + right[i] + right.slice(i + 2);
        expect(classifySlip(right, typed)).toBe('swap');
        expect(checkDigitsFit(typed)).toBe(false);
      }),
    );
  });

  it('names a missing and a doubled character, wherever it is', () => {
    fc.assert(
      fc.property(account, place, (right, i) => {
        expect(classifySlip(right, right.slice(0, i) + right.slice(i + 1))).toBe('missing');
        expect(classifySlip(right, right.slice(0, i) + right[i] + right.slice(i))).toBe('doubled');
      }),
    );
  });

  it('finds every doubled-and-cut account by its groups, also those that pass the check digits', () => {
    let passing = 0;
    for (let seed = 0; seed < 2000; seed += 1) {
      const right = makePracticeAccount(randomFrom(String(seed)));
      for (let i = 4; i < accountLength; i += 1) {
        const typed = (right.slice(0, i) + right[i] + right.slice(i)).slice(0, accountLength);
        if (typed === right) continue;
        if (checkDigitsFit(typed)) passing += 1;
        expect(classifySlip(right, typed)).not.toBeNull();
        expect(compareAccounts(right, typed).first).toBeGreaterThanOrEqual(Math.floor(i / 4));
      }
    }
    // About 1 of 100, as measured for the research: real, and no bank field would stop them.
    expect(passing).toBeGreaterThan(100);
  });

  it('calls only equal accounts equal', () => {
    fc.assert(
      fc.property(account, fc.string(), (right, typed) => {
        expect(classifySlip(right, typed) === null).toBe(cleanAccount(typed) === right);
        expect(compareAccounts(right, typed).first === -1).toBe(cleanAccount(typed) === right);
      }),
    );
  });
});
