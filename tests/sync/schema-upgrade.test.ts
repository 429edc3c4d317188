// Server and tablets go over to a newer schema in any order: nothing is lost, nothing is sent twice, and no tablet has to heal for it.
// Real engine, real SQLite store; the schema is support/next-schema.ts.
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Device } from '#device/device.ts';
import { countWaiting } from '#device/outbox.ts';
import { markedRow } from '#device/unit-of-work.ts';
import { uuidv7 } from '#core/ids.ts';
import { NewerDatabase } from '#server/store/migrations/steps.ts';
import { historyOf, upgradeStored } from '#server/store/schema.ts';
import { upgradedFields } from '#sync/upgrade.ts';
import { kindOf } from '#records/registry.ts';
import fc from 'fast-check';
import { merge } from '#sync/merge.ts';
import { USUAL } from '../simulation/limits.ts';
import { SqliteServer } from '../simulation/sqlite-server.ts';
import { seededBytes, testDevice } from '../support/device.ts';
import { knowNextSchema, NEXT } from '../support/next-schema.ts';

const clock = { now: Date.UTC(2026, 2, 2, 9) };
const random = seededBytes(11);
const closing: (() => Promise<void> | void)[] = [];
beforeAll(knowNextSchema);
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

type World = { server: SqliteServer; scope: string; person: string; fetch: typeof fetch };
async function world(): Promise<World> {
  const server = new SqliteServer({ seed: 1, now: () => clock.now, random, limits: USUAL });
  await server.open();
  closing.push(() => server.close());
  const site = uuidv7(clock.now, random);
  await server.put('site', site, 'org', { name: 'Bibliotēka' });
  const person = await server.person('ambassador', [site]);
  const fetch: typeof globalThis.fetch = (input, init) =>
    server.door(input instanceof Request ? input.url : String(input), init);
  return { server, scope: `site:${site}`, person, fetch };
}
let count = 0;
const open = async (at: World, name: string, schema = 1): Promise<Device> => {
  const device = await testDevice({ clock, fetch: at.fetch, name, schema });
  closing.push(() => device.close());
  return device;
};
async function tablet(at: World, schema = 1): Promise<{ device: Device; name: string }> {
  count += 1;
  const name = `schema-${count}`;
  const device = await open(at, name, schema);
  const enrolled = await device.enrol(await at.server.code(at.person), name);
  if (!enrolled.ok) throw new Error(enrolled.error.message);
  return { device, name };
}
async function newList(device: Device, scope: string, item: string, note: string): Promise<string> {
  const made = await device.create('todo-list', scope, {
    title: 'Saraksts',
    notes: { [item]: note },
    ticks: { [item]: false },
  });
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}
const renew = async ({ server }: World): Promise<void> => {
  server.schema = NEXT;
  await server.restart();
};
/** Quiet on both sides, with equal digests, and nothing ever had to be healed. */
async function settled(device: Device): Promise<void> {
  expect((await device.engine.sync()).error).toBeUndefined();
  expect((await device.engine.sync()).error).toBeUndefined();
  expect(await countWaiting(device.db)).toEqual({ unsent: 0, refused: 0 });
  expect((await device.db.meta.get('mismatches'))?.value ?? 0).toBe(0);
}
const onServer = async ({ server }: World, id: string): Promise<Record<string, unknown>> => {
  const record = await server.store.read((reading) => reading.record({ kind: 'todo-list', id }));
  return Object.fromEntries(
    Object.entries(record?.fields ?? {}).map(([name, [value]]) => [name, value]),
  );
};
const notesOf = async (device: Device, id: string): Promise<unknown> =>
  (await device.db.rows('todo-list').get(id))?.notes;

test('a tablet that is behind works on with a newer server, and takes all over when its app is renewed', async () => {
  const at = await world();
  const { device, name } = await tablet(at);
  const other = await tablet(at);
  const sent = await newList(device, at.scope, 'a1', 'rēķins');
  await settled(device);
  await settled(other.device);
  await renew(at);
  expect(await onServer(at, sent)).toMatchObject({ 'notes.b1': 'rēķins+', 'ticks.b1': false });

  // What the old app writes is taken, and its receipts are true.
  const later = await newList(device, at.scope, 'a1', 'PIN');
  expect((await device.change('todo-list', sent, { ticks: { a1: true } })).ok).toBe(true);
  await settled(device);
  expect(await onServer(at, sent)).toMatchObject({ 'ticks.b1': true });
  expect(await onServer(at, later)).toMatchObject({ 'notes.b1': 'PIN+' });
  await settled(other.device);

  // Renewed with no network, with work unsent: it is all there in the new form, and goes.
  expect((await device.change('todo-list', later, { notes: { a1: 'Smart-ID' } })).ok).toBe(true);
  device.close();
  const renewed = await open(at, name, NEXT);
  expect(await notesOf(renewed, later)).toEqual({ b1: 'Smart-ID+' });
  expect(await notesOf(renewed, sent)).toEqual({ b1: 'rēķins+' });
  expect(await countWaiting(renewed.db)).toEqual({ unsent: 1, refused: 0 });
  await settled(renewed);
  expect(await onServer(at, later)).toMatchObject({ 'notes.b1': 'Smart-ID+' });
  await settled(other.device);
  other.device.close();
  const second = await open(at, other.name, NEXT);
  expect(await notesOf(second, later)).toEqual({ b1: 'Smart-ID+' });
  await settled(second);
});

