// The offer table: every cause of the stage profile has an offer that can always be made, and a person gets at most three, where it is lowest first.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answer, openForm, refuse, resultOf } from '#forms/engine.ts';
import { causesOf, MOST_OFFERS, offersFor, type Offered } from '#forms/needs/causes.ts';
import { ALL_OFFERS, canMakeWith, OFFERS, offersAgainst, type Offer } from '#forms/needs/offers.ts';
import { choicesOf } from '#forms/schema.ts';
import { lessonSlugs, surveyOf } from '../surveys/survey-content.ts';
import { anyPoints, form, type Points, questions, TODAY, validDays } from './made.ts';

const stages = form.plan?.order ?? [];
const needsNothing = ({ kind }: Offer): boolean => ['place', 'device', 'mentor'].includes(kind);
const everything = (): boolean => true;

function offered(
  points: Points,
  canMake: (offer: Offer) => boolean = everything,
  today = TODAY,
): readonly Offered[] {
  let state = openForm(form, {
    now: { ms: Date.parse(`${TODAY}T09:00:00Z`), zoneOffsetMinutes: 0 },
  });
  for (const question of questions) {
    const wanted = points[question.name];
    const choice = choicesOf(form, question).find((one) => one.points === (wanted ?? 2));
    const given =
      wanted === null ? refuse(state, question.name) : answer(state, question.name, choice?.name);
    if (!given.ok) throw new Error(given.error.code);
    state = given.value;
  }
  return offersFor(causesOf(form, resultOf(state), { validDays, today }), canMake);
}
const ids = (found: readonly Offered[]): string[] => found.map(({ offer }) => offer.id);

describe('the table', () => {
  test('knows every question of the profile as a cause, and nothing that is not asked', () => {
    for (const stage of stages)
      expect(Object.keys(OFFERS[stage] ?? {}).toSorted()).toEqual(
        [
          'any',
          ...questions.filter(({ scale }) => scale === stage).map(({ name }) => name),
        ].toSorted(),
      );
    expect(Object.keys(OFFERS).toSorted()).toEqual([...stages].toSorted());
  });

  test('each cause has an offer that needs nothing to be published first', () => {
    for (const [stage, causes] of Object.entries(OFFERS))
      for (const name of Object.keys(causes))
        expect(offersAgainst(stage, name).filter(needsNothing), `${stage} ${name}`).not.toEqual([]);
  });

  test('its lessons are there, and none stands on the result screen already', () => {
    const planned = new Set(Object.values(form.plan?.lessons ?? {}).flat());
    for (const { lesson } of ALL_OFFERS.filter(({ kind }) => kind === 'lesson')) {
      expect(lessonSlugs).toContain(lesson);
      expect(planned).not.toContain(lesson);
    }
    expect(new Set(ALL_OFFERS.map(({ id }) => id)).size).toBe(ALL_OFFERS.length);
  });

  test('a question of a survey of one’s own gets what helps its stage, and another scale nothing', () => {
    expect(offersAgainst('skills', 'fotos').length).toBeGreaterThan(0);
    expect(offersAgainst('mood', 'wish')).toEqual([]);
  });
});

describe('what a person is offered', () => {
  test('Jānis has no device, no network and no wish: his lowest stage comes first', () => {
    const found = offered({ device: 0, network: 0, place: 0, wish: 1, message: 0 });
    expect(ids(found)).toEqual(['our-device', 'free-network', 'visit']);
    expect(found.map(({ cause }) => cause.question)).toEqual(['device', 'network', 'place']);
  });

  test('in a stage the fewest points come first, and what is well needs no offer', () => {
    expect(ids(offered({ message: 1, scam: 0 }))).toEqual(['scam-messages', 'first-steps']);
  });

  test('what helps against two causes is offered once', () => {
    expect(ids(offered({ wish: 0, worth: 0 }, needsNothing))).toEqual(['talk']);
  });

  test('with no lesson, path or story published there is still an offer', () => {
    for (const { name } of questions)
      expect(ids(offered({ [name]: 0 }, needsNothing)), name).toHaveLength(1);
  });

  test('a lesson that is not published, and stories where there are none, are passed over', () => {
    const found = offered(
      { worth: 0, scam: 0, find: 0 },
      canMakeWith({ lessons: ['maps'], paths: true, stories: false }),
    );
    expect(ids(found)).toEqual(['maps', 'talk', 'hobby']);
  });

  test('refusals and answers that have grown old are no causes', () => {
    expect(offered({ device: null, network: null })).toEqual([]);
    expect(offered({ device: 0 }, everything, '2027-11-24')).toEqual([]);
  });

  test('a survey without a plan has no causes', () => {
    const other = surveyOf('satisfaction').form;
    const state = openForm(other, { now: { ms: 0, zoneOffsetMinutes: 0 } });
    expect(causesOf(other, resultOf(state), { validDays, today: TODAY })).toEqual([]);
  });

  test('whatever is answered: at most three offers, no two alike, each for a question with half its points or fewer', () => {
    fc.assert(
      fc.property(anyPoints, (points) => {
        const found = offered(points);
        expect(found.length).toBeLessThanOrEqual(MOST_OFFERS);
        expect(new Set(ids(found)).size).toBe(found.length);
        for (const { cause, offer } of found) {
          expect(points[cause.question]).toBeLessThanOrEqual(1);
          expect(offersAgainst(cause.stage, cause.question)).toContain(offer);
        }
        const low = questions.some(({ name }) => (points[name] ?? 2) <= 1);
        expect(found.length > 0).toBe(low);
      }),
      { numRuns: 300 },
    );
  });
});
