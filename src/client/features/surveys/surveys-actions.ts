// What the survey screens write: one response record per answering, one register per answer. Called by the screens of this folder.
import type { Device } from '#device/device.ts';
import { alteration, type Change } from '#device/write.ts';
import type { Answer } from '#forms/answers.ts';
import type { FormState } from '#forms/engine.ts';
import { stage } from '#records/content.ts';
import { outlookOf } from './survey-form.ts';
import { openKey, type Response, type Survey } from './surveys-queries.ts';

export type Done = Awaited<ReturnType<Device['change']>>;

/** Begins a new answering; answers its id. Without a learner's code it is remembered on this device until it is finished. */
export async function begin(
  device: Device,
  survey: Survey,
  version: number,
  learnerId: string | undefined,
): Promise<Awaited<ReturnType<Device['create']>>> {
  const made = await device.create('response', device.homeScope('response'), {
    survey: survey.slug,
    formVersion: version,
    startedAt: device.now(),
    ...(learnerId === undefined ? {} : { learnerId }),
  });
  if (made.ok && learnerId === undefined)
    await device.db.drafts.put({ key: openKey(survey.slug), value: made.value, at: device.now() });
  return made;
}

/** Keeps one answer, and nothing else: another tablet's answers to other questions stay as they are. Null takes it back. */
export const keepAnswer = (
  device: Device,
  response: string,
  name: string,
  answer: Answer | null,
): Promise<Done> =>
  device.change('response', response, {
    answers: { [name]: answer === null ? null : { ...answer } },
  });

/** The page that is open now: where the list leads back to. */
export const keepPage = (device: Device, response: string, page: string): Promise<Done> =>
  device.change('response', response, { at: page });

/** Ends the answering. The stage it came to is written to the response and, with a code, to the learner: in one transaction. */
export async function finish(
  device: Device,
  survey: Survey,
  response: Response,
  state: FormState,
): Promise<Done> {
  const lowest = stage.safeParse(outlookOf(survey, state)?.lowest);
  const found = lowest.success ? { stage: lowest.data } : {};
  const changes: Change[] = [
    alteration('response', response.id, { completedAt: device.now(), ...found }),
  ];
  const learnerId = response.learnerId ?? undefined;
  const learner =
    learnerId === undefined ? undefined : await device.db.rows('learner').get(learnerId);
  if (learner !== undefined && !learner.deleted && lowest.success)
    changes.push(alteration('learner', learner.id, found));
  const done = await device.writeAll(changes);
  // Nobody's answering is let go of: the next person begins afresh.
  if (done.ok && learnerId === undefined) await device.db.drafts.delete(openKey(survey.slug));
  return done;
}
