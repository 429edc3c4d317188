// Reads QR codes from the camera: by the browser's own reader (Shape Detection API: on Android and macOS mostly there), else by ours,
// whose code comes when it is needed. Called by TakeScreen and CodeReader.

type Detector = {
  readonly detect: (source: CanvasImageSource) => Promise<readonly { readonly rawValue: string }[]>;
};
type DetectorKind = {
  new (options: { readonly formats: readonly string[] }): Detector;
  readonly getSupportedFormats?: () => Promise<readonly string[]>;
};

/** The codes in what the camera shows now; none when it is not ready. */
export type ReadCodes = (video: HTMLVideoElement) => Promise<readonly string[]>;

const FORMAT = 'qr_code';

/** Whether there may be a camera at all. */
export const readsCodes = (): boolean => navigator.mediaDevices !== undefined;

export async function codeReader(): Promise<ReadCodes> {
  const { BarcodeDetector } = globalThis as { readonly BarcodeDetector?: DetectorKind };
  // Some browsers have the class and nothing behind it.
  const formats = await BarcodeDetector?.getSupportedFormats?.().catch((): readonly string[] => []);
  return BarcodeDetector && formats?.includes(FORMAT) === true
    ? theirs(new BarcodeDetector({ formats: [FORMAT] }))
    : ours();
}

const theirs =
  (detector: Detector): ReadCodes =>
  (video) =>
    detector.detect(video).then(
      (codes) => codes.map(({ rawValue }) => rawValue),
      () => [],
    );

/** A code of our chains has 65 squares a side: enough for each to be several px wide, and no more for an old tablet to look through. */
const LONGER_SIDE = 800;

async function ours(): Promise<ReadCodes> {
  const { readCode } = await import('./qr/read.ts');
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let attempt = 0;
  return (video) => {
    const scale = Math.min(1, LONGER_SIDE / Math.max(video.videoWidth, video.videoHeight, 1));
    const [width, height] = [video.videoWidth, video.videoHeight].map((side) =>
      Math.round(side * scale),
    ) as [number, number];
    if (!context || width === 0 || height === 0) return Promise.resolve([]);
    canvas.width = width;
    canvas.height = height;
    context.drawImage(video, 0, 0, width, height);
    attempt += 1;
    const text = readCode(context.getImageData(0, 0, width, height), attempt);
    return Promise.resolve(text === undefined ? [] : [text]);
  };
}