test('a tablet that is ahead of its server keeps everything, says why, and sends when the server follows', async () => {
  const at = await world();
  const { device, name } = await tablet(at);
  const id = await newList(device, at.scope, 'a1', 'rēķins');
  await settled(device);
  device.close();
  const ahead = await open(at, name, NEXT);
  expect((await ahead.change('todo-list', id, { notes: { b1: 'PIN' } })).ok).toBe(true);
  expect((await ahead.engine.sync()).error).toBe('server-older');
  expect(await countWaiting(ahead.db)).toEqual({ unsent: 1, refused: 0 });
  expect(await onServer(at, id)).toMatchObject({ 'notes.a1': 'rēķins' });
  await renew(at);
  await settled(ahead);
  expect(await onServer(at, id)).toMatchObject({ 'notes.b1': 'PIN', 'ticks.b1': false });
  // What was replaced is in the history, by its new name.
  const history = await at.server.store.read((reading) =>
    historyOf(reading, { kind: 'todo-list', id }, NEXT),
  );
  expect(history.map(({ name: field, oldValue }) => [field, oldValue])).toEqual([
    ['notes.b1', 'rēķins+'],
  ]);
});

test('two writes that meet under one name: the later stands, the earlier goes into the history', async () => {
  const at = await world();
  const { device, name } = await tablet(at);
  const id = await newList(device, at.scope, 'a1', 'viens');
  await settled(device);
  await renew(at);
  const { device: newer } = await tablet(at, NEXT);
  await settled(newer);
  expect((await device.change('todo-list', id, { notes: { a1: 'agrāk' } })).ok).toBe(true);
  clock.now += 60_000;
  expect((await newer.change('todo-list', id, { notes: { b1: 'vēlāk' } })).ok).toBe(true);
  await settled(newer);
  device.close();
  const renewed = await open(at, name, NEXT);
  await settled(renewed);
  expect(await notesOf(renewed, id)).toEqual({ b1: 'vēlāk' });
  expect(await onServer(at, id)).toMatchObject({ 'notes.b1': 'vēlāk' });
  const history = await at.server.store.read((reading) =>
    historyOf(reading, { kind: 'todo-list', id }, NEXT),
  );
  expect(
    history.map(({ oldValue }) => String(oldValue)).toSorted((x, y) => (x < y ? -1 : 1)),
  ).toEqual(['agrāk+', 'viens+']);
});

test('a tab of the old version lets go of the database, and says so', async () => {
  const at = await world();
  const { device, name } = await tablet(at);
  const id = await newList(device, at.scope, 'a1', 'rēķins');
  const renewed = await open(at, name, NEXT);
  expect(device.db.isOpen()).toBe(false);
  expect(await device.change('todo-list', id, { notes: { a1: 'vecs' } })).toMatchObject({
    ok: false,
  });
  expect(await markedRow(renewed.db, 'todo-list', id)).toMatchObject({
    notes: { b1: 'rēķins+' },
    _dirty: 1,
  });
});

test('a cleared tablet begins in the newest form', async () => {
  const at = await world();
  await renew(at);
  const { device, name } = await tablet(at, NEXT);
  await device.wipe();
  expect((await device.db.meta.get('schema'))?.value).toBe(NEXT);
  device.close();
  expect((await (await open(at, name, NEXT)).db.meta.get('schema'))?.value).toBe(NEXT);
});

test('the server takes its records over once, and an older program does not touch them afterwards', async () => {
  const at = await world();
  const { device } = await tablet(at);
  await newList(device, at.scope, 'a1', 'rēķins');
  await settled(device);
  const { store } = at.server;
  expect(await upgradeStored(store, NEXT)).toBe(1);
  expect(await upgradeStored(store, NEXT)).toBe(0);
  await expect(upgradeStored(store, 1)).rejects.toThrow(NewerDatabase);
});

test('upgraded before or after merging, taken once or twice, it is the same', () => {
  const { upgrades } = kindOf('todo-list');
  const fields = fc
    .dictionary(
      fc.constantFrom(
        'notes.a1',
        'notes.a2',
        'notes.b1',
        'ticks.a1',
        'ticks.b1',
        'title',
        'deleted',
      ),
      fc.tuple(fc.constantFrom('x', null, true), fc.constantFrom('1', '2', '3')),
      { noNullPrototype: true },
    )
    .map((each) =>
      Object.fromEntries(
        Object.entries(each).map(([name, [value, stamp]]) => [name, [value, stamp] as const]),
      ),
    );
  const up = (one: Parameters<typeof upgradedFields>[0]) => upgradedFields(one, upgrades);
  fc.assert(
    fc.property(fields, fields, (a, b) => {
      expect(up(merge(a, b).fields)).toEqual(merge(up(a), up(b)).fields);
      expect(up(up(a))).toEqual(up(a));
    }),
  );
});
