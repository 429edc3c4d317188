// Devices and the real server app: what arrives, what is confirmed and when, on a line that breaks at the worst moments.
import { applyAnswer } from '#device/apply.ts';
import { markedRow } from '#device/unit-of-work.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countWaiting } from '#device/outbox.ts';
import { giveUp, refusedRows } from '#device/refused.ts';
import { uuidv7 } from '#core/ids.ts';
import { makeStamp, stampMs } from '#core/stamp.ts';
import { type Field, openField, SITE } from '../support/field.ts';
import { plantRow, seededBytes } from '../support/device.ts';

let field: Field;
beforeEach(async () => {
  field = await openField();
});
afterEach(() => field.close());

const list = (title: string) => ({ title, ticks: { a1: false } });

async function made(
  device: Awaited<ReturnType<Field['enrolled']>>['device'],
  title: string,
): Promise<string> {
  const result = await device.create('todo-list', SITE, list(title));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

test('a record made on one tablet is on the other after both have synced, and the receipt is true', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('mentor');
  const id = await made(a.device, 'Rēķini');
  expect(await a.device.engine.sync()).toMatchObject({ syncedAt: field.clock.now });
  expect((await b.device.engine.sync()).error).toBeUndefined();
  expect(await b.device.db.rows('todo-list').get(id)).toMatchObject({ title: 'Rēķini' });
  const row = await markedRow(a.device.db, 'todo-list', id);
  expect(row?._dirty).toBeUndefined();
  const stored = await field.store.read((reading) => reading.record({ kind: 'todo-list', id }));
  expect(stored?.fields['title']?.[1]).toBe(row?._stamps['title']);
});

test('two fields of one record edited apart both survive; of the same field the later one', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  const id = await made(a.device, 'Sākums');
  await a.device.engine.sync();
  await b.device.engine.sync();
  field.clock.now += 1000;
  await a.device.change('todo-list', id, { title: 'A raksta', ticks: { a1: true } });
  field.clock.now += 1000;
  await b.device.change('todo-list', id, { title: 'B raksta', ticks: { a2: true } });
  await b.device.engine.sync();
  await a.device.engine.sync();
  await b.device.engine.sync();
  for (const { device } of [a, b]) {
    expect(await device.db.rows('todo-list').get(id)).toMatchObject({
      title: 'B raksta',
      ticks: { a1: true, a2: true },
    });
    expect(await countWaiting(device.db)).toEqual({ unsent: 0, refused: 0 });
  }
  const history = await field.store.read((reading) => reading.history({ kind: 'todo-list', id }));
  expect(history.map((entry) => entry.oldValue)).toContain('A raksta');
});

test.each(['cut-before', 'cut-after'] as const)(
  'never green after a line %s the server; the next try settles it once',
  async (state) => {
    const a = await field.enrolled('ambassador');
    await a.device.engine.sync();
    const id = await made(a.device, 'Rēķini');
    a.line.state = state;
    expect(await a.device.engine.sync()).toMatchObject({ error: 'offline' });
    expect((await markedRow(a.device.db, 'todo-list', id))?._dirty).toBe(1);
    expect((await a.device.engine.sync()).error).toBeUndefined();
    expect((await markedRow(a.device.db, 'todo-list', id))?._dirty).toBeUndefined();
    const page = await field.store.read((reading) => reading.list(SITE, 'todo-list'));
    expect(page).toHaveLength(1);
    expect(page[0]?.seq).toBe(1);
  },
);

test('a request delivered twice is stored once', async () => {
  const a = await field.enrolled('ambassador');
  await a.device.engine.sync();
  await made(a.device, 'Rēķini');
  a.line.state = 'twice';
  expect((await a.device.engine.sync()).error).toBeUndefined();
  expect(
    await field.store.read((reading) => reading.history({ kind: 'todo-list', id: 'x' })),
  ).toEqual([]);
  expect(
    (await field.store.read((reading) => reading.list(SITE, 'todo-list'))).map((row) => row.seq),
  ).toEqual([1]);
});

