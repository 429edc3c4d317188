// Tablet to tablet with no network: what one could not send, another carries to the real server, once, under its author's stamps.
import { markedRow } from '#device/unit-of-work.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeParcel, takeParcel } from '#device/carry.ts';
import type { Device } from '#device/device.ts';
import type { Identity } from '#device/identity.ts';
import { countWaiting } from '#device/outbox.ts';
import { makeStamp, stampMs } from '#core/stamp.ts';
import { acceptChanges, systemSender } from '#server/store/accept.ts';
import { registersOf } from '#sync/wire.ts';
import { type Field, openField, SITE } from '../support/field.ts';

let field: Field;
beforeEach(async () => {
  field = await openField();
});
afterEach(() => field.close());

const holder = (device: Device): Identity => {
  const identity = device.identity.value;
  if (!identity) throw new Error('nobody holds this device');
  return identity;
};
const give = (device: Device, contentDays = 0) =>
  makeParcel({
    db: device.db,
    identity: holder(device),
    deviceId: device.deviceId,
    now: device.now,
    random: device.random,
    contentDays,
  });
const take = (device: Device, parcel: Awaited<ReturnType<typeof give>>) =>
  takeParcel(
    { db: device.db, identity: holder(device), actor: device.actor(), now: device.now },
    parcel,
  );
async function list(device: Device, title: string): Promise<string> {
  const made = await device.create('todo-list', SITE, { title, ticks: { a1: false } });
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}
const stored = (id: string) =>
  field.store.read((reading) => reading.record({ kind: 'todo-list', id }));

test('B takes in what A made offline and carries it to the server; A syncs later and nothing is doubled', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  await a.device.engine.sync();
  await b.device.engine.sync();
  a.line.state = 'down';
  const ids = [await list(a.device, 'Rēķini'), await list(a.device, 'Kredīti')];
  const stamps = (await a.device.db.rows('todo-list').get(ids[0]!))?._stamps;
  field.clock.now += 60_000;
  const parcel = await give(a.device);

  expect(await take(b.device, parcel)).toMatchObject({
    ok: true,
    value: { taken: 2, known: 0, refused: [] },
  });
  expect(await countWaiting(b.device.db)).toEqual({ unsent: 2, refused: 0 });
  expect((await markedRow(b.device.db, 'todo-list', ids[0]!))?._dirty).toBe(1);
  expect((await b.device.engine.sync()).error).toBeUndefined();

  // Authorship: the server holds the stamps that A's own tablet made.
  expect((await stored(ids[0]!))?.fields['title']?.[1]).toBe(stamps?.['title']);
  expect((await markedRow(b.device.db, 'todo-list', ids[0]!))?._dirty).toBeUndefined();
  // A knows of nothing yet: no green before its own receipt.
  expect(await markedRow(a.device.db, 'todo-list', ids[0]!)).toMatchObject({ _dirty: 1 });

  a.line.state = 'open';
  expect((await a.device.engine.sync()).error).toBeUndefined();
  expect(await countWaiting(a.device.db)).toEqual({ unsent: 0, refused: 0 });
  expect((await markedRow(a.device.db, 'todo-list', ids[0]!))?._dirty).toBeUndefined();
  expect(await a.device.db.rows('todo-list').count()).toBe(2);
  for (const id of ids)
    expect(await field.store.read((r) => r.history({ kind: 'todo-list', id }))).toEqual([]);
  // Taken once more after all that: nothing is new, nothing waits.
  expect(await take(b.device, parcel)).toMatchObject({ ok: true, value: { taken: 0, known: 2 } });
  expect(await countWaiting(b.device.db)).toEqual({ unsent: 0, refused: 0 });
});

test('taking the same parcel twice, or after own later edits, changes nothing', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  const id = await list(a.device, 'Rēķini');
  const parcel = await give(a.device);
  await take(b.device, parcel);
  field.clock.now += 1000;
  await b.device.change('todo-list', id, { title: 'B raksta' });
  const mine = await b.device.db.rows('todo-list').get(id);
  expect(await take(b.device, parcel)).toMatchObject({ ok: true, value: { taken: 0, known: 1 } });
  expect(await b.device.db.rows('todo-list').get(id)).toEqual(mine);
});

