// The helper puts what was offered into the learner's to-do list in one go, and takes it out again.
// First: it puts a database into memory before the device's own modules look for one.
import { ambassador, SITE, testDevice } from '#tests/support/device.ts';
import { expect, test } from 'vitest';
import { itemsInOrder } from '#device/todo-state.ts';
import { itemOf, putIntoList, takeListAway } from '#features/surveys/offers-actions.ts';
import { offersAgainst } from '#forms/needs/offers.ts';

const ANNA = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e77';

test('the offers stand in a list of the learner in their order, the lesson with its link, and go away in one step', async () => {
  const device = await testDevice({
    clock: { now: Date.UTC(2026, 2, 1, 9) },
    identity: ambassador,
  });
  const [lesson] = offersAgainst('skills', 'scam');
  const [visit] = offersAgainst('access', 'place');
  const made = await putIntoList(device, {
    learnerId: ANNA,
    title: 'Pēc aptaujas',
    items: [
      { offer: visit!, title: 'Kopā uz vietu, kur palīdz' },
      { offer: lesson!, title: 'Mācību stunda: Īsziņas ar saiti' },
    ],
  });
  if (!made.ok) throw new Error(made.error.message);
  const row = async () => (await device.db.rows('todo-list').get(made.value))!;
  expect(await row()).toMatchObject({ scope: SITE, learnerId: ANNA, startOn: '2026-03-01' });
  expect(itemsInOrder(await row()).map(({ id, lesson: slug }) => [id, slug])).toEqual([
    [itemOf(visit!), undefined],
    [itemOf(lesson!), 'scam-messages'],
  ]);
  expect((await takeListAway(device, made.value)).ok).toBe(true);
  expect((await row()).deleted).toBe(true);
  device.close();
});
