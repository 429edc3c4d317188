// What the lesson player writes: one progress record per lesson and learner, kept at every step.
// Called by the player. Writes go one after another, so that two quick ones never make two records.
import { ok, type Result } from '#core/result.ts';
import type { Device } from '#device/device.ts';
import type { Patch } from '#device/write.ts';
import { combine } from './lesson-progress.ts';
import { progressRows } from './lessons-queries.ts';
import type { PlayedStep } from './lesson-steps.ts';

type Rejected = Awaited<ReturnType<Device['change']>>;

let last: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work, work);
  last = next.catch(() => undefined);
  return next;
}

/**
 * Writes into the progress of a lesson; makes the record when there is none.
 * Without a learner's code it stays on this device: what strangers did on a shared tablet is nobody's record.
 */
function keep(
  device: Device,
  lesson: string,
  learnerId: string | undefined,
  patch: Patch<'progress'>,
): Promise<Rejected> {
  return inTurn(async () => {
    const known = combine(await progressRows(device.db, learnerId, lesson));
    if (known) return device.change('progress', known.id, patch);
    const scope = learnerId === undefined ? 'device' : device.homeScope('progress');
    const made: Result<string, unknown> = await device.create('progress', scope, {
      lesson,
      startedAt: device.now(),
      ...(learnerId === undefined ? {} : { learnerId }),
      ...patch,
    });
    return made.ok ? ok(undefined) : (made as Rejected);
  });
}

/** The step that is on the screen now: a reload opens it again. */
export const openStep = (
  device: Device,
  lesson: string,
  learnerId: string | undefined,
  step: string,
): Promise<Rejected> => keep(device, lesson, learnerId, { step });

/** A step is done; `next` is the one that opens. */
export const finishStep = (
  device: Device,
  lesson: string,
  learnerId: string | undefined,
  step: string,
  next: string,
): Promise<Rejected> => keep(device, lesson, learnerId, { done: { [step]: true }, step: next });

/** The last step is done and with it the lesson. A lesson finished before keeps its first date. */
export async function finishLesson(
  device: Device,
  lesson: string,
  learnerId: string | undefined,
  step: string,
  finishedAt: number | undefined,
): Promise<Rejected> {
  return keep(device, lesson, learnerId, {
    done: { [step]: true },
    finishedAt: finishedAt ?? device.now(),
  });
}

/** The answer that was checked; a later one takes its place. */
export const keepAnswer = (
  device: Device,
  lesson: string,
  learnerId: string | undefined,
  step: string,
  choice: string,
): Promise<Rejected> => keep(device, lesson, learnerId, { answers: { [step]: choice } });

/** What was learned was asked again on a day. @param remembered all was answered rightly at the first try */
export const keepReturn = (
  device: Device,
  lesson: string,
  learnerId: string | undefined,
  day: string,
  remembered: boolean,
): Promise<Rejected> => keep(device, lesson, learnerId, { returns: { [day]: remembered } });

/**
 * From the beginning: answers are asked anew. Steps already done stay done when the lesson was finished once,
 * since repeating takes nothing away from anybody.
 */
export function startAgain(
  device: Device,
  lesson: string,
  learnerId: string | undefined,
  steps: readonly PlayedStep[],
  finished: boolean,
): Promise<Rejected> {
  const none = Object.fromEntries(steps.map((step) => [step.id, null]));
  return keep(device, lesson, learnerId, {
    answers: none,
    step: steps[0]?.id ?? null,
    ...(finished ? {} : { done: none }),
  });
}
