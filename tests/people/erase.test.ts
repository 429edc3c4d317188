// Erasing a learner takes everything that points to the code, and leaves totals.
// First of all: it puts an IndexedDB into memory, which the database looks for when it is loaded.
import { ambassador, PLACE, SITE, testDevice } from '#tests/support/device.ts';
import { expect, test } from 'vitest';
import type { Device } from '#device/device.ts';
import { createLearner, learnersByRecency } from '#device/learners.ts';
import { eraseLearner } from '#features/people/people-actions.ts';
import { recordsOf, stageFrom } from '#features/people/people-queries.ts';
import type { Row } from '#device/database.ts';

const clock = { now: Date.UTC(2026, 4, 14, 12) };
const made = async (
  device: Device,
  kind: Parameters<Device['create']>[0],
  values: object,
): Promise<string> => {
  const done = await device.create(kind, SITE, values);
  if (!done.ok) throw new Error(`${kind}: ${done.error.message}`);
  return done.value;
};

test('a code goes with its lessons, practice, lists and answers; head counts and marks stay without it', async () => {
  const device = await testDevice({ clock, identity: ambassador });
  const first = await createLearner(device, PLACE);
  const second = await createLearner(device, PLACE);
  if (!first.ok || !second.ok) throw new Error('no learner');
  const gone = first.value;
  const stays = second.value;
  const startedAt = clock.now;
  const session = await made(device, 'session', {
    startedAt,
    form: 'group',
    headCount: 3,
    learners: { [gone]: true, [stays]: true },
    mentors: {},
    topics: {},
  });
  const marked = await made(device, 'attendance', {
    sessionId: session,
    learnerId: gone,
    present: true,
    confidenceAfter: 4,
  });
  for (const learnerId of [gone, stays]) {
    await made(device, 'progress', { lesson: 'read-a-bill', learnerId, startedAt });
    await made(device, 'attempt', {
      walkthrough: 's2',
      form: 'a',
      mode: 'alone',
      seed: 'x',
      learnerId,
      startedAt,
    });
    await made(device, 'todo-list', { title: 'Rēķini', learnerId });
    await made(device, 'response', { survey: 'profile', learnerId, startedAt });
  }
  expect((await eraseLearner(device, gone)).ok).toBe(true);

  const left = await recordsOf(device.db, gone);
  expect(Object.values(left).every((rows) => rows.length === 0)).toBe(true);
  expect((await learnersByRecency(device.db)).map(({ row }) => row.id)).toEqual([stays]);
  expect((await device.db.rows('learner').get(gone))!.code).toBeUndefined();
  const other = await recordsOf(device.db, stays);
  expect(
    [other.progress, other.attempts, other.lists, other.responses, other.sessions].map(
      (rows) => rows.length,
    ),
  ).toEqual([1, 1, 1, 1, 1]);
  expect((await device.db.rows('session').get(session))!.headCount).toBe(3);
  // Two are without a code now: the one who never had one is number 1.
  expect(await device.db.rows('attendance').get(marked)).toMatchObject({
    number: 2,
    present: true,
    confidenceAfter: 4,
  });
});

test('a mentor may not erase', async () => {
  const device = await testDevice({
    clock,
    identity: { ...ambassador, person: { ...ambassador.person, role: 'mentor' } },
  });
  const learner = await createLearner(device, PLACE);
  if (!learner.ok) throw new Error('no learner');
  expect(await eraseLearner(device, learner.value)).toMatchObject({
    ok: false,
    error: { code: 'forbidden' },
  });
  expect((await learnersByRecency(device.db)).map(({ row }) => row.id)).toContain(learner.value);
});

test('who was here last stands first', async () => {
  const device = await testDevice({ clock, identity: ambassador });
  const ids: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    clock.now += 1000;
    const done = await createLearner(device, PLACE);
    if (done.ok) ids.push(done.value);
  }
  await made(device, 'session', {
    startedAt: clock.now,
    form: 'group',
    headCount: 1,
    learners: { [ids[0]!]: true },
    mentors: {},
    topics: {},
  });
  expect((await learnersByRecency(device.db)).map(({ row }) => row.id)).toEqual([
    ids[0],
    ids[2],
    ids[1],
  ]);
});

const DAY = 86_400_000;
const response = (days: number, stage: string | null): Row<'response'> =>
  ({ survey: 'profile', stage, completedAt: clock.now - days * DAY }) as never;
const survey = { slug: 'profile', validDays: 365 } as Row<'survey'>;

test('the latest finished survey tells the stage, and is told as expired after its days', () => {
  expect(
    stageFrom(
      [response(400, 'access'), response(20, 'skills'), response(1, null)],
      [survey],
      clock.now,
    ),
  ).toMatchObject({ stage: 'skills', expired: false });
  expect(stageFrom([response(400, 'access')], [survey], clock.now)).toMatchObject({
    stage: 'access',
    expired: true,
  });
  expect(stageFrom([response(1, null)], [survey], clock.now)).toBeUndefined();
});
