// Keeps what the law forbids (domain part 4) out of free text: personal codes, accounts, cards, phones, e-mails, PINs, sums, health.
// Called by the record schemas, so that device and server refuse the same text with the same reason.
export type PrivateData =
  | 'personal-code'
  | 'account'
  | 'card'
  | 'phone'
  | 'email'
  | 'pin'
  | 'sum'
  | 'health';
export type PrivateFinding = { readonly what: PrivateData; readonly found: string };

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Luhn check of a card number (ISO/IEC 7812-1, annex B). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

// Word stems, matched at the start of a word. Only words that tell a person's health, not topics such as the e-health portal.
const HEALTH_STEM =
  /diagnoz|slimo|slimīb|invalīd|invalidit|demenc|diabēt|vēzi|vēža|insult|infarkt|depresi|psihi|zāles pret|asinsspied|alkohol|diagnos|disabilit|dement|diabet|cancer|stroke|depress|psychiatr|blood pressure|alcoholi|диагноз|болезн|болеет|инвалид|деменц|диабет|онколог|инсульт|инфаркт|депресси|психиатр|алкогол/;
const HEALTH = new RegExp(`(?<!\\p{L})(?:${HEALTH_STEM.source})`, 'giu');

/** `2026-03-25` and `2025-2026` have as many digits as a phone number. */
const DAY_OR_YEARS = /^20\d\d(?:-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])|[ -]20\d\d)$/;

/** Every text of every record passes here, and nearly all are innocent: so each rule says what a text must have for it at the least. */
type Look = { readonly text: string; readonly digits: number };

type Rule = {
  readonly what: PrivateData;
  readonly worth: (look: Look) => boolean;
  readonly pattern: RegExp;
  readonly really?: (match: string) => boolean;
};
const HEALTH_RULE: Rule = {
  what: 'health',
  worth: ({ text }) => HEALTH_STEM.test(text.toLowerCase()),
  pattern: HEALTH,
};
const RULES: readonly Rule[] = [
  // Any country's IBAN, in groups or not.
  {
    what: 'account',
    worth: ({ digits }) => digits >= 8,
    pattern: /(?<![\p{L}\d])[A-Z]{2}\s?\d{2}(?:\s?[A-Z0-9]){11,30}(?![\p{L}\d])/giu,
    really: (m) => digitsOf(m).length >= 8,
  },
  // 13 to 19 digits that pass the card check.
  {
    what: 'card',
    worth: ({ digits }) => digits >= 13,
    pattern: /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g,
    really: (m) => passesLuhn(digitsOf(m)),
  },
  // Latvian personal code: 6 + 5 digits, with or without the dash; new codes begin with 32.
  {
    what: 'personal-code',
    worth: ({ digits }) => digits >= 11,
    pattern: /(?<!\d)\d{6}\s?[-–]?\s?\d{5}(?!\d)/g,
  },
  {
    what: 'email',
    worth: ({ text }) => text.includes('@'),
    pattern: /[^\s@]{1,64}@[^\s@.]{1,63}(?:\.[^\s@.]{1,63}){0,5}\.[a-z]{2,24}/giu,
  },
  // Latvian numbers (8 digits, first one 2 or 6) and anything in international form.
  {
    what: 'phone',
    worth: ({ digits }) => digits >= 8,
    pattern:
      /(?<![\d-])(?:\+|00)\d(?:[ -]?\d){7,13}(?!\d)|(?<![\d-])[26]\d(?:[ -]?\d){6}(?![\d-])/g,
    really: (m) => !DAY_OR_YEARS.test(m),
  },
  {
    what: 'pin',
    worth: ({ digits }) => digits >= 4,
    pattern:
      /(?<!\p{L})(?:pin|пин|parol|парол|password)\p{L}*(?:[- ]?(?:kod|код|code)\p{L}*)?\s?\d?\s?[:=-]?\s?\d{4,12}(?!\d)/giu,
  },
  {
    what: 'sum',
    worth: ({ text, digits }) => digits > 0 && /€|eur|eir|евро/i.test(text),
    pattern: /\d(?:[\d .]{0,20}\d)?(?:[.,]\d{1,2})?\s?(?:€|eur|eir[oa]|евро)(?!\p{L})|€\s?\d/giu,
  },
  HEALTH_RULE,
];
/** What has neither a digit nor this sign can only tell of health. */
const DIGIT_OR_AT = /[\d@]/;
const WORDS_ONLY: readonly Rule[] = [HEALTH_RULE];

function countDigits(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit >= 48 && unit <= 57) count += 1;
  }
  return count;
}

/** Everything in the text that may not be kept, in order of the rules; empty when the text is fine. Stamps, dates and ids pass. */
export function findPrivateData(text: string): PrivateFinding[] {
  const findings: PrivateFinding[] = [];
  const isWordsOnly = !DIGIT_OR_AT.test(text);
  const look = { text, digits: isWordsOnly ? 0 : countDigits(text) };
  for (const rule of isWordsOnly ? WORDS_ONLY : RULES) {
    if (!rule.worth(look)) continue;
    for (const match of text.matchAll(rule.pattern)) {
      if (rule.really?.(match[0]) ?? true) findings.push({ what: rule.what, found: match[0] });
    }
  }
  return findings;
}
