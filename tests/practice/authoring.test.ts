// An author's mistakes in a scenario come back as sentences that name the place; branches lead on and back.
import { describe, expect, it } from 'vitest';
import { act, startAttempt } from '#practice/attempt.ts';
import { checkScenario } from '#practice/check-scenario.ts';
import { outcomeOf } from '#practice/outcome.ts';
import type { Scenario } from '#practice/scenario.ts';
import { playRightly, scenarioOf } from './simulated-person.ts';

type Loose = Record<string, any>; // eslint-disable-line typescript/no-explicit-any

/** S2 with one thing changed in it. */
function spoiled(change: (scenario: Loose) => void): string {
  const copy = structuredClone(scenarioOf('s2')) as Loose;
  change(copy);
  const checked = checkScenario(copy);
  return checked.ok ? '' : checked.error.join('\n');
}
const step = (scenario: Loose, id: string): Loose =>
  (scenario['steps'] as Loose[]).find((one) => one['id'] === id) ?? {};

describe('sentences for authors', () => {
  it.each<[string, (scenario: Loose) => void, RegExp]>([
    [
      'an unknown kind of step',
      (s) => (step(s, 'amount')['kind'] = 'write'),
      /"steps › amount.*" has no known "kind"/,
    ],
    ['a misspelt key', (s) => (step(s, 'amount')['chek'] = 'money'), /steps › amount.* has "chek"/],
    [
      'an unknown check',
      (s) => (step(s, 'amount')['check'] = 'sum'),
      /steps › amount › check.* must be one of: account, money/,
    ],
    [
      'a mistake that is not on the list',
      (s) => (step(s, 'check')['unread'] = 'E99'),
      /unread.* must be one of: E1/,
    ],
    ['a missing field', (s) => delete step(s, 'amount')['is'], /steps › amount › is.* missing/],
    ['a name with capitals', (s) => (step(s, 'amount')['id'] = 'Amount'), /is not a name/],
    [
      'a detail that does not exist',
      (s) => (step(s, 'amount')['is'] = 'sum'),
      /Step "amount": there is no detail or actor "sum"/,
    ],
    [
      'a paper that does not exist',
      (s) => (step(s, 'amount')['papers'] = ['invoice']),
      /Step "amount": there is no paper "invoice"/,
    ],
    ['an unknown brand', (s) => (s['actors']['bank']['brand'] = 'other'), /brand "other"/],
    [
      '2 steps of one name',
      (s) => (step(s, 'amount')['id'] = 'account'),
      /Two steps are called "account"/,
    ],
    [
      'a choice without a right answer',
      (s) => delete step(s, 'new-payment')['options'][1]['correct'],
      /no correct option/,
    ],
    [
      'a step that nothing leads to',
      (s) => (step(s, 'payee')['then'] = 'check'),
      /Step "amount" is never reached in form a/,
    ],
    [
      'a way that leads nowhere',
      (s) => (step(s, 'payee')['then'] = 'home'),
      /"then" leads to "home"/,
    ],
    [
      'a detail made from itself',
      (s) => (s['details']['total'] = { make: 'sum', of: ['total'] }),
      /made from itself/,
    ],
    [
      'a range with no other value',
      (s) =>
        (s['details']['charge'] = {
          make: 'money',
          min: 5,
          max: 5,
          unlike: ['debt', 'paid', 'charge-two'],
        }),
      /there is no detail "charge-two"/,
    ],
    [
      'a form that changes what is not there',
      (s) => (s['forms']['a']['details'] = { fees: { make: 'money', min: 1, max: 2 } }),
      /Form a changes the detail "fees"/,
    ],
    [
      '6 options',
      (s) =>
        (step(s, 'new-payment')['options'] = 'abcdef'
          .split('')
          .map((id) => ({ id, correct: true }))),
      /has more than 5 options/,
    ],
    [
      'a line to match that is not shown',
      (s) => (step(s, 'check')['match'] = ['due']),
      /"match" names "due"/,
    ],
  ])('name %s', (_what, change, sentence) => {
    expect(spoiled(change)).toMatch(sentence);
  });

  it('say nothing about a good one, and do not fail on what is no scenario at all', () => {
    expect(spoiled(() => undefined)).toBe('');
    for (const json of [null, 1, 'x', [], {}]) expect(checkScenario(json).ok).toBe(false);
  });
});

describe('branches', () => {
  const forked: unknown = {
    version: 1,
    skill: 'scams',
    minutes: 1,
    clock: '2026-11-10',
    actors: { bank: { kind: 'bank', brand: 'berzu-banka' } },
    details: {},
    papers: [],
    steps: [
      {
        id: 'call',
        kind: 'choose',
        look: 'answers',
        on: 'table',
        options: [
          { id: 'talk', code: 'E15', to: 'lost' },
          { id: 'hang-up', correct: true, to: 'safe' },
        ],
      },
      { id: 'lost', kind: 'read', on: 'table', then: 'call' },
      { id: 'safe', kind: 'read', on: 'table' },
    ],
    forms: { a: {}, b: {}, c: {} },
  };
  const scenario = (): Scenario => {
    const checked = checkScenario(forked);
    if (!checked.ok) throw new Error(checked.error.join('\n'));
    return checked.value;
  };

  it('show what a wrong choice leads to, come back, and keep the mistake', () => {
    const begun = startAttempt(scenario(), { form: 'a', mode: 'alone', seed: 'x' });
    const lost = act(act(begun, { do: 'pick', target: 'option.talk' }, 1), { do: 'next' }, 2);
    expect(lost.at).toBe('lost');
    const again = act(lost, { do: 'next' }, 3);
    expect(again.at).toBe('call');
    const outcome = outcomeOf(playRightly(again));
    expect(outcome).toMatchObject({ finished: true, passed: false });
    expect(outcome.mistakes.map((one) => one.code)).toEqual(['E15']);
  });

  it('are passed by on the right way', () => {
    const done = playRightly(startAttempt(scenario(), { form: 'b', mode: 'alone', seed: 'x' }));
    expect(outcomeOf(done)).toMatchObject({ finished: true, passed: true, mistakes: [] });
    expect(done.came).not.toContain('lost');
  });
});