test.each([
  ['2019', Date.UTC(2019, 0, 1)],
  ['2035', Date.UTC(2035, 0, 1)],
])('a tablet whose clock says %s neither loses nor wins by it', async (_year, wrong) => {
  const a = await field.enrolled('ambassador');
  const clock = { now: wrong };
  const b = await field.enrolled('ambassador', clock);
  const id = await made(a.device, 'Sākums');
  await a.device.engine.sync();
  await b.device.engine.sync();
  field.clock.now += 60_000;
  clock.now += 60_000;
  await b.device.change('todo-list', id, { title: 'Agrāk, ar nepareizu pulksteni' });
  field.clock.now += 60_000;
  clock.now += 60_000;
  await a.device.change('todo-list', id, { title: 'Vēlāk, ar pareizu' });
  await a.device.engine.sync();
  expect((await b.device.engine.sync()).error).toBeUndefined();
  await a.device.engine.sync();
  expect(await a.device.db.rows('todo-list').get(id)).toMatchObject({ title: 'Vēlāk, ar pareizu' });
  expect(await b.device.db.rows('todo-list').get(id)).toMatchObject({ title: 'Vēlāk, ar pareizu' });
});

test('stamps made before the first contact move with the clock', async () => {
  const clock = { now: Date.UTC(2035, 0, 1) };
  const b = await field.enrolled('ambassador', clock);
  const id = await made(b.device, 'No nākotnes');
  expect(stampMs((await b.device.db.rows('todo-list').get(id))!._stamps['title']!)).toBeGreaterThan(
    field.clock.now + 86_400_000,
  );
  expect((await b.device.engine.sync()).error).toBeUndefined();
  expect(
    stampMs((await b.device.db.rows('todo-list').get(id))!._stamps['title']!),
  ).toBeLessThanOrEqual(field.clock.now + 1000);
});

test('a refused change waits for a person and is not sent again; the others go through', async () => {
  const a = await field.enrolled('ambassador');
  await a.device.engine.sync();
  const good = await made(a.device, 'Labs');
  const bad = uuidv7(field.clock.now, seededBytes(5));
  // A row that got in by a door that is not ours: the server must not believe it.
  const stamp = (await a.device.db.rows('todo-list').get(good))!._stamps['title']!;
  await plantRow(a.device.db, 'learner', {
    id: bad,
    scope: SITE,
    code: 'bērzs-1',
    note: 'Tālrunis 29123456',
    _stamps: { code: stamp, note: stamp },
    _unsent: { code: '', note: '' },
    _dirty: 1,
  });
  expect((await a.device.engine.sync()).error).toBeUndefined();
  expect((await markedRow(a.device.db, 'todo-list', good))?._dirty).toBeUndefined();
  expect(await refusedRows(a.device.db)).toMatchObject([
    { kind: 'learner', row: { id: bad, _refused: { code: 'private-data', path: 'note' } } },
  ]);
  const before = a.requests();
  await a.device.engine.sync();
  expect(a.requests()).toBe(before + 1);
  await giveUp(a.device.db, 'learner', bad);
  expect(await refusedRows(a.device.db)).toEqual([]);
});

test('giving up an edit brings back what the server holds', async () => {
  const a = await field.enrolled('ambassador');
  const id = await made(a.device, 'Pareizais');
  await a.device.engine.sync();
  await a.device.change('todo-list', id, { title: 'Aplamais' });
  await giveUp(a.device.db, 'todo-list', id);
  expect((await a.device.engine.sync()).error).toBeUndefined();
  expect(await a.device.db.rows('todo-list').get(id)).toMatchObject({ title: 'Pareizais' });
});

