// Where it is lowest and how many hours it takes: people are counted once and while their answers are fresh, and no count gives fewer than five away.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areaTable, type AreaTable } from '#forms/needs/areas.ts';
import { ASSUMED, hoursOf, minutesFor, planningOf, type Hours } from '#forms/needs/hours.ts';
import { ALL_OFFERS, type Offer } from '#forms/needs/offers.ts';
import { peopleOf, stagesOf, type Person, type PersonsResponse } from '#forms/needs/people.ts';
import { isFixed } from '#forms/results/hide.ts';
import { anyAnswerings, answering, form, query, questions, validDays } from './made.ts';

const people = (all: readonly PersonsResponse[]): readonly Person[] =>
  peopleOf(form, validDays, query, all, () => true);
const stages = stagesOf(form);
const table = (all: readonly Person[]): AreaTable | undefined =>
  areaTable(all, stages, (place) => place);
const many = (from: number, count: number, place: string, points = {}): PersonsResponse[] =>
  Array.from({ length: count }, (_, i) => answering(from + i, place, points));
const offer = (id: string): Offer => ALL_OFFERS.find((one) => one.id === id)!;

describe('people', () => {
  test('who answered twice is one person, by the later answers', () => {
    const found = people([
      answering(1, 'eleja', { device: 0 }, { learnerId: 'a', at: '2026-05-01' }),
      answering(2, 'vilce', { scam: 0 }, { learnerId: 'a', at: '2026-06-01' }),
      answering(3, 'vilce', {}),
    ]);
    expect(found.map(({ place, offers }) => [place, offers.map(({ id }) => id)])).toEqual([
      ['vilce', ['scam-messages']],
      ['vilce', []],
    ]);
  });

  test('answers older than a year and unfinished ones are nobody', () => {
    const { completedAt: _, ...open } = answering(2, 'eleja', {});
    expect(people([answering(1, 'eleja', {}, { at: '2025-11-22' }), open])).toEqual([]);
  });

  test('who refused everything is not counted as low in nothing', () => {
    const refusing = Object.fromEntries(questions.map(({ name }) => [name, null]));
    expect(people([answering(1, 'eleja', refusing)])).toEqual([]);
  });

  test('low is less than half of the points', () => {
    const [one, other] = people([
      answering(1, 'eleja', { wish: 0, calm: 1, worth: 1 }),
      answering(2, 'eleja', { wish: 1, calm: 1, worth: 1 }),
    ]);
    expect([...one!.low]).toEqual(['motivation']);
    expect([...other!.low]).toEqual([]);
  });
});

