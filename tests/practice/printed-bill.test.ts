// Printed practice bills: all of a bill follows from its number, the tablet plays the same bill, and its code is read back.
import { encode } from 'uqr';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBetween } from '#core/dates.ts';
import { checkDigitsFit, isPracticeAccount } from '#core/iban.ts';
import { findPrivateData } from '#core/private-data.ts';
import { startAttempt } from '#practice/attempt.ts';
import { outcomeOf } from '#practice/outcome.ts';
import {
  billFacts,
  billKinds,
  billNumber,
  billOfSeed,
  billSeed,
  differing,
  isPrintable,
  readBillNumber,
  withPrintedBill,
  type PrintedBill,
} from '#practice/printed-bill.ts';
import { readScanned } from '#practice/scanned.ts';
import { formNames } from '#practice/scenario.ts';
import { decode } from '#qr/decode.ts';
import { playRightly, scenarioOf, slugs } from './simulated-person.ts';

const printable = slugs.filter((slug) => isPrintable(scenarioOf(slug), slug));
const bills: fc.Arbitrary<PrintedBill> = fc.record({
  walkthrough: fc.constantFrom(...printable),
  form: fc.constantFrom(...formNames),
  kind: fc.constantFrom(...billKinds),
  digits: fc.stringMatching(/^\d{5}$/),
  day: fc
    .date({ min: new Date('2026-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
});
const factsOf = (bill: PrintedBill) => billFacts(scenarioOf(bill.walkthrough), bill)!;

describe('the number of a bill', () => {
  it('is read back as people type it', () => {
    fc.assert(
      fc.property(bills, (bill) => {
        const number = billNumber(bill);
        expect(readBillNumber(number)).toEqual(bill);
        expect(readBillNumber(` ${number.toLowerCase().replaceAll('-', ' – ')} `)).toEqual(bill);
        expect(billOfSeed(billSeed(bill))).toEqual(bill);
        expect(findPrivateData(number)).toEqual([]);
      }),
    );
  });

  it.each([
    '',
    'S2',
    'S2-D-H-48291-261123',
    'S2-A-X-48291-261123',
    'S2-A-H-4829-261123',
    'S2-A-H-48291-261323',
    'S2-A-H-48291-260230',
    '../S2-A-H-48291-261123',
    '-A-H-48291-261123',
  ])('%s is none', (text) => {
    expect(readBillNumber(text)).toBeNull();
  });

  it('leaves every other run as it was', () => {
    const scenario = scenarioOf('s2');
    expect(withPrintedBill(scenario, '4f02aa')).toBe(scenario);
    expect(withPrintedBill(scenario, 'bill-me')).toBe(scenario);
  });
});

describe('what stands on a bill', () => {
  it('goes with reading, typing and scanning', () => {
    expect(printable).toEqual(expect.arrayContaining(['s1', 's2', 's3']));
  });

  it('adds up, is payable after the day of practice, and belongs to no real bank', () => {
    fc.assert(
      fc.property(bills, (bill) => {
        const facts = factsOf(bill);
        expect(isPracticeAccount(facts.account)).toBe(true);
        expect(checkDigitsFit(facts.account)).toBe(true);
        expect(daysBetween(bill.day, facts.due)).toBeGreaterThanOrEqual(1);
        expect(daysBetween(bill.day, facts.due)).toBeLessThan(40);
        const { charge } = facts.values;
        const [a, b, c] = facts.parts;
        expect(Math.min(a, b, c)).toBeGreaterThan(0);
        if (charge?.kind === 'money') expect(a + b + c).toBe(charge.cents);
        expect(facts.meter[1]).toBeGreaterThan(facts.meter[0]);
      }),
    );
  });

  it('is the bill that the tablet plays, to the end', () => {
    fc.assert(
      fc.property(bills, (bill) => {
        const seed = billSeed(bill);
        const scenario = withPrintedBill(scenarioOf(bill.walkthrough), seed);
        const start = startAttempt(scenario, { form: bill.form, mode: 'alone', seed });
        const facts = factsOf(bill);
        expect(start.world.values).toMatchObject({
          issuer: { name: facts.payee },
          account: { account: facts.account },
          due: { day: facts.due },
          'payer-code': { digits: facts.purpose },
          total: { cents: facts.cents },
        });
        const done = playRightly(start);
        expect(done.finished).toBe(true);
        expect(outcomeOf(done).passed).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('has a code that our own reader and parser give back, with its number', () => {
    fc.assert(
      fc.property(bills, (bill) => {
        const facts = factsOf(bill);
        const { data, version } = encode(facts.code, { ecc: 'M', border: 0 });
        const text = decode((x, y) => data[y]?.[x] === true, version) ?? '';
        expect(text).toBe(facts.code);
        const scanned = readScanned(text);
        if (scanned.kind !== 'practice') throw new Error(scanned.kind);
        expect(readBillNumber(scanned.payment.note)).toEqual(bill);
        expect(differing(facts, scanned.payment)).toEqual(facts.differs);
      }),
    );
  });

  it('has a replaced code where the exercise is about one, and nowhere else', () => {
    const differs = (walkthrough: string, form: PrintedBill['form']) =>
      factsOf({ walkthrough, form, kind: 'house', digits: '48291', day: '2026-11-23' }).differs;
    expect(differs('s3', 'a')).toEqual([]);
    expect(differs('s3', 'b')).toEqual(['account']);
    expect(differs('s3', 'c')).toEqual(['amount']);
    for (const form of formNames) expect(differs('s2', form)).toEqual([]);
  });
});
