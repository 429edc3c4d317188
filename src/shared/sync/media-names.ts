// How a record names pictures and sound: the same on the device, which sends, fetches and keeps by it, and on the server, which
// lets go by it. Called by device/media-named.ts, device/carry-media.ts and server/store/ledger.ts.
import { type Kind, kindOf, kinds } from '#records/registry.ts';

/**
 * Any kind names files in fields of these two names, as a list or a map of addresses. Those of `media` come to every tablet that
 * has the record; those of `originals` (the same pictures, larger) when somebody wants to see them. A draft names what the
 * content will name once it is published: such files come when somebody opens the draft.
 */
export const NAMING = ['media', 'originals'] as const;
const DRAFT = 'draft';
const OF_DRAFT = 'values.';

/** Kinds of which a record may name a file. */
export const namingKinds: readonly Kind[] = kinds.filter(
  (kind) => kind === DRAFT || NAMING.some((name) => Object.hasOwn(kindOf(kind).fields, name)),
);

export type Named = { readonly always: ReadonlySet<string>; readonly all: ReadonlySet<string> };

const ADDRESS = /^[0-9a-f]{64}$/;
const isAddress = (value: unknown): value is string =>
  typeof value === 'string' && ADDRESS.test(value);
const inside = (value: unknown): string[] =>
  (typeof value === 'object' && value !== null ? Object.values(value) : [value]).filter(isAddress);

/** @param fields name and value of fields (`media`) or of registers (`media.entrance`, a draft's `values.media`) */
export function addressesIn(fields: Iterable<readonly [string, unknown]>): Named {
  const always = new Set<string>();
  const all = new Set<string>();
  for (const [name, value] of fields) {
    const drafted = name.startsWith(OF_DRAFT);
    const field = (drafted ? name.slice(OF_DRAFT.length) : name).split('.', 1)[0];
    if (field !== 'media' && field !== 'originals') continue;
    for (const sha of inside(value)) {
      all.add(sha);
      if (field === 'media' && !drafted) always.add(sha);
    }
  }
  return { always, all };
}
