// To-do lists kept on a device: made from a template, ticked, noted, deleted and brought back.
// First: it puts a database into memory before the device's own modules look for one.
import { ambassador, SITE, testDevice } from '#tests/support/device.ts';
import { describe, expect, it } from 'vitest';
import type { Row } from '#device/database.ts';
import { itemsInOrder } from '#device/todo-state.ts';
import {
  addItem,
  bringBack,
  makeList,
  noteItem,
  removeItem,
  removeList,
  restoreList,
  tick,
} from '#features/todos/todos-actions.ts';

const ANNA = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e77';
const template = {
  id: '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e55',
  scope: 'public',
  slug: 'first-e-payment',
  order: 10,
  audience: 'learner',
  items: [
    { id: 'a1', dueDays: 0 },
    { id: 'a2', dueDays: 3 },
  ],
  text: { 'lv.title': 'Mans pirmais maksājums' },
  _stamps: {},
} as unknown as Row<'todo-template'>;

async function begun(learnerId?: string) {
  const device = await testDevice({
    clock: { now: 1_800_000_000_000 },
    identity: learnerId === undefined ? undefined : ambassador,
  });
  const made = await makeList(device, template, learnerId, '2026-03-01');
  if (!made.ok) throw new Error(made.error.message);
  const row = async () => (await device.db.rows('todo-list').get(made.value))!;
  return { device, id: made.value, row };
}

describe('a list from a template', () => {
  it('of a resident stays on the device', async () => {
    const { device, row } = await begun();
    expect(await row()).toMatchObject({
      scope: 'device',
      title: 'Mans pirmais maksājums',
      items: { a2: { dueOn: '2026-03-04' } },
    });
    device.close();
  });

  it('of a learner goes to the place', async () => {
    const { device, row } = await begun(ANNA);
    expect(await row()).toMatchObject({ scope: SITE, learnerId: ANNA, _batch: 1 });
    device.close();
  });
});

describe('changes', () => {
  it('tick and take the tick back', async () => {
    const { device, id, row } = await begun();
    await tick(device, id, 'a1', true);
    expect((await row()).ticks).toEqual({ a1: true });
    await tick(device, id, 'a1', false);
    expect(itemsInOrder(await row()).map((item) => item.done)).toEqual([false, false]);
    device.close();
  });

  it('refuse a note with a phone number and keep the earlier one', async () => {
    const { device, id, row } = await begun();
    expect((await noteItem(device, id, 'a1', ' Jāpaņem brilles ')).ok).toBe(true);
    const refused = await noteItem(device, id, 'a1', 'Zvanīt 26123456');
    expect(refused.ok ? '' : refused.error.code).toBe('private-data');
    expect((await row()).notes).toEqual({ a1: 'Jāpaņem brilles' });
    await noteItem(device, id, 'a1', ' ');
    expect((await row()).notes).toEqual({});
    device.close();
  });

  it('add an own item at the end, take it off and bring it back', async () => {
    const { device, id, row } = await begun();
    await addItem(device, id, itemsInOrder(await row()), ' Aiziet uz banku ', '2026-03-20');
    const own = itemsInOrder(await row()).at(-1)!;
    expect(own).toMatchObject({ title: 'Aiziet uz banku', dueOn: '2026-03-20', order: 30 });
    await removeItem(device, id, own.id);
    expect(itemsInOrder(await row())).toHaveLength(2);
    const back = await bringBack(device, id, own);
    expect(back.ok).toBe(true);
    expect(itemsInOrder(await row()).at(-1)).toEqual(own);
    device.close();
  });

  it('delete into the bin and bring everything back', async () => {
    const { device, id, row } = await begun();
    await tick(device, id, 'a1', true);
    await removeList(device, id);
    expect((await row()).deleted).toBe(true);
    await restoreList(device, id);
    expect(await row()).toMatchObject({ deleted: false, ticks: { a1: true } });
    device.close();
  });
});
