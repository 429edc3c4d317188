// What the event day's screens read from the device's database, and what the day's parts are called.
import { useRoute } from 'preact-iso';
import { useDevice, useLive, useRecord } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { numbersOf } from '#records/visit-sums.ts';
import { OWN_PHONE, type Day, type Visit } from './day-actions.ts';

/** All days of a place, the newest first. */
export function useDays(siteId: string | undefined): readonly Day[] | undefined {
  return useLive(
    async (db) =>
      (await db.rows('event-day').toArray())
        .filter((row) => !row.deleted && row.scope === `site:${siteId ?? ''}`)
        .toSorted((a, b) => (a.on < b.on ? 1 : -1)),
    [siteId],
  );
}

export type OpenDay = {
  readonly day: Day;
  /** With the deleted ones: their numbers are never given again. */
  readonly visits: readonly Visit[];
  /** Visit id -> `B7`, with the nickname where there is one: `B7 · Saule`. */
  readonly name: (visit: Visit) => string;
  readonly number: (visit: Visit) => string;
};

/** The day of the address; undefined while looking, null when there is none. */
export function useDay(): OpenDay | null | undefined {
  const id = useRoute().params['id'];
  const day = useRecord('event-day', id);
  const visits = useLive(
    (db) =>
      db
        .rows('visit')
        .where('dayId')
        .equals(id ?? '')
        .toArray(),
    [id],
  );
  if (day === null) return null;
  if (day === undefined || visits === undefined) return undefined;
  const numbers = numbersOf(visits);
  const number = (visit: Visit): string => numbers.get(visit.id) ?? '';
  return {
    day,
    visits,
    number,
    name: (visit) => number(visit) + (visit.nickname ? ` · ${visit.nickname}` : ''),
  };
}

export type DayDevice = { readonly key: string; readonly name: string };

/** Devices to practise on, people's own phones last. */
export function devicesOf(day: Day): DayDevice[] {
  const own = { key: OWN_PHONE, name: t('event-day:ownPhone') };
  const list = Object.entries(day.devices ?? {})
    .filter(([, one]) => one.gone !== true)
    .map(([key, one]) => ({ key, name: one.name }));
  return [...list.toSorted((a, b) => a.name.localeCompare(b.name)), own];
}

export const deviceName = (day: Day, key: string | null | undefined): string =>
  key === OWN_PHONE ? t('event-day:ownPhone') : (day.devices?.[key ?? '']?.name ?? '');

/** What this tablet is called: as the desk named it, else by a plain word. */
export function useTabletName(): string {
  return useDevice().identity.value?.device.name ?? t('event-day:tablet');
}
