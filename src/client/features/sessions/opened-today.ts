// What was really done on this tablet since the last recorded session: topics, learners and the time it began.
// The session form starts from it. Pure; called by sessions-queries.ts and tests.
import type { Row } from '#device/database.ts';
import { stampDevice, stampMs } from '#core/stamp.ts';

export type OpenedToday = {
  /** Lesson and walkthrough slugs, in the order they were first opened. */
  readonly topics: readonly string[];
  readonly learners: readonly string[];
  readonly beganAt?: number | undefined;
};

export type DayRecords = {
  readonly progress: readonly Row<'progress'>[];
  readonly attempts: readonly Row<'attempt'>[];
  readonly sessions: readonly Row<'session'>[];
  /** This device's part of its stamps: what another tablet did belongs to its own session. */
  readonly deviceId: string;
  readonly dayStart: number;
  /** Only rows of this place, and those that never leave the tablet. */
  readonly scope: string;
};

type Marked = {
  readonly scope: string;
  readonly _stamps: Readonly<Record<string, string>>;
  readonly deleted?: boolean;
};

/** Instants at which this device wrote the row, since a moment. */
const writtenHere = (row: Marked, deviceId: string, since: number): number[] =>
  Object.values(row._stamps)
    .filter((stamp) => stampDevice(stamp) === deviceId && stampMs(stamp) >= since)
    .map(stampMs);

export function openedToday(day: DayRecords): OpenedToday {
  // What came before the last session that was recorded here today is in that session already.
  const since = day.sessions
    .filter((row) => !row.deleted && row.scope === day.scope && row.startedAt >= day.dayStart)
    .filter((row) => writtenHere(row, day.deviceId, day.dayStart).length > 0)
    .reduce((latest, row) => Math.max(latest, row.endedAt ?? row.startedAt), day.dayStart);
  const here = (row: Marked): boolean =>
    !row.deleted && (row.scope === day.scope || row.scope === 'device');
  const used = [
    ...day.progress.filter(here).map((row) => ({ topic: row.lesson, row })),
    ...day.attempts.filter(here).map((row) => ({ topic: row.walkthrough, row })),
  ]
    .map(({ topic, row }) => ({
      topic,
      learner: row.learnerId,
      at: Math.min(...writtenHere(row, day.deviceId, since)),
    }))
    .filter(({ at }) => Number.isFinite(at))
    .toSorted((a, b) => a.at - b.at);
  return {
    topics: [...new Set(used.map(({ topic }) => topic))],
    learners: [...new Set(used.flatMap(({ learner }) => learner ?? []))],
    beganAt: used[0]?.at,
  };
}
