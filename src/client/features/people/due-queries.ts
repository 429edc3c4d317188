// Who of a place is to be asked again today: lessons finished and practice passed a day, a week or a month ago, lists that stand still.
// Called by DueScreen.
import { addDays, dayOf } from '#core/dates.ts';
import { returnOf } from '#core/return-days.ts';
import type { Database, Row } from '#device/database.ts';
import { STUCK_AFTER_DAYS, stateOf } from '#device/todo-state.ts';
import { recheckOf, runOf } from '#practice/progression.ts';

type Due<K extends 'lesson' | 'walkthrough' | 'todo-list'> = {
  readonly item: Row<K>;
  readonly dueOn: string;
};
export type DueLearner = {
  readonly learner: Row<'learner'>;
  readonly lessons: readonly Due<'lesson'>[];
  readonly practice: readonly Due<'walkthrough'>[];
  /** Lists that nobody has moved for two weeks or longer. */
  readonly lists: readonly (Due<'todo-list'> & { readonly stuckDays: number })[];
  /** The day that has waited longest. */
  readonly since: string;
};

const alive = <T extends { readonly deleted?: boolean }>(rows: readonly T[]): T[] =>
  rows.filter((row) => !row.deleted);
const byDay = <T extends { readonly dueOn: string }>(due: readonly T[]): T[] =>
  due.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));

/**
 * Learners of one scope with something due, who waits longest first.
 * @param nowMs the device's clock @param zoneOffsetMinutes as `Date#getTimezoneOffset` gives it
 */
export async function dueAt(
  db: Database,
  scope: string,
  nowMs: number,
  zoneOffsetMinutes: number,
): Promise<DueLearner[]> {
  const today = dayOf(nowMs, zoneOffsetMinutes);
  const [learners, lessons, walkthroughs, progress, attempts, lists] = await Promise.all([
    db.rows('learner').toArray(),
    db.rows('lesson').toArray(),
    db.rows('walkthrough').toArray(),
    db.rows('progress').toArray(),
    db.rows('attempt').toArray(),
    db.rows('todo-list').toArray(),
  ]);
  const listsOf = Map.groupBy(alive(lists), (row) => row.learnerId ?? '');
  const calendar = { today, zoneOffsetMinutes };
  const progressOf = Map.groupBy(alive(progress), (row) => row.learnerId ?? '');
  const attemptsOf = Map.groupBy(alive(attempts), (row) => row.learnerId ?? '');
  const due = alive(learners)
    .filter((learner) => learner.scope === scope)
    .map((learner): Omit<DueLearner, 'since'> => {
      const own = Map.groupBy(progressOf.get(learner.id) ?? [], (row) => row.lesson);
      const runs = (attemptsOf.get(learner.id) ?? [])
        .toSorted((a, b) => a.startedAt - b.startedAt)
        .map(runOf);
      return {
        learner,
        lessons: byDay(
          alive(lessons).flatMap((item) => {
            if (!item.steps.some(({ kind }) => kind === 'question')) return [];
            const next = returnOf(own.get(item.slug) ?? [], zoneOffsetMinutes);
            return next && next.dueOn <= today ? [{ item, dueOn: next.dueOn }] : [];
          }),
        ),
        practice: byDay(
          alive(walkthroughs).flatMap((item) => {
            const next = recheckOf(runs, item.slug);
            return next && next.dueAt <= nowMs
              ? [{ item, dueOn: dayOf(next.dueAt, zoneOffsetMinutes) }]
              : [];
          }),
        ),
        lists: byDay(
          (listsOf.get(learner.id) ?? []).flatMap((item) => {
            const { stuckDays } = stateOf(item, calendar);
            if (stuckDays === undefined) return [];
            return [{ item, stuckDays, dueOn: addDays(today, STUCK_AFTER_DAYS - stuckDays) }];
          }),
        ),
      };
    })
    .flatMap((one): DueLearner[] => {
      const since = byDay([...one.lessons, ...one.practice, ...one.lists])[0]?.dueOn;
      return since === undefined ? [] : [{ ...one, since }];
    });
  return due.toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
}
