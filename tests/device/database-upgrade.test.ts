// A database that an earlier version of the app wrote: nothing unsent may be forgotten when this version opens it.
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { expect, test } from 'vitest';
import { countWaiting } from '#device/outbox.ts';
import { nextChanges, sentChanges } from '#device/outgoing.ts';
import { refusedRows } from '#device/refused.ts';
import { markedRow } from '#device/unit-of-work.ts';
import { ambassador, SITE, testDevice } from '../support/device.ts';

const at = Date.UTC(2026, 2, 1, 10);
const STAMP = '019ab2c3d4e5-0000-k3f9a2p1';
const EARLIER = '019ab2c3d4e4-0000-k3f9a2p1';
const id = (n: number): string => `0192f0c4-0000-7000-8000-00000000000${n}`;

test('the marks that version 2 kept in the rows move to the outbox (drafts lost by an update: Collect #5947)', async () => {
  const old = new Dexie('version-two');
  old.version(2).stores({ meta: 'key', 'todo-list': 'id, _dirty', learner: 'id, _dirty' });
  const waiting = {
    id: id(1),
    scope: SITE,
    title: 'Rēķini',
    ticks: { a1: true },
    notes: {},
    _stamps: { title: STAMP, 'ticks.a1': STAMP },
    _unsent: { title: EARLIER },
    _lost: [['title', 'Agrāk', EARLIER]],
    _dirty: 1,
  };
  const clean = { id: id(2), scope: SITE, title: 'Saņemts', _stamps: { title: STAMP } };
  const refused = {
    id: id(3),
    scope: SITE,
    code: 'bērzs-upe-27',
    _stamps: { code: STAMP },
    _unsent: { code: '' },
    _dirty: 2,
    _refused: { code: 'forbidden', message: 'not here', at },
  };
  await old.table('todo-list').bulkPut([waiting, clean]);
  await old.table('learner').put(refused);
  old.close();

  const device = await testDevice({
    clock: { now: at },
    name: 'version-two',
    identity: ambassador,
  });
  expect(await countWaiting(device.db)).toEqual({ unsent: 1, refused: 1 });
  const changes = sentChanges(await nextChanges(device.db, 10, 1e6));
  expect(changes.map(({ fields }) => fields)).toEqual([
    { title: ['Agrāk', EARLIER] },
    { title: ['Rēķini', STAMP] },
  ]);
  expect(await markedRow(device.db, 'todo-list', id(1))).toMatchObject({
    title: 'Rēķini',
    _unsent: { title: EARLIER },
    _dirty: 1,
  });
  expect((await device.db.rows('todo-list').get(id(1))) as object).not.toHaveProperty('_dirty');
  expect(await refusedRows(device.db)).toMatchObject([
    { kind: 'learner', row: { id: id(3), _refused: { code: 'forbidden' } } },
  ]);
  device.close();
});

test('several changes of one record wait as one; a batch larger than a request goes in parts', async () => {
  const device = await testDevice({ clock: { now: at }, identity: ambassador });
  const made = await device.create('todo-list', SITE, { title: 'Rēķini', ticks: { a1: true } });
  const listId = made.ok ? made.value : '';
  for (const title of ['Otrais', 'Trešais']) await device.change('todo-list', listId, { title });
  const whole = await nextChanges(device.db, 10, 1e6);
  expect(sentChanges(whole)).toHaveLength(1);
  expect(sentChanges(whole)[0]?.fields['title']?.[0]).toBe('Trešais');
  expect(whole.more).toBe(false);
  const part = await nextChanges(device.db, 1, 1);
  expect(part).toMatchObject({ more: false });
  await device.create('todo-list', SITE, { title: 'Cits' });
  expect(await nextChanges(device.db, 1, 1e6)).toMatchObject({ more: true, batches: [{ n: 1 }] });
  device.close();
});
