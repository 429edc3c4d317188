// Pictures and sound in parcels: which go along, and how they are taken in. Called by carry-ways.ts.
import { mediaTypeOf } from '#sync/media-type.ts';
import type { ParcelContent, ParcelMedium } from '#sync/parcel.ts';
import type { Database, MediaRow } from './database.ts';
import { type MakePreview, previewKey } from './media.ts';
import { addressesIn } from '#sync/media-names.ts';
import { namedMedia } from './media-named.ts';

export type PackedMedia = {
  readonly list: readonly ParcelMedium[];
  readonly bytes: readonly Uint8Array<ArrayBuffer>[];
  /** Files that would have made the parcel too large: they stay for the next one, or for the network. */
  readonly left: number;
};

/** How many files wait to be sent: what the giving screen tells before anything is made. */
export const countFiles = (db: Database): Promise<number> =>
  db.media.where('state').equals('local').count();

/**
 * Files that only this tablet has, and those that the records in the parcel show; smallest first, so that as many as
 * possible fit. A file that the server has is only a convenience: it comes after those that it lacks.
 */
export async function mediaFor(
  db: Database,
  { records, content }: Pick<ParcelContent, 'records' | 'content'>,
  maxBytes: number,
): Promise<PackedMedia> {
  const shown = new Set(
    [...records, ...content].flatMap(({ fields }) => [
      ...addressesIn(Object.entries(fields).map(([name, [value]]) => [name, value] as const))
        .always,
    ]),
  );
  const named = await namedMedia(db);
  const rows = (await db.media.toArray()).filter(
    ({ sha, state, whole }) =>
      whole && ((state === 'local' && named.all.has(sha)) || (state === 'sent' && shown.has(sha))),
  );
  const order = ({ state, size }: MediaRow): [number, number] => [state === 'local' ? 0 : 1, size];
  const list: ParcelMedium[] = [];
  const bytes: Uint8Array<ArrayBuffer>[] = [];
  let free = maxBytes;
  let left = 0;
  for (const { sha, size, state } of rows.toSorted((a, b) => {
    const [[sentA, sizeA], [sentB, sizeB]] = [order(a), order(b)];
    return sentA - sentB || sizeA - sizeB;
  })) {
    const kept = size <= free ? await db.mediaBytes.get(sha) : undefined;
    if (!kept) {
      left += state === 'local' ? 1 : 0;
      continue;
    }
    list.push({ sha, size, sent: state === 'sent' });
    bytes.push(kept.bytes);
    free -= size;
  }
  return { list, bytes, left };
}

/** Rows and bytes to be stored, their previews made before any transaction begins (a transaction does not wait for a canvas). */
export type TakenMedia = readonly {
  readonly row: MediaRow;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly small: Uint8Array<ArrayBuffer> | undefined;
}[];

export async function readyMedia(
  content: ParcelContent,
  bytes: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  preview: MakePreview,
  nowMs: number,
): Promise<TakenMedia> {
  const ready = await Promise.all(
    (content.media ?? []).map(async ({ sha, size, sent }) => {
      const one = bytes.get(sha);
      const type = one && mediaTypeOf(one);
      if (!one || type === undefined) return [];
      const state = sent ? ('sent' as const) : ('local' as const);
      const row: MediaRow = { sha, type, size, state, whole: true, usedAt: nowMs };
      return [{ row, bytes: one, small: await preview(one, type) }];
    }),
  );
  return ready.flat();
}

/** Inside the transaction that takes the parcel in. What is here already stays as it is. @returns how many are new */
export async function storeMedia(db: Database, media: TakenMedia): Promise<number> {
  let taken = 0;
  const { all } = await namedMedia(db);
  for (const { row, bytes, small } of media) {
    // The parcel may be older than the erasure of the record that it belonged to.
    if (!all.has(row.sha)) continue;
    const here = await db.media.get(row.sha);
    if (here?.whole) continue;
    await db.media.put(here ? { ...here, whole: true, usedAt: row.usedAt } : row);
    await db.mediaBytes.put({ key: row.sha, bytes });
    if (small) await db.mediaBytes.put({ key: previewKey(row.sha), bytes: small });
    taken += 1;
  }
  return taken;
}
