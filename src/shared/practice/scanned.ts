// What a scanned code is, before anything of it may be shown or kept. Pure; called by features/bills.
// A real payment's answer carries nothing but the word: its text ends here.
import { checkAccount, cleanAccount, isPracticeAccount } from '#core/iban.ts';
import { findPrivateData } from '#core/private-data.ts';
import {
  isPaymentCode,
  linesOfCode,
  readPaymentCode,
  type CodeFault,
  type Payment,
} from './epc.ts';

export type Scanned =
  | { readonly kind: 'practice'; readonly payment: Payment }
  /** A practice bill whose code is wrong somewhere. */
  | { readonly kind: 'damaged'; readonly fault: CodeFault }
  /** A payment to somebody's real account. */
  | { readonly kind: 'real' }
  /** A code that opens something: a page, a call, a message, an app. */
  | { readonly kind: 'link' }
  | { readonly kind: 'other' };

/** Payment codes of other countries, and links that pay: none of them is practice. */
const OTHER_PAYMENT = /^(?:SPC\s|SPD\*|SCD\*|HRVHUB|UPNQR|payto:|bank:|bitcoin:|ethereum:)/i;
const OPENS = /^(?:[a-z][a-z\d+.-]*:\S|www\.\S|\S+\.\S+\/)/i;
/** The strips that carry work from tablet to tablet open nothing. */
const STRIP = /^VST:/;
/** A code that stands for an account of any country, anywhere in a text. */
const ANY_ACCOUNT = /(?<![\p{L}\d])[A-Z]{2}\s?\d{2}(?:\s?[A-Z\d]){11,30}(?![\p{L}\d])/giu;

/** Where EPC069-12 has the account. */
const ACCOUNT_LINE = 6;
/** A large sum has as many digits as a phone number. */
const SUM = /^EUR[\d.,]+$/i;

/** An account of the practice world: Latvian, well-formed, with a bank code that no bank has. */
export function isPractice(account: string): boolean {
  const checked = checkAccount(account);
  return checked.ok && isPracticeAccount(checked.value);
}

export function readScanned(text: string): Scanned {
  if (!isPaymentCode(text)) {
    if (OTHER_PAYMENT.test(text.trim())) return { kind: 'real' };
    if (STRIP.test(text)) return { kind: 'other' };
    if (OPENS.test(text.trim())) return { kind: 'link' };
    return { kind: 'other' };
  }
  const lines = linesOfCode(text);
  const account = cleanAccount(lines[ACCOUNT_LINE] ?? '');
  const ours = isPractice(account) || looksLikePractice(account);
  // Where there is doubt it is somebody's money: nothing of it is said.
  if (!ours || lines.some((line, i) => i !== ACCOUNT_LINE && !SUM.test(line) && holdsReal(line)))
    return { kind: 'real' };
  const read = readPaymentCode(text);
  return read.ok
    ? { kind: 'practice', payment: read.value }
    : { kind: 'damaged', fault: read.error };
}

/** A practice account with a misread digit behind the bank code. */
const looksLikePractice = (account: string): boolean =>
  account.startsWith('LV') && isPracticeAccount(account);

/** Somebody put a real account, personal code, card, phone or address of theirs into a code with a practice account. */
function holdsReal(line: string): boolean {
  const foreign = (line.match(ANY_ACCOUNT) ?? []).some((found) => !isPractice(found));
  const rest = line.replaceAll(ANY_ACCOUNT, ' ');
  return (
    foreign ||
    findPrivateData(rest).some(({ what }) =>
      ['personal-code', 'account', 'card', 'phone', 'email'].includes(what),
    )
  );
}
