// The device's own engine against the real server where their promises meet: lost places, restored backups, purged tombstones, wipes.
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { lanesHex, NO_LANES } from '#core/hash.ts';
import { DAY_MS } from '#core/dates.ts';
import type { Device } from '#device/device.ts';
import { countWaiting } from '#device/outbox.ts';
import { markedRow } from '#device/unit-of-work.ts';
import { refusedRows } from '#device/refused.ts';
import { uuidv7 } from '#core/ids.ts';
import { makeStamp } from '#core/stamp.ts';
import { acceptChanges, systemSender } from '#server/store/accept.ts';
import { retain } from '#server/store/retention.ts';
import { registersOf } from '#sync/wire.ts';
import { stampsOf } from '#sync/digest.ts';
import { seededBytes, testDevice } from '../support/device.ts';
import { LIBRARY, START, type TestServer, testServer } from '../support/server.ts';

// Real files and many requests: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const SITE = `site:${LIBRARY}`;
let server: TestServer | undefined;
const devices: Device[] = [];
afterEach(async () => {
  for (const device of devices.splice(0)) device.close();
  await server?.close();
  server = undefined;
});

/** `left`: so many requests get through until it is cut. */
type Line = { cut: 'nothing' | 'request' | 'answer'; left?: number };
type Tablet = { readonly device: Device; readonly line: Line };

async function tablet(
  at: TestServer,
  role: 'ambassador' | 'coordinator' = 'ambassador',
): Promise<Tablet> {
  const line: Line = { cut: 'nothing' };
  const device = await testDevice({
    clock: at.clock,
    fetch: async (input, init) => {
      if (line.cut === 'request' || line.left === 0) throw new TypeError('no network');
      if (line.left !== undefined) line.left -= 1;
      const answer = await server!.fetch(input, init);
      if (line.cut === 'answer') throw new TypeError('cut off');
      return answer;
    },
  });
  devices.push(device);
  expect(await device.enrol(await at.codeFor(role), 'Planšete')).toMatchObject({
    ok: true,
  });
  return { device, line };
}

/** What the server holds of the lists: id -> register -> stamp. */
async function stored(): Promise<Map<string, Record<string, string>>> {
  const desk = await server!.coordinator();
  desk.cursors = {};
  desk.records.clear();
  await desk.pull();
  const lists = [...desk.records.values()].filter((record) => record.kind === 'todo-list');
  return new Map(lists.map((record) => [record.id, stampsOf(record.fields)]));
}

/** Both sides hold the same, by the device's own count of what it has confirmed. */
async function proven({ device }: Tablet): Promise<void> {
  const state = await device.engine.sync();
  expect(state.error).toBeUndefined();
  expect(await countWaiting(device.db)).toEqual({ unsent: 0, refused: 0 });
  const rows = await device.db.rows('todo-list').toArray();
  expect(new Map(rows.map((row) => [row.id, row._stamps]))).toEqual(await stored());
}

const write = async (one: Tablet, title: string): Promise<string> => {
  const made = await one.device.create('todo-list', SITE, { title });
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
};

test('a refused change waits for a person and keeps the rest going', async () => {
  server = await testServer();
  const a = await tablet(server);
  const desk = await server.coordinator();
  await proven(a);
  // The place is taken away while the tablet is out.
  await desk.pull();
  const person = a.device.identity.value!.person.id;
  server.clock.now += 1000;
  await desk.push(
    desk.alteration(desk.records.get(`person/${person}`)!, { [`sites.${LIBRARY}`]: false }),
  );
  const id = await write(a, 'Par vēlu');
  await a.device.engine.sync();
  const waiting = await refusedRows(a.device.db);
  expect(waiting.map(({ row }) => [row.id, row._refused?.code])).toEqual([[id, 'forbidden']]);
  expect((await a.device.db.rows('todo-list').get(id))?.title).toBe('Par vēlu');
});

/** Stops the server, lets something be done with its files, and starts it again. */
async function stopped(act: (dataDir: string) => void): Promise<void> {
  const { dataDir, clock } = server!;
  const desk = await server!.coordinator();
  server!.app.live.closeAll();
  await server!.store.close();
  act(dataDir);
  server = await testServer({ dataDir, clock, coordinator: desk.enrolled });
}
const backUp = (): Promise<void> =>
  stopped((dataDir) => copyFileSync(join(dataDir, 'vestnesis.sqlite'), join(dataDir, 'backup')));
const putBack = (): Promise<void> =>
  stopped((dataDir) => {
    for (const end of ['', '-wal', '-shm'])
      rmSync(join(dataDir, `vestnesis.sqlite${end}`), { force: true });
    copyFileSync(join(dataDir, 'backup'), join(dataDir, 'vestnesis.sqlite'));
  });

test('a server restored from a backup: the tablet pushes back what the server lost', async () => {
  server = await testServer();
  const a = await tablet(server);
  const early = await write(a, 'Pirms kopijas');
  await proven(a);
  // The backup: the database as it is now.
  await backUp();
  const late = await write(a, 'Pēc kopijas');
  await a.device.change('todo-list', early, { ticks: { a1: true } });
  await proven(a);
  await putBack();
  expect([...(await stored()).keys()]).toEqual([early]);
  await proven(a);
  const lists = await stored();
  expect([...lists.keys()].toSorted()).toEqual([early, late].toSorted());
  expect(lists.get(early)).toHaveProperty(['ticks.a1']);
});

test('a server restored to before the first record of a scope, and the line cut before the healing: it heals all the same', async () => {
  server = await testServer();
  const a = await tablet(server);
  await proven(a);
  await backUp();
  const late = await write(a, 'Pēc kopijas');
  await proven(a);
  await putBack();
  // The tablet has heard how little the server knows, and nothing after that.
  a.line.left = 1;
  expect((await a.device.engine.sync()).error).toBe('offline');
  delete a.line.left;
  await proven(a);
  expect([...(await stored()).keys()]).toEqual([late]);
});

