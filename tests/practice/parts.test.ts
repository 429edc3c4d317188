// What the newer parts of a scenario do: details that can never be real, the lock of a PIN, stopping to ask, a lent part that
// comes by surprise into another scenario, papers that a device shows.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigitsFit, isPracticeAccount } from '#core/iban.ts';
import { findPrivateData } from '#core/private-data.ts';
import { act, replay, startAttempt } from '#practice/attempt.ts';
import { checkScenario } from '#practice/check-scenario.ts';
import { outcomeOf } from '#practice/outcome.ts';
import { formNames, inForm, modes, type Scenario } from '#practice/scenario.ts';
import {
  drawGuest,
  guestOf,
  lentSteps,
  surpriseSeed,
  takesSurprises,
  withGuestTexts,
  withSurprise,
} from '#practice/surprise.ts';
import { neededTexts } from '#practice/text-keys.ts';
import { viewOf } from '#practice/view.ts';
import { playRightly, reach, scenarioOf, slugs } from './simulated-person.ts';

const parts = {
  version: 1,
  skill: 'scams',
  minutes: 3,
  clock: '2026-11-10',
  actors: {
    bank: { kind: 'bank', brand: 'berzu-banka' },
    issuer: { kind: 'issuer', brand: 'strautina-udens' },
    key: { kind: 'identity', brand: 'zala-atslega' },
    caller: { kind: 'caller', called: 'number' },
    portal: { kind: 'portal', brand: 'pakalpojumu-logs' },
  },
  details: {
    number: { make: 'phone' },
    friend: { make: 'person', full: true },
    'at-bank': { make: 'person', second: 'friend' },
    firm: { make: 'registered', of: 'issuer' },
    total: { make: 'money', min: 6000, max: 6000 },
    fee: { make: 'share', of: 'total', percent: 2 },
    account: { make: 'account' },
    false: { make: 'account', near: 'account' },
    site: { make: 'address', one: ['pakalpojumu-logs.example/ieeja'] },
    status: { make: 'text' },
    code: { make: 'qr', payee: 'issuer', account: 'account', amount: 'total' },
    pin2: { make: 'digits', length: 5 },
  },
  papers: [
    { id: 'ring', kind: 'call', from: 'caller', ringing: true },
    { id: 'talk', kind: 'call', from: 'caller' },
    { id: 'home', kind: 'page', from: 'portal', lines: [{ id: 'address', value: 'site' }] },
  ],
  steps: [
    { id: 'page', kind: 'find', on: 'portal', papers: ['home'], in: 'home', line: 'address' },
    {
      id: 'call',
      kind: 'choose',
      look: 'call',
      on: 'caller',
      papers: ['ring'],
      options: [
        { id: 'answer', correct: true },
        { id: 'decline', correct: true, to: 'payee' },
      ],
    },
    {
      id: 'asked',
      kind: 'choose',
      look: 'call',
      on: 'caller',
      papers: ['talk'],
      options: [
        { id: 'tell', code: 'E15' },
        { id: 'hang-up', correct: true },
      ],
    },
    {
      id: 'payee',
      kind: 'choose',
      look: 'payee',
      on: 'bank',
      payee: { answer: 'close', registered: 'at-bank' },
      options: [
        { id: 'go-on', correct: true },
        { id: 'stop', code: 'E13' },
      ],
    },
    {
      id: 'pin',
      kind: 'type',
      on: 'key',
      check: 'pin',
      is: 'pin2',
      locks: [
        { after: 3, to: 'short', code: 'E11' },
        { after: 6, to: 'ever', code: 'E11' },
      ],
      stop: { to: 'end', correct: true },
    },
    { id: 'short', kind: 'read', on: 'table', then: 'pin' },
    { id: 'ever', kind: 'read', on: 'table', then: 'end' },
    { id: 'end', kind: 'read', on: 'table' },
  ],
  lend: { from: 'call', to: 'payee' },
  forms: { a: {}, b: {}, c: {} },
};

function read(json: unknown): Scenario {
  const checked = checkScenario(json);
  if (!checked.ok) throw new Error(checked.error.join('\n'));
  return checked.value;
}
const scenario = read(parts);
const start = (seed = 'x') => startAttempt(scenario, { form: 'a', mode: 'alone', seed });

