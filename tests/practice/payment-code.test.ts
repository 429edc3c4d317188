// Payment codes (EPC069-12): what is written is read back, dirt is forgiven, faults are named, and nothing of a real bill comes through.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  makePracticeAccount,
  practiceBankCodes,
  realBankCodes,
  withCheckDigits,
} from '#core/iban.ts';
import { randomFrom } from '#core/random.ts';
import { paymentCode, readPaymentCode, type CodeFault } from '#practice/epc.ts';
import { isPractice, readScanned } from '#practice/scanned.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const practiceAccount = fc
  .tuple(fc.string(), fc.constantFrom(...practiceBankCodes))
  .map(([seed, bank]) => makePracticeAccount(randomFrom(seed), bank));
const realAccount = fc
  .tuple(fc.constantFrom(...realBankCodes), digits(13))
  .map(([bank, rest]) => withCheckDigits(bank + rest));
const payee = fc.constantFrom('Strautiņa ūdens', 'Namiņa saimnieks', 'Тёплая печь', 'Ž & Ko, SIA');
const payment = fc.record({
  payee,
  account: practiceAccount,
  cents: fc.integer({ min: 1, max: 99_999_999_999 }),
  purpose: fc.oneof(fc.constant(''), digits(7)),
});

/** The same code as others write it. */
const ends = fc.constantFrom('\n', '\r\n', '\r', '\n\r', '\u2028');
const lines = (text: string): string[] => text.split('\n');
const changed = (text: string, at: number, line: string): string =>
  lines(text)
    .map((one, i) => (i === at ? line : one))
    .join('\n');
const good = paymentCode({
  payee: 'Strautiņa ūdens',
  account: makePracticeAccount(randomFrom('one')),
  cents: 4820,
  purpose: '4501234',
  note: 'S2-A-U-48291-261123',
});

describe('reading', () => {
  it('gives back what was written, whichever way lines end', () => {
    fc.assert(
      fc.property(payment, ends, fc.boolean(), (paid, end, bom) => {
        const text = `${bom ? '\uFEFF' : ''}${paymentCode(paid).replaceAll('\n', end)}${bom ? end : ''}`;
        expect(readPaymentCode(text)).toEqual({ ok: true, value: { ...paid, note: '' } });
      }),
    );
  });

  it('forgives spaces, small letters, a decimal comma, and knows both versions and every encoding', () => {
    fc.assert(
      fc.property(payment, fc.integer({ min: 1, max: 8 }), fc.boolean(), (paid, charset, first) => {
        const text = lines(paymentCode(paid));
        text[0] = ' bcd ';
        text[1] = first ? '001' : '2';
        text[2] = String(charset);
        text[3] = 'sct';
        text[4] = first ? 'MACILV2X' : '';
        text[6] = ` ${(text[6] ?? '').toLowerCase().replaceAll(/(.{4})/g, '$1 ')}`;
        text[7] = (text[7] ?? '').replace('.', ',').toLowerCase();
        expect(readPaymentCode(text.join('\r\n'))).toEqual({
          ok: true,
          value: { ...paid, note: '' },
        });
      }),
    );
  });

  it('keeps the structured reference as the purpose, and a sum that is left open', () => {
    const text = changed(changed(changed(good, 10, ''), 9, 'RF18539007547034'), 7, '');
    expect(readPaymentCode(text)).toMatchObject({
      value: { purpose: 'RF18539007547034', cents: null },
    });
    expect(readPaymentCode(changed(good, 7, 'EUR5'))).toMatchObject({ value: { cents: 500 } });
    expect(readPaymentCode(changed(good, 7, 'EUR5.2'))).toMatchObject({ value: { cents: 520 } });
  });

  it.each<[CodeFault, string]>([
    ['not-payment', 'https://example.test'],
    ['not-payment', ''],
    ['version', changed(good, 1, '003')],
    ['encoding', changed(good, 2, '9')],
    ['identification', changed(good, 3, 'SDD')],
    ['bic', changed(good, 1, '001')],
    ['bic', changed(good, 4, 'HELLO')],
    ['payee', changed(good, 5, '')],
    ['payee', changed(good, 5, 'x'.repeat(71))],
    ['account', changed(good, 6, 'LV00MACI0000000000000')],
    ['account', changed(good, 6, '')],
    ['amount', changed(good, 7, 'USD48.20')],
    ['amount', changed(good, 7, 'EUR0.00')],
    ['amount', changed(good, 7, 'EUR48.201')],
    ['amount', changed(good, 7, '48.20')],
    ['purpose-code', changed(good, 8, 'ABCDE')],
    ['reference', changed(changed(good, 10, ''), 9, 'R'.repeat(36))],
    ['text', changed(good, 10, 'x'.repeat(141))],
    ['both-purposes', changed(good, 9, 'RF18539007547034')],
    ['note', changed(good, 11, 'x'.repeat(71))],
    ['lines', `${good}\nmore`],
    ['too-long', `${good}${'ž'.repeat(160)}`],
  ])('names what is wrong: %s', (fault, text) => {
    expect(readPaymentCode(text)).toEqual({ ok: false, error: fault });
  });

  it('never throws, whatever is scanned', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 12 }), (dirt, at) => {
        readScanned(dirt);
        readScanned(changed(good, at, dirt));
        readScanned(good.slice(0, at * 12) + dirt);
      }),
    );
  });
});

