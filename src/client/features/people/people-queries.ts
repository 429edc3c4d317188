// What a learner's screen reads: everything that is kept under one code.
import type { Database, Row } from '#device/database.ts';

export type LearnerRecords = {
  readonly sessions: readonly Row<'session'>[];
  readonly attendance: readonly Row<'attendance'>[];
  readonly progress: readonly Row<'progress'>[];
  readonly attempts: readonly Row<'attempt'>[];
  readonly lists: readonly Row<'todo-list'>[];
  readonly responses: readonly Row<'response'>[];
};

/** Everything on this device that points to one learner, newest first. */
export async function recordsOf(db: Database, learnerId: string): Promise<LearnerRecords> {
  const own = (row: { readonly deleted?: boolean; readonly learnerId?: string | null }): boolean =>
    !row.deleted && row.learnerId === learnerId;
  const newest = <T extends { readonly startedAt: number }>(rows: T[]): T[] =>
    rows.toSorted((a, b) => b.startedAt - a.startedAt);
  const [sessions, attendance, progress, attempts, lists, responses] = await Promise.all([
    db.rows('session').toArray(),
    db.rows('attendance').toArray(),
    db.rows('progress').toArray(),
    db.rows('attempt').where('learnerId').equals(learnerId).toArray(),
    db.rows('todo-list').where('learnerId').equals(learnerId).toArray(),
    db.rows('response').toArray(),
  ]);
  return {
    sessions: newest(sessions.filter((row) => !row.deleted && row.learners?.[learnerId] === true)),
    attendance: attendance.filter(own),
    progress: newest(progress.filter(own)),
    attempts: newest(attempts.filter(own)),
    lists: lists.filter(own),
    responses: newest(responses.filter(own)),
  };
}

export type StageFinding = {
  readonly stage: NonNullable<Row<'response'>['stage']>;
  readonly at: number;
  readonly expired: boolean;
};

const DAY_MS = 86_400_000;

/** The stage that the latest finished survey came to. Answers grow old: after the survey's own days they are told as expired. */
export function stageFrom(
  responses: readonly Row<'response'>[],
  surveys: readonly Row<'survey'>[],
  now: number,
): StageFinding | undefined {
  const found = responses
    .flatMap((row) =>
      row.stage != null && row.completedAt != null
        ? [{ stage: row.stage, at: row.completedAt, survey: row.survey }]
        : [],
    )
    .toSorted((a, b) => b.at - a.at)[0];
  if (!found) return undefined;
  const validDays = surveys.find((row) => row.slug === found.survey)?.validDays;
  return {
    stage: found.stage,
    at: found.at,
    expired: validDays !== undefined && now - found.at > validDays * DAY_MS,
  };
}