describe('details', () => {
  it('can never be a real phone number, account or address', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const { values } = start(seed).world;
        const number = values['number'];
        const digits = number?.kind === 'phone' ? number.digits : '';
        expect(digits).toMatch(/^0[1-9]\d{6}$/);
        expect(findPrivateData(digits)).toEqual([]);
        expect(values['caller']).toEqual(number);
        for (const id of ['account', 'false']) {
          const value = values[id];
          const account = value?.kind === 'account' ? value.account : '';
          expect(isPracticeAccount(account) && checkDigitsFit(account)).toBe(true);
        }
        expect(values['false']).not.toEqual(values['account']);
        expect(values['fee']).toEqual({ kind: 'money', cents: 120 });
        expect(values['firm']).toEqual({ kind: 'name', name: 'SIA Strautiņa ūdens' });
        const [friend, known] = [values['friend'], values['at-bank']].map((value) =>
          value?.kind === 'name' ? value.name.split(' ') : [],
        );
        expect(known).toHaveLength(3);
        expect([known?.[0], known?.[2]]).toEqual(friend);
        const code = values['code']?.kind === 'qr' ? values['code'].code.split('\n') : [];
        expect(code.slice(0, 4)).toEqual(['BCD', '002', '1', 'SCT']);
        expect(code[5]).toBe('Strautiņa ūdens');
        expect(code[7]).toBe('EUR60.00');
      }),
    );
    const real = structuredClone(parts) as { details: Record<string, unknown> };
    real.details['site'] = { make: 'address', one: ['banka.lv'] };
    expect(checkScenario(real).ok).toBe(false);
  });
});

describe('sentences for authors of the newer parts', () => {
  type Loose = Record<string, any>; // eslint-disable-line typescript/no-explicit-any
  it.each<[string, (s: Loose) => void, RegExp]>([
    [
      'a page without an address',
      (s) => (s['papers'][2].lines = []),
      /page without a line "address"/,
    ],
    ['a call from nobody', (s) => delete s['papers'][1].from, /"talk" is from nobody/],
    [
      'an actor without a name',
      (s) => delete s['actors'].caller.called,
      /Actor "caller" has no name/,
    ],
    ['a payee check without its answer', (s) => delete s['steps'][3].payee, /belong together/],
    [
      'a lock that leads nowhere',
      (s) => (s['steps'][4].locks[0].to = 'no'),
      /a lock leads to "no"/,
    ],
    ['a lent part that is not whole', (s) => (s['lend'].to = 'asked'), /lent but needs "payee"/],
    ['a surprise at no step', (s) => (s['surprises'] = ['no']), /"surprises" names the step "no"/],
    ['a paper and a step of one name', (s) => (s['papers'][1].id = 'asked'), /both called "asked"/],
    ['a name kept for surprises', (s) => (s['steps'][7].id = 'x-end'), /kept for surprises/],
  ])('name %s', (_what, change, sentence) => {
    const copy = structuredClone(parts) as Loose;
    change(copy);
    const checked = checkScenario(copy);
    expect(checked.ok ? '' : checked.error.join('\n')).toMatch(sentence);
  });
});

describe('what the screen gets', () => {
  it('puts a call and a page onto the device, with who calls and where one is', () => {
    const page = viewOf(start());
    expect(page).toMatchObject({ device: 'computer', papers: [{ inside: true, tappable: true }] });
    const call = viewOf(playRightly(start(), (attempt) => attempt.at === 'call'));
    expect(call).toMatchObject({
      device: 'phone',
      name: { kind: 'phone' },
      look: 'call',
      primary: null,
    });
    expect(call.papers[0]).toMatchObject({ inside: true, ringing: true });
    const payee = viewOf(playRightly(start(), (attempt) => attempt.at === 'payee'));
    expect(payee.payee).toMatchObject({ answer: 'close', registered: { kind: 'name' } });
  });

  it('asks for the texts of what speaks, and for none of what only rings', () => {
    const needed = neededTexts(scenario);
    expect(needed).toEqual(expect.arrayContaining(['talk.text', 'value.status']));
    for (const key of ['ring.text', 'asked.hang-up', 'home.text'])
      expect(needed).not.toContain(key);
  });
});

describe('the lock of a PIN', () => {
  const wrong = (attempt: ReturnType<typeof start>) =>
    act(act(attempt, { do: 'type', text: '1' }, 1), { do: 'next' }, 2);
  const there = () => playRightly(start(), (attempt) => attempt.at === 'pin');

  it('comes after 3 and after 6 wrong ones, tells what is left, and is scored', () => {
    const once = wrong(there());
    expect(viewOf(once).field).toMatchObject({ triesLeft: 2, text: '' });
    expect(viewOf(there()).field?.triesLeft).toBeNull();
    const locked = wrong(wrong(once));
    expect(locked.at).toBe('short');
    const forEver = wrong(wrong(wrong(act(locked, { do: 'next' }, 3))));
    expect(forEver.at).toBe('ever');
    const outcome = outcomeOf(playRightly(forEver));
    expect(outcome.finished).toBe(true);
    expect(outcome.mistakes.map((one) => one.code)).toContain('E11');
  });

  it('is not met by who stops and asks in time', () => {
    const outcome = outcomeOf(
      playRightly(act(wrong(there()), { do: 'pick', target: 'option.stop' }, 3)),
    );
    expect(outcome).toMatchObject({ finished: true, mistakes: [] });
  });
});

