// The browser's own reader of QR codes (Shape Detection API): on Android and macOS mostly there, elsewhere rarely. Called by TakeScreen and CodeReader.

type Detector = {
  readonly detect: (source: CanvasImageSource) => Promise<readonly { readonly rawValue: string }[]>;
};
type WithDetector = {
  readonly BarcodeDetector?: new (options: { readonly formats: readonly string[] }) => Detector;
};

const { BarcodeDetector: detectorHere } = globalThis as WithDetector;

export const readsCodes = (): boolean =>
  detectorHere !== undefined && navigator.mediaDevices !== undefined;

/** The codes in one picture; none when the picture is not ready. */
export function codeReader(): (source: CanvasImageSource) => Promise<readonly string[]> {
  if (!detectorHere) return () => Promise.resolve([]);
  const detector = new detectorHere({ formats: ['qr_code'] });
  return (source) =>
    detector.detect(source).then(
      (codes) => codes.map(({ rawValue }) => rawValue),
      () => [],
    );
}
