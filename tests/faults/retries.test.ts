// When the sync tries again after failures: later and later while the network is away, soon when it is back.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fail, ok } from '#core/result.ts';
import { createEngine } from '#device/sync/engine.ts';
import { testDevice } from '../support/device.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => vi.useRealTimers());

test('after a day of failures the network comes back, and the first try comes too early: the next one within seconds', async () => {
  const device = await testDevice({ clock: { now: 1 } });
  let isUp = false;
  let tries = 0;
  const engine = createEngine({
    db: device.db,
    now: () => 1,
    chance: () => 1,
    retries: true,
    round: () => {
      tries += 1;
      return Promise.resolve(isUp ? ok(0) : fail({ code: 'offline', message: 'no network' }));
    },
    onFailure: () => Promise.resolve(),
  });
  const triesWithin = async (ms: number): Promise<number> => {
    const before = tries;
    await vi.advanceTimersByTimeAsync(ms);
    return tries - before;
  };
  for (let i = 0; i < 10; i += 1) await engine.sync();
  expect(await triesWithin(60_000)).toBe(0);

  engine.forgetFailures();
  expect((await engine.sync()).error).toBe('offline');
  isUp = true;
  expect(await triesWithin(2500)).toBe(1);
  // And when that went well, none comes by itself.
  expect(await triesWithin(600_000)).toBe(0);
  engine.stop();
  device.close();
});
