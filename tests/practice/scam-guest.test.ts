// A scam card as a surprise: from every card comes a scenario that can be played in every host, scores what it says it scores,
// and is the same when the run is replayed, whatever became of the card.
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { act, replay, startAttempt } from '#practice/attempt.ts';
import { checkScenario } from '#practice/check-scenario.ts';
import { outcomeOf } from '#practice/outcome.ts';
import { formNames, inForm, modes } from '#practice/scenario.ts';
import {
  drawAnyGuest,
  guestChannels,
  guestCode,
  guestName,
  guestNamed,
  guestOfCard,
  guestsOfCards,
  guestWants,
  isPastReview,
  realThingIn,
  scamScenario,
  scamTexts,
  sharedTexts,
  type Card,
} from '#practice/scam-guest.ts';
import {
  guestOf,
  surpriseSeed,
  takesSurprises,
  withGuestTexts,
  withSurprise,
} from '#practice/surprise.ts';
import { neededTexts } from '#practice/text-keys.ts';
import { viewOf } from '#practice/view.ts';
import { ids } from '../support/arbitraries.ts';
import {
  chanceOf,
  declaredMistakes,
  err,
  playRightly,
  reach,
  scenarioOf,
  slugs,
} from './simulated-person.ts';

const hosts = slugs.filter((slug) => takesSurprises(scenarioOf(slug)));
const guests = fc.record({
  id: ids,
  channel: fc.constantFrom(...guestChannels),
  wants: fc.constantFrom(...guestWants),
});
const card = (more: Partial<Card> = {}): Card => ({
  id: '0199b4a1-52ac-7a53-9f49-6a2a54b0c3d1',
  channel: 'message',
  wants: 'link',
  surprise: true,
  reviewBy: '2027-01-31',
  text: { 'lv.says': 'Samaksājiet šodien!', 'lv.do': 'Saiti neatveriet.\n\n- Pajautājiet.' },
  ...more,
});
const TODAY = '2026-11-23';

