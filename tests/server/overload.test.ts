// A storm of tablets: those whom the server can't serve now are asked to come back, none waits for long, none is answered with a failure.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createGate } from '#server/routes/overload.ts';
import { Refusal } from '#server/routes/refusal.ts';
import { seededBytes } from '../support/device.ts';
import { LIBRARY, type Tablet, type TestServer, testServer } from '../support/server.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

let server: TestServer;
let tablet: Tablet;
beforeAll(async () => {
  server = await testServer();
  tablet = await server.staff('ambassador');
  await tablet.pull();
});
afterAll(() => server.close());

const open = (): { promise: Promise<void>; end: () => void } => {
  let end = (): void => {};
  const promise = new Promise<void>((resolve) => (end = resolve));
  return { promise, end: () => end() };
};

/** One turn of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const turns = async (): Promise<void> => {
  for (let i = 0; i < 20; i += 1) await turn();
};
const clock = { now: 0 };
const means = { now: () => clock.now, random: seededBytes(7) };

test('so many work, so many wait in the order they came, and all others are asked to come back', async () => {
  const gate = createGate(means, { running: 2, waiting: 3 });
  const doors = Array.from({ length: 5 }, open);
  const begun: number[] = [];
  const works = doors.map(({ promise }, i) =>
    gate.run(async () => {
      begun.push(i);
      await promise;
      return i;
    }),
  );
  await turns();
  expect(begun).toEqual([0, 1]);
  expect(gate.check).toThrow(Refusal);
  doors[1]!.end();
  expect(await works[1]).toBe(1);
  await turns();
  expect(begun).toEqual([0, 1, 2]);
  gate.check();
  for (const { end } of doors) end();
  expect(await Promise.all(works)).toEqual([0, 1, 2, 3, 4]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});

test('when the first in line has waited for 3 seconds, nobody else is let into it', async () => {
  const gate = createGate(means, { running: 1 });
  const door = open();
  const works = [gate.run(() => door.promise), gate.run(() => Promise.resolve())];
  await turns();
  clock.now += 2999;
  gate.check();
  clock.now += 1;
  expect(gate.check).toThrow(Refusal);
  door.end();
  await Promise.all(works);
  gate.check();
});

test('work that never waits for anything begins once in a turn of the event loop, so that new connections are taken in between', async () => {
  const gate = createGate(means, { running: 4 });
  let done = 0;
  const works = Array.from({ length: 8 }, () =>
    gate.run(() => {
      done += 1;
      return Promise.resolve();
    }),
  );
  const counts: number[] = [];
  for (let i = 0; i < 8; i += 1) {
    await turn();
    counts.push(done);
  }
  await Promise.all(works);
  expect(counts.every((count, i) => count - (counts[i - 1] ?? 0) <= 1)).toBe(true);
  expect(counts[0]).toBeLessThanOrEqual(1);
  expect(done).toBe(8);
});

test('work that fails gives its place back', async () => {
  const gate = createGate(means, { running: 1 });
  const failing = (): Promise<void> => gate.run(() => Promise.reject(new Error('it went wrong')));
  await Promise.all([
    expect(failing()).rejects.toThrow('wrong'),
    expect(failing()).rejects.toThrow('wrong'),
  ]);
  expect(await gate.run(() => Promise.resolve('free again'))).toBe('free again');
});

test('those who are asked to come back are told different times', () => {
  const gate = createGate(means, { running: 0, waiting: 0 });
  const told = Array.from({ length: 40 }, () => {
    try {
      gate.check();
      return Number.NaN;
    } catch (error) {
      return (error as Refusal).answer.retryAfter ?? Number.NaN;
    }
  });
  expect(Math.min(...told)).toBeGreaterThanOrEqual(5);
  expect(Math.max(...told)).toBeLessThanOrEqual(15);
  expect(new Set(told).size).toBeGreaterThan(5);
});

test('1,200 requests at once: each is answered, or refused with 503 and Retry-After, and what was answered is stored', async () => {
  const lists = Array.from({ length: 1200 }, (_, i) =>
    tablet.creation('todo-list', `site:${LIBRARY}`, { title: `Saraksts ${i}` }),
  );
  const replies = await Promise.all(lists.map((list) => tablet.ask({ changes: [list] })));
  const later = replies.filter(({ status }) => status === 503);
  expect(replies.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
  expect(later.length).toBeGreaterThan(0);
  for (const { headers, body } of later) {
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(5);
    expect(body).toMatchObject({ code: 'server-failed' });
  }
  const confirmed = replies.flatMap(({ status, body }) =>
    status === 200 ? body.receipts.map(({ id }) => id) : [],
  );
  expect(confirmed).toHaveLength(1200 - later.length);
  await tablet.pull();
  expect(confirmed.filter((id) => !tablet.records.has(`todo-list/${id}`))).toEqual([]);
  // The storm over, those who come back are served.
  const again = lists.filter((_, i) => replies[i]?.status === 503).slice(0, 100);
  for (const { status } of await Promise.all(again.map((list) => tablet.ask({ changes: [list] }))))
    expect(status).toBe(200);
});
