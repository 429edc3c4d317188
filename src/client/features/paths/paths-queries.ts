// What the path screens read from the device's database. Called by the screens of this folder.
import { dayOf } from '#core/dates.ts';
import type { Row } from '#device/database.ts';
import { useDevice, useLive } from '#device/live.ts';

export type Path = Row<'path'>;
export type PathList = Row<'todo-list'>;

/** Today by the device's clock, `YYYY-MM-DD`. */
export function useToday(): string {
  const now = useDevice().now();
  return dayOf(now, new Date(now).getTimezoneOffset());
}

/** Lists of the place that one works at, by the path that they were made of; undefined while looking. */
export function usePathLists(): ReadonlyMap<string, readonly PathList[]> | undefined {
  const site = useDevice().siteId.value;
  return useLive(
    async (db) => {
      const rows = await db
        .rows('todo-list')
        .filter((row) => !row.deleted && row.scope === `site:${site}` && !!row.path)
        .toArray();
      return Map.groupBy(rows, (row) => row.path!);
    },
    [site],
  );
}
