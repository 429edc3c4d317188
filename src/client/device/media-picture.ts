// Makes of a chosen photo what is kept: a large and a small picture, drawn anew. The new ones hold no place, time or camera of the
// photo (EXIF), and a slow line has little to carry. A sound is kept as it is. Called by screens that take pictures and sound.
import { fail, ok, type Result } from '#core/result.ts';
import { mediaTypeOf } from '#sync/media-type.ts';
import { LIMITS } from '#sync/messages.ts';

export type Pictures = {
  readonly large: Uint8Array<ArrayBuffer>;
  readonly small: Uint8Array<ArrayBuffer>;
};

/** Longer side in px and quality: a notice board can be read in the large one; the small one fills a tablet's page. */
const LARGE = { side: 1600, quality: 0.8 } as const;
const SMALL = { side: 640, quality: 0.7 } as const;

/** 'not-a-picture': the browser can't open it, whatever its name says. */
export async function preparePictures(file: Blob): Promise<Result<Pictures, 'not-a-picture'>> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return fail('not-a-picture');
  try {
    const [large, small] = [await drawn(picture, LARGE), await drawn(picture, SMALL)];
    return large && small ? ok({ large, small }) : fail('not-a-picture');
  } finally {
    picture.close();
  }
}

async function drawn(
  picture: ImageBitmap,
  { side, quality }: { readonly side: number; readonly quality: number },
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  );
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  // Where a picture lets through, the paper is white in every theme.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const webp = await canvas.convertToBlob({ type: 'image/webp', quality });
  // A browser that writes no webp answers with a heavy png.
  const blob =
    webp.type === 'image/webp' ? webp : await canvas.convertToBlob({ type: 'image/jpeg', quality });
  return new Uint8Array(await blob.arrayBuffer());
}

/** Bytes of one file at most, on the device and on the server. */
export const MOST_BYTES = LIMITS.mediaBytes;

export type Sound = { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string };

/** 'not-a-sound': none of the forms that every tablet plays, whatever its name says. */
export async function prepareSound(
  file: Blob,
): Promise<Result<Sound, 'not-a-sound' | 'large-media'>> {
  if (file.size > MOST_BYTES) return fail('large-media');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const type = mediaTypeOf(bytes);
  return type?.startsWith('audio/') ? ok({ bytes, type }) : fail('not-a-sound');
}
