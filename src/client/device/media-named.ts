// Which files the records of this tablet name, and which of them every tablet keeps. Called by media-exchange.ts, media-erased.ts and
// carry-media.ts.
import { addressesIn, type Named, NAMING, namingKinds } from '#sync/media-names.ts';
import type { AnyRow, Database } from './database.ts';

/** What one row names. */
export const namedInRow = (row: AnyRow): Named => {
  const drafted = (row['values'] ?? {}) as Readonly<Record<string, unknown>>;
  return addressesIn([
    ...NAMING.map((name) => [name, row[name]] as const),
    ...Object.entries(drafted).map(([name, value]) => [`values.${name}`, value] as const),
  ]);
};

/** Addresses that living records of this tablet name. */
export async function namedMedia(db: Database): Promise<Named> {
  const always = new Set<string>();
  const all = new Set<string>();
  for (const kind of namingKinds) {
    await db.anyRows(kind).each((row) => {
      if (row.deleted === true) return;
      const named = namedInRow(row);
      for (const sha of named.always) always.add(sha);
      for (const sha of named.all) all.add(sha);
    });
  }
  return { always, all };
}
