// Which files records name, and which of them every tablet keeps. Called by media-exchange.ts and carry-media.ts.
import { kindOf, kinds } from '#records/registry.ts';
import type { Database } from './database.ts';

/**
 * Any kind names files in fields of these two names, as a list or a map of addresses. Those of `media` come to every tablet that
 * has the record; those of `originals` (the same pictures, larger) when somebody wants to see them.
 */
export const NAMING = ['media', 'originals'] as const;

export type Named = { readonly always: ReadonlySet<string>; readonly all: ReadonlySet<string> };

const ADDRESS = /^[0-9a-f]{64}$/;
const isAddress = (value: unknown): value is string =>
  typeof value === 'string' && ADDRESS.test(value);
const inside = (value: unknown): string[] =>
  (typeof value === 'object' && value !== null ? Object.values(value) : [value]).filter(isAddress);

/** @param fields name and value of fields (`media`) or of registers (`media.entrance`) */
export function addressesIn(fields: Iterable<readonly [string, unknown]>): Named {
  const always = new Set<string>();
  const all = new Set<string>();
  for (const [name, value] of fields) {
    const field = name.split('.', 1)[0];
    if (field !== 'media' && field !== 'originals') continue;
    for (const sha of inside(value)) {
      all.add(sha);
      if (field === 'media') always.add(sha);
    }
  }
  return { always, all };
}

/** Addresses that living records of this tablet name. */
export async function namedMedia(db: Database): Promise<Named> {
  const always = new Set<string>();
  const all = new Set<string>();
  for (const kind of kinds.filter((one) =>
    NAMING.some((name) => Object.hasOwn(kindOf(one).fields, name)),
  )) {
    await db.anyRows(kind).each((row) => {
      if (row.deleted === true) return;
      const named = addressesIn(NAMING.map((name) => [name, row[name]] as const));
      for (const sha of named.always) always.add(sha);
      for (const sha of named.all) all.add(sha);
    });
  }
  return { always, all };
}
