// Who came back to the next date of a path: only whose date has been can have missed it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { returnRate } from '#features/paths/path-rate.ts';

const STEPS = [
  { id: 'p1', kind: 'workshop' },
  { id: 'p2', kind: 'digital' },
  { id: 'p3', kind: 'digital' },
  { id: 'p4', kind: 'meeting' },
] as const;
const list = (dueOn: string, ...ticked: string[]) => ({
  items: { p4: { dueOn } },
  ticks: Object.fromEntries(ticked.map((id) => [id, true])),
});

test('whose next date lies ahead is neither back nor missing', () => {
  const lists = [
    list('2026-03-20', 'p1', 'p4'),
    list('2026-03-20', 'p1', 'p2'),
    list('2026-04-20', 'p1'),
  ];
  expect(returnRate(STEPS, lists, '2026-03-25')).toEqual({
    began: 3,
    expected: 2,
    returned: 1,
    active: 1,
  });
});

test('who came before the date has come back all the same; on the day itself it counts', () => {
  const early = [list('2026-04-20', 'p4')];
  expect(returnRate(STEPS, early, '2026-03-25')).toMatchObject({ expected: 1, returned: 1 });
  expect(returnRate(STEPS, [list('2026-03-25')], '2026-03-25')).toMatchObject({
    expected: 1,
    returned: 0,
  });
});

test('an untied tick and an empty list count for nothing', () => {
  const untied = { items: { p4: { dueOn: '2026-03-01' } }, ticks: { p4: false } };
  expect(returnRate(STEPS, [untied, {}], '2026-03-25')).toEqual({
    began: 2,
    expected: 1,
    returned: 0,
    active: 0,
  });
});

test('whatever was ticked: never more back than expected, never more expected than began', () => {
  const days = fc
    .integer({ min: 1, max: 28 })
    .map((day) => `2026-03-${String(day).padStart(2, '0')}`);
  const lists = fc.array(
    fc.tuple(days, fc.subarray(['p1', 'p2', 'p3', 'p4'])).map(([day, ids]) => list(day, ...ids)),
  );
  fc.assert(
    fc.property(lists, days, (some, today) => {
      const { began, expected, returned, active } = returnRate(STEPS, some, today);
      expect(returned).toBeLessThanOrEqual(expected);
      expect(expected).toBeLessThanOrEqual(began);
      expect(active).toBeLessThanOrEqual(began);
    }),
  );
});
