// Where a run is kept: at home on the device alone; with a learner's code, finished, as a record of the place.
import { describe, expect, it } from 'vitest';
import { startAttempt } from '#practice/attempt.ts';
import { beginRun, finishRun, keepRun, newSeed } from '#features/practice/practice-actions.ts';
import type { Device } from '#device/device.ts';
import { ambassador, SITE, testDevice } from '../support/device.ts';
import { playRightly, scenarioOf } from './simulated-person.ts';

const learner = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e99';
const clock = { now: Date.UTC(2026, 10, 22, 10) };

async function played(device: Device, learnerId: string | undefined) {
  const start = { form: 'a', mode: 'alone', seed: newSeed(device) } as const;
  const begun = await beginRun(device, 's2', start, learnerId);
  if (!begun.ok) throw new Error(begun.error.message);
  const attempt = playRightly(startAttempt(scenarioOf('s2'), start));
  expect((await keepRun(device, begun.value, attempt)).ok).toBe(true);
  const row = await device.db.rows('attempt').get(begun.value);
  if (!row) throw new Error('not stored');
  expect(row).toMatchObject({ scope: 'device', walkthrough: 's2', seed: start.seed });
  const finished = await finishRun(device, row, attempt);
  if (!finished.ok) throw new Error(finished.error.message);
  return (await device.db.rows('attempt').toArray()).filter((one) => !one.deleted);
}

describe('a run', () => {
  it('of a resident never leaves the device', async () => {
    const rows = await played(await testDevice({ clock }), undefined);
    expect(rows).toMatchObject([
      { scope: 'device', passed: true, hintLevel: 0, mistakes: [], finishedAt: clock.now },
    ]);
    expect(rows[0]?._batch).toBeUndefined();
  });

  it('of a learner with a code becomes one record of the place, by code and without any name', async () => {
    const rows = await played(await testDevice({ clock, identity: ambassador }), learner);
    expect(rows).toMatchObject([{ scope: SITE, learnerId: learner, passed: true, _batch: 1 }]);
  });

  it('without a code on a helper’s tablet stays there too', async () => {
    const rows = await played(await testDevice({ clock, identity: ambassador }), undefined);
    expect(rows).toMatchObject([{ scope: 'device' }]);
  });
});
