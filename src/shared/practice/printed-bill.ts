// A practice bill on paper: all of it follows from its number, so that it can be printed again and played on a tablet as the same
// bill. Pure; called by features/bills (printing, scanning) and features/practice (playing).
import { isDay } from '#core/dates.ts';
import type { Cents } from '#core/money.ts';
import { randomFrom } from '#core/random.ts';
import { brandOf, type Brand } from './brands.ts';
import { makeWorld, plainValue, type Value } from './details.ts';
import { paymentCode, readPaymentCode, type Payment } from './epc.ts';
import { makePerson } from './people.ts';
import { formNames, type FormName, type Scenario } from './scenario.ts';

/** What kind of company a bill comes from: it decides how the bill is laid out and who sends it. */
export const billKinds = ['house', 'utility', 'telecom'] as const;
export type BillKind = (typeof billKinds)[number];

const senders: Readonly<Record<BillKind, string>> = {
  house: 'namina-saimnieks',
  utility: 'strautina-udens',
  telecom: 'plavas-zvans',
};

export interface PrintedBill {
  /** Slug of the walkthrough that it goes with. */
  readonly walkthrough: string;
  readonly form: FormName;
  readonly kind: BillKind;
  /** 5 digits: the bill's whole chance. */
  readonly digits: string;
  /** The day of practice, `2026-11-23`: periods and due dates are counted from it. */
  readonly day: string;
}

const NUMBER = /([A-Z][A-Z\d]*(?:-[A-Z\d]+)*)-([ABC])-([HUT])-(\d{5})-(\d{2})(\d{2})(\d{2})$/;

/** "S2-A-H-48291-261123": small print on the bill, and the note inside its code. */
export const billNumber = ({ walkthrough, form, kind, digits, day }: PrintedBill): string =>
  `${walkthrough}-${form}-${kind.slice(0, 1)}-${digits}-${day.slice(2).replaceAll('-', '')}`.toUpperCase();

/** Reads a bill's number as people type it: small letters, spaces, other dashes. Null when it is none. */
export function readBillNumber(text: string): PrintedBill | null {
  const found = NUMBER.exec(
    text
      .toUpperCase()
      .replaceAll(/[‐‑–—]/g, '-')
      .replaceAll(/\s*-\s*/g, '-')
      .replace(/^\s*M[ĀA]C[ĪI]BAS\s+/u, '')
      .trim(),
  );
  const [whole, walkthrough = '', form = '', letter = '', digits = '', year, month, day] =
    found ?? [];
  const kind = billKinds.find((one) => one.startsWith(letter.toLowerCase()));
  const date = `20${year}-${month}-${day}`;
  if (whole === undefined || found?.index !== 0 || !kind || !isDay(date)) return null;
  return {
    walkthrough: walkthrough.toLowerCase(),
    form: form.toLowerCase() as FormName,
    kind,
    digits,
    day: date,
  };
}

/** The seed of a run that goes with this bill. */
export const billSeed = (bill: PrintedBill): string => `bill-${billNumber(bill).toLowerCase()}`;
/** The bill that a run goes with, or null for any other run. */
export const billOfSeed = (seed: string): PrintedBill | null =>
  seed.startsWith('bill-') ? readBillNumber(seed.slice(5)) : null;

/** Bills are due by the 25th (domain 2.1): later in a month than this, practice is already in the next one. */
const LAST_DAY = 22;

function clockOf(day: string): string {
  if (Number(day.slice(8)) <= LAST_DAY) return day;
  const [year = 0, month = 0] = day.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}

/** The actor whose bill can be printed, or null: other companies in the story could be confused with the bill's own. */
function senderIn(scenario: Scenario): string | null {
  const from = scenario.papers.find((paper) => paper.kind === 'bill')?.from;
  if (from === undefined || scenario.actors[from]?.brand === undefined) return null;
  const others = Object.entries(scenario.actors).filter(([id]) => id !== from);
  const plain = others.every(
    ([, actor]) =>
      actor.brand === undefined || ['bank', 'identity', 'computer'].includes(actor.kind),
  );
  return plain ? from : null;
}

