// Pictures and sound on the device, by their content's address (SHA-256): taken in here first, sent later, read with no network.
// Called by screens through `device.media`; the exchange with the server is media-exchange.ts.
import { fail, ok, type Result } from '#core/result.ts';
import type { Rejection } from '#sync/errors.ts';
import { mediaTypeOf } from '#sync/media-type.ts';
import { LIMITS } from '#sync/messages.ts';
import type { Database, MediaRow } from './database.ts';
import { asRejection } from './rejection.ts';

/** Makes a small picture of a large one; undefined for sound and where the browser can't. */
export type MakePreview = (
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
) => Promise<Uint8Array<ArrayBuffer> | undefined>;

export type MediaOptions = {
  readonly db: Database;
  readonly now: () => number;
  readonly preview: MakePreview;
};

export const previewKey = (sha: string): string => `${sha}/preview`;
const PART = '/part/';
/** Fixed width, so that the parts stand in their order. */
export const partKey = (sha: string, offset: number): string =>
  `${sha}${PART}${String(offset).padStart(9, '0')}`;
export const isPart = (key: string): boolean => key.includes(PART);
export const partsOf = (db: Database, sha: string) =>
  db.mediaBytes.where('key').startsWith(sha + PART);

export async function shaOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Keeps a file on this device and answers its address, to be named in a record. The same rules as on the server: kind by the
 * first bytes, at most 10 MiB. Once this answers ok the file survives anything short of the tablet's loss.
 */
export async function putMedia(
  { db, now, preview }: MediaOptions,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Result<string, Rejection>> {
  if (bytes.length > LIMITS.mediaBytes)
    return fail({
      code: 'large-media',
      message: `a medium holds at most ${LIMITS.mediaBytes} bytes`,
    });
  const type = mediaTypeOf(bytes);
  if (type === undefined)
    return fail({
      code: 'bad-media',
      message: 'only pictures (webp, jpeg, png) and sound (webm, ogg, m4a) are kept',
    });
  const sha = await shaOf(bytes);
  try {
    const small = await preview(bytes, type);
    await db.transaction('rw', [db.media, db.mediaBytes], async () => {
      const before = await db.media.get(sha);
      const state = before?.state === 'sent' ? 'sent' : 'local';
      const row: MediaRow = { sha, type, size: bytes.length, state, whole: true, usedAt: now() };
      await db.media.put(row);
      await db.mediaBytes.put({ key: sha, bytes });
      if (small) await db.mediaBytes.put({ key: previewKey(sha), bytes: small });
    });
    return ok(sha);
  } catch (error) {
    return fail(asRejection(error));
  }
}

export type ReadMedia = {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** True when only the small picture is here: the whole one comes again from the server when it is wanted. */
  readonly preview: boolean;
  readonly state: MediaRow['state'];
};

/** What is here of a file: the whole, else its preview, else nothing. Marks it as used, so that what people look at stays longest. */
export async function readMedia(
  { db, now }: Pick<MediaOptions, 'db' | 'now'>,
  sha: string,
): Promise<ReadMedia | undefined> {
  const row = await db.media.get(sha);
  if (!row) return undefined;
  const whole = row.whole ? await db.mediaBytes.get(sha) : undefined;
  const found = whole ?? (await db.mediaBytes.get(previewKey(sha)));
  if (!found) return undefined;
  await db.media.update(sha, { usedAt: now() });
  const type = whole ? row.type : PREVIEW_TYPE;
  return { type, bytes: found.bytes, preview: !whole, state: row.state };
}

export const PREVIEW_TYPE = 'image/webp';
const PREVIEW_SIDE = 480;

/** The browser's own way to a small picture. */
export const browserPreview: MakePreview = async (bytes, type) => {
  if (!type.startsWith('image/') || typeof OffscreenCanvas === 'undefined') return undefined;
  try {
    const picture = await createImageBitmap(new Blob([bytes], { type }));
    const scale = Math.min(1, PREVIEW_SIDE / Math.max(picture.width, picture.height));
    const [width, height] = [picture.width, picture.height].map((side) =>
      Math.max(1, Math.round(side * scale)),
    ) as [number, number];
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
    picture.close();
    const blob = await canvas.convertToBlob({ type: PREVIEW_TYPE, quality: 0.8 });
    // A browser that can't write webp answers with another type: then the picture itself has to do.
    return blob.type === PREVIEW_TYPE ? new Uint8Array(await blob.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
};
