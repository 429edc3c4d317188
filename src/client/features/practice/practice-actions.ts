// What practice writes: one attempt record per run. While it goes on it stays on this device, saved at every step;
// finished, it moves to the learner's place when a helper chose a learner. Called by the screens of this folder.
import { ok, type Result } from '#core/result.ts';
import type { Json } from '#core/json.ts';
import type { Device } from '#device/device.ts';
import type { Attempt, AttemptStart } from '#practice/state.ts';
import { outcomeOf } from '#practice/outcome.ts';
import type { AttemptRow } from './practice-queries.ts';

type Refused = Extract<Awaited<ReturnType<Device['create']>>, { ok: false }>;

/** 16 hex digits: the run's whole chance. */
export function newSeed(device: Device): string {
  return Array.from(device.random(8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Begins a run; answers its id. */
export function beginRun(
  device: Device,
  walkthrough: string,
  start: AttemptStart,
  learnerId: string | undefined,
): Promise<Result<string, Refused['error']>> {
  return device.create('attempt', 'device', {
    walkthrough,
    ...start,
    startedAt: device.now(),
    ...(learnerId === undefined ? {} : { learnerId }),
  });
}

/** Keeps what was done so far: a reload, a power cut or another person in between loses nothing. */
export const keepRun = (
  device: Device,
  id: string,
  attempt: Attempt,
): ReturnType<Device['change']> => device.change('attempt', id, { events: attempt.log });

/**
 * Writes the outcome. With a learner's code it becomes a record of the place and gets a new id; without one it stays here:
 * what a resident or a stranger practised is nobody's record.
 */
export async function finishRun(
  device: Device,
  row: AttemptRow,
  attempt: Attempt,
): Promise<Result<string, Refused['error']>> {
  const { mistakes, hintLevel, passed } = outcomeOf(attempt);
  const result = {
    events: attempt.log as unknown as Json,
    finishedAt: device.now(),
    mistakes: mistakes.slice(0, 200).map((one) => ({ ...one })),
    hintLevel,
    passed,
  };
  const scope = row.learnerId ? device.homeScope('attempt') : 'device';
  if (scope === 'device') {
    const kept = await device.change('attempt', row.id, result);
    return kept.ok ? ok(row.id) : kept;
  }
  const { walkthrough, form, mode, seed, startedAt, learnerId } = row;
  const made = await device.create('attempt', scope, {
    walkthrough,
    form,
    mode,
    seed,
    startedAt,
    learnerId: learnerId ?? null,
    ...result,
  });
  // The draft goes only after the record is safe.
  if (made.ok) await device.remove('attempt', row.id);
  return made;
}
