// Looks for codes beside the main thread: on an old tablet one look takes longer than a finger should wait. Started by barcodes.ts.
import { readCode } from './read.ts';

/** What a worker has of its own; the compiler knows this file as part of the page. */
type Worker = { readonly postMessage: (text: string | null) => void };

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d', { willReadFrequently: true });
let attempt = 0;

addEventListener('message', ({ data: picture }: MessageEvent<ImageBitmap>) => {
  const { width, height } = picture;
  canvas.width = width;
  canvas.height = height;
  context?.drawImage(picture, 0, 0);
  picture.close();
  attempt += 1;
  const text = context && readCode(context.getImageData(0, 0, width, height), attempt);
  (globalThis as unknown as Worker).postMessage(text ?? null);
});
