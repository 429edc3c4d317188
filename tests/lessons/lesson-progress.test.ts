// Progress in a lesson: whose it is, what two tablets add up to, where to go on; and that it is kept.
// First: it puts a database into memory before the device's own modules look for one.
import { ambassador, SITE, testDevice } from '#tests/support/device.ts';
import { describe, expect, it } from 'vitest';
import {
  combine,
  isWhose,
  type ProgressRow,
  resumeAt,
  standing,
} from '#features/lessons/lesson-progress.ts';
import {
  finishLesson,
  finishStep,
  keepAnswer,
  openStep,
  startAgain,
} from '#features/lessons/lessons-actions.ts';
import type { PlayedStep } from '#features/lessons/lesson-steps.ts';

const ANNA = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e77';
const row = (more: Partial<ProgressRow>): ProgressRow => ({
  id: 'a',
  lesson: 'read-a-bill',
  scope: 'device',
  startedAt: 1,
  done: {},
  answers: {},
  ...more,
});
const steps: readonly PlayedStep[] = ['s1', 's2', 's3'].map((id) => ({ id, kind: 'text' }));

describe('progress', () => {
  it('of somebody without a code is what this device has, never what a place has', () => {
    expect(isWhose({ scope: 'device' }, undefined)).toBe(true);
    expect(isWhose({ scope: SITE }, undefined)).toBe(false);
    expect(isWhose({ scope: 'device', learnerId: ANNA }, undefined)).toBe(false);
    expect(isWhose({ scope: SITE, learnerId: ANNA }, ANNA)).toBe(true);
    expect(isWhose({ scope: 'device' }, ANNA)).toBe(false);
  });

  it('of two tablets adds up, and both go on writing into the record made first', () => {
    const early = row({
      id: 'b',
      startedAt: 5,
      done: { s1: true },
      step: 's2',
      answers: { q: 'a' },
    });
    const late = row({
      id: 'a',
      startedAt: 9,
      done: { s2: true, s3: false },
      step: 's3',
      answers: { q: 'b', r: 'c' },
      finishedAt: 20,
    });
    for (const rows of [
      [early, late],
      [late, early],
    ]) {
      expect(combine(rows)).toEqual({
        id: 'b',
        startedAt: 5,
        step: 's2',
        done: new Set(['s1', 's2']),
        answers: { q: 'a', r: 'c' },
        finishedAt: 20,
      });
    }
    expect(combine([])).toBeUndefined();
  });

  it('goes on at the step that was open last, else at the first that is not done', () => {
    expect(resumeAt(steps, undefined)).toBe(0);
    expect(resumeAt(steps, combine([row({ step: 's3', done: { s1: true } })]))).toBe(2);
    expect(resumeAt(steps, combine([row({ step: 'removed', done: { s1: true } })]))).toBe(1);
    expect(resumeAt(steps, combine([row({ done: { s1: true, s2: true, s3: true } })]))).toBe(0);
  });

  it('counts only steps that the lesson still has', () => {
    expect(standing(steps, combine([row({ done: { s1: true, removed: true } })]))).toEqual({
      state: 'begun',
      done: 1,
      of: 3,
    });
    expect(standing(steps, undefined).state).toBe('new');
    expect(standing(steps, combine([row({ finishedAt: 3 })])).state).toBe('finished');
  });
});

describe('keeping progress', () => {
  it('makes one record even when two steps are kept at once', async () => {
    const device = await testDevice({ clock: { now: 1_800_000_000_000 } });
    await Promise.all([
      openStep(device, 'read-a-bill', undefined, 's1'),
      finishStep(device, 'read-a-bill', undefined, 's1', 's2'),
    ]);
    const rows = await device.db.rows('progress').toArray();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ scope: 'device', step: 's2', done: { s1: true } });
    device.close();
  });

  it('keeps a learner with a code at the place and a person without one on the device', async () => {
    const device = await testDevice({ clock: { now: 1_800_000_000_000 }, identity: ambassador });
    await openStep(device, 'read-a-bill', ANNA, 's1');
    await openStep(device, 'read-a-bill', undefined, 's2');
    const rows = await device.db.rows('progress').toArray();
    expect(rows.map(({ scope, learnerId, step }) => ({ scope, learnerId, step }))).toEqual(
      expect.arrayContaining([
        { scope: SITE, learnerId: ANNA, step: 's1' },
        { scope: 'device', learnerId: undefined, step: 's2' },
      ]),
    );
    expect(rows).toHaveLength(2);
    device.close();
  });

  it('finishes once, and repeating asks the questions anew without taking the finish away', async () => {
    const clock = { now: 1_800_000_000_000 };
    const device = await testDevice({ clock });
    await keepAnswer(device, 'l', undefined, 's2', 'b');
    await finishLesson(device, 'l', undefined, 's3', undefined);
    const finishedAt = clock.now;
    clock.now += 1000;
    await startAgain(device, 'l', undefined, steps, true);
    const [kept] = await device.db.rows('progress').toArray();
    expect(kept).toMatchObject({ finishedAt, done: { s3: true }, step: 's1' });
    expect(kept?.answers).toEqual({});
    await startAgain(device, 'l', undefined, steps, false);
    expect((await device.db.rows('progress').toArray())[0]?.done).toEqual({});
    device.close();
  });
});
