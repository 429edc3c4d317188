// What the screens of a bill-payment day read from the device's database. Called by the screens and actions of this folder.
import { useEffect, useState } from 'preact/hooks';
import type { Database, Row } from '#device/database.ts';
import { useDevice, useLive, useRecord } from '#device/live.ts';
import { labelsOf } from './day-math.ts';

export type Day = Row<'event-day'>;
export type Visit = Row<'visit'>;
export type Thing = {
  readonly key: string;
  readonly label: string;
  readonly owner: 'place' | 'person';
  readonly out: boolean;
};

/** The calendar day here, where the tablet is. */
export const localDay = (ms: number): string => {
  const two = (n: number): string => String(n).padStart(2, '0');
  const date = new Date(ms);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** Days of one place, the latest first. */
export const useDays = (scope: string): readonly Day[] | undefined =>
  useLive(
    async (db) =>
      (await db.rows('event-day').toArray())
        .filter((row) => !row.deleted && row.scope === scope)
        .toSorted((a, b) => (a.day < b.day ? 1 : -1)),
    [scope],
  );

/** Deleted ones too. */
export const allVisits = (db: Database, dayId: string): Promise<Visit[]> =>
  db.rows('visit').where('dayId').equals(dayId).toArray();

/** The day's devices in the order in which they were added. */
export const thingsOf = (day: Day): Thing[] =>
  Object.entries(day.devices ?? {})
    .map(([key, thing]) => ({ key, ...thing }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));

export type OpenDay = {
  readonly day: Day;
  readonly visits: readonly Visit[];
  readonly labels: ReadonlyMap<string, string>;
  readonly things: readonly Thing[];
  /** Now, drawn anew twice a minute; in a closed day the moment of closing. */
  readonly until: number;
};

/** Null when there is no such day, undefined while looking. */
export function useDay(id: string): OpenDay | null | undefined {
  const device = useDevice();
  const day = useRecord('event-day', id);
  const visits = useLive(
    async (db) => (await allVisits(db, id)).filter((row) => !row.deleted),
    [id],
  );
  const [now, setNow] = useState(device.now());
  useEffect(() => {
    const clock = setInterval(() => setNow(device.now()), 30_000);
    return () => clearInterval(clock);
  }, [device]);
  if (day === null) return null;
  if (!day || !visits) return undefined;
  return {
    day,
    visits,
    labels: labelsOf(visits),
    things: thingsOf(day),
    until: day.closedAt ?? Math.max(now, ...visits.map((one) => one.startedAt ?? 0)),
  };
}
