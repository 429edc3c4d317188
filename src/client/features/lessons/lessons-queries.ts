// What the lesson screens read from the device's database. Called by the screens of this folder.
import type { Database } from '#device/database.ts';
import { useLive } from '#device/live.ts';
import { whoLearns } from '#device/who-learns.ts';
import { combine, isWhose, type Progress, type ProgressRow } from './lesson-progress.ts';

/** Rows of one lesson (or of all) that belong to one learner, or to nobody in particular on this device. */
export async function progressRows(
  db: Database,
  learnerId: string | undefined,
  lesson?: string,
): Promise<ProgressRow[]> {
  const table = db.rows('progress');
  const rows =
    lesson === undefined
      ? await table.toArray()
      : await table.where('lesson').equals(lesson).toArray();
  return rows.filter((row) => !row.deleted && isWhose(row, learnerId));
}

/** Lesson slug -> progress of whoever learns now; undefined while looking. */
export function useAllProgress(): ReadonlyMap<string, Progress> | undefined {
  const learnerId = whoLearns.value;
  return useLive(
    async (db) => {
      const rows = Map.groupBy(await progressRows(db, learnerId), (row) => row.lesson);
      const all = new Map<string, Progress>();
      for (const [lesson, own] of rows) {
        const progress = combine(own);
        if (progress) all.set(lesson, progress);
      }
      return all;
    },
    [learnerId],
  );
}

/** Progress in one lesson of whoever learns now; null when there is none yet, undefined while looking. */
export function useProgress(lesson: string): Progress | null | undefined {
  const learnerId = whoLearns.value;
  return useLive(
    async (db) => combine(await progressRows(db, learnerId, lesson)) ?? null,
    [lesson, learnerId],
  );
}

/** Whether whoever learns now has finished a practice run of this walkthrough since the given instant. */
export function usePractised(
  walkthrough: string,
  mode: string,
  since: number | undefined,
): boolean | undefined {
  const learnerId = whoLearns.value;
  return useLive(
    async (db) => {
      if (since === undefined) return false;
      const rows =
        learnerId === undefined
          ? db.rows('attempt')
          : db.rows('attempt').where('learnerId').equals(learnerId);
      return (
        (await rows
          .filter(
            (run) =>
              !run.deleted &&
              run.walkthrough === walkthrough &&
              run.mode === mode &&
              (run.finishedAt ?? 0) >= since &&
              (learnerId !== undefined || !run.learnerId),
          )
          .count()) > 0
      );
    },
    [walkthrough, mode, since, learnerId],
  );
}
