// What the screen says of a sync is what happened, whatever the line does. Named after failures seen in other programs of this field.
import { markedRow } from '#device/unit-of-work.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countWaiting } from '#device/outbox.ts';
import type { Device } from '#device/device.ts';
import { creation } from '#device/write.ts';
import { uuidv7 } from '#core/ids.ts';
import { seededBytes } from '../support/device.ts';
import { type Field, openField, SITE } from '../support/field.ts';

let field: Field;
beforeEach(async () => {
  field = await openField();
});
afterEach(() => field.close());

type Enrolled = Awaited<ReturnType<Field['enrolled']>>;
const list = (title: string) => ({ title, ticks: { a1: false } });
async function made({ device }: Enrolled, title: string): Promise<string> {
  const done = await device.create('todo-list', SITE, list(title));
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
}
const stored = (id: string) =>
  field.store.read((reading) => reading.record({ kind: 'todo-list', id }));

test('"success" is not shown after a time-out (CHT #8303)', async () => {
  const a = await field.enrolled('ambassador');
  await a.device.engine.sync();
  const id = await made(a, 'Rēķini');
  const before = await a.device.engine.sync();
  await a.device.change('todo-list', id, { title: 'Jauni rēķini' });
  a.line.state = 'cut-before';
  field.clock.now += 60_000;
  const after = await a.device.engine.sync();
  expect(after.error).toBe('offline');
  expect(after.syncedAt).toBe(before.syncedAt);
  expect((await markedRow(a.device.db, 'todo-list', id))?._dirty).toBe(1);
});

test('"success" is not shown for what was written during the request (CHT #6299)', async () => {
  const a = await field.enrolled('ambassador');
  await a.device.engine.sync();
  const id = await made(a, 'Pirmais');
  // Written while the answer is on its way; what would go after it is cut.
  a.line.during = async () => {
    await a.device.change('todo-list', id, { title: 'Otrais' });
    a.line.state = 'down';
  };
  await a.device.engine.sync();
  expect((await stored(id))?.fields['title']?.[0]).toBe('Pirmais');
  expect(await markedRow(a.device.db, 'todo-list', id)).toMatchObject({
    title: 'Otrais',
    _dirty: 1,
  });
  expect(await countWaiting(a.device.db)).toEqual({ unsent: 1, refused: 0 });
  a.line.state = 'open';
  expect((await a.device.engine.sync()).error).toBeUndefined();
  expect((await stored(id))?.fields['title']?.[0]).toBe('Otrais');
  expect((await markedRow(a.device.db, 'todo-list', id))?._dirty).toBeUndefined();
});

test('failure is not shown after success (Kolibri #9091): the next answer clears it', async () => {
  const a = await field.enrolled('ambassador');
  await made(a, 'Rēķini');
  a.line.state = 'cut-after';
  expect((await a.device.engine.sync()).error).toBe('offline');
  const state = await a.device.engine.sync();
  expect(state.error).toBeUndefined();
  expect(state.syncedAt).toBe(field.clock.now);
  expect(await countWaiting(a.device.db)).toEqual({ unsent: 0, refused: 0 });
});

test('sync does not decay until the app data is cleared (Kolibri #8175, #10304, #13543)', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  const id = await made(a, '0');
  for (let i = 1; i <= 40; i += 1) {
    field.clock.now += 1000;
    const own = i % 2 === 0 ? a : b;
    if (await own.device.db.rows('todo-list').get(id))
      await own.device.change('todo-list', id, { title: `${i}` });
    own.line.state = (['open', 'cut-before', 'cut-after', 'twice'] as const)[i % 4]!;
    await own.device.engine.sync();
  }
  a.line.state = b.line.state = 'open';
  for (const { device } of [a, b, a]) expect((await device.engine.sync()).error).toBeUndefined();
  // As cheap as on the first day: one request says that nothing is new, and brings no record again.
  const before = a.requests();
  await a.device.engine.sync();
  expect(a.requests()).toBe(before + 1);
  expect(a.device.engine.progress.value).toBe(0);
  expect((await a.device.db.meta.get('mismatches'))?.value ?? 0).toBe(0);
  expect((await b.device.db.rows('todo-list').get(id))?.title).toBe(
    (await stored(id))?.fields['title']?.[0],
  );
});

test('lost acknowledgements: every answer is cut, the record is there once and once only', async () => {
  const a = await field.enrolled('ambassador');
  await a.device.engine.sync();
  const id = await made(a, 'Rēķini');
  for (let i = 0; i < 5; i += 1) {
    a.line.state = 'cut-after';
    await a.device.engine.sync();
    expect((await markedRow(a.device.db, 'todo-list', id))?._dirty).toBe(1);
  }
  a.line.state = 'open';
  expect((await a.device.engine.sync()).error).toBeUndefined();
  expect((await markedRow(a.device.db, 'todo-list', id))?._dirty).toBeUndefined();
  const all = await field.store.read((reading) => reading.list(SITE, 'todo-list'));
  expect(all).toHaveLength(1);
  expect(await field.store.read((reading) => reading.history({ kind: 'todo-list', id }))).toEqual(
    [],
  );
});

