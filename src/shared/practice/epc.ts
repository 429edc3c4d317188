// Payment codes on bills (EPC069-12, "scan to pay"): written for practice bills, read from any. Pure.
// Called by details.ts and printed-bill.ts (writing) and scanned.ts (reading).
import { checkDigitsFit, cleanAccount } from '#core/iban.ts';
import { largestSum, plainMoney, type Cents } from '#core/money.ts';
import { fail, ok, type Result } from '#core/result.ts';

export interface Payment {
  readonly payee: string;
  /** Capital letters and digits alone. */
  readonly account: string;
  /** Null when the code leaves the sum to the payer. */
  readonly cents: Cents | null;
  /** What the payee needs to know: free text, or a structured reference. */
  readonly purpose: string;
  /** From the payee to the payer, '' when there is none. On printed practice bills their number. */
  readonly note: string;
}

/** The first thing that is wrong with a code, by the guideline's own parts. */
export type CodeFault =
  | 'not-payment'
  | 'too-long'
  | 'version'
  | 'encoding'
  | 'identification'
  | 'bic'
  | 'payee'
  | 'account'
  | 'amount'
  | 'purpose-code'
  | 'reference'
  | 'text'
  | 'both-purposes'
  | 'note'
  | 'lines';

/** Bytes that a code may hold (EPC069-12, 2.3). */
const MOST_BYTES = 331;

/** Text of a payment code: version 002 (no BIC), UTF-8, free text as purpose. A note that is left out leaves no empty line. */
export function paymentCode(payment: {
  readonly payee: string;
  readonly account: string;
  readonly cents: Cents;
  readonly purpose: string;
  readonly note?: string;
}): string {
  const euros = plainMoney(payment.cents).replace(',', '.');
  const lines = ['BCD', '002', '1', 'SCT', '', payment.payee.slice(0, 70), payment.account];
  lines.push(`EUR${euros}`, '', '', payment.purpose);
  if (payment.note) lines.push(payment.note);
  return lines.join('\n');
}

/** The lines of a text, whichever way it ends them; spaces around them and empty ones at the end do not count. */
export function linesOfCode(text: string): string[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r\n|\n\r|\n|\r|\u2028|\u0085/u)
    .map((line) => line.trim());
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Whether it says of itself that it is a payment code. */
export const isPaymentCode = (text: string): boolean =>
  linesOfCode(text)[0]?.toUpperCase() === 'BCD';

/** UTF-8 bytes of a text, counted without the browser. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Reads a code of version 1 or 2 in any of its encodings; small letters, spaces and a decimal comma are forgiven. */
export function readPaymentCode(text: string): Result<Payment, CodeFault> {
  const lines = linesOfCode(text);
  const at = (i: number): string => lines[i] ?? '';
  if (!isPaymentCode(text)) return fail('not-payment');
  if (bytesOf(text.trim()) > MOST_BYTES) return fail('too-long');
  if (lines.length > 12) return fail('lines');
  const version = /^0{0,2}([12])$/.exec(at(1))?.[1];
  if (version === undefined) return fail('version');
  if (!/^[1-8]$/.test(at(2))) return fail('encoding');
  // Version 3 of the guideline adds instant payments.
  if (!/^(?:SCT|INST)$/i.test(at(3))) return fail('identification');
  const bic = at(4).replaceAll(' ', '');
  if (bic === '' ? version === '1' : !/^[A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?$/i.test(bic))
    return fail('bic');
  if (at(5) === '' || at(5).length > 70) return fail('payee');
  const account = cleanAccount(at(6));
  if (!checkDigitsFit(account)) return fail('account');
  const cents = at(7) === '' ? null : centsOf(at(7));
  if (cents === undefined) return fail('amount');
  if (!/^[A-Z\d]{0,4}$/i.test(at(8))) return fail('purpose-code');
  if (at(9).length > 35) return fail('reference');
  if (at(10).length > 140) return fail('text');
  if (at(9) !== '' && at(10) !== '') return fail('both-purposes');
  if (at(11).length > 70) return fail('note');
  return ok({ payee: at(5), account, cents, purpose: at(9) || at(10), note: at(11) });
}

/** "EUR48.2", "eur 48,20" or "EUR48"; undefined for anything else, other currencies too. */
function centsOf(text: string): Cents | undefined {
  const found = /^EUR\s?(\d{1,9})(?:[.,](\d{1,2}))?$/i.exec(text);
  if (!found) return undefined;
  const cents = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  return cents >= 1 && cents <= largestSum ? cents : undefined;
}
