// Looks for codes beside the main thread: on an old tablet one look takes longer than a finger should wait. Started by barcodes.ts.
import { ATTEMPTS, readCode } from './read.ts';

/** What a worker has of its own; the compiler knows this file as part of the page. */
type Worker = { readonly postMessage: (text: string | null) => void };
/** `thorough`: there is this one picture alone, so every way is tried. */
type Task = { readonly picture: ImageBitmap; readonly thorough: boolean };

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d', { willReadFrequently: true });
let attempt = 0;

addEventListener('message', ({ data: { picture, thorough } }: MessageEvent<Task>) => {
  const { width, height } = picture;
  canvas.width = width;
  canvas.height = height;
  context?.drawImage(picture, 0, 0);
  picture.close();
  const seen = context?.getImageData(0, 0, width, height);
  let text: string | undefined;
  for (let i = 0; seen && text === undefined && i < (thorough ? ATTEMPTS : 1); i += 1) {
    attempt += 1;
    text = readCode(seen, attempt);
  }
  (globalThis as unknown as Worker).postMessage(text ?? null);
});