test('a lost row is found by the digest and healed', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  const id = await made(a.device, 'Rēķini');
  await made(a.device, 'Cits');
  await a.device.engine.sync();
  await b.device.engine.sync();
  await b.device.db.rows('todo-list').delete(id);
  const { key } = (await b.device.db.digests.get(`${SITE}/todo-list`))!;
  await b.device.db.digests.put({ key, hex: '0'.repeat(32) });
  expect((await b.device.engine.sync()).error).toBeUndefined();
  expect(await b.device.db.rows('todo-list').get(id)).toMatchObject({ title: 'Rēķini' });
});

test('an erasure reaches the other tablet and leaves no value behind', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  const learner = await a.device.create('learner', SITE, {
    code: 'bērzs-upe-27',
    note: 'Grib iemācīties video zvanus',
  });
  const id = learner.ok ? learner.value : '';
  await a.device.engine.sync();
  await b.device.engine.sync();
  expect(await b.device.db.rows('learner').get(id)).toMatchObject({ code: 'bērzs-upe-27' });
  await a.device.erase('learner', id);
  await a.device.engine.sync();
  await b.device.engine.sync();
  for (const { device } of [a, b])
    expect(JSON.stringify(await device.db.rows('learner').get(id))).not.toMatch(/bērzs|video/);
  const stored = await field.store.read((reading) => reading.record({ kind: 'learner', id }));
  expect(JSON.stringify(stored)).not.toMatch(/bērzs|video/);
});

test('erased twice, and the server put back to between: both come to the later erasure', async () => {
  const { device } = await field.enrolled('ambassador');
  const learner = await device.create('learner', SITE, { code: 'bērzs-upe-27' });
  const id = learner.ok ? learner.value : '';
  await device.erase('learner', id);
  await device.engine.sync();
  // As it stands on a tablet that had taken in a later erasure, which the server then lost.
  const later = makeStamp(field.clock.now + 60_000, 0, 'bbbbbbbb');
  const row = (await device.db.anyRows('learner').get(id))!;
  await device.db.anyRows('learner').put({ ...row, _stamps: { erased: later } });
  const { key } = (await device.db.digests.get(`${SITE}/learner`))!;
  await device.db.digests.put({ key, hex: '1'.repeat(32) });
  expect((await device.engine.sync()).error).toBeUndefined();
  const stored = await field.store.read((reading) => reading.record({ kind: 'learner', id }));
  expect(stored?.fields).toEqual({ erased: [true, later] });
  expect((await countWaiting(device.db)).unsent).toBe(0);
});

test('more records than one request holds go through in pages', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  const { creation } = await import('#device/write.ts');
  const random = seededBytes(9);
  const changes = Array.from({ length: 2300 }, (_, i) =>
    creation('todo-list', uuidv7(field.clock.now + i, random), SITE, list(`Saraksts ${i}`)),
  );
  expect((await a.device.writeAll(changes)).ok).toBe(true);
  expect((await a.device.engine.sync()).error).toBeUndefined();
  expect(await countWaiting(a.device.db)).toEqual({ unsent: 0, refused: 0 });
  expect((await b.device.engine.sync()).error).toBeUndefined();
  expect(await b.device.db.rows('todo-list').count()).toBe(2300);
});

test('what an old server gave for a while and this role may not read goes with the next fresh start of a scope', async () => {
  const { device } = await field.enrolled('mentor');
  await device.engine.sync();
  const id = uuidv7(field.clock.now, seededBytes(6));
  const stamp = makeStamp(field.clock.now, 0, 'aaaaaaaa');
  const draft = {
    id,
    scope: 'org',
    values: {},
    _stamps: { targetKind: stamp },
    targetKind: 'lesson',
  };
  await device.db.anyRows('draft').put(draft);
  await applyAnswer(
    device.db,
    { cursors: {}, changes: [], receipts: [], rejected: [], reset: ['public'] },
    field.clock.now,
  );
  await device.engine.sync();
  expect(await device.db.anyRows('draft').get(id)).toBeUndefined();
});