describe('by parish', () => {
  test('says how many answered and how many are low', () => {
    const found = table(
      people([
        ...many(0, 12, 'eleja', { device: 0, network: 0, place: 0 }),
        ...many(20, 9, 'vilce'),
      ]),
    );
    expect(found?.lines.map(({ area, answered, low }) => [area, answered, low['access']])).toEqual([
      ['eleja', 12, 12],
      ['vilce', 9, 0],
    ]);
  });

  test('places with fewer than five stand together with another, and fewer than five people have no table', () => {
    const found = table(
      people([...many(0, 8, 'eleja'), ...many(10, 2, 'vilce'), ...many(20, 6, 'āne')]),
    );
    expect(found?.lines.map(({ area, answered }) => [area, answered])).toEqual([
      ['eleja', 8],
      [undefined, 8],
    ]);
    expect(table(people(many(0, 4, 'eleja')))).toBeUndefined();
    expect(table([])).toBeUndefined();
  });

  test('no count from 1 to 4 is printed, and none can be worked out from the others', () => {
    fc.assert(
      fc.property(anyAnswerings(60), (all) => {
        const own = people(all);
        const found = table(own);
        if (found === undefined) {
          expect(own.length).toBeLessThan(5);
          return;
        }
        expect(found.answered).toBe(own.length);
        expect(found.lines.reduce((sum, { answered }) => sum + answered, 0)).toBe(own.length);
        const named = new Set(found.lines.map(({ area }) => area));
        const groups = found.lines.map(({ area }) =>
          own.filter(({ place }) => (area === undefined ? !named.has(place) : place === area)),
        );
        for (const stage of stages) {
          const counts = groups.map((group) => {
            const low = group.filter((one) => one.low.has(stage)).length;
            return [low, group.length - low];
          });
          const hidden = found.lines.map(({ low }) => [low[stage] === null, low[stage] === null]);
          for (const [row, line] of found.lines.entries()) {
            const shown = line.low[stage]!;
            if (shown !== null) {
              expect(shown).toBe(counts[row]![0]);
              for (const one of counts[row]!) expect(one === 0 || one >= 5).toBe(true);
            } else if (found.low[stage] !== null && counts[row]![0]! > 0)
              expect(isFixed(counts, hidden, row, 0)).toBe(false);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('hours', () => {
  const hours = (all: readonly PersonsResponse[], planning = ASSUMED): Hours | undefined =>
    hoursOf(people(all), ALL_OFFERS, planning);

  test('alone an hour for each, in a group one for every six', () => {
    expect(minutesFor(offer('talk'), 7, ASSUMED)).toBe(420);
    expect(minutesFor(offer('maps'), 7, ASSUMED)).toBe(120);
    expect(minutesFor(offer('maps'), 7, planningOf({ group: 7, lesson: 90 }))).toBe(90);
  });

  test('adds up what everybody was offered', () => {
    const found = hours([
      ...many(0, 10, 'eleja', { device: 0 }),
      ...many(20, 13, 'vilce', { find: 0 }),
    ]);
    expect(found?.lines.map((line) => [line.offer?.id, line.count, line.minutes])).toEqual([
      ['our-device', 10, 300],
      ['maps', 13, 180],
    ]);
    expect(found).toMatchObject({ alone: 300, group: 180, others: 0, minutes: 480 });
  });

  test('what few need stands together, with hours that don’t tell what it is', () => {
    const few = (name: string): Hours | undefined =>
      hours([
        ...many(0, 20, 'eleja', { device: 0 }),
        ...many(20, 3, 'eleja', { [name]: 0 }),
        ...many(30, 3, 'eleja', { scam: 0 }),
      ]);
    expect(few('services')?.lines.map((line) => [line.offer?.id, line.count])).toEqual([
      ['our-device', 20],
      [undefined, 6],
    ]);
    expect(few('services')).toEqual(few('wish'));
  });

  test('fewer than five people have no hours', () => {
    expect(hours(many(0, 4, 'eleja', { device: 0 }))).toBeUndefined();
    expect(hours(many(0, 9, 'eleja'))).toBeUndefined();
  });

  test('no line is about fewer than five people, and the lines add up', () => {
    fc.assert(
      fc.property(anyAnswerings(60), fc.integer({ min: 2, max: 12 }), (all, group) => {
        const own = people(all);
        const found = hoursOf(own, ALL_OFFERS, { ...ASSUMED, group });
        if (found === undefined) return;
        for (const { offer: one, count } of found.lines) {
          expect(count).toBeGreaterThanOrEqual(5);
          if (one !== undefined)
            expect(count).toBe(own.filter(({ offers }) => offers.includes(one)).length);
        }
        const sum = found.lines.reduce((all_, { minutes }) => all_ + minutes, 0);
        expect(found.minutes).toBe(sum);
        expect(found.alone + found.group + found.others).toBe(sum);
        const made = own.reduce((all_, { offers }) => all_ + offers.length, 0);
        expect(found.lines.reduce((all_, { count }) => all_ + count, 0)).toBe(made);
      }),
      { numRuns: 200 },
    );
  });

  test('the organisation’s own numbers stand in place of the assumed ones, and nonsense does not', () => {
    expect(planningOf(undefined)).toEqual(ASSUMED);
    expect(planningOf({ lesson: 45, group: 1, hours: 0, path: 0, story: null })).toEqual({
      minutes: { ...ASSUMED.minutes, lesson: 45 },
      group: 6,
      hours: 0,
    });
  });
});
