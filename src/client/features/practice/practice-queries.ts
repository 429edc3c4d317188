// What the practice screens read from the device's database. Called by the screens of this folder.
import { useEffect, useState } from 'preact/hooks';
import type { Row } from '#device/database.ts';
import { useDevice, useLive } from '#device/live.ts';
import { whoLearns } from '#device/who-learns.ts';
import { type Run, runOf } from '#practice/progression.ts';

export type AttemptRow = Row<'attempt'>;

const DAY = 86_400_000;

/** Runs of whoever learns now (or of nobody in particular), the newest last; undefined while looking. */
export function useAttempts(): readonly AttemptRow[] | undefined {
  const learnerId = whoLearns.value;
  return useLive(
    async (db) => {
      const rows =
        learnerId === undefined
          ? db.rows('attempt').filter((row) => !row.learnerId)
          : db.rows('attempt').where('learnerId').equals(learnerId);
      return (await rows.toArray())
        .filter((row) => !row.deleted)
        .toSorted((a, b) => a.startedAt - b.startedAt);
    },
    [learnerId],
  );
}

export const runsOf = (rows: readonly AttemptRow[]): Run[] => rows.map(runOf);

/** The run of this walkthrough that was left in the middle, if it is younger than a day. */
export function unfinished(
  rows: readonly AttemptRow[],
  slug: string,
  now: number,
): AttemptRow | undefined {
  return rows.findLast(
    (row) =>
      row.walkthrough === slug &&
      typeof row.finishedAt !== 'number' &&
      Array.isArray(row.events) &&
      row.events.length > 0 &&
      now - row.startedAt < DAY,
  );
}

/** One run as it stands on the disk when its screen opens; later saves do not come back. Null when there is none. */
export function useStoredRun(id: string): AttemptRow | null | undefined {
  const { db } = useDevice();
  const [found, setFound] = useState<{ id: string; row: AttemptRow | null } | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    void db
      .rows('attempt')
      .get(id)
      .then((row) => {
        if (wanted) setFound({ id, row: row && !row.deleted ? row : null });
      });
    return () => {
      wanted = false;
    };
  }, [db, id]);
  return found?.id === id ? found.row : undefined;
}
