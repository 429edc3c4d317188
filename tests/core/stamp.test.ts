// Stamps, ids, digests of text, days and JSON: what everything that is compared or sorted stands on.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dayOf, daysBetween, isDay } from '#core/dates.ts';
import { addLanes, hashText, lanesFrom, lanesHex, NO_LANES, subtractLanes } from '#core/hash.ts';
import { isUuid, newDeviceId, uuidv7 } from '#core/ids.ts';
import { canonical, sameJson, tooDeep } from '#core/json.ts';
import {
  isStamp,
  laterStamp,
  makeStamp,
  nextStamp,
  shiftStamp,
  stampCounter,
  stampDevice,
  stampMs,
} from '#core/stamp.ts';
import { seededBytes } from '../support/device.ts';

const runs = { seed: 3, numRuns: 300 };
const time = fc.integer({ min: 0, max: 4_102_444_800_000 });
const counter = fc.integer({ min: 0, max: 0xffff });
const device = fc.stringMatching(/^[a-z0-9]{8}$/);

test('a stamp holds its parts and sorts as text by time, counter, device', () => {
  fc.assert(
    fc.property(time, counter, device, time, counter, device, (ms, n, who, ms2, n2, who2) => {
      const [a, b] = [makeStamp(ms, n, who), makeStamp(ms2, n2, who2)];
      expect([isStamp(a), stampMs(a), stampCounter(a), stampDevice(a)]).toEqual([true, ms, n, who]);
      const order = ms - ms2 || n - n2 || (who < who2 ? -1 : who > who2 ? 1 : 0);
      expect(Math.sign(order)).toBe(a < b ? -1 : a > b ? 1 : 0);
      expect(laterStamp(a, b)).toBe(order < 0 ? b : a);
    }),
    runs,
  );
  for (const wrong of [
    '',
    'now',
    '019ab2c3d4e5-0000-K3F9A2P1',
    '019ab2c3d4e5-0000-k3f9a2p',
    '19ab2c3d4e5-0000-k3f9a2p1',
    '019ab2c3d4e5-0000-k3f9a2p1 ',
  ])
    expect(isStamp(wrong), wrong).toBe(false);
});

test('the next stamp is always later, whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(time, { minLength: 2, maxLength: 20 }), device, (clock, who) => {
      let last: string | undefined;
      for (const now of clock) {
        const next = nextStamp(last, now, who);
        if (last !== undefined) expect(next > last).toBe(true);
        expect(stampMs(next)).toBeGreaterThanOrEqual(now);
        last = next;
      }
    }),
    runs,
  );
  const full = makeStamp(5, 0xffff, 'aaaaaaaa');
  expect(nextStamp(full, 5, 'aaaaaaaa')).toBe(makeStamp(6, 0, 'aaaaaaaa'));
  expect(shiftStamp(makeStamp(1000, 7, 'aaaaaaaa'), -400)).toBe(makeStamp(600, 7, 'aaaaaaaa'));
  expect(shiftStamp(makeStamp(1000, 7, 'aaaaaaaa'), -4000)).toBe(makeStamp(0, 7, 'aaaaaaaa'));
});

test('ids are UUIDs of version 7 that sort by time', () => {
  const random = seededBytes(1);
  const ids = [1, 1000, 1_700_000_000_000, 1_700_000_000_001].map((ms) => uuidv7(ms, random));
  for (const id of ids) {
    expect(isUuid(id)).toBe(true);
    expect(id[14]).toBe('7');
    expect('89ab').toContain(id[19]);
  }
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(Array.from({ length: 2000 }, () => uuidv7(5, random))).size).toBe(2000);
  for (let i = 0; i < 50; i += 1) expect(newDeviceId(random)).toMatch(/^[a-z0-9]{8}$/);
});

test('lanes add and subtract like numbers and travel as hex', () => {
  const text = fc.string({ maxLength: 40 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [x, y] = [hashText(a), hashText(b)];
      expect(lanesFrom(lanesHex(x))).toEqual(x);
      expect(addLanes(x, y)).toEqual(addLanes(y, x));
      expect(subtractLanes(addLanes(x, y), y)).toEqual(x);
      expect(a === b).toBe(lanesHex(x) === lanesHex(y));
    }),
    runs,
  );
  for (const nothing of [undefined, '', 'x', '0'.repeat(31), 'G'.repeat(32)])
    expect(lanesFrom(nothing)).toEqual(NO_LANES);
});

test('the same JSON has the same text, whatever the order of its keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (raw) => {
      const value = JSON.parse(JSON.stringify(raw)) as never;
      const turned = (one: unknown): unknown =>
        one === null || typeof one !== 'object'
          ? one
          : Array.isArray(one)
            ? one.map(turned)
            : Object.fromEntries(
                Object.entries(one)
                  .toReversed()
                  .map(([name, inner]) => [name, turned(inner)]),
              );
      expect(canonical(turned(value) as never)).toBe(canonical(value));
      expect(JSON.parse(canonical(value))).toEqual(value);
    }),
    runs,
  );
  expect([
    sameJson({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }),
    sameJson([1, 2], [2, 1]),
    sameJson('1', 1),
    sameJson(undefined, null),
  ]).toEqual([true, false, false, true]);
});

test('nesting is measured without falling into it', () => {
  const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  expect([
    tooDeep(nested(40)),
    tooDeep(nested(41)),
    tooDeep(nested(100_000)),
    tooDeep(5),
    tooDeep({ a: { b: 1 } }, 1),
  ]).toEqual([false, true, true, false, true]);
});

test('days are days of the calendar', () => {
  expect(['2026-03-25', '2024-02-29'].every(isDay)).toBe(true);
  for (const wrong of [
    '2026-02-29',
    '2026-13-01',
    '2026-3-5',
    '25.03.2026',
    '2026-03-25T00:00',
    '',
  ])
    expect(isDay(wrong), wrong).toBe(false);
  expect([
    addDays('2026-03-28', 2),
    addDays('2026-01-01', -1),
    daysBetween('2026-03-25', '2026-04-01'),
  ]).toEqual(['2026-03-30', '2025-12-31', 7]);
  // Riga is two hours ahead in winter: the same instant is another day there.
  expect([dayOf(Date.UTC(2026, 0, 1, 23), 0), dayOf(Date.UTC(2026, 0, 1, 23), -120)]).toEqual([
    '2026-01-01',
    '2026-01-02',
  ]);
});