/** The scenario as it is played with a printed bill: on the bill's day, with the bill's sender. As it was for any other seed. */
export function withPrintedBill(scenario: Scenario, seed: string): Scenario {
  const bill = billOfSeed(seed);
  const sender = bill && senderIn(scenario);
  const actor = sender ? scenario.actors[sender] : undefined;
  if (!bill || !sender || !actor) return scenario;
  const formOf = (form: FormName): Scenario['forms'][FormName] => {
    const { [sender]: _, ...actors } = scenario.forms[form].actors ?? {};
    return { ...scenario.forms[form], actors };
  };
  return {
    ...scenario,
    clock: clockOf(bill.day),
    actors: { ...scenario.actors, [sender]: { ...actor, brand: senders[bill.kind] } },
    forms: { a: formOf('a'), b: formOf('b'), c: formOf('c') },
  };
}

export interface BillFacts {
  readonly brand: Brand;
  readonly clock: string;
  /** An invented person. */
  readonly payer: string;
  readonly payee: string;
  readonly account: string;
  readonly cents: Cents;
  readonly purpose: string;
  readonly due: string;
  /** What else stands on the bill, by the line's id: `period`, `charge`, `debt` ... */
  readonly values: Readonly<Record<string, Value>>;
  /** Text of the code on the bill. */
  readonly code: string;
  /** What the code says otherwise than the paper: a replaced code, a sum without the debt. */
  readonly differs: readonly ComparedField[];
  /** The charge in three parts, in cents, for the rows of a bill. */
  readonly parts: readonly [Cents, Cents, Cents];
  /** Meter readings before and now. */
  readonly meter: readonly [number, number];
}

export const comparedFields = ['payee', 'account', 'amount', 'purpose'] as const;
export type ComparedField = (typeof comparedFields)[number];

/** All that is on the paper; null when this scenario has no bill that can be printed. */
export function billFacts(scenario: Scenario, bill: PrintedBill): BillFacts | null {
  const seed = billSeed(bill);
  // A number too long for an attempt's seed would be another bill on the tablet.
  if (seed.length > 64) return null;
  const played = withPrintedBill(scenario, seed);
  const paper = played.papers.find((one) => one.kind === 'bill');
  const brand = brandOf(senders[bill.kind]);
  if (played === scenario || !paper || !brand) return null;
  const world = makeWorld(played, bill.form, seed);
  const values: Record<string, Value> = {};
  for (const line of paper.lines) {
    const value = world.values[line.value ?? line.id];
    if (value && (!line.forms || line.forms.includes(bill.form))) values[line.id] = value;
  }
  const { account, total, due, qr, 'payer-code': payerCode } = values;
  if (account?.kind !== 'account' || total?.kind !== 'money' || due?.kind !== 'day' || !payerCode)
    return null;
  const facts = {
    payee: brand.name,
    account: account.account,
    cents: total.cents,
    purpose: plainValue(payerCode),
  };
  const drawn = qr?.kind === 'qr' ? readPaymentCode(qr.code) : null;
  const payment = drawn?.ok ? { ...drawn.value, cents: drawn.value.cents ?? total.cents } : facts;
  const random = randomFrom(`${seed}/print`);
  const charge = values['charge']?.kind === 'money' ? values['charge'].cents : total.cents;
  const first = Math.round((charge * random.int(45, 60)) / 100);
  const second = Math.round((charge * random.int(20, 30)) / 100);
  const before = random.int(112, 870);
  return {
    ...facts,
    brand,
    clock: played.clock,
    payer: makePerson(random, true),
    due: due.day,
    values,
    code: paymentCode({ ...payment, note: billNumber(bill) }),
    differs: differing(facts, payment),
    parts: [first, second, charge - first - second],
    meter: [before, before + random.int(2, 9)],
  };
}

/** Which fields of a payment are not as on the paper. */
export function differing(
  paper: Pick<BillFacts, 'payee' | 'account' | 'cents' | 'purpose'>,
  payment: Omit<Payment, 'note'>,
): ComparedField[] {
  const same: Readonly<Record<ComparedField, boolean>> = {
    payee: paper.payee === payment.payee,
    account: paper.account === payment.account,
    amount: paper.cents === payment.cents,
    purpose: paper.purpose === payment.purpose,
  };
  return comparedFields.filter((field) => !same[field]);
}

/** Whether bills can be printed for this scenario, in every form. */
export const isPrintable = (scenario: Scenario, walkthrough: string): boolean =>
  formNames.every(
    (form) =>
      billFacts(scenario, {
        walkthrough, form, kind: 'house', digits: '00000', day: '2026-01-01',
      }) !== null,
  ); // prettier-ignore