describe('what a scanned code is', () => {
  it('practice: only a well-formed Latvian account with a bank code that no bank has', () => {
    fc.assert(
      fc.property(payment, (paid) => {
        expect(readScanned(paymentCode(paid))).toEqual({
          kind: 'practice',
          payment: { ...paid, note: '' },
        });
      }),
    );
    expect(isPractice('LT121000011101001000')).toBe(false);
    expect(isPractice('GB33MACI20201555555555')).toBe(false);
  });

  it('a real account of any bank in Latvia is real, and nothing of it comes through', () => {
    fc.assert(
      fc.property(payment, realAccount, ends, (paid, account, end) => {
        const text = paymentCode({ ...paid, account }).replaceAll('\n', end);
        expect(readScanned(text)).toEqual({ kind: 'real' });
      }),
    );
  });

  it('a code of another country, or one whose account was misread, is real too', () => {
    for (const account of ['EE382200221020145685', 'DE89370400440532013000', 'LV97HABA001204', 'x'])
      expect(readScanned(changed(good, 6, account))).toEqual({ kind: 'real' });
    for (const text of [
      'SPD*1.0*ACC:CZ5855000000001265098001*AM:480.50*CC:CZK',
      'SPC\r\n0200\r\n1\r\nCH4431999123000889012',
      'payto://iban/DE75512108001245126199?amount=EUR:200.0',
    ])
      expect(readScanned(text)).toEqual({ kind: 'real' });
  });

  it('a real account or personal data beside a practice account are not shown either', () => {
    fc.assert(
      fc.property(realAccount, fc.constantFrom(5, 9, 10, 11), (account, at) => {
        expect(readScanned(changed(good, at, account))).toEqual({ kind: 'real' });
      }),
    );
    for (const line of ['150345-11239', '+371 29123456', 'anna@example.lv'])
      expect(readScanned(changed(good, 10, line)).kind).toBe('real');
  });

  it('a practice code with a fault says which, and shows nothing else', () => {
    expect(readScanned(changed(good, 7, 'EUR'))).toEqual({ kind: 'damaged', fault: 'amount' });
    const account = lines(good)[6] ?? '';
    const misread = account.slice(0, -1) + String((Number(account.at(-1)) + 1) % 10);
    expect(readScanned(changed(good, 6, misread))).toEqual({ kind: 'damaged', fault: 'account' });
  });

  it.each([
    'https://rekini.example/maksa',
    'HTTP://EXAMPLE.TEST',
    'www.example.test',
    'rekini.example/maksa',
    'tel:12345678',
    'smsto:1234:hello',
    'WIFI:S:home;;',
    'mailto:a@b.example',
  ])('opens something: %s', (text) => {
    expect(readScanned(text)).toEqual({ kind: 'link' });
  });

  it.each(['', '4750012345678', 'Labdien, kaimiņ', 'VST:1.2.ABC', 'BCDE\n002'])(
    'is something else: %s',
    (text) => {
      expect(readScanned(text)).toEqual({ kind: 'other' });
    },
  );
});
