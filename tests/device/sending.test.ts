// "Sent" is told only while a request with the record is under way, and green only by the server's receipt.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { effect } from '@preact/signals';
import { outbox, recordPlace, underWay } from '#ui/record-place.ts';
import { readStanding } from '#device/outbox.ts';
import type { Device } from '#device/device.ts';
import { type Field, openField, SITE } from '../support/field.ts';

let field: Field;
beforeEach(async () => {
  field = await openField();
});
afterEach(() => field.close());

/** What a list shows of the record each time the set of records under way changes. */
async function placesDuring(device: Device, id: string, act: () => Promise<unknown>) {
  const batch = (await device.db.rows('todo-list').get(id))!._batch!;
  const sets: ReadonlySet<number>[] = [];
  const stop = effect(() => void sets.push(device.engine.sending.value));
  await act();
  stop();
  const row = await device.db.rows('todo-list').get(id);
  outbox.value = await readStanding(device.db);
  return { carried: sets.some((set) => set.has(batch)), after: [...sets.at(-1)!], row };
}

test('the record is under way during the request and received after it', async () => {
  const { device } = await field.enrolled('ambassador');
  const made = await device.create('todo-list', SITE, { title: 'Rēķini' });
  if (!made.ok) throw new Error(made.error.message);
  const waiting = await device.db.rows('todo-list').get(made.value);
  expect(recordPlace(waiting!)).toEqual({ place: 'device' });
  underWay.value = new Set([waiting!._batch!]);
  expect(recordPlace(waiting!)).toEqual({ place: 'sent' });
  underWay.value = new Set();
  const { carried, after, row } = await placesDuring(device, made.value, device.engine.sync);
  expect(carried).toBe(true);
  expect(after).toEqual([]);
  expect(recordPlace(row!)).toMatchObject({ place: 'received' });
});

test('when the answer is lost the record is back in the tablet, not received', async () => {
  const { device, line } = await field.enrolled('ambassador');
  await device.engine.sync();
  const made = await device.create('todo-list', SITE, { title: 'Rēķini' });
  if (!made.ok) throw new Error(made.error.message);
  line.state = 'cut-after';
  const { carried, after, row } = await placesDuring(device, made.value, device.engine.sync);
  expect(carried).toBe(true);
  expect(after).toEqual([]);
  expect(recordPlace(row!)).toEqual({ place: 'device' });
  device.engine.stop();
});

test('a refused record is never under way in words', () => {
  underWay.value = new Set([2]);
  outbox.value = { waiting: new Set([1]), refused: new Set([2]), newest: 2 };
  expect(recordPlace({ scope: SITE, _batch: 2 })).toEqual({ place: 'check' });
  expect(recordPlace({ scope: 'device' })).toEqual({ place: 'device' });
  underWay.value = new Set();
});

test('a record written after the outbox was last read is not taken for received', () => {
  outbox.value = { waiting: new Set(), refused: new Set(), newest: 4 };
  expect(recordPlace({ scope: SITE, _batch: 4 })).toEqual({ place: 'received' });
  expect(recordPlace({ scope: SITE, _batch: 5 })).toEqual({ place: 'device' });
});
