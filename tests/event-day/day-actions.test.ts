// The day's writes on a real device database: numbers, undo, private data, runs linked to a visit, closing.
import { expect, test } from 'vitest';
import {
  begin,
  checkIn,
  closeDay,
  finish,
  openDay,
  write,
} from '#features/event-day/day-actions.ts';
import { reportOf, stateOf } from '#records/visit-sums.ts';
import type { Device } from '#device/device.ts';
import { ambassador, PLACE, SITE, testDevice } from '../support/device.ts';

const START = Date.UTC(2026, 10, 23, 9);

async function opened() {
  const clock = { now: START };
  const device = await testDevice({ clock, identity: ambassador });
  const done = await openDay(device, PLACE, '2026-11-23', 'A');
  if (!done.ok) throw new Error(done.error.message);
  const day = await device.db.rows('event-day').get(done.id);
  if (!day) throw new Error('not stored');
  const comes = async (nickname = '', number?: number) => {
    const made = await checkIn(
      device,
      day,
      nickname,
      number === undefined ? undefined : { number },
    );
    if (!made.ok) throw new Error(made.error.message);
    return visitOf(device, made.id);
  };
  return { clock, device, day, comes };
}
async function visitOf(device: Device, id: string) {
  const row = await device.db.rows('visit').get(id);
  if (!row) throw new Error('no such visit');
  return row;
}

test('two tablets that open one day apart make the same record', async () => {
  const [a, b] = [await opened(), await opened()];
  expect(a.day.id).toBe(b.day.id);
  expect(a.day.scope).toBe(SITE);
  expect((await openDay(a.device, PLACE, '2026-11-23', 'A')).ok).toBe(true);
  expect(await a.device.db.rows('event-day').count()).toBe(1);
});

test('numbers follow each other, a slip keeps its own, a deleted one is not given again', async () => {
  const { device, comes } = await opened();
  const first = await comes();
  await device.remove('visit', first.id);
  expect(await comes('Saule')).toMatchObject({ number: 2, nickname: 'Saule' });
  expect(await comes('', 12)).toMatchObject({ letter: 'P', number: 12 });
  expect(await comes()).toMatchObject({ number: 3 });
});

test('a nickname that holds a phone number is not stored', async () => {
  const { device, day } = await opened();
  expect((await checkIn(device, day, '+371 29123456')).ok).toBe(false);
  expect(await device.db.rows('visit').count()).toBe(0);
});

test('a begun visit can be taken back, and its runs alone on this tablet are counted', async () => {
  const { clock, device, day, comes } = await opened();
  const visit = await comes();
  const start = begin(visit, device.deviceId, clock.now);
  expect((await write(device, visit.id, start.patch)).ok).toBe(true);
  expect(stateOf(await visitOf(device, visit.id))).toBe('working');
  expect((await write(device, visit.id, start.undo)).ok).toBe(true);
  expect(stateOf(await visitOf(device, visit.id))).toBe('waiting');
  await write(device, visit.id, start.patch);
  const run = { walkthrough: 's2', form: 'a', seed: 'x', startedAt: clock.now } as const;
  clock.now += 600_000;
  for (const [mode, hintLevel] of [
    ['alone', 0],
    ['alone', 2],
    ['shown', 0],
  ] as const)
    await device.create('attempt', 'device', { ...run, mode, hintLevel, finishedAt: clock.now });
  clock.now += 60_000;
  const end = await finish(device, day, await visitOf(device, visit.id));
  await write(device, visit.id, end.patch);
  const rows = await device.db.rows('visit').toArray();
  expect(reportOf(rows, day.devices, clock.now)).toMatchObject({ runsAlone: 1, minutes: 11 });
  expect((await write(device, visit.id, end.undo)).ok).toBe(true);
  const back = await device.db.rows('visit').toArray();
  expect(reportOf(back, day.devices, clock.now)).toMatchObject({ runsAlone: 0, here: 1 });
});

test('closing counts who still waited as left, and can be taken back whole', async () => {
  const { clock, device, day, comes } = await opened();
  const [works] = [await comes(), await comes()];
  await write(device, works.id, begin(works, 'own', clock.now).patch);
  clock.now += 300_000;
  const { done, undo } = await closeDay(device, day, await device.db.rows('visit').toArray());
  expect(done.ok).toBe(true);
  const report = async () => reportOf(await device.db.rows('visit').toArray(), {}, clock.now);
  expect(await report()).toMatchObject({ people: 2, left: 1, here: 0, minutes: 5 });
  expect((await device.writeAll(undo)).ok).toBe(true);
  expect(await report()).toMatchObject({ left: 0, here: 2 });
});
