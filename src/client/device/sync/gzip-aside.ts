// Packs large texts in a worker: a page of a thousand records takes an old tablet longer than a finger should wait.
// Given to the device by main.tsx; without it (tests, Node) the device packs where it is.
import { scriptAddress } from '#core/script-address.ts';
import { gzip } from './gzip.ts';
// oxlint-disable-next-line import/default -- vite makes the address of what it built
import workerUrl from './gzip-worker.ts?worker&url';

/** Below this the way there and back is longer than the work. */
const WORTH_A_WORKER = 32 * 1024;
/** A worker that has nothing to do costs memory. */
const IDLE_MS = 10_000;

type Told = { readonly n: number; readonly packed?: Uint8Array<ArrayBuffer> };
type Done = (packed: Uint8Array<ArrayBuffer> | undefined) => void;

let address: string | undefined;
let worker: Worker | undefined;
/** A worker takes as long to start as a page takes to pack: the first one is not kept waiting for it. */
let isReady = false;
let idle: ReturnType<typeof setTimeout> | undefined;
let last = 0;
const waiting = new Map<number, Done>();

/** @returns bytes of one gzip member; packed here when a worker can't be had */
export async function gzipAside(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = text.length < WORTH_A_WORKER || !hasWorker() ? undefined : await inWorker(text);
  return packed ?? gzip(text);
}

/** Whether a worker is ready; when there is none, one is started for what comes next. */
function hasWorker(): boolean {
  clearTimeout(idle);
  try {
    worker ??= started();
  } catch {
    letGo();
  }
  return isReady;
}

function inWorker(text: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return new Promise((resolve) => {
    last += 1;
    waiting.set(last, resolve);
    worker!.postMessage({ n: last, text });
  });
}

function started(): Worker {
  address ??= scriptAddress('vestnesis-packing', workerUrl);
  const fresh = new Worker(address, { type: 'module' });
  fresh.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    isReady = true;
    waiting.get(data.n)?.(data.packed);
    waiting.delete(data.n);
    if (waiting.size === 0) idle = setTimeout(letGo, IDLE_MS);
  });
  fresh.addEventListener('error', letGo);
  return fresh;
}

/** Whoever still waits packs by itself. */
function letGo(): void {
  worker?.terminate();
  worker = undefined;
  isReady = false;
  for (const done of waiting.values()) done(undefined);
  waiting.clear();
}
