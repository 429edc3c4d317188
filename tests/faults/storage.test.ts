// A full disk, a database that the browser takes away or that another tab renews: told, nothing half stored, and on it goes.
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { markedRows } from '#device/unit-of-work.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { uuidv7 } from '#core/ids.ts';
import { makeStamp } from '#core/stamp.ts';
import { openDevice } from '#device/device.ts';
import { countWaiting } from '#device/outbox.ts';
import { creation } from '#device/write.ts';
import { type Field, openField, SITE } from '../support/field.ts';
import { seededBytes } from '../support/device.ts';

let field: Field;
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  field = await openField();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await field.close();
});

type Enrolled = Awaited<ReturnType<Field['enrolled']>>;
// The store's own method is taken aside to be called with the right `this` below.
/* oxlint-disable typescript/unbound-method */
const full = (nth: number) => {
  const put = IDBObjectStore.prototype.put;
  let left = nth;
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...given
  ) {
    left -= 1;
    if (left <= 0) throw new DOMException('no space', 'QuotaExceededError');
    return put.apply(this, given);
  });
};
const lists = ({ device }: Enrolled) => device.db.rows('todo-list').toArray();

test('quota (CHT #7149): a write on a full disk is told, and nothing of it is stored', async () => {
  const a = await field.enrolled('ambassador');
  full(2);
  const done = await a.device.create('todo-list', SITE, { title: 'Nav vietas' });
  vi.mocked(IDBObjectStore.prototype.put).mockRestore();
  expect(done).toMatchObject({ ok: false, error: { code: 'storage-full' } });
  expect(await lists(a)).toEqual([]);
  expect(await a.device.create('todo-list', SITE, { title: 'Atkal ir' })).toMatchObject({
    ok: true,
  });
});

test('quota in the middle of a page: told as storage-full, no cursor moved, the next round brings all', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  await b.device.engine.sync();
  for (let i = 0; i < 5; i += 1) await a.device.create('todo-list', SITE, { title: `${i}` });
  await a.device.engine.sync();
  full(3);
  const state = await b.device.engine.sync();
  vi.mocked(IDBObjectStore.prototype.put).mockRestore();
  expect(state.error).toBe('storage-full');
  expect(b.device.engine.busy.value).toBe(false);
  expect(await lists(b)).toEqual([]);
  expect((await b.device.engine.sync()).error).toBeUndefined();
  expect(await lists(b)).toHaveLength(5);
});

test('dead IndexedDB connection (Enketo #953): the browser closed it, the next write and the next sync open it again', async () => {
  const a = await field.enrolled('ambassador');
  a.device.db.backendDB().close();
  expect(await a.device.create('todo-list', SITE, { title: 'Pēc slēgšanas' })).toMatchObject({
    ok: true,
  });
  a.device.db.backendDB().close();
  const raw = a.device.db.backendDB();
  raw.onclose?.(new Event('close'));
  expect((await a.device.engine.sync()).error).toBeUndefined();
  expect(
    (await markedRows(a.device.db, 'todo-list')).map((row) => [row['title'], row._dirty]),
  ).toEqual([['Pēc slēgšanas', undefined]]);
});

test('blocked upgrade: the old tab lets go of the database, tells it, and stores nothing half', async () => {
  const replaced = vi.fn();
  const options = {
    name: 'two-tabs',
    origin: '',
    now: () => 1,
    random: seededBytes(3),
    fetch: () => Promise.reject(new TypeError('network')),
    version: 'test',
    automatic: false,
  };
  const old = await openDevice({ ...options, onReplaced: replaced });
  const newer = new Dexie('two-tabs');
  newer.version(old.db.verno + 1).stores({ meta: 'key', 'todo-list': 'id' });
  await newer.open();
  expect(replaced).toHaveBeenCalledOnce();
  expect(await old.create('todo-list', 'device', { title: 'Par vēlu' })).toMatchObject({
    ok: false,
    error: { code: 'storage-failed' },
  });
  expect(await newer.table('todo-list').count()).toBe(0);
  newer.close();
});

