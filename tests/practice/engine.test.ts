// The laws of practice, over every shipped scenario: no dead end, every declared mistake reachable and detected,
// nothing scored on a perfect run, everything replayable.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigitsFit, isPracticeAccount, makePracticeAccount } from '#core/iban.ts';
import { randomFrom } from '#core/random.ts';
import { act, replay, startAttempt } from '#practice/attempt.ts';
import type { Action, Attempt } from '#practice/state.ts';
import { declaredCodes, outcomeOf } from '#practice/outcome.ts';
import { formNames, inForm, modes } from '#practice/scenario.ts';
import { viewOf } from '#practice/view.ts';
import {
  chanceOf,
  declaredMistakes,
  err,
  playRightly,
  reach,
  scenarioOf,
  slugs,
} from './simulated-person.ts';

const scenarios = new Map(slugs.map((slug) => [slug, scenarioOf(slug)]));
const slug = fc.constantFrom(...slugs);
const form = fc.constantFrom(...formNames);
const mode = fc.constantFrom(...modes);
const start = fc.record({ form, mode, seed: fc.string() });
const scenario = (name: string) => scenarios.get(name)!;

describe('a perfect person', () => {
  it('finishes every scenario, form and mode, and nothing is scored', () => {
    fc.assert(
      fc.property(slug, start, (name, how) => {
        const done = playRightly(startAttempt(scenario(name), how));
        expect(done.finished).toBe(true);
        const outcome = outcomeOf(done);
        expect(outcome.mistakes).toEqual([]);
        expect(outcome.tryNext).toEqual([]);
        expect(outcome.passed).toBe(how.mode === 'alone' || how.mode === 'surprise');
        expect(outcome.hintLevel).toBe(how.mode === 'shown' ? 3 : 0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a person who makes one mistake', () => {
  const cases = slugs.flatMap((name) =>
    formNames.flatMap((which) =>
      declaredMistakes(scenario(name), which).map(
        (mistake) => [name, which, mistake.step, mistake.slip, mistake] as const,
      ),
    ),
  );

  it.each(cases)(
    '%s form %s: %s %s is detected in every mode, and mended',
    (name, which, _step, _slip, mistake) => {
      fc.assert(
        fc.property(mode, fc.string(), (how, seed) => {
          const there = reach(
            startAttempt(scenario(name), { form: which, mode: how, seed }),
            mistake.step,
          );
          if (!there) throw new Error(`nothing leads to ${mistake.step}`);
          let attempt = there;
          for (const action of err(there, mistake, chanceOf(seed)))
            attempt = act(attempt, action, 1);
          const done = playRightly(attempt);
          expect(done.finished).toBe(true);

          const outcome = outcomeOf(done);
          const found = outcome.mistakes.find(
            (one) => one.step === mistake.step && one.code === mistake.code,
          );
          expect(found).toBeDefined();
          // Mended before the app said a word: alone, by looking again. Told: in every other case.
          const declared = declaredCodes(scenario(name), which);
          for (const one of outcome.mistakes) expect(declared).toContain(one.code);
          expect(outcome.tryNext.length).toBeLessThanOrEqual(2);
          expect(outcome.wentWell.length).toBeGreaterThan(0);
        }),
        { numRuns: 25 },
      );
    },
  );
});

describe('10,000 runs over all scenarios, forms and modes', () => {
  const RUNS = 10_000;

  it('end; a declared mistake is detected, a perfect run has none', () => {
    const all = slugs.flatMap((name) =>
      formNames.map((which) => ({
        name,
        which,
        mistakes: declaredMistakes(scenario(name), which),
      })),
    );
    const found = new Set<string>();
    for (let i = 0; i < RUNS; i += 1) {
      const { name, which, mistakes } = all[i % all.length]!;
      const turn = Math.floor(i / all.length);
      const how = { form: which, mode: modes[turn % modes.length]!, seed: `run-${i}` };
      // Every fifth run is perfect; the others make each declared mistake in turn.
      const mistake =
        turn % 5 === 0 ? undefined : mistakes[(turn - Math.ceil(turn / 5)) % mistakes.length];
      const begun = startAttempt(scenario(name), how);
      let attempt: Attempt | null = begun;
      if (mistake) {
        attempt = reach(begun, mistake.step);
        if (!attempt) throw new Error(`${name} ${which}: nothing leads to ${mistake.step}`);
        for (const action of err(attempt, mistake, chanceOf(how.seed)))
          attempt = act(attempt, action, 1);
      }
      const done = playRightly(attempt);
      const outcome = outcomeOf(done);
      const what = `${name} ${which} ${how.mode} ${how.seed} ${mistake?.step ?? 'perfect'} ${mistake?.slip ?? ''}`;
      if (!done.finished) throw new Error(`dead end: ${what} at ${done.at}`);
      if (!mistake && outcome.mistakes.length > 0)
        throw new Error(`scored on a perfect run: ${what}`);
      if (
        mistake &&
        !outcome.mistakes.some((one) => one.step === mistake.step && one.code === mistake.code)
      )
        throw new Error(`not detected: ${what}`);
      if (mistake) found.add(`${name} ${which} ${mistake.step} ${mistake.slip}`);
    }
    const declared = all.flatMap(({ name, which, mistakes }) =>
      mistakes.map((one) => `${name} ${which} ${one.step} ${one.slip}`),
    );
    expect(declared.filter((one) => !found.has(one))).toEqual([]);
  }, 40_000);
});

describe('S2, the mistakes that cost money', () => {
  const pay = scenario('s2');
  const at = (step: string, how: 'together' | 'alone', which: 'a' | 'b' = 'b'): Attempt =>
    playRightly(
      startAttempt(pay, { form: which, mode: how, seed: 'fossbakk' }),
      (attempt) => attempt.at === step,
    );
  const type = (attempt: Attempt, text: string): Attempt =>
    act(act(attempt, { do: 'type', text }, 1), { do: 'next' }, 2);

  /** A seed whose account, doubled somewhere and cut to length, still fits its check digits. */
  const treacherous = (): { seed: string; typed: string } => {
    for (let i = 0; i < 5000; i += 1) {
      const seed = String(i);
      const value = startAttempt(pay, { form: 'a', mode: 'alone', seed }).world.values['account'];
      const right = value?.kind === 'account' ? value.account : '';
      for (let p = 8; p < right.length - 1; p += 1) {
        const typed = (right.slice(0, p) + right[p] + right.slice(p)).slice(0, right.length);
        if (typed !== right && checkDigitsFit(typed)) return { seed, typed };
      }
    }
    throw new Error('none found');
  };

  it('lets a doubled-and-cut account that passes the check digits through, as a bank would, and catches it by comparing groups', () => {
    const { seed, typed } = treacherous();
    const there = playRightly(
      startAttempt(pay, { form: 'a', mode: 'alone', seed }),
      (attempt) => attempt.at === 'account',
    );
    const wrong = type(there, typed);
    expect(wrong.at).toBe('amount');
    const checked = playRightly(wrong, (attempt) => attempt.at === 'check');
    let confirmed = checked;
    for (const line of ['payee', 'account', 'amount'])
      confirmed = act(confirmed, { do: 'pick', target: `line.${line}` }, 3);
    confirmed = act(confirmed, { do: 'next' }, 4);
    expect(confirmed.at).toBe('check');
    expect(viewOf(confirmed).notice?.compare).toMatchObject({ check: 'account', typed });
    const outcome = outcomeOf(playRightly(confirmed));
    expect(outcome.mistakes.map((one) => [one.code, one.corrected])).toEqual([
      ['E1', false],
      ['E8', false],
    ]);
    expect(outcome.passed).toBe(false);
  });

  it('credits a person who notices a wrong account on the check screen', () => {
    const { seed, typed } = treacherous();
    const there = playRightly(
      startAttempt(pay, { form: 'a', mode: 'alone', seed }),
      (attempt) => attempt.at === 'account',
    );
    // The guide changes the line before confirming, as a careful reader does.
    const outcome = outcomeOf(playRightly(type(there, typed)));
    expect(outcome.mistakes.map((one) => [one.code, one.corrected])).toEqual([['E1', true]]);
    expect(outcome).toMatchObject({ passed: true, alone: true });
    expect(outcome.wentWell).toContain('mended');
  });

  it('says at once what differs when practising together, and points after the second trouble', () => {
    const once = type(at('amount', 'together'), '1,00');
    expect(once.at).toBe('amount');
    expect(viewOf(once)).toMatchObject({ point: null, help: { level: 1 } });
    expect(viewOf(once).notice?.compare?.typed).toBe('1,00');
    expect(viewOf(type(once, '2,00'))).toMatchObject({ point: 'field', help: { level: 2 } });
  });

  it('gives no help alone unless asked', () => {
    const trouble = type(type(at('account', 'alone'), 'LV00'), 'LV01');
    expect(viewOf(trouble)).toMatchObject({ point: null, help: { level: 0 } });
    expect(viewOf(act(trouble, { do: 'hint' }, 9)).help.level).toBe(1);
    expect(outcomeOf(playRightly(act(trouble, { do: 'hint' }, 9))).passed).toBe(false);
  });

  it('does not let the payment be repeated or changed once it was sent', () => {
    const sent = playRightly(at('pin2', 'alone'), (attempt) => attempt.at === 'receipt');
    expect(viewOf(sent)).toMatchObject({ canBack: false, canUndo: false });
    expect(act(sent, { do: 'back' }, 1)).toBe(sent);
    expect(act(sent, { do: 'undo' }, 1)).toBe(sent);
  });

  it('brings back everything with one undo, and keeps what was typed when going back', () => {
    const typed = act(at('amount', 'alone'), { do: 'type', text: '12' }, 1);
    const more = act(typed, { do: 'type', text: '12,34' }, 2);
    expect(act(more, { do: 'undo' }, 3).texts['amount']).toBeUndefined();
    const back = act(act(more, { do: 'next' }, 3), { do: 'back' }, 4);
    expect(back).toMatchObject({ at: 'amount' });
    expect(back.texts['amount']).toBe('12,34');
  });
});

describe('anything a person may do', () => {
  const action = fc.oneof(
    fc.constantFrom<Action>({ do: 'next' }, { do: 'back' }, { do: 'undo' }, { do: 'hint' }),
    fc
      .constantFrom(
        'bill.total',
        'bill.debt',
        'bill.nothing',
        'option.cancel',
        'option.cards',
        'line.amount',
        'x',
      )
      .map((target): Action => ({ do: 'pick', target })),
    fc
      .oneof(
        fc.string(),
        fc.constantFrom('12,30', '4718123', 'LV80 BANK 0000 4351 9500 1', '150350-12345'),
      )
      .map((text): Action => ({ do: 'type', text })),
    fc.constantFrom('account', 'amount', 'fee').map((line): Action => ({ do: 'change', line })),
  );
  const muddle = (from: Attempt, actions: readonly Action[]): Attempt =>
    // Between wild taps the person also does right things, else nobody gets past the first screen.
    actions.reduce((attempt, one, i) => playSome(act(attempt, one, i), i % 4), from);
  const playSome = (from: Attempt, steps: number): Attempt => {
    let left = steps;
    return playRightly(from, () => (left -= 1) < 0);
  };

  it('leads to no dead end', () => {
    fc.assert(
      fc.property(slug, start, fc.array(action, { maxLength: 25 }), (name, how, actions) => {
        expect(playRightly(muddle(startAttempt(scenario(name), how), actions)).finished).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('can be replayed from the log: a reload continues at the same place with the same score', () => {
    fc.assert(
      fc.property(slug, start, fc.array(action, { maxLength: 25 }), (name, how, actions) => {
        const lived = muddle(startAttempt(scenario(name), how), actions);
        const again = replay(scenario(name), how, JSON.parse(JSON.stringify(lived.log)));
        const kept = ({
          at,
          came,
          returnTo,
          picks,
          matched,
          help,
          troubles,
          faults,
          finished,
        }: Attempt) => ({ at, came, returnTo, picks, matched, help, troubles, faults, finished });
        expect(kept(again)).toEqual(kept(lived));
        expect(outcomeOf(again)).toEqual(outcomeOf(lived));
      }),
      { numRuns: 400 },
    );
  });
});

describe('details from the seed', () => {
  it('never make the sum that is right equal to one that would be a mistake', () => {
    const plain = (made: object | undefined): string => JSON.stringify(made);
    for (const [name, one] of scenarios)
      for (const which of formNames)
        for (let turn = 0; turn < 1000; turn += 1) {
          const how = { form: which, mode: 'alone', seed: `sum ${turn}` } as const;
          const { values } = startAttempt(one, how).world;
          for (const at of one.steps)
            if (at.kind === 'type' && inForm(at, which))
              for (const { like, ...limits } of at.mistakes ?? [])
                if (
                  like !== undefined &&
                  inForm(limits, which) &&
                  plain(values[like]) === plain(values[at.is])
                )
                  throw new Error(`${name} ${which} ${how.seed}: "${like}" is "${at.is}"`);
        }
  });

  it('are the same for the same seed, others for another, and safe everywhere', () => {
    fc.assert(
      fc.property(slug, start, (name, how) => {
        const world = startAttempt(scenario(name), how).world;
        expect(startAttempt(scenario(name), how).world).toEqual(world);
        expect(startAttempt(scenario(name), { ...how, seed: `${how.seed}!` }).world).not.toEqual(
          world,
        );
        for (const value of Object.values(world.values)) {
          if (value.kind === 'account')
            expect(isPracticeAccount(value.account) && checkDigitsFit(value.account)).toBe(true);
          // Eight digits from 2 or 6 would look like a phone number, eleven like a personal code.
          if (value.kind === 'digits') expect(value.digits.length).toBeLessThan(8);
          if (value.kind === 'money') expect(value.cents).toBeGreaterThanOrEqual(0);
        }
      }),
    );
    expect(makePracticeAccount(randomFrom('a'))).not.toBe(makePracticeAccount(randomFrom('b')));
  });

  it('add up: the total is the charge and the debt', () => {
    for (const name of ['s1', 's2']) {
      for (const which of formNames) {
        const { values } = startAttempt(scenario(name), {
          form: which,
          mode: 'alone',
          seed: 'sum',
        }).world;
        const cents = (id: string): number =>
          values[id]?.kind === 'money' ? values[id].cents : Number.NaN;
        expect(cents('total')).toBe(cents('charge') + cents('debt'));
      }
    }
  });
});
