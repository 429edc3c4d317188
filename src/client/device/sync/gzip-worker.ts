// Packs beside the page. Started by gzip-aside.ts.
import { gzip } from './gzip.ts';

/** What a worker has of its own; the compiler knows this file as part of the page. */
type Worker = {
  readonly postMessage: (told: unknown, moved?: readonly Transferable[]) => void;
};
const worker = globalThis as unknown as Worker;

let before: Promise<unknown> = Promise.resolve();

/** One after the other: what was asked for first is sent first. */
addEventListener('message', ({ data }: MessageEvent<{ n: number; text: string }>) => {
  const { n, text } = data;
  before = before
    .then(() => gzip(text))
    .then(
      (packed) => worker.postMessage({ n, packed }, [packed.buffer]),
      () => worker.postMessage({ n }),
    );
});
// Ready; until then the page packs by itself.
worker.postMessage({ n: 0 });
