// Keeps a person's real data out of practice: what may not be typed, and what of the typed text the log may keep.
// Called by attempt.ts before anything is stored. The pattern list itself is core/private-data.ts.
import { cleanAccount, hasRealBank, isPracticeAccount, looksReal } from '#core/iban.ts';
import { findPrivateData } from '#core/private-data.ts';
import { plainValue, type World } from './details.ts';
import { judge, rightText } from './judge.ts';
import type { FormName, StepOf } from './scenario.ts';

export type Refusal = 'personal-code' | 'account' | 'card' | 'phone' | 'email';

/** An account of any country, whole or half typed, in any grouping. */
const ACCOUNT = /(?<![\p{L}\d])[A-Z]{2}\s?\d{2}(?:[\s.-]?[A-Z\d])*/giu;
/** The same with a slip near its beginning ("LLV5 5MAC"). */
const ALMOST_ACCOUNT = /(?<![\p{L}\d])[A-Z]{1,3}[\s.-]?\d{0,3}(?:[\s.-]?[A-Z\d])*/giu;

/**
 * Why this text may not be typed into a practice field, or null when it may. Details of the practice world themselves are
 * always allowed, and so is a practice account with a slip in it.
 */
export function refusal(text: string, world: World): Refusal | null {
  const real = (found: string): boolean =>
    hasRealBank(found) || (looksReal(found) && !looksMistyped(found, world));
  if ((text.match(ACCOUNT) ?? []).some(real)) return 'account';
  // The digits of a practice account alone could look like a card, a phone or a personal code while it is being typed.
  const rest = text
    .replaceAll(ACCOUNT, (found) =>
      isPracticeAccount(found) || cleanAccount(found).length < 8 ? ' ' : found,
    )
    .replaceAll(ALMOST_ACCOUNT, (found) => (looksMistyped(found, world) ? ' ' : found));
  const ours = new Set(Object.values(world.values).map((value) => plainValue(value)));
  for (const finding of findPrivateData(rest)) {
    if (ours.has(finding.found.replaceAll(/[\s-]/g, ''))) continue;
    if (isRefusal(finding.what)) return finding.what;
  }
  return null;
}

const isRefusal = (what: string): what is Refusal =>
  ['personal-code', 'account', 'card', 'phone', 'email'].includes(what);

/** An account has 2 digits behind the country and then its bank's letters; 4 digits there are the beginning of somebody's number. */
const NO_BANK = /^[A-Z]{1,3}\d{4}/;

/** At least half of its characters stand where a practice account of this world has them, or one place beside. */
function looksMistyped(found: string, world: World): boolean {
  const given = cleanAccount(found);
  if (NO_BANK.test(given)) return false;
  return Object.values(world.values).some((value) => {
    if (value.kind !== 'account') return false;
    const right = value.account;
    const same = (shift: number): number =>
      [...given].filter((character, i) => right[i + shift] === character).length;
    return Math.max(same(-1), same(0), same(1)) * 2 >= Math.min(given.length, right.length);
  });
}

/**
 * What the attempt's log keeps of a typed text: practice data as it is, anything else as a stand-in that is judged the
 * same on replay. So a person's own PIN, user number or name never reaches the disk.
 */
export function logged(step: StepOf<'type'>, text: string, world: World, form: FormName): string {
  const verdict = judge(step, text, world, form);
  const right = rightText(step, world);
  if (verdict === null) return right;
  if (verdict.slip === 'empty') return '';
  switch (step.check) {
    case 'money':
      return verdict.slip === 'unreadable' ? standIn : text;
    case 'account':
      // While it is being typed it is the beginning of the right one; every other known slip is practice data too.
      return verdict.slip === 'other' && !right.startsWith(cleanAccount(text)) ? standIn : text;
    case 'contains':
      return verdict.slip === 'missing' ? standIn : '0';
    case 'digits':
    case 'pin':
      return right.startsWith(text) ? text : standIn;
    case 'name':
      return standIn;
  }
}

const standIn = 'x';
