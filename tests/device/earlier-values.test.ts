// An overwritten field comes back in one tap: its old value with a later stamp, and the newer one becomes history in its turn.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { restoreValue } from '#device/earlier-values.ts';
import { type Field, openField, SITE } from '../support/field.ts';

let field: Field;
beforeEach(async () => {
  field = await openField();
});
afterEach(() => field.close());

test('the value that somebody overwrote on another tablet is put back, everywhere', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  const made = await a.device.create('todo-list', SITE, { title: 'Rēķini', ticks: { a1: true } });
  if (!made.ok) throw new Error(made.error.message);
  const id = made.value;
  await a.device.engine.sync();
  await b.device.engine.sync();
  field.clock.now += 1000;
  await b.device.change('todo-list', id, { title: 'Kredīti', ticks: { a1: false } });
  await b.device.engine.sync();
  await a.device.engine.sync();
  const reply = await a.device.ask('GET', `/records/todo-list/${id}/history`);
  if (!reply.ok) throw new Error(reply.error.message);
  const { history } = reply.value as { history: { field: string; value: string | boolean }[] };
  expect(new Set(history.map((one) => one.field))).toEqual(new Set(['ticks.a1', 'title']));
  field.clock.now += 1000;
  for (const one of history)
    expect(await restoreValue(a.device, 'todo-list', id, one)).toEqual({ ok: true });
  await a.device.engine.sync();
  await b.device.engine.sync();
  for (const { device } of [a, b])
    expect(await device.db.rows('todo-list').get(id)).toMatchObject({
      title: 'Rēķini',
      ticks: { a1: true },
    });
});