test('reordered delivery: a request that arrives after the one that followed it changes nothing back', async () => {
  const a = await field.enrolled('ambassador');
  await a.device.engine.sync();
  const id = await made(a, 'Sākums');
  await a.device.engine.sync();
  await a.device.change('todo-list', id, { title: 'Pirmais', notes: { a1: 'Abos' } });
  a.line.state = 'overtaken';
  expect((await a.device.engine.sync()).error).toBe('offline');
  field.clock.now += 1000;
  await a.device.change('todo-list', id, { title: 'Otrais' });
  expect((await a.device.engine.sync()).error).toBeUndefined();
  expect((await stored(id))?.fields['title']?.[0]).toBe('Otrais');
  expect((await stored(id))?.fields['notes.a1']?.[0]).toBe('Abos');
  const history = await field.store.read((reading) => reading.history({ kind: 'todo-list', id }));
  expect(history.map((entry) => entry.oldValue)).toContain('Sākums');
  expect((await a.device.engine.sync()).error).toBeUndefined();
  expect((await a.device.db.rows('todo-list').get(id))?.title).toBe('Otrais');
  expect((await a.device.db.meta.get('mismatches'))?.value ?? 0).toBe(0);
});

const secondTab = async (a: Enrolled): Promise<Device> =>
  (await import('#device/device.ts')).openDevice({
    name: a.device.db.name,
    origin: 'http://server.test',
    now: () => field.clock.now,
    random: seededBytes(77),
    fetch: a.fetch,
    version: 'test',
    automatic: false,
  });

test('an answer that another tab has overtaken is not taken for a server put back to a backup', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  const tab = await secondTab(a);
  for (const device of [a.device, tab, b.device]) await device.engine.sync();
  await made(b, 'Pirmais');
  await b.device.engine.sync();
  a.line.during = async () => {
    a.line.during = undefined;
    await made(b, 'Otrais');
    await b.device.engine.sync();
    await tab.engine.sync();
  };
  await a.device.engine.sync();
  expect(await a.device.db.rows('todo-list').count()).toBe(2);
  expect(await a.device.db.meta.get('rolled-back')).toBeUndefined();
  const { seq } = await field.store.read((reading) => reading.scopeState(SITE));
  expect((await a.device.db.meta.get('cursors'))?.value).toHaveProperty([SITE], seq);
  tab.close();
});

test('two tabs sync at once: each record arrives once, both end clean', async () => {
  const a = await field.enrolled('ambassador');
  const ids = Array.from({ length: 20 }, (_, i) => uuidv7(field.clock.now + i, seededBytes(i)));
  await a.device.writeAll(ids.map((id, i) => creation('todo-list', id, SITE, list(`${i}`))));
  const tab = await secondTab(a);
  const [first, second] = await Promise.all([a.device.engine.sync(), tab.engine.sync()]);
  expect([first.error, second.error]).toEqual([undefined, undefined]);
  expect(await countWaiting(a.device.db)).toEqual({ unsent: 0, refused: 0 });
  expect(await field.store.read((reading) => reading.list(SITE, 'todo-list'))).toHaveLength(20);
  tab.close();
});

test('deletes do not come back: not by an older edit, not from a tablet that was away', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  const id = await made(a, 'Lieks');
  await a.device.engine.sync();
  await b.device.engine.sync();
  await b.device.change('todo-list', id, { title: 'Labots ceļā' });
  field.clock.now += 60_000;
  await a.device.remove('todo-list', id);
  for (const { device } of [a, b, a, b]) await device.engine.sync();
  for (const { device } of [a, b])
    expect((await device.db.rows('todo-list').get(id))?.deleted).toBe(true);
  // Years later the tombstone is purged; the tablet that still holds it does not send it back.
  field.clock.now += 500 * 86_400_000;
  const { retain } = await import('#server/store/retention.ts');
  await retain(field.store, field.clock.now, 'server00');
  for (const { device } of [b, a]) expect((await device.engine.sync()).error).toBeUndefined();
  expect(await stored(id)).toBeUndefined();
});

test('cursors never skip a row that was committed out of order', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  for (const one of [a, b]) await one.device.engine.sync();
  for (let i = 0; i < 10; i += 1) {
    await made(a, `a${i}`);
    await made(b, `b${i}`);
    await Promise.all([a.device.engine.sync(), b.device.engine.sync()]);
  }
  for (const { device } of [a, b, a]) await device.engine.sync();
  for (const { device } of [a, b]) {
    expect(await device.db.rows('todo-list').count()).toBe(20);
    // Not by healing: the cursors alone brought all of them.
    expect((await device.db.meta.get('mismatches'))?.value ?? 0).toBe(0);
  }
});