test('blocked upgrade: a tab that does not let go is told of, and the start goes on when it has', async () => {
  const stubborn = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('stubborn', 1);
    request.addEventListener('success', () => resolve(request.result));
  });
  const blocked = vi.fn(() => stubborn.close());
  const device = await openDevice({
    name: 'stubborn',
    origin: '',
    now: () => 1,
    random: seededBytes(3),
    fetch: () => Promise.reject(new TypeError('network')),
    version: 'test',
    automatic: false,
    onBlocked: blocked,
  });
  expect(blocked).toHaveBeenCalled();
  expect(await device.create('todo-list', 'device', { title: 'Jau var' })).toMatchObject({
    ok: true,
  });
  device.close();
});

test('drafts are not lost by an update (Collect #5947, Enketo #1051): they and unsent work are there in this version, and arrive', async () => {
  const first = await field.enrolled('ambassador');
  const identity = await first.device.db.meta.get('identity');
  // As version 2 of the database left it: what is unsent is marked in the row itself.
  const stamp = makeStamp(field.clock.now - 1000, 0, 'oldapp00');
  const id = uuidv7(field.clock.now, seededBytes(21));
  const old = new Dexie('before-the-update');
  old.version(2).stores({ meta: 'key', drafts: 'key', 'todo-list': 'id, _dirty' });
  await old.table('meta').bulkPut([identity, { key: 'device-id', value: 'oldapp00' }]);
  await old
    .table('drafts')
    .put({ key: 'survey:1', value: { answer: 'pusē' }, at: field.clock.now });
  await old.table('todo-list').put({
    id,
    scope: SITE,
    title: 'Nenosūtīts',
    _stamps: { title: stamp },
    _unsent: { title: '' },
    _dirty: 1,
  });
  old.close();

  const device = await openDevice({
    name: 'before-the-update',
    origin: 'http://server.test',
    now: () => field.clock.now,
    random: seededBytes(22),
    fetch: first.fetch,
    version: 'test',
    automatic: false,
  });
  expect(await device.db.drafts.get('survey:1')).toMatchObject({ value: { answer: 'pusē' } });
  expect(await countWaiting(device.db)).toEqual({ unsent: 1, refused: 0 });
  expect((await device.engine.sync()).error).toBeUndefined();
  const record = await field.store.read((reading) => reading.record({ kind: 'todo-list', id }));
  expect(record?.fields['title']).toEqual(['Nenosūtīts', stamp]);
  device.close();
});

test('a battery that dies: what the screen is told is on the disk itself by then, not only with the operating system', async () => {
  const a = await field.enrolled('ambassador');
  /** Strict transactions that are complete. */
  let done = 0;
  const begin = IDBDatabase.prototype.transaction;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    ...given
  ) {
    const work = begin.apply(this, given);
    if (given[2]?.durability === 'strict') work.addEventListener('complete', () => (done += 1));
    return work;
  });
  const create = async (): Promise<void> => {
    expect((await a.device.create('todo-list', SITE, { title: 'Rēķini' })).ok).toBe(true);
  };
  await create();
  expect(done).toBe(1);
  // Together they share few, and the last comes after all of them were stored.
  await Promise.all([create(), create(), create()]);
  expect(done).toBeGreaterThan(1);
  const before = done;
  // Much at once does not wait, and is on the disk a moment later.
  const id = (n: number): string => uuidv7(field.clock.now + n, seededBytes(n));
  await a.device.writeAll(
    Array.from({ length: 50 }, (_, n) => creation('todo-list', id(n), SITE, { title: `${n}` })),
  );
  expect(done).toBe(before);
  await vi.waitFor(() => expect(done).toBe(before + 1), 2000);
});

test('a wiped tablet goes on as an empty one, without a new start', async () => {
  const a = await field.enrolled('ambassador');
  await a.device.create('todo-list', SITE, { title: 'Vecais' });
  await a.device.wipe();
  expect(await lists(a)).toEqual([]);
  expect(await a.device.create('todo-list', 'device', { title: 'Jaunais' })).toMatchObject({
    ok: true,
  });
});
