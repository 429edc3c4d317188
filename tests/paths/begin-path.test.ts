// After a workshop every participant has a list with the next steps, and it can be taken back in one tap.
// First of all: it puts an IndexedDB into memory, which the database looks for when it is loaded.
import { ambassador, PLACE, SITE, testDevice } from '#tests/support/device.ts';
import { expect, test } from 'vitest';
import { createLearner } from '#device/learners.ts';
import { beginPath, takeBack } from '#features/paths/paths-actions.ts';
import type { Path } from '#features/paths/paths-queries.ts';

const path = {
  slug: 'baskets',
  text: { 'lv.title': 'Grozi' },
  steps: [
    { id: 'p1', kind: 'workshop', dueDays: 0 },
    { id: 'p2', kind: 'digital', dueDays: 2, lesson: 'youtube' },
    { id: 'p3', kind: 'meeting', dueDays: 28 },
  ],
} as unknown as Path;
const DAYS = { workshopOn: '2026-05-10', nextOn: '2026-06-01' };

test('two codes and one more person: three lists with the dates that were agreed', async () => {
  const device = await testDevice({
    clock: { now: Date.UTC(2026, 4, 14, 12) },
    identity: ambassador,
  });
  const made = await Promise.all([createLearner(device, PLACE), createLearner(device, PLACE)]);
  const learners = made.flatMap((one) => (one.ok ? [one.value] : []));
  const done = await beginPath(device, path, { learners, others: 1, ...DAYS });
  expect(done.error).toBeUndefined();
  const rows = await device.db.rows('todo-list').bulkGet([...done.made]);
  expect(rows.map((row) => row?.learnerId)).toEqual([...learners, undefined]);
  for (const row of rows)
    expect(row).toMatchObject({
      path: 'baskets',
      title: 'Grozi',
      scope: SITE,
      startOn: '2026-05-10',
      ticks: { p1: true },
      items: {
        p1: { order: 10, dueOn: '2026-05-10' },
        p2: { order: 20, dueOn: '2026-05-12', lesson: 'youtube' },
        // Not 28 days later: on the day that was agreed.
        p3: { order: 30, dueOn: '2026-06-01' },
      },
    });
  await takeBack(device, done.made);
  const left = await device.db
    .rows('todo-list')
    .filter((row) => !row.deleted)
    .count();
  expect(left).toBe(0);
});
