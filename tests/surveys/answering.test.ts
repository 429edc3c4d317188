// What answering leaves in the device's database: one register per answer, the stage at the end, nothing of a stranger for the next one.
import { describe, expect, test } from 'vitest';
// Before Dexie, which looks for IndexedDB once, when it is loaded.
import { ambassador, SITE, testDevice } from '#tests/support/device.ts';
import type { Device } from '#device/device.ts';
import { begin, finish, keepAnswer, keepPage } from '#features/surveys/surveys-actions.ts';
import { answersOf } from '#features/surveys/survey-form.ts';
import { responsesOf, type Response, type Survey } from '#features/surveys/surveys-queries.ts';
import { answer, openForm, type FormState } from '#forms/engine.ts';
import { firstOpenPage } from '#forms/pages.ts';
import { isAnswered, itemsOf } from '#forms/schema.ts';
import { surveyOf } from './survey-content.ts';

const { form, raw } = surveyOf('stage-profile');
const survey = { ...raw, scope: 'public', text: {} } as unknown as Survey;
const nobody = { learnerId: undefined, resident: false };
const clock = { now: Date.UTC(2026, 10, 23, 9) };
const questions = [...itemsOf(form.items)].filter(isAnswered);

async function good<T>(
  given: Promise<{ ok: true; value: T } | { ok: false; error: { message: string } }>,
): Promise<T> {
  const result = await given;
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
async function rowOf(device: Device, id: string): Promise<Response> {
  const row = await device.db.rows('response').get(id);
  if (row === undefined) throw new Error('no such response');
  return row;
}
/** Gives the choice to every question, storing each answer. */
async function answerAll(
  device: Device,
  id: string,
  choice: (name: string) => string,
): Promise<FormState> {
  let state = openForm(form, { now: { ms: clock.now, zoneOffsetMinutes: -120 } });
  for (const { name } of questions) {
    const given = answer(state, name, choice(name));
    if (!given.ok) throw new Error(given.error.code);
    state = given.value;
    await good(keepAnswer(device, id, name, state.answers[name] ?? null));
  }
  return state;
}

describe('an ambassador asks a learner by code', () => {
  test('each answer writes its own register and no other', async () => {
    const device = await testDevice({ clock, identity: ambassador });
    const id = await good(begin(device, survey, form.version, undefined));
    const before = (await rowOf(device, id))._stamps;
    clock.now += 1000;
    await good(keepAnswer(device, id, 'wish', { value: 'yes', at: '2026-11-23' }));
    const row = await rowOf(device, id);
    const changed = Object.keys(row._stamps).filter(
      (register) => row._stamps[register] !== before[register],
    );
    expect(changed).toEqual(['answers.wish']);
    expect(row.scope).toBe(SITE);
    expect(row._batch).toBeGreaterThan(0);
    device.close();
  });

  test('the stage goes to the response and to the learner', async () => {
    const device = await testDevice({ clock, identity: ambassador });
    const learner = await good(device.create('learner', SITE, { code: 'bērzs-upe-27' }));
    const id = await good(begin(device, survey, form.version, learner));
    const state = await answerAll(device, id, (name) =>
      ['message', 'find', 'scam'].includes(name) ? 'not_yet' : 'yes',
    );
    await good(finish(device, survey, await rowOf(device, id), state));
    expect(await rowOf(device, id)).toMatchObject({
      stage: 'skills',
      completedAt: clock.now,
      learnerId: learner,
      formVersion: 1,
    });
    expect((await device.db.rows('learner').get(learner))?.stage).toBe('skills');
    device.close();
  });

  test('after a restart it goes on at the question that was open', async () => {
    const name = 'restarted';
    const first = await testDevice({ clock, identity: ambassador, name });
    const learner = await good(first.create('learner', SITE, { code: 'ezers-upe-28' }));
    const id = await good(begin(first, survey, form.version, learner));
    await good(keepAnswer(first, id, 'wish', { value: 'yes', at: '2026-11-23' }));
    await good(keepAnswer(first, id, 'calm', { refused: true, at: '2026-11-23' }));
    await good(keepPage(first, id, 'worth'));
    first.close();
    const second = await testDevice({ clock, name });
    const [open] = await responsesOf(second.db, 'stage-profile', {
      learnerId: learner,
      resident: false,
    });
    expect(open).toMatchObject({ id, at: 'worth' });
    const state = openForm(form, {
      answers: answersOf(open ?? {}),
      now: { ms: clock.now, zoneOffsetMinutes: -120 },
    });
    expect(firstOpenPage(state)?.name).toBe('worth');
    second.close();
  });

  test('an answer taken back is empty again', async () => {
    const device = await testDevice({ clock, identity: ambassador });
    const id = await good(begin(device, survey, form.version, undefined));
    await good(keepAnswer(device, id, 'wish', { value: 'yes', at: '2026-11-23' }));
    await good(keepAnswer(device, id, 'wish', null));
    expect(answersOf(await rowOf(device, id))).toEqual({});
    device.close();
  });
});

describe('somebody without a code', () => {
  test('may go on while it is open; the next person sees nothing of it', async () => {
    const device = await testDevice({ clock, identity: ambassador });
    const id = await good(begin(device, survey, form.version, undefined));
    expect(await responsesOf(device.db, 'stage-profile', nobody)).toMatchObject([{ id }]);
    const state = await answerAll(device, id, () => 'yes');
    await good(finish(device, survey, await rowOf(device, id), state));
    expect(await responsesOf(device.db, 'stage-profile', nobody)).toEqual([]);
    device.close();
  });

  test('never sees what came from other tablets of the place', async () => {
    const device = await testDevice({ clock, identity: ambassador });
    await good(device.create('response', SITE, { survey: 'stage-profile', startedAt: clock.now }));
    expect(await responsesOf(device.db, 'stage-profile', nobody)).toEqual([]);
    device.close();
  });

  test('a resident keeps the own answers on the own device', async () => {
    const device = await testDevice({ clock });
    const id = await good(begin(device, survey, form.version, undefined));
    const state = await answerAll(device, id, () => 'partly');
    await good(finish(device, survey, await rowOf(device, id), state));
    expect(
      await responsesOf(device.db, 'stage-profile', { ...nobody, resident: true }),
    ).toMatchObject([{ id, scope: 'device', stage: 'motivation' }]);
    device.close();
  });
});
