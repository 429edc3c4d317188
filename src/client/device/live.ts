// Screens read the database through these hooks: they run again whenever a row they read has changed, in any tab.
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { liveQuery } from 'dexie';
import type { Kind } from '#records/registry.ts';
import type { Database } from './database.ts';
import type { Row } from './row.ts';
import type { Device } from './device.ts';
import { readStanding, type Standing } from './outbox.ts';

export const DeviceContext = createContext<Device | undefined>(undefined);

/** The device that main.tsx opened. */
export function useDevice(): Device {
  const device = useContext(DeviceContext);
  if (!device) throw new Error('no device above this screen: wrap it in DeviceContext.Provider');
  return device;
}

/** The query's answer, kept fresh; undefined until the first one is there. `inputs`: whatever the query closes over. */
export function useLive<T>(
  query: (db: Database) => Promise<T>,
  inputs: readonly unknown[],
): T | undefined {
  const { db } = useDevice();
  const [answer, setAnswer] = useState<{ value: T } | undefined>(undefined);
  useEffect(() => {
    const subscription = liveQuery(() => query(db)).subscribe({
      next: (value) => setAnswer({ value }),
      error: (error: unknown) => {
        throw error;
      },
    });
    return () => subscription.unsubscribe();
  }, [db, ...inputs]);
  return answer?.value;
}

/** Tells at once and after every change, by whatever tab, which batches the outbox holds. */
export const watchStanding = (db: Database, tell: (standing: Standing) => void): (() => void) => {
  const subscription = liveQuery(() => readStanding(db)).subscribe({
    next: tell,
    error: (error: unknown) => console.error(error),
  });
  return () => subscription.unsubscribe();
};

/** All records of a kind that are not deleted, by `order` where they have one. */
export function useRecords<K extends Kind>(kind: K): readonly Row<K>[] | undefined {
  return useLive(
    async (db) => {
      const rows = await db.rows(kind).toArray();
      const order = (row: Row<K>): number => (row as { order?: number }).order ?? 0;
      return rows.filter((row) => !row.deleted).toSorted((a, b) => order(a) - order(b));
    },
    [kind],
  );
}

/** One record by id; null when there is none (or it was deleted), undefined while looking. */
export function useRecord<K extends Kind>(
  kind: K,
  id: string | undefined,
): Row<K> | null | undefined {
  const found = useLive(
    async (db) => {
      const row = id === undefined ? undefined : await db.rows(kind).get(id);
      return { id, row: row && !row.deleted ? row : null };
    },
    [kind, id],
  );
  // From one record's screen to the next: the one before must not be taken for it.
  return found?.id === id ? found?.row : undefined;
}

/** A piece of content by its short name. */
export function useBySlug<
  K extends
    | 'lesson'
    | 'path'
    | 'walkthrough'
    | 'todo-template'
    | 'survey'
    | 'story'
    | 'scam-card'
    | 'place',
>(kind: K, slug: string): Row<K> | null | undefined {
  const found = useLive(
    async (db) => {
      const row = await db.rows(kind).where('slug').equals(slug).first();
      return { slug, row: row && !row.deleted ? row : null };
    },
    [kind, slug],
  );
  return found?.slug === slug ? found.row : undefined;
}
