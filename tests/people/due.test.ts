// The ambassador's "today": which codes of this place have something to repeat, and what.
// First of all: it puts an IndexedDB into memory, which the database looks for when it is loaded.
import { ambassador, PLACE, SITE, testDevice } from '#tests/support/device.ts';
import { expect, test } from 'vitest';
import { DAY_MS } from '#core/dates.ts';
import type { Device } from '#device/device.ts';
import { createLearner } from '#device/learners.ts';
import { dueAt } from '#features/people/due-queries.ts';

const NOW = Date.UTC(2026, 4, 14, 12);

const id = async (made: ReturnType<Device['create']>): Promise<string> => {
  const done = await made;
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
};

/** A place with one lesson and one practice, and somebody who may write them. */
async function place(): Promise<Device> {
  const device = await testDevice({
    clock: { now: NOW },
    identity: { ...ambassador, person: { ...ambassador.person, role: 'coordinator' } },
  });
  const question = { id: 'q', kind: 'question', type: 'true-false', correct: true } as const;
  const common = { order: 10, text: { 'lv.title': 'T' } };
  const lesson = { ...common, theme: 'skills' as const, topic: 'bills', minutes: 5, digcomp: [] };
  await id(device.create('lesson', 'public', { ...lesson, slug: 'asked', steps: [question] }));
  const told = [{ id: 's', kind: 'text' } as const];
  await id(device.create('lesson', 'public', { ...lesson, slug: 'told', steps: told }));
  return device;
}

const finish = (device: Device, learnerId: string, lesson: string, daysAgo: number) =>
  id(
    device.create('progress', SITE, {
      lesson,
      learnerId,
      startedAt: NOW - daysAgo * DAY_MS - 60_000,
      finishedAt: NOW - daysAgo * DAY_MS,
    }),
  );

test('who finished a lesson yesterday or longer ago is asked again, who waits longest first', async () => {
  const device = await place();
  const [fresh, week, day] = await Promise.all(
    [1, 2, 3].map(() => id(createLearner(device, PLACE))),
  );
  await finish(device, fresh!, 'asked', 0);
  await finish(device, week!, 'asked', 7);
  await finish(device, day!, 'asked', 1);
  const due = await dueAt(device.db, SITE, NOW, 0);
  expect(due.map(({ learner, since }) => [learner.id, since])).toEqual([
    [week, '2026-05-08'],
    [day, '2026-05-14'],
  ]);
  expect(due[0]?.lessons.map(({ item }) => item.slug)).toEqual(['asked']);
  expect(await dueAt(device.db, 'site:elsewhere', NOW, 0)).toEqual([]);
});

test('what was asked today rests; a lesson without a question never comes back', async () => {
  const device = await place();
  const learner = await id(createLearner(device, PLACE));
  const progress = await finish(device, learner, 'asked', 8);
  await finish(device, learner, 'told', 8);
  expect((await dueAt(device.db, SITE, NOW, 0))[0]?.lessons).toHaveLength(1);
  const kept = await device.change('progress', progress, { returns: { '2026-05-14': false } });
  expect(kept.ok).toBe(true);
  expect(await dueAt(device.db, SITE, NOW, 0)).toEqual([]);
  expect(await dueAt(device.db, SITE, NOW + DAY_MS, 0)).toHaveLength(1);
});

test('a list that nobody has moved for two weeks waits beside what is to be repeated', async () => {
  const device = await place();
  const [stuck, moved] = await Promise.all([1, 2].map(() => id(createLearner(device, PLACE))));
  const items = { a: { order: 10, dueOn: '2026-05-14' } };
  const list = (learnerId: string, startOn: string) =>
    id(device.create('todo-list', SITE, { title: 'Saraksts', learnerId, startOn, items }));
  const standing = await list(stuck!, '2026-05-14');
  await list(moved!, '2026-05-14');
  expect(await dueAt(device.db, SITE, NOW + 14 * DAY_MS - DAY_MS, 0)).toEqual([]);
  const after = await dueAt(device.db, SITE, NOW + 16 * DAY_MS, 0);
  expect(new Set(after.map(({ learner }) => learner.id))).toEqual(new Set([stuck, moved]));
  expect(after[0]?.lists).toMatchObject([{ stuckDays: 16, dueOn: '2026-05-28' }]);
  expect((await device.change('todo-list', standing, { ticks: { a: true } })).ok).toBe(true);
  const left = await dueAt(device.db, SITE, NOW + 16 * DAY_MS, 0);
  expect(left.map(({ learner }) => learner.id)).toEqual([moved]);
});
