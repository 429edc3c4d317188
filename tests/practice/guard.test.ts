// No real personal code, phone, card or account of a real bank can be typed into practice and kept anywhere.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePracticeAccount, realBankCodes, withCheckDigits } from '#core/iban.ts';
import { randomFrom } from '#core/random.ts';
import { act, startAttempt } from '#practice/attempt.ts';
import { stepNow, type Attempt } from '#practice/state.ts';
import { refusal } from '#practice/guard.ts';
import { formNames } from '#practice/scenario.ts';
import { viewOf } from '#practice/view.ts';
import { reach, scenarioOf, slugs } from './simulated-person.ts';

const fields = slugs.flatMap((slug) =>
  scenarioOf(slug).steps.flatMap((step) => (step.kind === 'type' ? [{ slug, step: step.id }] : [])),
);
/** In form b, or another when that one does not come there. */
function at(slug: string, step: string, seed = 'guard'): Attempt {
  for (const form of ['b', 'a', 'c'] as const) {
    const there = reach(startAttempt(scenarioOf(slug), { form, mode: 'alone', seed }), step);
    if (there) return there;
  }
  throw new Error(`nothing leads to ${slug} ${step}`);
}

const two = (n: number): string => String(n).padStart(2, '0');
const personalCode = fc
  .tuple(
    fc.integer({ min: 1, max: 31 }),
    fc.integer({ min: 1, max: 12 }),
    fc.nat(99),
    fc.nat(99_999),
    fc.constantFrom('-', '', ' '),
    fc.boolean(),
  )
  .map(
    ([day, month, year, tail, dash, fresh]) =>
      `${fresh ? `32${two(day)}${two(month)}` : two(day) + two(month) + two(year)}${dash}${String(tail).padStart(5, '0')}`,
  );
const phone = fc
  .tuple(fc.constantFrom('2', '6'), fc.nat(9_999_999), fc.constantFrom('', '+371 ', '00371'))
  .map(([first, rest, country]) => country + first + String(rest).padStart(7, '0'));
const card = fc.tuple(fc.constantFrom('4', '51', '62'), fc.string()).map(([prefix, seed]) => {
  const body = prefix + randomFrom(seed).digits(15 - prefix.length);
  for (let check = 0; check < 10; check += 1)
    if (luhn(body + check)) return (body + check).replaceAll(/(\d{4})(?=\d)/g, '$1 ');
  throw new Error('no check digit');
});
function luhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, i) => {
    const doubled = i % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
const account = fc
  .tuple(fc.constantFrom(...realBankCodes), fc.string())
  .map(([bank, seed]) => withCheckDigits(bank + randomFrom(seed).digits(13)));
const real = fc.oneof(
  personalCode.map((text) => ({ text, what: 'personal-code' })),
  phone.map((text) => ({ text, what: 'phone' })),
  card.map((text) => ({ text, what: 'card' })),
  account.map((text) => ({ text, what: 'account' })),
);

describe('real data in practice fields', () => {
  it.each(fields)('$slug $step refuses it, says why, and keeps nothing', ({ slug, step }) => {
    const there = at(slug, step);
    fc.assert(
      fc.property(real, fc.constantFrom('', 'Mans ', 'lv '), ({ text, what }, before) => {
        // Typed key by key, as it really comes.
        let attempt = there;
        for (let n = 1; n <= text.length; n += 1)
          attempt = act(attempt, { do: 'type', text: before + text.slice(0, n) }, n);
        attempt = act(act(attempt, { do: 'type', text: before + text }, 99), { do: 'next' }, 100);
        const kept = JSON.stringify([attempt.texts, attempt.log, attempt.past, attempt.notice]);
        expect(kept).not.toContain(text);
        expect(kept.replaceAll(/[^\d]/g, '')).not.toContain(text.replaceAll(/[^\d]/g, ''));
        const refused = act(there, { do: 'type', text: before + text }, 1);
        expect(refused.texts[step]).toBe('');
        expect(viewOf(refused).notice?.say.shared).toBe(`refused.${refused.notice?.slip}`);
        // A card and a personal code may be taken for each other; both are refused.
        expect(['personal-code', 'card', 'phone', 'account']).toContain(refused.notice?.slip);
        if (what === 'account') expect(refused.notice?.slip).toBe('account');
      }),
      { numRuns: 60 },
    );
  });

  // In these worlds half of the characters happened to stand where the practice account has them.
  it.each([
    ['s12', 'purpose', '4644 2277 0604 6979'],
    ['s8', 'sign-pin2', '0037129999669'],
    ['s19', 'account', '65015030'],
    ['s3', 'pin2-b', '24650486'],
    ['s8', 'pin2-again', '320101-47004'],
  ])('%s %s refuses a number behind "lv"', (slug, step, text) => {
    const refused = act(at(slug, step), { do: 'type', text: `lv ${text}` }, 1);
    expect(refused.texts[step]).toBe('');
    expect(refused.notice).toBeDefined();
  });

  it('never stands in the way of the practice details, right or with a slip, at any moment of typing', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(...formNames),
        fc.nat(20),
        fc.constantFrom(' ', '', '-'),
        (seed, form, place, gap) => {
          const { world } = startAttempt(scenarioOf('s2'), { form, mode: 'alone', seed });
          const right = makePracticeAccount(randomFrom(seed));
          const ours = world.values['account'];
          const mine = ours?.kind === 'account' ? ours.account : right;
          const doubled = mine.slice(0, place) + mine[place] + mine.slice(place);
          const missing = mine.slice(0, place) + mine.slice(place + 1);
          for (const text of [mine, doubled, missing, doubled.slice(0, 21)]) {
            const typed = (text.match(/.{1,4}/g) ?? []).join(gap);
            for (let n = 1; n <= typed.length; n += 1)
              expect([typed.slice(0, n), refusal(typed.slice(0, n), world)]).toEqual([
                typed.slice(0, n),
                null,
              ]);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('does not let a wrong PIN or user number into the log: it may be the person’s own', () => {
    for (const { slug, step } of fields) {
      const there = at(slug, step);
      const now = stepNow(there);
      if (now.kind !== 'type' || (now.check !== 'pin' && now.check !== 'digits')) continue;
      const typed = act(act(there, { do: 'type', text: '90817' }, 1), { do: 'next' }, 2);
      expect(JSON.stringify(typed.log)).not.toContain('90817');
      // A third wrong PIN locks the key, as a real one does.
      if (!now.locks) expect(typed.at).toBe(step);
    }
  });

  it('does not keep names or other free words', () => {
    const there = at('s2', 'purpose');
    const typed = act(act(there, { do: 'type', text: 'Paldies no Annas' }, 1), { do: 'next' }, 2);
    expect(JSON.stringify(typed.log)).not.toContain('Anna');
  });
});
