// Clocks years off, and clocks that jump: neither loses nor wins by it, and nothing waits for a year that is far away.
import { markedRow } from '#device/unit-of-work.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stampMs } from '#core/stamp.ts';
import { type Field, openField, SITE } from '../support/field.ts';

let field: Field;
beforeEach(async () => {
  field = await openField();
});
afterEach(() => field.close());

const YEAR = 365 * 86_400_000;
const stored = (id: string) =>
  field.store.read((reading) => reading.record({ kind: 'todo-list', id }));

async function shared(clock: { now: number }) {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador', clock);
  const done = await a.device.create('todo-list', SITE, { title: 'Sākums' });
  const id = done.ok ? done.value : '';
  await a.device.engine.sync();
  await b.device.engine.sync();
  return { a, b, id };
}

test.each([-15, 9])(
  'clocks %i years off: the later write wins, whichever tablet it was made on',
  async (years) => {
    const wrong = { now: field.clock.now + years * YEAR };
    const { a, b, id } = await shared(wrong);
    await b.device.change('todo-list', id, { title: 'Agrāk' });
    field.clock.now += 60_000;
    wrong.now += 60_000;
    await a.device.change('todo-list', id, { title: 'Vēlāk' });
    for (const { device } of [b, a, b]) expect((await device.engine.sync()).error).toBeUndefined();
    expect((await stored(id))?.fields['title']?.[0]).toBe('Vēlāk');
    expect((await b.device.db.rows('todo-list').get(id))?.title).toBe('Vēlāk');
  },
);

test('a clock that jumped a year ahead and came back does not stop the sync for a year', async () => {
  const clock = { now: field.clock.now };
  const { b, id } = await shared(clock);
  clock.now += YEAR;
  await b.device.change('todo-list', id, { title: 'No nākotnes' });
  clock.now -= YEAR;
  await b.device.change('todo-list', id, { notes: { a1: 'Pēc tam' } });
  expect((await b.device.engine.sync()).error).toBeUndefined();
  const record = await stored(id);
  expect(record?.fields['title']?.[0]).toBe('No nākotnes');
  expect(record?.fields['notes.a1']?.[0]).toBe('Pēc tam');
  for (const [, stamp] of Object.values(record!.fields))
    expect(stampMs(stamp)).toBeLessThanOrEqual(field.clock.now + 60_000);
  expect(record!.fields['notes.a1']![1] > record!.fields['title']![1]).toBe(true);
});

test('a confirmed edit never loses on the tablet itself to the value that it was made upon', async () => {
  const clock = { now: field.clock.now };
  const { a, b, id } = await shared(clock);
  field.clock.now += 50_000;
  await a.device.change('todo-list', id, { title: 'Steidzas' });
  field.clock.now -= 50_000;
  await a.device.engine.sync();
  await b.device.engine.sync();
  expect(await b.device.change('todo-list', id, { title: 'Pēdējais' })).toMatchObject({ ok: true });
  expect((await b.device.db.rows('todo-list').get(id))?.title).toBe('Pēdējais');
  await b.device.engine.sync();
  expect((await stored(id))?.fields['title']?.[0]).toBe('Pēdējais');
});

test('a value that lost to a later one before it left is in the history all the same', async () => {
  const { a, b, id } = await shared(field.clock);
  await b.device.change('todo-list', id, { title: 'Zaudē' });
  field.clock.now += 60_000;
  await a.device.change('todo-list', id, { title: 'Uzvar' });
  await a.device.engine.sync();
  // The app is opened anew: its first contact carries nothing up and brings the later value down.
  b.device.close();
  const { openDevice } = await import('#device/device.ts');
  const again = await openDevice({
    name: b.device.db.name,
    origin: 'http://server.test',
    now: () => field.clock.now,
    random: b.device.random,
    fetch: b.fetch,
    version: 'test',
    automatic: false,
  });
  expect((await again.engine.sync()).error).toBeUndefined();
  expect((await markedRow(again.db, 'todo-list', id))?._dirty).toBeUndefined();
  const history = await field.store.read((reading) => reading.history({ kind: 'todo-list', id }));
  expect(history.map((entry) => entry.oldValue)).toContain('Zaudē');
  again.close();
});

test('an erasure does not spoil the proof of its scope', async () => {
  const a = await field.enrolled('ambassador');
  const done = await a.device.create('learner', SITE, {
    code: 'bērzs-upe-27',
    needs: { bills: true },
  });
  await a.device.engine.sync();
  await a.device.erase('learner', done.ok ? done.value : '');
  expect((await a.device.engine.sync()).error).toBeUndefined();
  expect((await a.device.db.meta.get('mismatches'))?.value ?? 0).toBe(0);
});