test("a change to a record that the taker never saw arrives whole, and the server keeps each author's field", async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  const id = await list(a.device, 'Sākums');
  await a.device.engine.sync();
  a.line.state = 'down';
  field.clock.now += 1000;
  await a.device.change('todo-list', id, { ticks: { a1: true } });
  await take(b.device, await give(a.device));
  expect(await b.device.db.rows('todo-list').get(id)).toMatchObject({
    title: 'Sākums',
    ticks: { a1: true },
  });
  expect((await b.device.engine.sync()).error).toBeUndefined();
  expect((await stored(id))?.fields['ticks.a1']?.[0]).toBe(true);
  expect(await countWaiting(b.device.db)).toEqual({ unsent: 0, refused: 0 });
});

test('what the taker may not write is named with its reason; the rest comes in', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('mentor');
  await list(a.device, 'Rēķini');
  const other = 'site:0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9eff';
  const parcel = await give(a.device);
  const [record] = parcel.records;
  const strange = { ...record!, id: '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e77', scope: other };
  const local = { ...record!, id: '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e78', scope: 'device' };
  const result = await take(b.device, { ...parcel, records: [strange, local, record!] });
  if (!result.ok) throw new Error(result.error);
  expect(result.value.taken).toBe(1);
  expect(result.value.refused.map(({ code }) => code)).toEqual(['forbidden', 'bad-scope']);
  expect(await b.device.db.rows('todo-list').count()).toBe(1);
});

test("another organisation's parcel changes nothing", async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  await list(a.device, 'Rēķini');
  const parcel = await give(a.device);
  const result = await take(b.device, { ...parcel, org: { name: 'Cits novads' } });
  expect(result).toEqual({ ok: false, error: 'other-organisation' });
  expect(await b.device.db.rows('todo-list').count()).toBe(0);
});

test('a giver whose clock lives in 2035 neither blocks the sync of the taker nor wins by it, and stays taken once', async () => {
  const future = { now: Date.UTC(2035, 0, 1) };
  const b = await field.enrolled('ambassador');
  const a = await field.enrolled('ambassador', future);
  const id = await list(a.device, 'Rēķini');
  const parcel = await give(a.device);
  expect(stampMs(parcel.records[0]!.fields['title']![1])).toBeGreaterThan(field.clock.now);
  await take(b.device, parcel);
  field.clock.now += 5000;
  expect(await take(b.device, parcel)).toMatchObject({ ok: true, value: { taken: 0, known: 1 } });
  expect((await b.device.engine.sync()).error).toBeUndefined();
  expect(stampMs((await stored(id))!.fields['title']![1])).toBeLessThanOrEqual(field.clock.now);
});

test('public content comes along when wanted, is not marked as own work, and the next sync proves it', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  const id = '0199f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e01';
  const place = {
    slug: 'biblioteka',
    order: 1,
    type: 'library',
    verified: false,
    text: { 'lv.name': 'Bibliotēka' },
  };
  await field.store.transaction((writing) =>
    acceptChanges(
      writing,
      [
        {
          kind: 'place',
          id,
          scope: 'public',
          fields: registersOf('place', place, makeStamp(field.clock.now, 0, 'server00')),
        },
      ],
      systemSender(field.clock.now),
    ),
  );
  await a.device.engine.sync();
  expect((await give(a.device)).content).toEqual([]);
  const parcel = await give(a.device, 30);
  expect(await take(b.device, parcel)).toMatchObject({ ok: true, value: { content: 1 } });
  expect(await b.device.db.rows('place').get(id)).toMatchObject({ slug: 'biblioteka' });
  expect(await countWaiting(b.device.db)).toEqual({ unsent: 0, refused: 0 });
  expect((await b.device.engine.sync()).error).toBeUndefined();
  field.clock.now += 40 * 86_400_000;
  expect((await give(a.device, 30)).content).toEqual([]);
});

test('an own unsent value that loses to the taken one still reaches the history of the server', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  const id = await list(a.device, 'Sākums');
  await a.device.engine.sync();
  await b.device.engine.sync();
  field.clock.now += 1000;
  await b.device.change('todo-list', id, { title: 'B raksta' });
  field.clock.now += 1000;
  await a.device.change('todo-list', id, { title: 'A raksta' });
  expect(await take(b.device, await give(a.device))).toMatchObject({
    ok: true,
    value: { taken: 1 },
  });
  expect((await b.device.engine.sync()).error).toBeUndefined();
  expect((await stored(id))?.fields['title']?.[0]).toBe('A raksta');
  const history = await field.store.read((r) => r.history({ kind: 'todo-list', id }));
  expect(new Set(history.map(({ oldValue }) => oldValue))).toEqual(new Set(['B raksta', 'Sākums']));
  expect(await countWaiting(b.device.db)).toEqual({ unsent: 0, refused: 0 });
});
