// Whether a person is in the middle of something on this device: then no update is offered (rule 41). Called by UpdateOffer.tsx.
import { DAY_MS } from '#core/dates.ts';
import { stampDevice } from '#core/stamp.ts';
import type { Database } from '#device/database.ts';

/** What was left alone for longer is not work in progress; it would keep a tablet on an old version for ever. */
const OPEN_MS = DAY_MS;

/** A text being typed, a survey without its end, a practice run without its end, begun here within a day. */
export async function isWorkOpen(db: Database, deviceId: string, nowMs: number): Promise<boolean> {
  const young = (at: number): boolean => nowMs - at < OPEN_MS;
  const [drafts, responses, runs] = await Promise.all([
    db.drafts.filter((draft) => young(draft.at)).count(),
    db
      .rows('response')
      .filter(
        (row) =>
          !row.deleted &&
          typeof row.completedAt !== 'number' &&
          young(row.startedAt) &&
          // The desk also holds what is being answered on other tablets.
          Object.values(row._stamps).some((stamp) => stampDevice(stamp) === deviceId),
      )
      .count(),
    db
      .rows('attempt')
      .filter(
        (row) =>
          !row.deleted &&
          row.scope === 'device' &&
          typeof row.finishedAt !== 'number' &&
          young(row.startedAt),
      )
      .count(),
  ]);
  return drafts + responses + runs > 0;
}
