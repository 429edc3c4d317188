// What whoever learns now is to be asked again today: finished lessons and passed practice. Called by the list and the refresh.
import { dayOf } from '#core/dates.ts';
import { returnOf } from '#core/return-days.ts';
import type { Row } from '#device/database.ts';
import { useDevice, useLive } from '#device/live.ts';
import { whoLearns } from '#device/who-learns.ts';
import { recheckOf, runOf } from '#practice/progression.ts';
import { isWhose } from './lesson-progress.ts';

export type DueLesson = { readonly lesson: Row<'lesson'>; readonly dueOn: string };
export type DuePractice = { readonly walkthrough: Row<'walkthrough'>; readonly dueOn: string };
export type DueToday = {
  readonly lessons: readonly DueLesson[];
  readonly practice: readonly DuePractice[];
};

const longestDue = <T extends { readonly dueOn: string }>(due: readonly T[]): T[] =>
  due.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));

/** What waited longest comes first; undefined while looking. */
export function useDueToday(): DueToday | undefined {
  const device = useDevice();
  const learnerId = whoLearns.value;
  return useLive(
    async (db) => {
      const now = device.now();
      const zone = new Date(now).getTimezoneOffset();
      const today = dayOf(now, zone);
      const [lessons, walkthroughs, progress, attempts] = await Promise.all([
        db.rows('lesson').toArray(),
        db.rows('walkthrough').toArray(),
        db.rows('progress').toArray(),
        db.rows('attempt').toArray(),
      ]);
      const own = progress.filter((row) => !row.deleted && isWhose(row, learnerId));
      const runs = attempts
        .filter((row) => !row.deleted && (row.learnerId ?? undefined) === learnerId)
        .toSorted((a, b) => a.startedAt - b.startedAt)
        .map(runOf);
      const dueLessons = lessons.flatMap((lesson) => {
        if (lesson.deleted || !lesson.steps.some(({ kind }) => kind === 'question')) return [];
        const rows = own.filter((row) => row.lesson === lesson.slug);
        const next = returnOf(rows, zone);
        return next && next.dueOn <= today ? [{ lesson, dueOn: next.dueOn }] : [];
      });
      const duePractice = walkthroughs.flatMap((walkthrough) => {
        const next = walkthrough.deleted ? null : recheckOf(runs, walkthrough.slug);
        return next && next.dueAt <= now ? [{ walkthrough, dueOn: dayOf(next.dueAt, zone) }] : [];
      });
      return { lessons: longestDue(dueLessons), practice: longestDue(duePractice) };
    },
    [learnerId],
  );
}
