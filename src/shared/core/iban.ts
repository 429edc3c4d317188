// Latvian account numbers (IBAN): check, format in fours, compare, name a typing slip, make practice ones.
// Called by shared/practice, payment fields and tests. ISO 13616 structure, ISO 7064 MOD 97-10 check digits.
import type { Random } from './random.ts';
import { fail, ok, type Result } from './result.ts';

/** "LV", 2 check digits, 4 letters of the bank, 13 characters of the account (Latvian IBAN rules, 2012, point 3). */
export const accountLength = 21;

/**
 * Bank codes of the practice world. No bank has them, so every real bank refuses an account made with them,
 * even when somebody pays a practice bill by mistake.
 */
export const practiceBankCodes = ['MACI', 'PRAK', 'SKOL'] as const;
export type PracticeBankCode = (typeof practiceBankCodes)[number];

/**
 * First letters of the BIC of banks and payment institutions in Latvia, now and before (bank.lv, "identification of BIC
 * by IBAN", and older accounts still on old bills). Only lets us refuse earlier, while a person types: what decides is
 * the list of practice codes above.
 */
export const realBankCodes: readonly string[] = [
  'HABA', 'UNLA', 'PARX', 'RIKO', 'NDEA', 'TREL', 'LACB', 'LAPB', 'LPNS', 'RTMB', 'LLBB', 'LOCB', 'BLIB', 'CBBR', 'KBRB',
  'INDL', 'MULT', 'LATB', 'LATC', 'LHVB', 'AIZK', 'PRTT', 'RIBR', 'VBRI', 'UBAL', 'HIPO', 'MARA', 'DABA', 'BIGK', 'BLOI',
  'SNOR', 'OKOY', 'REVO', 'SBMB', 'PASB',
]; // prettier-ignore

/** Capital letters and digits alone: spaces, dots, dashes and small letters are forgiven, nothing is cut off. */
export const cleanAccount = (text: string): string =>
  text.toUpperCase().replaceAll(/[^\p{L}\d]/gu, '');

/** The account in groups of four, the last one shorter. */
export const groupsOf = (text: string): string[] => cleanAccount(text).match(/.{1,4}/gu) ?? [];

/** "LV12 MACI 0000 1234 5678 9". */
export const formatAccount = (text: string): string => groupsOf(text).join(' ');

/** The bank's four letters, however long the rest is. */
export const bankCodeOf = (text: string): string => cleanAccount(text).slice(4, 8);

/** Remainder of ISO 7064 MOD 97-10 over an account with its first four characters moved to the end; 1 when it is right. */
function remainder(clean: string): number {
  let rest = 0;
  for (const character of clean.slice(4) + clean.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** True when the check digits fit. A doubled digit cut at the end still fits in about 1 of 100 cases: compare groups too. */
export const checkDigitsFit = (text: string): boolean => {
  const clean = cleanAccount(text);
  return /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(clean) && remainder(clean) === 1;
};

export type AccountFault =
  | 'empty'
  | 'not-latvian'
  | 'characters'
  | 'too-short'
  | 'too-long'
  | 'check-digits';

/** What a bank's own field says about an account: the clean account, or the first fault. */
export function checkAccount(text: string): Result<string, AccountFault> {
  const clean = cleanAccount(text);
  if (clean === '') return fail('empty');
  if (!clean.startsWith('LV')) return fail('not-latvian');
  if (clean.length < accountLength) return fail('too-short');
  if (clean.length > accountLength) return fail('too-long');
  if (!/^LV\d{2}[A-Z]{4}[A-Z\d]{13}$/.test(clean)) return fail('characters');
  return remainder(clean) === 1 ? ok(clean) : fail('check-digits');
}

export interface GroupPair {
  readonly expected: string;
  readonly typed: string;
  readonly same: boolean;
}

/**
 * Both accounts group by group. `first` is the number of the first group that differs (from 0), or -1.
 * After a missing or doubled digit all later groups shift, so mark that first group alone.
 */
export function compareAccounts(
  expected: string,
  typed: string,
): { readonly groups: readonly GroupPair[]; readonly first: number } {
  const left = groupsOf(expected);
  const right = groupsOf(typed);
  const groups = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => {
    const pair = { expected: left[i] ?? '', typed: right[i] ?? '' };
    return { ...pair, same: pair.expected === pair.typed };
  });
  return { groups, first: groups.findIndex((group) => !group.same) };
}

/** How a typed account went wrong; `doubled-cut` has the right length again and may even pass the check digits. */
export type AccountSlip =
  | 'empty'
  | 'wrong-digit'
  | 'swap'
  | 'missing'
  | 'doubled'
  | 'doubled-cut'
  | 'other';

/** Names the slip between the account on the bill and the typed one; null when they are the same. */
export function classifySlip(expected: string, typed: string): AccountSlip | null {
  const right = cleanAccount(expected);
  const given = cleanAccount(typed);
  if (given === right) return null;
  if (given === '') return 'empty';
  if (given.length === right.length - 1 && without(right).includes(given)) return 'missing';
  if (given.length === right.length + 1 && doubledForms(right).includes(given)) return 'doubled';
  if (given.length !== right.length) return 'other';

  const differing = [...right].flatMap((character, i) => (character === given[i] ? [] : [i]));
  const [first, second] = differing;
  if (differing.length === 1) return 'wrong-digit';
  if (
    differing.length === 2 &&
    first !== undefined &&
    second === first + 1 &&
    right[first] === given[second] &&
    right[second] === given[first]
  ) {
    return 'swap';
  }
  return doubledForms(right).some((form) => form.slice(0, right.length) === given)
    ? 'doubled-cut'
    : 'other';
}

const without = (text: string): string[] =>
  [...text].map((_, i) => text.slice(0, i) + text.slice(i + 1));
const doubledForms = (text: string): string[] =>
  [...text].map((character, i) => text.slice(0, i) + character + text.slice(i));

/** Gives any 17 characters (bank code and account) their Latvian check digits. */
export function withCheckDigits(bankAndAccount: string): string {
  const digits = String(98 - remainder(`LV00${bankAndAccount}`)).padStart(2, '0');
  return `LV${digits}${bankAndAccount}`;
}

/** A well-formed account that no real bank accepts. */
export const makePracticeAccount = (random: Random, bank: PracticeBankCode = 'MACI'): string =>
  withCheckDigits(bank + random.digits(13));

/** True for accounts of the practice world, right or mistyped behind the bank code. */
export const isPracticeAccount = (text: string): boolean =>
  (practiceBankCodes as readonly string[]).includes(bankCodeOf(text));

/** True as soon as a text begins like an account of a known bank in Latvia. */
export const hasRealBank = (text: string): boolean =>
  /^LV\d{2}[A-Z]{4}/.test(cleanAccount(text)) && realBankCodes.includes(bankCodeOf(text));

/** True for an account that a real bank may have: a known bank's, or anyone's well-formed one outside the practice world. */
export function looksReal(text: string): boolean {
  const clean = cleanAccount(text);
  if (hasRealBank(clean)) return true;
  // A half-typed account passes the check digits by chance now and then; a Latvian one counts only when whole.
  if (clean.startsWith('LV') && clean.length !== accountLength) return false;
  return checkDigitsFit(clean) && !isPracticeAccount(clean);
}
