// The day's arithmetic, and two tablets that work apart and then put their visits together.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  freeLetter,
  minutesOf,
  nextNumber,
  numbersOf,
  queueOf,
  reportOf,
  runsOf,
  stateOf,
  type VisitRow,
} from '#records/visit-sums.ts';

const DAY = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e77';
const time = fc.option(fc.integer({ min: 0, max: 20_000_000 }), { nil: null });

/** Check-ins as one tablet makes them, each with what came of it. */
const tabletVisits = (tablet: string, letter: string) =>
  fc
    .array(
      fc.record({
        arrivedAt: fc.integer({ min: 0, max: 10_000_000 }),
        startedAt: time,
        endedAt: time,
        leftAt: time,
        device: fc.constantFrom(null, 'own', 't1'),
        firstPayment: fc.boolean(),
        runsAlone: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
        deleted: fc.boolean(),
      }),
      { maxLength: 30 },
    )
    .map((list) =>
      list.reduce<VisitRow[]>((visits, values) => {
        const number = nextNumber(visits, letter, tablet);
        return [
          ...visits,
          { ...values, id: `${tablet}-${number}`, dayId: DAY, letter, number, tablet },
        ];
      }, []),
    );
const letters = fc.constantFrom('A', 'B');
const two = fc
  .tuple(letters, letters)
  .chain(([a, b]) => fc.tuple(tabletVisits('aaaaaaaa', a), tabletVisits('bbbbbbbb', b)));

test('no two people bear one number after the merge, even when both tablets took one letter', () => {
  fc.assert(
    fc.property(two, ([a, b]) => {
      const all = [...a, ...b];
      expect(new Set(numbersOf(all).values()).size).toBe(all.length);
    }),
  );
});

test('queue, numbers and report do not depend on the order in which visits came together', () => {
  fc.assert(
    fc.property(two, ([a, b]) => {
      const there = [...a, ...b];
      const back = [...b, ...a].toReversed();
      expect(queueOf(back)).toEqual(queueOf(there));
      expect(Object.fromEntries(numbersOf(back))).toEqual(Object.fromEntries(numbersOf(there)));
      expect(reportOf(back, {}, 20_000_000)).toEqual(reportOf(there, {}, 20_000_000));
    }),
  );
});

test('the report of two tablets is the sum of both, and everyone is counted once', () => {
  fc.assert(
    fc.property(two, ([a, b]) => {
      const [x, y, both] = [a, b, [...a, ...b]].map((list) => reportOf(list, {}, 20_000_000));
      if (!x || !y || !both) throw new Error('three reports');
      for (const key of [
        'people',
        'runsAlone',
        'firstPayments',
        'minutes',
        'left',
        'here',
      ] as const)
        expect(both[key]).toBe(x[key] + y[key]);
      const live = [...a, ...b].filter((visit) => !visit.deleted);
      const done = live.filter((visit) => stateOf(visit) === 'done').length;
      expect(both.here + both.left + done).toBe(live.length);
      expect(both.devices.reduce((sum, one) => sum + one.minutes, 0)).toBe(both.minutes);
    }),
  );
});

test('a number once given is never given again, and letters are free where they can be', () => {
  const visit = { letter: 'B', number: 7, tablet: 'aaaaaaaa' };
  expect(nextNumber([visit], 'B', 'aaaaaaaa')).toBe(8);
  expect(nextNumber([visit], 'B', 'bbbbbbbb')).toBe(1);
  const first = freeLetter({}, 'aaaaaaaa');
  expect(freeLetter({ bbbbbbbb: first }, 'aaaaaaaa')).not.toBe(first);
  expect(freeLetter({ aaaaaaaa: first }, 'aaaaaaaa')).toBe(first);
});

test('a clock set back gives no negative minutes; a helper’s count stands before the tablet’s', () => {
  const visit: VisitRow = {
    id: 'x',
    dayId: DAY,
    letter: 'A',
    number: 1,
    tablet: 'aaaaaaaa',
    arrivedAt: 0,
    startedAt: 600_000,
    runs: { one: true, two: false },
  };
  expect(minutesOf({ ...visit, endedAt: 0 }, 0)).toBe(0);
  expect(minutesOf(visit, 1_200_000)).toBe(10);
  expect(runsOf(visit)).toBe(1);
  expect(runsOf({ ...visit, runsAlone: 3 })).toBe(3);
});
