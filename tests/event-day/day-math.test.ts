// Numbers, queue, minutes and the report of a bill-payment day, for any visits whatever.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  callsOf,
  deviceMinutes,
  labelsOf,
  lettersOf,
  nextNumber,
  paperSeriesOf,
  queueOf,
  readSlip,
  reportOf,
  seriesOf,
  slipOf,
  standOf,
  type VisitFacts,
} from '#features/event-day/day-math.ts';

const MINUTE = 60_000;
const moment = fc.option(fc.nat({ max: 300 }).map((n) => n * MINUTE));
const visits: fc.Arbitrary<VisitFacts[]> = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    series: fc.nat({ max: 5 }),
    number: fc.integer({ min: 1, max: 30 }),
    arrivedAt: fc.nat({ max: 300 }).map((n) => n * MINUTE),
    device: fc.option(fc.constantFrom('tablet', 'phone')),
    startedAt: moment,
    endedAt: moment,
    leftAt: moment,
    helpAt: moment,
    aloneRuns: fc.option(fc.nat({ max: 9 })),
    firstPayment: fc.option(fc.boolean()),
  }),
  { selector: (one) => one.id, maxLength: 40 },
);
const UNTIL = 400 * MINUTE;
const runs = { seed: 11, numRuns: 300 };

describe('numbers', () => {
  test('every series has letters of its own, and a slip is read back as it was printed', () => {
    const all = Array.from({ length: 9000 }, (_, i) => lettersOf(i));
    expect(new Set(all).size).toBe(all.length);
    expect(all.slice(0, 3)).toEqual(['A', 'B', 'C']);
    fc.assert(
      fc.property(fc.nat({ max: 8000 }), fc.integer({ min: 1, max: 999 }), (series, number) => {
        expect(readSlip(slipOf(series, number))).toEqual({ series, number });
        expect(readSlip(` ${slipOf(series, number).toLowerCase()}`)).toEqual({ series, number });
      }),
      runs,
    );
    for (const wrong of ['', '7', 'A', 'A0', 'I4', 'A1000', 'ABCD1', 'A1 B'])
      expect(readSlip(wrong), wrong).toBeUndefined();
  });

  test('no two tablets share a series, whatever each knows of those that came after it', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.uuid({ version: 7 }), { minLength: 2, maxLength: 20 }),
        fc.array(fc.nat({ max: 20 }), { minLength: 20, maxLength: 20 }),
        (ids, later) => {
          const order = ids.toSorted();
          const tablets = order.map((id, i) => ({ id, deviceId: `tablet-${i}` }));
          const given = tablets.flatMap(({ deviceId }, i) => {
            // Whoever was signed in before is known; of the later ones as many as happened to be heard of.
            const known = tablets.slice(0, Math.max(i + 1, later[i] ?? 0)).toReversed();
            const series = seriesOf(deviceId, known);
            return [series, paperSeriesOf(series)];
          });
          expect(new Set(given).size).toBe(given.length);
        },
      ),
      runs,
    );
  });

  test('a tablet that knows of nobody keeps away from the others', () => {
    fc.assert(
      fc.property(fc.string(), (deviceId) => {
        const series = seriesOf(deviceId, []);
        expect(series).toBeGreaterThanOrEqual(500);
        expect(paperSeriesOf(series)).toBeLessThanOrEqual(9999);
      }),
      runs,
    );
  });

  test('the next number is new in its series', () => {
    fc.assert(
      fc.property(visits, fc.nat({ max: 5 }), (list, series) => {
        const number = nextNumber(list, series);
        expect(list.some((one) => one.series === series && one.number === number)).toBe(false);
      }),
      runs,
    );
  });

  test('nobody is called like somebody else, in whatever order visits came', () => {
    fc.assert(
      fc.property(visits, (list) => {
        const labels = labelsOf(list);
        expect(new Set(labels.values()).size).toBe(list.length);
        expect(labelsOf(list.toReversed())).toEqual(labels);
      }),
      runs,
    );
  });
});

describe('the queue', () => {
  test('holds exactly those who wait, first come first, alike on every tablet', () => {
    fc.assert(
      fc.property(visits, (list) => {
        const queue = queueOf(list);
        expect(queue).toHaveLength(list.filter((one) => standOf(one) === 'waiting').length);
        for (const [i, one] of queue.entries())
          expect(one.arrivedAt).toBeGreaterThanOrEqual(queue[i - 1]?.arrivedAt ?? 0);
        expect(queueOf(list.toReversed())).toEqual(queue);
      }),
      runs,
    );
  });

  test('nobody who has gone still calls for a helper', () => {
    fc.assert(
      fc.property(visits, (list) => {
        for (const one of callsOf(list)) expect(['waiting', 'practising']).toContain(standOf(one));
      }),
      runs,
    );
  });
});

describe('the report', () => {
  const keys = ['tablet', 'phone'];
  test('counts everybody once, in any order', () => {
    fc.assert(
      fc.property(visits, (list) => {
        const report = reportOf(list, keys, UNTIL, true);
        expect(report.people).toBe(list.length);
        expect(report.practised + report.leftWaiting).toBe(report.people);
        expect(report.devices.reduce((sum, row) => sum + row.people, 0)).toBe(report.practised);
        const turned = reportOf(list.toReversed(), keys, UNTIL, true);
        expect(turned).toMatchObject({ minutes: report.minutes, aloneRuns: report.aloneRuns });
      }),
      runs,
    );
  });

  test('a device is never longer in use than its people practised, nor than the day lasted', () => {
    fc.assert(
      fc.property(visits, (list) => {
        for (const key of keys) {
          const minutes = deviceMinutes(list, key, UNTIL);
          const each = list
            .filter((one) => one.device === key && one.startedAt != null)
            .map((one) => Math.max(0, ((one.endedAt ?? UNTIL) - one.startedAt!) / MINUTE));
          expect(minutes).toBeLessThanOrEqual(each.reduce((sum, n) => sum + n, 0));
          expect(minutes).toBeGreaterThanOrEqual(Math.max(0, ...each));
          expect(minutes).toBeLessThanOrEqual(400);
        }
      }),
      runs,
    );
  });

  test('before the day is closed, those who wait have not left', () => {
    const waits = { id: 'a', series: 0, number: 1, arrivedAt: 0 };
    expect(reportOf([waits], [], UNTIL, false).leftWaiting).toBe(0);
    expect(reportOf([waits], [], UNTIL, true).leftWaiting).toBe(1);
  });

  test('two at one device at once: 30 minutes, not 50', () => {
    const at = (id: string, from: number, to: number) => ({
      id,
      series: 0,
      number: 1,
      arrivedAt: 0,
      device: 'tablet',
      startedAt: from * MINUTE,
      endedAt: to * MINUTE,
    });
    expect(deviceMinutes([at('a', 0, 20), at('b', 0, 30)], 'tablet', UNTIL)).toBe(30);
  });
});
