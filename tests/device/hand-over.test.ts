// Hand-over: the code lets the ambassador back, wrong tries slow down, and a reload gives none back.
import { expect, test } from 'vitest';
import 'fake-indexeddb/auto';
import { Database } from '#device/database.ts';
import { openHandOver } from '#device/hand-over.ts';
import { seededBytes } from '../support/device.ts';

test('the right code ends it, a wrong one does not', async () => {
  const db = new Database('hand-over-1');
  const handOver = await openHandOver(db, () => 0, seededBytes(1));
  await handOver.chooseCode('2468');
  await handOver.begin();
  expect(handOver.active.value).toBe(true);
  expect(await handOver.end('1111')).toBe(0);
  expect(handOver.active.value).toBe(true);
  expect(await handOver.end('2468')).toBe(true);
  expect(handOver.active.value).toBe(false);
});

test('the third wrong try has to wait, also after a reload', async () => {
  let now = 1000;
  const db = new Database('hand-over-2');
  const first = await openHandOver(db, () => now, seededBytes(1));
  await first.chooseCode('2468');
  await first.begin();
  await first.end('1');
  await first.end('2');
  expect(await first.end('3')).toBe(10_000);
  const reloaded = await openHandOver(db, () => now, seededBytes(2));
  expect(reloaded.active.value).toBe(true);
  expect(await reloaded.end('2468')).toBe(10_000);
  now += 10_001;
  expect(await reloaded.end('2468')).toBe(true);
});
