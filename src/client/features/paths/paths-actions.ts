// What the path screens write: after a workshop each participant gets a list of their own. Called by StartPath.
import { daysBetween } from '#core/dates.ts';
import type { Device } from '#device/device.ts';
import { contentWords } from '#i18n/content-text.ts';
import { itemsFrom } from '#records/todo-list.ts';
import type { Path } from './paths-queries.ts';

export type Beginning = {
  /** Learners with a code. */
  readonly learners: readonly string[];
  /** So many more without one. */
  readonly others: number;
  /** Days, `YYYY-MM-DD`. */
  readonly workshopOn: string;
  readonly nextOn: string;
};

/** People at one workshop, at most. */
export const MOST_OTHERS = 30;

/**
 * One list for each participant, dates counted from the workshop; the next date is the one that was agreed.
 * Stops at the first that is refused. Answers the ids of the lists that were made, for taking them back.
 */
export async function beginPath(
  device: Device,
  path: Path,
  { learners, others, workshopOn, nextOn }: Beginning,
): Promise<{ readonly made: readonly string[]; readonly error?: string }> {
  const nextDays = Math.max(0, daysBetween(workshopOn, nextOn));
  const steps = path.steps.map((step) =>
    step.kind === 'meeting' ? { ...step, dueDays: nextDays } : step,
  );
  const first = path.steps.find(({ kind }) => kind === 'workshop')?.id;
  const values = {
    title: contentWords(path.text, 'title') || path.slug,
    path: path.slug,
    startOn: workshopOn,
    items: itemsFrom(steps, workshopOn),
    // They have just been there.
    ...(first === undefined ? {} : { ticks: { [first]: true } }),
  };
  const whose: readonly object[] = [
    ...learners.map((learnerId) => ({ learnerId })),
    ...Array.from({ length: others }, () => ({})),
  ];
  const made: string[] = [];
  for (const owner of whose) {
    const done = await device.create('todo-list', device.homeScope('todo-list'), {
      ...values,
      ...owner,
    });
    if (!done.ok) return { made, error: done.error.code };
    made.push(done.value);
  }
  return { made };
}

/** Takes back what was just begun. */
export async function takeBack(device: Device, made: readonly string[]): Promise<void> {
  for (const id of made) await device.remove('todo-list', id);
}
