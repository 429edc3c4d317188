// Reads QR codes from the camera: by the browser's own reader (Shape Detection API: on Android and macOS mostly there), else by ours,
// whose code comes when it is needed. Called by TakeScreen and CodeReader.
import { scriptAddress } from '#device/script-address.ts';

// oxlint-disable-next-line import/default -- vite makes the address of what it built
import workerUrl from './qr/worker.ts?worker&url';

type Detector = {
  readonly detect: (source: CanvasImageSource) => Promise<readonly { readonly rawValue: string }[]>;
};
type DetectorKind = {
  new (options: { readonly formats: readonly string[] }): Detector;
  readonly getSupportedFormats?: () => Promise<readonly string[]>;
};

export type CodeReading = {
  /** The codes in what the camera shows now; none when it is not ready. One look at a time. */
  readonly look: (video: HTMLVideoElement) => Promise<readonly string[]>;
  readonly close: () => void;
};

const FORMAT = 'qr_code';

/** Whether there may be a camera at all. */
export const readsCodes = (): boolean => navigator.mediaDevices !== undefined;

export async function codeReader(): Promise<CodeReading> {
  const { BarcodeDetector } = globalThis as { readonly BarcodeDetector?: DetectorKind };
  // Some browsers have the class and nothing behind it.
  const formats = await BarcodeDetector?.getSupportedFormats?.().catch((): readonly string[] => []);
  return BarcodeDetector && formats?.includes(FORMAT) === true
    ? theirs(new BarcodeDetector({ formats: [FORMAT] }))
    : ours();
}

const theirs = (detector: Detector): CodeReading => ({
  look: (video) =>
    detector.detect(video).then(
      (codes) => codes.map(({ rawValue }) => rawValue),
      () => [],
    ),
  close: () => undefined,
});

/** A code of our chains has 65 squares a side: enough for each to be several px wide, and no more for an old tablet to look through. */
const LONGER_SIDE = 800;

let address: string | undefined;

function ours(): CodeReading {
  address ??= scriptAddress('vestnesis-codes', workerUrl);
  const worker = new Worker(address, { type: 'module' });
  const ask = (picture: ImageBitmap): Promise<string | null> =>
    new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }) => resolve(data as string | null), {
        once: true,
      });
      worker.addEventListener('error', reject, { once: true });
      worker.postMessage(picture, [picture]);
    });
  return {
    look: async (video) => {
      const longer = Math.max(video.videoWidth, video.videoHeight);
      if (longer === 0) return [];
      const scale = Math.min(1, LONGER_SIDE / longer);
      const picture = await createImageBitmap(video, {
        resizeWidth: Math.round(video.videoWidth * scale),
        resizeHeight: Math.round(video.videoHeight * scale),
      });
      const text = await ask(picture);
      return text === null ? [] : [text];
    },
    close: () => worker.terminate(),
  };
}
