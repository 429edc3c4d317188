// What the to-do screens read from the device's database. Called by the screens of this folder.
import { stampMs } from '#core/stamp.ts';
import type { Row } from '#device/database.ts';
import { useDevice, useLive } from '#device/live.ts';
import { dayOf } from '#core/dates.ts';
import { type Calendar, isInBin } from '#device/todo-state.ts';
import type { ListSource } from './todo-words.ts';

export type TodoList = Row<'todo-list'>;

/** Today and the zone, by the device's clock. */
export function useCalendar(): Calendar {
  const now = useDevice().now();
  const zoneOffsetMinutes = new Date(now).getTimezoneOffset();
  return { today: dayOf(now, zoneOffsetMinutes), zoneOffsetMinutes };
}

/** Lists of the place that one works at and of this device, without deleted ones. */
export function useLists(): readonly TodoList[] | undefined {
  const site = useDevice().siteId.value;
  return useLive(
    async (db) =>
      db
        .rows('todo-list')
        .filter((row) => !row.deleted && (row.scope === 'device' || row.scope === `site:${site}`))
        .toArray(),
    [site],
  );
}

/** Deleted lists that can still be brought back, the latest first. */
export function useBin(): readonly TodoList[] | undefined {
  const { now, siteId } = useDevice();
  const site = siteId.value;
  return useLive(
    async (db) => {
      const rows = await db
        .rows('todo-list')
        .filter(
          (row) => row.deleted === true && (row.scope === 'device' || row.scope === `site:${site}`),
        )
        .toArray();
      const at = (row: TodoList): number => stampMs(row._stamps['deleted'] ?? '0');
      // An erased list has no values left to bring back.
      return rows
        .filter((row) => row.title !== undefined && isInBin(at(row), now()))
        .toSorted((a, b) => at(b) - at(a));
    },
    [site],
  );
}

/** One list, also a deleted one; null when there is none, undefined while looking. */
export function useList(id: string): TodoList | null | undefined {
  return useLive(async (db) => (await db.rows('todo-list').get(id)) ?? null, [id]);
}

/** Templates by short name; undefined while looking. */
export function useTemplates(): ReadonlyMap<string, Row<'todo-template'>> | undefined {
  return useLive(async (db) => {
    const rows = await db.rows('todo-template').toArray();
    return new Map(
      rows
        .filter((row) => !row.deleted)
        .toSorted((a, b) => a.order - b.order)
        .map((row) => [row.slug, row]),
    );
  }, []);
}

/** What each list was made from, its template or its path; undefined while looking. */
export function useSources(): ((list: TodoList) => ListSource | undefined) | undefined {
  const templates = useTemplates();
  const paths = useLive(async (db) => db.rows('path').toArray(), []);
  if (!templates || !paths) return undefined;
  const bySlug = new Map(paths.filter((row) => !row.deleted).map((row) => [row.slug, row]));
  return ({ template, path }) => (path ? bySlug.get(path) : templates.get(template ?? ''));
}