describe('a surprise', () => {
  const host = scenarioOf('s2');

  it('comes into another scenario, can be played and replayed, and scores misses and false alarms', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...formNames),
        fc.constantFrom(...modes),
        fc.string(),
        (form, mode, seed) => {
          const both = withSurprise(host, scenario, seed);
          expect(both).toEqual(withSurprise(host, scenario, seed));
          const how = { form, mode, seed };
          const done = playRightly(startAttempt(both, how));
          expect(done.finished).toBe(true);
          expect(outcomeOf(done)).toMatchObject({ mistakes: [], missed: 0, falseAlarms: 0 });
          expect(done.log.length).toBeGreaterThan(0);
          expect(replay(both, how, done.log).finished).toBe(true);
          const alone = startAttempt(host, how).world.values;
          expect(startAttempt(both, how).world.values).toMatchObject(alone);
        },
      ),
      { numRuns: 100 },
    );
    const both = withSurprise(host, scenario, 'x');
    let attempt = playRightly(
      startAttempt(both, { form: 'a', mode: 'surprise', seed: 'x' }),
      (one) => one.at === 'x-asked',
    );
    attempt = act(attempt, { do: 'pick', target: 'option.tell' }, 1);
    attempt = playRightly(attempt, (one) => one.at === 'x-payee');
    attempt = act(act(attempt, { do: 'pick', target: 'option.stop' }, 2), { do: 'next' }, 3);
    expect(outcomeOf(playRightly(attempt))).toMatchObject({
      missed: 1,
      falseAlarms: 1,
      passed: false,
    });
  });

  it('of every lender fits into every scenario that takes one, and its mistakes are found there', () => {
    const all = slugs.map((slug) => ({ slug, scenario: scenarioOf(slug) }));
    const pairs = all
      .filter((one) => takesSurprises(one.scenario))
      .flatMap((one) =>
        all
          .filter(({ slug, scenario: { lend } }) => lend && slug !== one.slug)
          .map((guest) => [one, guest] as const),
      );
    expect(pairs.length).toBeGreaterThan(0);
    for (const [one, guest] of pairs) {
      for (const form of formNames) {
        const seed = surpriseSeed(guest.slug, `${one.slug}${form}`);
        expect(guestOf(seed)).toBe(guest.slug);
        const start = startAttempt(withSurprise(one.scenario, guest.scenario, seed), {
          form,
          mode: 'surprise',
          seed,
        });
        const done = playRightly(start);
        expect(outcomeOf(done), `${one.slug} with ${guest.slug}`).toMatchObject({
          finished: true,
          mistakes: [],
          passed: true,
        });
        expect(done.steps.length).toBe(
          one.scenario.steps.filter((step) => inForm(step, form)).length +
            lentSteps(guest.scenario, form).length,
        );
        for (const step of lentSteps(guest.scenario, form))
          expect(reach(start, `x-${step.id}`), `${guest.slug} ${step.id}`).not.toBeNull();
      }
    }
  });

  it('is drawn from who lends something, never from the scenario itself', () => {
    const all = slugs.map((slug) => ({ slug, scenario: scenarioOf(slug) }));
    for (let i = 0; i < 50; i += 1) {
      const guest = drawGuest('s2', all, String(i));
      expect(scenarioOf(guest ?? '').lend).toBeDefined();
      expect(guest).not.toBe('s2');
    }
    expect(
      drawGuest(
        's16',
        all.filter(({ slug }) => slug === 's16'),
        'x',
      ),
    ).toBeNull();
    expect(guestOf('4f02a1')).toBeNull();
  });

  it('brings its texts under its own names', () => {
    expect(
      withGuestTexts(
        { 'lv.title': 'Rēķins' },
        { 'lv.title': 'Zvans', 'lv.asked.task': 'Zvana {{number}}.', 'lv.value.status': 'gaida' },
      ),
    ).toEqual({
      'lv.title': 'Rēķins',
      'lv.x-title': 'Zvans',
      'lv.x-asked.task': 'Zvana {{x-number}}.',
      'lv.value.x-status': 'gaida',
    });
  });

  it('stays away from a scenario that takes none', () => {
    expect(withSurprise(scenarioOf('s1'), scenario, 'x')).toEqual(scenarioOf('s1'));
  });
});
