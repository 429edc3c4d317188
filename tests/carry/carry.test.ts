// Tablet to tablet with no network: what one could not send, another carries to the real server, once, under its author's stamps.
import { markedRow } from '#device/unit-of-work.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeParcel, takeParcel } from '#device/carry.ts';
import { renewCertificate } from '#device/carry-key.ts';
import { mediaFor } from '#device/carry-media.ts';
import {
  canGive,
  readAnother,
  readyParcel,
  type StripsRead,
  takeFile,
} from '#device/carry-ways.ts';
import type { Device } from '#device/device.ts';
import type { Identity } from '#device/identity.ts';
import { countWaiting } from '#device/outbox.ts';
import { makeStamp, stampMs } from '#core/stamp.ts';
import { acceptChanges, systemSender } from '#server/store/accept.ts';
import { registersOf, type WireRecord } from '#sync/wire.ts';
import type { Actor } from '#records/define-record.ts';
import { PERSON } from '../support/device.ts';
import { type Field, openField, PLACE, SITE } from '../support/field.ts';

// Each seal stretches its code by 600,000 rounds, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 60_000 });

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
const ambassador: Actor = { role: 'ambassador', personId: PERSON, sites: [PLACE] };
const take = (
  device: Device,
  parcel: Awaited<ReturnType<typeof give>>,
  giver: Actor = ambassador,
) =>
  takeParcel(
    {
      db: device.db,
      identity: holder(device),
      actor: device.actor(),
      giver,
      giverName: 'Paraugs Devējs',
      now: device.now,
    },
    parcel,
  );
const PLACE_VALUES = {
  order: 1,
  type: 'library',
  verified: false,
  text: { 'lv.name': 'Bibliotēka' },
} as const;
const placeRecord = (slug: string, stamp: string): WireRecord => ({
  kind: 'place',
  id: '0199f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e01',
  scope: 'public',
  fields: registersOf('place', { ...PLACE_VALUES, slug }, stamp),
});
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
  const record = placeRecord('biblioteka', makeStamp(field.clock.now, 0, 'server00'));
  const { id } = record;
  await field.store.transaction((writing) =>
    acceptChanges(writing, [{ ...record, kind: 'place' }], systemSender(field.clock.now)),
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

test("a giver's rights do not grow by giving work to somebody who may do more", async () => {
  const a = await field.enrolled('ambassador');
  const desk = await field.enrolled('coordinator');
  await list(a.device, 'Rēķini');
  const parcel = await give(a.device);
  const promoted: WireRecord = {
    kind: 'person',
    id: holder(a.device).person.id,
    scope: 'org',
    fields: { role: ['coordinator', makeStamp(field.clock.now, 9, a.device.deviceId)] },
  };
  const madeUp = placeRecord('viltota', makeStamp(field.clock.now, 9, a.device.deviceId));
  const result = await take(desk.device, {
    ...parcel,
    records: [...parcel.records, promoted, madeUp],
    content: [madeUp],
  });
  expect(result).toMatchObject({ ok: true, value: { taken: 1, content: 0 } });
  if (result.ok)
    expect(result.value.refused.map(({ code }) => code)).toEqual(['forbidden', 'forbidden']);
  expect(await desk.device.db.rows('place').count()).toBe(0);
  // From another coordinator the desk takes it.
  const colleague: Actor = { ...ambassador, role: 'coordinator' };
  expect(await take(desk.device, { ...parcel, content: [madeUp] }, colleague)).toMatchObject({
    ok: true,
    value: { content: 1 },
  });
});

const PICTURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4]);

test('pictures that only the giver has travel with its work, and the taker sends them after it', async () => {
  const a = await field.enrolled('coordinator');
  const b = await field.enrolled('coordinator');
  for (const { device, fetch } of [a, b]) {
    const transport = { fetch, now: device.now, origin: 'http://server.test' };
    expect(await renewCertificate(device.db, transport, holder(device))).toBe(true);
  }
  await a.device.engine.sync();
  a.line.state = 'down';
  const kept = await (await a.device.media()).put(PICTURE);
  if (!kept.ok) throw new Error(kept.error.message);
  const made = await a.device.create('place', 'public', {
    ...PLACE_VALUES,
    slug: 'ar-bildi',
    media: { entrance: kept.value },
  });
  if (!made.ok) throw new Error(made.error.message);

  const ready = await readyParcel(a.device, 0);
  if (!ready.ok) throw new Error(ready.error);
  expect(ready.value).toMatchObject({ records: 1, media: 1, mediaLeft: 0 });
  b.line.state = 'down';
  expect(await takeFile(b.device, ready.value.file, ready.value.code)).toMatchObject({
    ok: true,
    value: { taken: 1, media: 1, person: 'Paraugs coordinator' },
  });
  expect(await (await b.device.media()).read(kept.value)).toMatchObject({
    bytes: PICTURE,
    state: 'local',
  });
  b.line.state = 'open';
  const media = await b.device.media();
  expect(await media.exchange()).toMatchObject({ sent: 0, why: 'records' });
  await b.device.engine.sync();
  expect(await media.exchange()).toMatchObject({ sent: 1, why: 'ended' });
  expect(await field.store.read((reading) => reading.media(kept.value))).toBeDefined();
  // The same file once more: nothing is new. And the QR codes hold the records alone.
  expect(await takeFile(b.device, ready.value.file, ready.value.code)).toMatchObject({
    ok: true,
    value: { taken: 0, known: 1, media: 0 },
  });
  const read = ready.value.strips.reduce<StripsRead | undefined>(readAnother, undefined);
  const byCodes = await takeFile(b.device, read!.file!, ready.value.code);
  expect(byCodes).toMatchObject({ ok: true, value: { known: 1, media: 0 } });
});

test('no more pictures than fit; what is left is counted', async () => {
  const a = await field.enrolled('coordinator');
  const { db } = a.device;
  const media = await a.device.media();
  const pictures = [20, 40, 60].map((size) => {
    const bytes = new Uint8Array(size);
    bytes.set(PICTURE);
    return bytes;
  });
  const addresses = [];
  for (const bytes of pictures) addresses.push(await media.put(bytes));
  const shas = addresses.map((one) => (one.ok ? one.value : ''));
  await a.device.create('place', 'public', {
    ...PLACE_VALUES,
    slug: 'bildes',
    media: { entrance: shas[0]!, board: shas[1]! },
    originals: { entrance: shas[2]! },
  });
  const packed = await mediaFor(db, await give(a.device), 70);
  expect(packed.list.map(({ size }) => size)).toEqual([20, 40]);
  expect(packed.left).toBe(1);
});

test('a tablet whose holder the server never named gives nothing that others would refuse', async () => {
  const a = await field.enrolled('ambassador');
  await list(a.device, 'Rēķini');
  expect(await canGive(a.device)).toBe(false);
  expect(await readyParcel(a.device, 0)).toEqual({ ok: false, error: 'unproven' });
});
