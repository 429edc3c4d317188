// What the records hub, the session form and the attendance list read from the device's database.
import type { Database, Row } from '#device/database.ts';
import { useLive, useRecords } from '#device/live.ts';
import { refusedRows } from '#device/refused.ts';
import { contentWords } from '#i18n/content-text.ts';
import { hasText, t } from '#i18n/i18n.ts';
import { type OpenedToday, openedToday } from './opened-today.ts';

export const dayStartOf = (now: number): number => new Date(now).setHours(0, 0, 0, 0);

/** Sessions of one place that began since a moment, newest first. */
export async function sessionsSince(
  db: Database,
  scope: string,
  since: number,
): Promise<Row<'session'>[]> {
  const rows = await db.rows('session').where('startedAt').aboveOrEqual(since).toArray();
  return rows
    .filter((row) => !row.deleted && row.scope === scope)
    .toSorted((a, b) => b.startedAt - a.startedAt);
}

export async function countRefused(db: Database): Promise<number> {
  return (await refusedRows(db)).length;
}

export type Staff = { readonly id: string; readonly name: string; readonly minor: boolean };

/** Who works at a place; the person who holds the device is on the list in any case. */
export async function staffOf(
  db: Database,
  siteId: string,
  self: { id: string; displayName: string } | undefined,
): Promise<Staff[]> {
  const rows = await db.rows('person').toArray();
  const here = rows
    .filter(
      (row) =>
        !row.deleted &&
        row.active !== false &&
        (row.sites?.[siteId] === true || row.id === self?.id),
    )
    .map((row) => ({ id: row.id, name: row.displayName, minor: row.minor === true }));
  const known = self === undefined || here.some((one) => one.id === self.id);
  const staff = known ? here : [{ id: self.id, name: self.displayName, minor: false }, ...here];
  return staff.toSorted(
    (a, b) => Number(b.id === self?.id) - Number(a.id === self?.id) || a.name.localeCompare(b.name),
  );
}

/** What was opened on this tablet since its last session of today. */
export async function readOpenedToday(
  db: Database,
  scope: string,
  deviceId: string,
  now: number,
): Promise<OpenedToday> {
  const [progress, attempts, sessions] = await Promise.all([
    db.rows('progress').toArray(),
    db.rows('attempt').toArray(),
    db.rows('session').where('startedAt').aboveOrEqual(dayStartOf(now)).toArray(),
  ]);
  return openedToday({ progress, attempts, sessions, deviceId, dayStart: dayStartOf(now), scope });
}

export type Topic = {
  readonly key: string;
  readonly label: string;
  readonly kind: 'lesson' | 'practice' | 'other';
};

/** Topics that no lesson stands for yet. */
export const otherTopics = ['own-bill', 'own-phone', 'own-question'] as const;

/** Everything a session can be about, lessons first. Undefined while looking. */
export function useTopics(): readonly Topic[] | undefined {
  const lessons = useRecords('lesson');
  const walkthroughs = useRecords('walkthrough');
  if (!lessons || !walkthroughs) return undefined;
  return [
    ...lessons.map((row): Topic => ({
      key: row.slug,
      label: contentWords(row.text ?? {}, 'title'),
      kind: 'lesson',
    })),
    ...walkthroughs.map((row): Topic => ({
      key: row.slug,
      label: contentWords(row.text ?? {}, 'title'),
      kind: 'practice',
    })),
    ...otherTopics.map((key): Topic => ({ key, label: t(`sessions:topic.${key}`), kind: 'other' })),
  ];
}

/** A session may also name a whole topic (`bills`), as the lessons group them. */
export const topicLabel = (topics: readonly Topic[] | undefined, key: string): string =>
  topics?.find((topic) => topic.key === key)?.label ??
  (hasText(`lessons:topic.${key}`) ? t(`lessons:topic.${key}`) : key);

/** A chosen next step in the reader's language; words that somebody wrote stand as they are. */
export const nextStepWords = (value: string): string =>
  hasText(`sessions:next.${value}`) ? t(`sessions:next.${value}`) : value;

/** Names by person id, for every list that shows who helped. */
export function useStaffNames(): ReadonlyMap<string, string> {
  const rows = useLive((db) => db.rows('person').toArray(), []);
  return new Map((rows ?? []).map((row) => [row.id, row.displayName]));
}

/** Codes by learner id. */
export function useLearnerCodes(): ReadonlyMap<string, string> {
  const rows = useLive((db) => db.rows('learner').toArray(), []);
  return new Map(
    (rows ?? []).flatMap((row) => (row.code === undefined ? [] : [[row.id, row.code] as const])),
  );
}