describe('the scenario of a card', () => {
  it('is a whole scenario, and a perfect person finishes it with nothing scored', () => {
    fc.assert(
      fc.property(
        guests,
        fc.constantFrom(...formNames),
        fc.constantFrom(...modes),
        fc.string(),
        (guest, form, mode, seed) => {
          const scenario = scamScenario(guest);
          const checked = checkScenario(JSON.parse(JSON.stringify(scenario)));
          expect(checked.ok ? '' : checked.error.join('\n')).toBe('');
          const done = playRightly(startAttempt(scenario, { form, mode, seed }));
          expect(done.finished).toBe(true);
          expect(outcomeOf(done).mistakes).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('comes into every scenario that takes surprises; obeying is scored there by its code and can be mended', () => {
    fc.assert(
      fc.property(
        guests,
        fc.constantFrom(...hosts),
        fc.constantFrom(...formNames),
        fc.string(),
        (guest, slug, form, chance) => {
          const host = scenarioOf(slug);
          const seed = surpriseSeed(guestName(guest), chance.slice(0, 10));
          const both = withSurprise(host, scamScenario(guest), seed);
          const how = { form, mode: 'surprise' as const, seed };
          const done = playRightly(startAttempt(both, how));
          expect(outcomeOf(done)).toMatchObject({ finished: true, mistakes: [], passed: true });

          const there = reach(startAttempt(both, how), 'x-scam');
          expect(there).not.toBeNull();
          if (!there) return;
          const [only, ...others] = declaredMistakes(both, form).filter(({ step }) =>
            step.startsWith('x-'),
          );
          expect(others).toEqual([]);
          expect(only?.code).toBe(guestCode[guest.wants]);
          const fallen = err(there, only!, chanceOf(chance)).reduce(
            (one, action) => act(one, action, 1),
            there,
          );
          expect(fallen.at).toBe('x-harm');
          const mended = playRightly(fallen);
          expect(outcomeOf(mended)).toMatchObject({
            finished: true,
            missed: 1,
            mistakes: [{ code: guestCode[guest.wants], step: 'x-scam' }],
          });
          expect(outcomeOf(replay(both, how, mended.log))).toEqual(outcomeOf(mended));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('takes checking and asking for right, and after either the bill goes on where it was', () => {
    for (const channel of guestChannels) {
      const both = withSurprise(
        scenarioOf('s2'),
        scamScenario({ ...card(), channel, wants: 'code' }),
        'x',
      );
      const there = reach(startAttempt(both, { form: 'a', mode: 'surprise', seed: 'x' }), 'x-scam');
      for (const answer of ['verify', 'ask']) {
        let attempt = act(there!, { do: 'pick', target: `option.${answer}` }, 1);
        if (channel === 'message') attempt = act(attempt, { do: 'next' }, 2);
        expect(attempt.at).toBe('x-after');
        expect(both.surprises).toContain(act(attempt, { do: 'next' }, 3).at);
      }
    }
  });

  it('puts the right answer not always in the same place', () => {
    const places = fc
      .sample(guests, { seed: 3, numRuns: 60 })
      .map((guest) =>
        viewOf(
          reach(
            startAttempt(scamScenario(guest), { form: 'a', mode: 'alone', seed: 'x' }),
            'scam',
          )!,
        ).options.findIndex(({ id }) => id === 'verify'),
      );
    expect(new Set(places)).toEqual(new Set([0, 1, 2]));
  });

  it('shows a link only in a message that wants one', () => {
    const lines = (channel: 'call' | 'message', wants: 'link' | 'code') =>
      scamScenario({ ...card(), channel, wants }).papers.flatMap((paper) => paper.lines);
    expect(lines('message', 'link')).toEqual([{ id: 'link', value: 'site' }]);
    expect(lines('message', 'code')).toEqual([]);
    expect(lines('call', 'link')).toEqual([]);
  });
});

describe('who comes', () => {
  it('stands in the seed whole, which stays short enough for the attempt record', () => {
    fc.assert(
      fc.property(guests, (guest) => {
        const seed = surpriseSeed(guestName(guest), '0123456789abcdef');
        expect(seed.length).toBeLessThanOrEqual(64);
        expect(guestNamed(guestOf(seed) ?? '')).toEqual(guest);
      }),
    );
    for (const name of ['s16', 'card-zz-0199b4a1-52ac-7a53-9f49-6a2a54b0c3d1', 'card-ml-', ''])
      expect(guestNamed(name)).toBeNull();
  });

  it('is only a call or message that is meant for it, says something, and is not past its review', () => {
    const coming = (more: Partial<Card>) => guestsOfCards([card(more)], TODAY).length;
    expect(coming({})).toBe(1);
    expect(coming({ channel: 'call', wants: 'app' })).toBe(1);
    expect(coming({ surprise: false })).toBe(0);
    expect(coming({ channel: 'visit' })).toBe(0);
    expect(coming({ channel: 'email' })).toBe(0);
    expect(coming({ wants: null })).toBe(0);
    expect(coming({ text: { 'lv.title': 'Tukšs', 'lv.says': ' ' } })).toBe(0);
    expect(coming({ reviewBy: '2026-11-22' })).toBe(0);
    expect(coming({ reviewBy: TODAY })).toBe(1);
    expect(isPastReview({ reviewBy: TODAY }, TODAY)).toBe(false);
  });

  it('is drawn by the seed, a card as often as a scenario, however many cards there are', () => {
    const all = slugs.map((slug) => ({ slug, scenario: scenarioOf(slug) }));
    const cards = fc.sample(guests, { seed: 5, numRuns: 30 });
    const draw = (some: typeof cards, others = all): (string | null)[] =>
      Array.from({ length: 200 }, (_, i) => drawAnyGuest('s2', others, some, String(i)));
    const drawn = draw(cards);
    expect(drawn).toEqual(draw(cards.toReversed()));
    const count = drawn.filter((name) => guestNamed(name ?? '')).length;
    expect(count).toBeGreaterThan(70);
    expect(count).toBeLessThan(130);
    expect(drawn).toContain('s16');
    expect(new Set(drawn).size).toBeGreaterThan(20);
    expect(draw([]).filter((name) => guestNamed(name ?? ''))).toEqual([]);
    expect(new Set(draw(cards.slice(0, 1), []))).toEqual(new Set([guestName(cards[0]!)]));
    expect(new Set(draw([], []))).toEqual(new Set([null]));
  });
});

describe('the words of a card', () => {
  const shared = (key: string): string => `(${key})`;

  it('are all there in the host, from the card where it has them and shared where not', () => {
    for (const channel of guestChannels) {
      for (const wants of guestWants) {
        const guest = { ...card(), channel, wants };
        const texts = scamTexts(guest, guest.text, 'lv', shared);
        const needed = neededTexts(scamScenario(guest)).filter(
          (key) => key !== 'title' && key !== 'summary',
        );
        expect(
          needed.filter((key) => !texts[`lv.${key}`]),
          `${channel} ${wants}`,
        ).toEqual([]);
        expect(texts['lv.said.text']).toBe('Samaksājiet šodien!');
        expect(texts['lv.after.task']).toBe('Saiti neatveriet. Pajautājiet.');
        expect(texts['lv.after.title']).toBe('(harm.title)');
        expect(withGuestTexts({}, texts)['lv.x-said.text']).toBe('Samaksājiet šodien!');
      }
    }
  });

  it('of a card that is gone are the shared ones; Latvian stands in for another language', () => {
    const guest = guestOfCard(card())!;
    expect(scamTexts(guest, undefined, 'ru', shared)).toMatchObject({
      'ru.said.text': '(said)',
      'ru.after.task': '(after.task)',
    });
    const texts = scamTexts(guest, { 'lv.says': 'Latviski' }, 'ru', shared);
    expect(texts['lv.said.text']).toBe('Latviski');
    expect(texts).not.toHaveProperty('ru.said.text');
  });

  it('exist in every language', () => {
    const keys = guestChannels.flatMap((channel) =>
      guestWants.flatMap((wants) => Object.values(sharedTexts({ ...card(), channel, wants }))),
    );
    for (const lang of ['lv', 'ru', 'en']) {
      const words = JSON.parse(
        readFileSync(new URL(`../../locales/${lang}/scams.json`, import.meta.url), 'utf8'),
      ) as Record<string, string>;
      const missing = [...keys, 'said', 'after.task'].filter((key) => !words[`guest.${key}`]);
      expect(missing, lang).toEqual([]);
    }
  });
});

describe('what a scammer says in practice', () => {
  it.each([
    ['Samaksājiet te: www.viltus-lapa.lv/sods', 'www.viltus-lapa.lv/sods'],
    ['Atveriet https://lapa.top', 'https://lapa.top'],
    ['Skatiet manabanka.lv šodien', 'manabanka.lv'],
    ['Skatiet sods.viltus.pay/lv', 'sods.viltus.pay/lv'],
    ['Zvaniet 29123456', '29123456'],
    ['Rakstiet zagle@piemers.lv', 'zagle@piemers.lv'],
    ['Konts LV80BANK0000435195001', 'LV80BANK0000435195001'],
    ['Kods 120350-12345', '120350-12345'],
  ])('holds nothing real: %s', (words, what) => expect(realThingIn(words)).toBe(what));

  it.each([
    'Samaksājiet 24,60 EUR līdz 25. novembrim.',
    'Nosauciet kodu. Ātri!',
    'piegade.example/paka gaida.',
  ])('may be: %s', (words) => expect(realThingIn(words)).toBeNull());

  it('is so in the starter pack, and most of its cards can come as a surprise', () => {
    const read = (path: string): Record<string, unknown> =>
      JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')) as Record<
        string,
        unknown
      >;
    const names = readdirSync(new URL('../../src/content/scams/', import.meta.url));
    const cards = names.map((name) => {
      const text = Object.fromEntries(
        ['lv', 'ru', 'en'].flatMap((lang) =>
          Object.entries(read(`locales/${lang}/content/scams/${name}`)).map(([key, words]) => [
            `${lang}.${key}`,
            String(words),
          ]),
        ),
      );
      return { ...read(`src/content/scams/${name}`), text } as unknown as Card;
    });
    expect(cards.length).toBeGreaterThanOrEqual(6);
    expect(guestsOfCards(cards, TODAY).length).toBe(cards.filter((one) => one.surprise).length);
    expect(new Set(guestsOfCards(cards, TODAY).map(({ channel }) => channel)).size).toBe(2);
    const real = cards.flatMap(({ text }) =>
      Object.entries(text ?? {}).flatMap(([key, words]) =>
        key.endsWith('.says') ? (realThingIn(words) ?? []) : [],
      ),
    );
    expect(real).toEqual([]);
    for (const guest of guestsOfCards(cards, TODAY))
      expect(scamScenario(guest).steps.every((step) => inForm(step, 'a'))).toBe(true);
  });
});
