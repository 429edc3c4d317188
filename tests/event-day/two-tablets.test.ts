// A bill-payment day on two tablets without network: each numbers and marks on its own, and later both know everything.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Field, openField, PLACE } from '#tests/support/field.ts';
import type { Device } from '#device/device.ts';
import { labelsOf, paperSeriesOf, queueOf, reportOf } from '#features/event-day/day-math.ts';
import {
  addAloneRun,
  begin,
  callHelper,
  changeVisit,
  checkIn,
  closeDay,
  dayIdOf,
  type Done,
  finish,
  leave,
  markPayment,
  openDay,
  saveThing,
  typeInSlip,
} from '#features/event-day/event-day-actions.ts';
import { allVisits, localDay, thingsOf } from '#features/event-day/event-day-queries.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let field: Field;
beforeEach(async () => {
  field = await openField();
});
afterEach(() => field.close());

const did = async (act: Promise<Done>): Promise<Extract<Done, { ok: true }>> => {
  const result = await act;
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.message}`);
  return result;
};
const dayId = (): string => dayIdOf(PLACE, localDay(field.clock.now));
const dayOn = async (device: Device) => (await device.db.rows('event-day').get(dayId()))!;
const visitsOn = async (device: Device) =>
  (await allVisits(device.db, dayId())).filter((row) => !row.deleted);
const pass = (minutes: number): void => {
  field.clock.now += minutes * 60_000;
};

async function twoTablets() {
  const a = await field.enrolled('ambassador');
  pass(1);
  const b = await field.enrolled('mentor');
  await a.device.engine.sync();
  await b.device.engine.sync();
  a.line.state = 'down';
  b.line.state = 'down';
  const meet = async (): Promise<void> => {
    a.line.state = 'open';
    b.line.state = 'open';
    for (const { device } of [a, b, a, b])
      expect((await device.engine.sync()).error).toBeUndefined();
  };
  return { a: a.device, b: b.device, meet };
}

test('opened on both, 30 people numbered on each: one day, 60 people, no number twice', async () => {
  const { a, b, meet } = await twoTablets();
  for (const tablet of [a, b]) {
    await did(openDay(tablet, PLACE, ['Galds']));
    const day = await dayOn(tablet);
    // All at once, as fast taps are.
    await Promise.all(Array.from({ length: 30 }, () => did(checkIn(tablet, day, ''))));
  }
  await meet();
  const [onA, onB] = [await visitsOn(a), await visitsOn(b)];
  expect(onA).toHaveLength(60);
  expect(labelsOf(onA)).toEqual(labelsOf(onB));
  expect([...labelsOf(onA).values()].filter((label) => label.includes('·'))).toEqual([]);
  expect(queueOf(onA).map((one) => one.id)).toEqual(queueOf(onB).map((one) => one.id));
  expect(await a.db.rows('event-day').count()).toBe(1);
  expect(thingsOf(await dayOn(b))).toHaveLength(2);
});

test('one person marked on two tablets apart: every tap is kept, and both report the same', async () => {
  const { a, b, meet } = await twoTablets();
  await did(openDay(a, PLACE, ['Galds']));
  const { id } = await did(checkIn(a, await dayOn(a), 'Rīta putns'));
  await did(checkIn(a, await dayOn(a), ''));
  await meet();
  const thing = thingsOf(await dayOn(a))[0]!.key;
  pass(5);
  await did(begin(a, (await a.db.rows('visit').get(id))!, thing));
  await did(callHelper(a, (await a.db.rows('visit').get(id))!));
  await meet();
  expect((await b.db.rows('visit').get(id))!.helpAt).toBe(field.clock.now);
  // Apart: one ends the practice, the other counts what was done.
  pass(20);
  await did(finish(a, (await a.db.rows('visit').get(id))!));
  const there = async () => (await b.db.rows('visit').get(id))!;
  await did(addAloneRun(b, await there()));
  await did(addAloneRun(b, await there()));
  await did(markPayment(b, await there()));
  await meet();
  await did(closeDay(b, await dayOn(b), true));
  await meet();
  for (const tablet of [a, b]) {
    const { closedAt } = await dayOn(tablet);
    expect(reportOf(await visitsOn(tablet), [thing], closedAt!, true)).toEqual({
      people: 2,
      practised: 1,
      aloneRuns: 2,
      firstPayments: 1,
      leftWaiting: 1,
      minutes: 20,
      devices: [{ key: thing, minutes: 20, people: 1 }],
    });
  }
});

test('every tap can be taken back', async () => {
  const { a } = await twoTablets();
  await did(openDay(a, PLACE, ['Galds']));
  const one = await did(checkIn(a, await dayOn(a), ''));
  const row = async () => (await a.db.rows('visit').get(one.id))!;
  const values = async () => {
    const { _stamps, _batch, ...rest } = await row();
    return rest;
  };
  const thing = thingsOf(await dayOn(a))[0]!.key;
  for (const act of [
    async () => begin(a, await row(), thing),
    async () => leave(a, await row()),
    async () => callHelper(a, await row()),
    async () => addAloneRun(a, await row()),
    async () => markPayment(a, await row()),
    async () => changeVisit(a, await row(), { nickname: 'Ozols', arrivedAt: 5 }),
  ]) {
    const before = await values();
    const tap = await did(act());
    expect(await values()).not.toEqual(before);
    expect((await tap.undo()).ok).toBe(true);
    expect(await values()).toEqual(before);
  }
  const added = await did(
    saveThing(a, await dayOn(a), { label: 'Telefons', owner: 'person', out: false }),
  );
  await added.undo();
  expect(thingsOf(await dayOn(a))).toHaveLength(1);
  const closed = await did(closeDay(a, await dayOn(a), true));
  await closed.undo();
  expect((await dayOn(a)).closedAt ?? null).toBeNull();
  await one.undo();
  expect(await visitsOn(a)).toEqual([]);
  // The number was told already: the next person gets another.
  await did(checkIn(a, await dayOn(a), ''));
  expect((await visitsOn(a)).map((visit) => visit.number)).toEqual([2]);
});

test('a slip that both type in is one person; a nickname that says too much is refused', async () => {
  const { a, b, meet } = await twoTablets();
  await did(openDay(a, PLACE, []));
  await did(openDay(b, PLACE, []));
  const slip = { series: paperSeriesOf(0), number: 4 };
  await did(typeInSlip(a, await dayOn(a), slip, { arrivedAt: 1000, nickname: 'Saule' }));
  pass(1);
  await did(typeInSlip(b, await dayOn(b), slip, { arrivedAt: 2000, aloneRuns: 2 }));
  await meet();
  for (const tablet of [a, b])
    expect(await visitsOn(tablet)).toMatchObject([
      { arrivedAt: 2000, nickname: 'Saule', aloneRuns: 2 },
    ]);
  expect(await checkIn(a, await dayOn(a), 'zvanīt 29123456')).toMatchObject({
    ok: false,
    error: { code: 'private-data' },
  });
});
