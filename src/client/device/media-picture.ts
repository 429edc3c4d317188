// Makes of a chosen photo what is kept: a large and a small picture, drawn anew. The new ones hold no place, time or camera of the
// photo (EXIF), and a slow line has little to carry. Called by screens that take pictures.
import { fail, ok, type Result } from '#core/result.ts';

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