test("what only the desk may give back to a restored server is nobody's task on a tablet, and is clean when the desk was here", async () => {
  server = await testServer();
  const a = await tablet(server);
  const desk = await tablet(server, 'coordinator');
  await backUp();
  const site = await desk.device.create('site', 'org', { name: 'Jauna vieta' });
  if (!site.ok) throw new Error(site.error.message);
  expect((await desk.device.engine.sync()).error).toBeUndefined();
  await proven(a);
  await putBack();
  expect((await a.device.engine.sync()).error).toBeUndefined();
  expect(await countWaiting(a.device.db)).toEqual({ unsent: 0, refused: 0 });
  expect(await refusedRows(a.device.db)).toEqual([]);
  // The server lacks it, so it must not look received.
  expect(await markedRow(a.device.db, 'site', site.value)).toMatchObject({ _dirty: 3 });
  expect((await desk.device.engine.sync()).error).toBeUndefined();
  await proven(a);
  expect((await markedRow(a.device.db, 'site', site.value))?._dirty).toBeUndefined();
});

/** Writes a person's places straight into the store, as the desk's tablet would. */
const givePlace = async (person: string, place: string): Promise<void> => {
  const stamp = makeStamp(server!.clock.now, 0, 'desk0000');
  const fields = registersOf('person', { sites: { [place]: true } }, stamp);
  await server!.store.transaction((writing) =>
    acceptChanges(
      writing,
      [{ kind: 'person', id: person, scope: 'org', fields }],
      systemSender(server!.clock.now),
    ),
  );
};

test('a server restored to before a place was given: what only the tablet holds waits a day for the right to come back', async () => {
  server = await testServer();
  const { clock } = server;
  const a = await tablet(server);
  const second = uuidv7(START, seededBytes(11));
  const stamp = makeStamp(START, 0, 'desk0000');
  const site = { kind: 'site', id: second, scope: 'org' } as const;
  await server.store.transaction((writing) =>
    acceptChanges(
      writing,
      [{ ...site, fields: registersOf('site', { name: 'Otra bibliotēka' }, stamp) }],
      systemSender(START),
    ),
  );
  await proven(a);
  await backUp();
  const person = a.device.identity.value!.person.id;
  await givePlace(person, second);
  await proven(a);
  const made = await a.device.create('todo-list', `site:${second}`, { title: 'Tikai šeit' });
  await proven(a);
  const id = made.ok ? made.value : '';

  await putBack();
  clock.now += 60_000;
  expect((await a.device.engine.sync()).error).toBeUndefined();
  expect(await a.device.db.rows('todo-list').get(id)).toMatchObject({ title: 'Tikai šeit' });

  clock.now += 60_000;
  await givePlace(person, second);
  // Not proven(): what it knew of the person's rights only the desk may write again, so that waits for a person.
  expect((await a.device.engine.sync()).error).toBeUndefined();
  const record = await server.store.read((reading) => reading.record({ kind: 'todo-list', id }));
  expect(record?.fields['title']?.[0]).toBe('Tikai šeit');

  // A right that was really taken is obeyed after the day.
  const taken = registersOf(
    'person',
    { sites: { [second]: false } },
    makeStamp(clock.now + 1, 0, 'desk0000'),
  );
  await server.store.transaction((writing) =>
    acceptChanges(
      writing,
      [{ kind: 'person', id: person, scope: 'org', fields: taken }],
      systemSender(clock.now),
    ),
  );
  clock.now += DAY_MS;
  await a.device.engine.sync();
  expect(await a.device.db.rows('todo-list').get(id)).toBeUndefined();
});

test('a purged tombstone does not come back from a tablet that still has it', async () => {
  server = await testServer();
  const a = await tablet(server);
  const id = await write(a, 'Dzēšams');
  await write(a, 'Paliek');
  await proven(a);
  await a.device.remove('todo-list', id);
  await proven(a);
  server.clock.now += 402 * DAY_MS;
  expect(await retain(server.store, server.clock.now, 'svserver')).toMatchObject({ purged: 1 });
  await proven(a);
  expect([...(await stored()).keys()]).not.toContain(id);
  expect(await a.device.db.rows('todo-list').get(id)).toBeUndefined();
});

test('a closed tablet clears itself when the wipe was asked for', async () => {
  server = await testServer();
  const desk = await server.coordinator();
  const a = await tablet(server);
  await write(a, 'Kaut kas');
  await proven(a);
  await server.call('POST', `/devices/${a.device.deviceId}/revoke`, {
    token: desk.token,
    body: { wipe: true },
  });
  await a.device.engine.sync();
  expect(a.device.identity.value).toBeUndefined();
  // An empty one stands in its place; nothing of before is in it.
  const left = await Promise.all(
    a.device.db.tables.map(async (table) => ({ name: table.name, count: await table.count() })),
  );
  expect(left.filter(({ name, count }) => count > 0 && name !== 'meta')).toEqual([]);
  expect(await a.device.db.meta.get('identity')).toBeUndefined();
});

test('a resident gets what is public without signing in', async () => {
  server = await testServer();
  const device = await testDevice({
    clock: { now: START },
    fetch: (input, init) => server!.fetch(input, init),
  });
  devices.push(device);
  await device.engine.sync();
  expect(await device.db.rows('place').count()).toBe(2);
  expect(await device.db.rows('person').count()).toBe(0);
  expect((await device.db.digests.toArray()).every((row) => row.hex !== lanesHex(NO_LANES))).toBe(
    true,
  );
});
