// How far somebody is in a lesson, counted from progress records. Called by the list, the player and the finish page.
import type { PlayedStep } from './lesson-steps.ts';

/** What is used of a progress record. */
export type ProgressRow = {
  readonly id: string;
  readonly lesson: string;
  readonly scope: string;
  readonly learnerId?: string | null;
  readonly startedAt: number;
  readonly step?: string | null;
  readonly done?: Readonly<Record<string, boolean>>;
  readonly answers?: Readonly<Record<string, string>>;
  readonly finishedAt?: number | null;
  readonly returns?: Readonly<Record<string, boolean>>;
};

export type Progress = {
  /** The record that later steps are written into. */
  readonly id: string;
  readonly startedAt: number;
  readonly step: string | undefined;
  readonly done: ReadonlySet<string>;
  readonly answers: Readonly<Record<string, string>>;
  readonly finishedAt: number | undefined;
};

/** Whose progress: a learner's by id, or what was done on this device without a code. */
export const isWhose = (
  row: Pick<ProgressRow, 'scope' | 'learnerId'>,
  learnerId: string | undefined,
): boolean =>
  learnerId === undefined ? row.scope === 'device' && !row.learnerId : row.learnerId === learnerId;

/**
 * One picture of all records for one lesson and one learner. Two tablets offline each make a record:
 * steps done on either count, and writing goes on in the one made first, so that both tablets choose the same.
 */
export function combine(rows: readonly ProgressRow[]): Progress | undefined {
  const ordered = rows.toSorted((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  const [first] = ordered;
  if (!first) return undefined;
  const done = new Set<string>();
  for (const row of ordered) {
    for (const [step, is] of Object.entries(row.done ?? {})) if (is) done.add(step);
  }
  const finished = ordered.flatMap((row) => (row.finishedAt ? [row.finishedAt] : []));
  return {
    id: first.id,
    startedAt: first.startedAt,
    step: ordered.find((row) => row.step)?.step ?? undefined,
    done,
    answers: Object.assign({}, ...ordered.toReversed().map((row) => row.answers)) as Record<
      string,
      string
    >,
    finishedAt: finished.length > 0 ? Math.min(...finished) : undefined,
  };
}

export type Standing = {
  readonly state: 'new' | 'begun' | 'finished';
  readonly done: number;
  readonly of: number;
};

/** New, begun or finished, with the number of steps done. A step taken out of the lesson later no longer counts. */
export function standing(steps: readonly PlayedStep[], progress: Progress | undefined): Standing {
  const done = steps.filter((step) => progress?.done.has(step.id)).length;
  const state =
    progress?.finishedAt === undefined ? (progress === undefined ? 'new' : 'begun') : 'finished';
  return { state, done, of: steps.length };
}

/**
 * Where to go on: the step that was open last, else the first that is not done, else the first.
 * @returns its place, counted from 0
 */
export function resumeAt(steps: readonly PlayedStep[], progress: Progress | undefined): number {
  if (!progress) return 0;
  const open = steps.findIndex((step) => step.id === progress.step);
  if (open !== -1) return open;
  return Math.max(
    0,
    steps.findIndex((step) => !progress.done.has(step.id)),
  );
}
