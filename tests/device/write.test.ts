// The only door in: what it stores, what it refuses, and that a refusal changes nothing.
import { markedRow } from '#device/unit-of-work.ts';
import { expect, test } from 'vitest';
import { creation } from '#device/write.ts';
import { nextChanges, sentChanges } from '#device/outgoing.ts';
import { ambassador, PLACE, SITE, testDevice } from '../support/device.ts';

const at = Date.UTC(2026, 2, 1, 10);

test('a new record is stored whole, stamped, and marked unsent', async () => {
  const device = await testDevice({ clock: { now: at }, identity: ambassador });
  const made = await device.create('todo-list', SITE, { title: 'Rēķini', ticks: { a1: true } });
  expect(made.ok).toBe(true);
  const row = await markedRow(device.db, 'todo-list', made.ok ? made.value : '');
  expect(row).toMatchObject({
    title: 'Rēķini',
    ticks: { a1: true },
    scope: SITE,
    _dirty: 1,
    _unsent: { title: '', 'ticks.a1': '' },
  });
  const changes = sentChanges(await nextChanges(device.db, 10, 1e6));
  expect(changes).toHaveLength(1);
  expect(Object.keys(changes[0]!.fields).toSorted()).toEqual(['ticks.a1', 'title']);
});

test('a later edit sends only the register that changed', async () => {
  const device = await testDevice({ clock: { now: at }, identity: ambassador });
  const made = await device.create('todo-list', SITE, { title: 'Rēķini', ticks: { a1: true } });
  const id = made.ok ? made.value : '';
  // As after a receipt: the batch is gone.
  await device.db.outbox.clear();
  await device.change('todo-list', id, { ticks: { a2: true } });
  const changes = sentChanges(await nextChanges(device.db, 10, 1e6));
  expect(Object.keys(changes[0]!.fields)).toEqual(['ticks.a2']);
  expect(await device.db.rows('todo-list').get(id)).toMatchObject({
    ticks: { a1: true, a2: true },
  });
});

test('writing what is already so makes no new stamp', async () => {
  const device = await testDevice({ clock: { now: at }, identity: ambassador });
  const made = await device.create('todo-list', SITE, { title: 'Rēķini' });
  const id = made.ok ? made.value : '';
  const before = await device.db.rows('todo-list').get(id);
  await device.change('todo-list', id, { title: 'Rēķini' });
  expect(await device.db.rows('todo-list').get(id)).toEqual(before);
});

test('a bad value is refused by field, and nothing of the group is stored', async () => {
  const device = await testDevice({ clock: { now: at }, identity: ambassador });
  const good = creation('learner', '0192f0c4-0000-7000-8000-000000000001', SITE, {
    code: 'bērzs-upe-27',
  });
  const bad = creation('learner', '0192f0c4-0000-7000-8000-000000000002', SITE, {
    code: 'liepa-rīts-5',
    note: 'Zvanīt 29123456',
  });
  const result = await device.writeAll([good, bad]);
  expect(result).toMatchObject({ ok: false, error: { code: 'private-data', path: 'note' } });
  expect(await device.db.rows('learner').count()).toBe(0);
});

test('a resident keeps own work on the device and can write nothing else', async () => {
  const device = await testDevice({ clock: { now: at } });
  expect(device.homeScope('progress')).toBe('device');
  const own = await device.create('progress', 'device', {
    lesson: 'read-a-bill',
    startedAt: at,
    done: { s1: true },
  });
  expect(own.ok).toBe(true);
  const row = await device.db.rows('progress').toCollection().first();
  expect(row?._batch).toBeUndefined();
  expect(await device.db.outbox.count()).toBe(0);
  const other = await device.create('learner', SITE, { code: 'bērzs-upe-27' });
  expect(other).toMatchObject({ ok: false, error: { code: 'forbidden' } });
});

test('a mentor may not write at a place that is not theirs', async () => {
  const device = await testDevice({
    clock: { now: at },
    identity: { ...ambassador, person: { ...ambassador.person, role: 'mentor' } },
  });
  const elsewhere = `site:${PLACE.replace('0192', '0193')}`;
  expect(await device.create('learner', elsewhere, { code: 'bērzs-upe-27' })).toMatchObject({
    ok: false,
    error: { code: 'forbidden' },
  });
  expect(await device.create('lesson', 'public', { slug: 'x' })).toMatchObject({
    ok: false,
    error: { code: 'forbidden' },
  });
});

test('stamps rise although the wall clock jumps back', async () => {
  const clock = { now: at };
  const device = await testDevice({ clock, identity: ambassador });
  const made = await device.create('todo-list', SITE, { title: 'Pirmais' });
  const id = made.ok ? made.value : '';
  const first = (await device.db.rows('todo-list').get(id))!._stamps['title']!;
  clock.now = at - 86_400_000;
  await device.change('todo-list', id, { title: 'Otrais' });
  const second = (await device.db.rows('todo-list').get(id))!._stamps['title']!;
  expect(second > first).toBe(true);
});

test('delete and restore keep the values', async () => {
  const device = await testDevice({ clock: { now: at }, identity: ambassador });
  const made = await device.create('todo-list', SITE, { title: 'Rēķini' });
  const id = made.ok ? made.value : '';
  await device.remove('todo-list', id);
  expect((await device.db.rows('todo-list').get(id))?.deleted).toBe(true);
  await device.change('todo-list', id, { title: 'Cits' });
  expect((await device.db.rows('todo-list').get(id))?.deleted).toBe(true);
  await device.restore('todo-list', id);
  expect(await device.db.rows('todo-list').get(id)).toMatchObject({
    title: 'Cits',
    deleted: false,
  });
});
