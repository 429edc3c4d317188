// Reads QR codes from the camera or a photo: by the browser's own reader (Shape Detection API: on Android and macOS mostly there),
// else by ours, whose code comes when it is needed. Called by use-camera.ts, the screens of carry and of bills.
import { scriptAddress } from '#core/script-address.ts';

// oxlint-disable-next-line import/default -- vite makes the address of what it built
import workerUrl from './worker.ts?worker&url';

type Detector = {
  readonly detect: (source: ImageBitmapSource) => Promise<readonly { readonly rawValue: string }[]>;
};
type DetectorKind = {
  new (options: { readonly formats: readonly string[] }): Detector;
  readonly getSupportedFormats?: () => Promise<readonly string[]>;
};

export type CodeReading = {
  /** The codes in what the camera shows now; none when it is not ready. One look at a time. */
  readonly look: (video: HTMLVideoElement) => Promise<readonly string[]>;
  /** The codes in a photo, looked through in every way and at every size. @throws when it is no picture */
  readonly lookAtPhoto: (photo: Blob) => Promise<readonly string[]>;
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

function theirs(detector: Detector): CodeReading {
  const look = (source: ImageBitmapSource): Promise<readonly string[]> =>
    detector.detect(source).then(
      (codes) => codes.map(({ rawValue }) => rawValue),
      () => [],
    );
  return {
    look,
    lookAtPhoto: async (photo) => {
      const picture = await createImageBitmap(photo);
      const codes = await look(picture);
      picture.close();
      return codes;
    },
    close: () => undefined,
  };
}

/** A code of our chains has 65 squares a side: enough for each to be several px wide, and no more for an old tablet to look through. */
const LONGER_SIDE = 800;
/** A photo of a whole page holds a small code: each size is tried, the quickest first. */
const PHOTO_SIDES = [800, 1600, 2800];

let address: string | undefined;

function ours(): CodeReading {
  address ??= scriptAddress('vestnesis-codes', workerUrl);
  const worker = new Worker(address, { type: 'module' });
  const ask = (picture: ImageBitmap, thorough: boolean): Promise<string | null> =>
    new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }) => resolve(data as string | null), {
        once: true,
      });
      worker.addEventListener('error', reject, { once: true });
      worker.postMessage({ picture, thorough }, [picture]);
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
      const text = await ask(picture, false);
      return text === null ? [] : [text];
    },
    lookAtPhoto: async (photo) => {
      const whole = await createImageBitmap(photo);
      const longer = Math.max(whole.width, whole.height);
      try {
        for (const side of PHOTO_SIDES) {
          const scale = Math.min(1, side / longer);
          const picture = await createImageBitmap(whole, {
            resizeWidth: Math.max(1, Math.round(whole.width * scale)),
            resizeHeight: Math.max(1, Math.round(whole.height * scale)),
            resizeQuality: 'high',
          });
          const text = await ask(picture, true);
          if (text !== null) return [text];
          if (scale === 1) break;
        }
        return [];
      } finally {
        whole.close();
      }
    },
    close: () => worker.terminate(),
  };
}
