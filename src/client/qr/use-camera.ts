// The camera at the back, looking for codes until its caller has enough. Nothing of what it sees is kept.
// Called by the screens of carry and of bills, which draw the <video>.
import { useEffect, useRef, useState } from 'preact/hooks';
import { codeReader } from './barcodes.ts';

/** Often enough for a hand that goes from code to code, rarely enough for an old tablet. */
const LOOK_EVERY_MS = 250;

/** `denied`: the person or the system said no; `absent`: there is no camera, or another app holds it. */
export type CameraFault = 'denied' | 'absent';

/** @param onCodes hears the codes of each look, also none of them; answers true when it has enough */
export function useCamera(onCodes: (codes: readonly string[]) => boolean) {
  const video = useRef<HTMLVideoElement>(null);
  const [fault, setFault] = useState<CameraFault>();
  const hear = useRef(onCodes);
  hear.current = onCodes;

  useEffect(() => {
    let ended = false;
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const reading = codeReader();
    const look = async (): Promise<void> => {
      const { look: lookOnce } = await reading;
      const codes = video.current ? await lookOnce(video.current).catch(() => []) : [];
      if (ended || hear.current(codes)) return;
      timer = setTimeout(() => void look(), LOOK_EVERY_MS);
    };
    const open = async (): Promise<void> => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          // A code of 65 squares wants more than the usual 640 px.
          video: { facingMode: 'environment', width: { ideal: 1280 } },
        });
      } catch (error) {
        const { name } = error as { readonly name?: string };
        if (!ended) setFault(name === 'NotAllowedError' ? 'denied' : 'absent');
        return;
      }
      if (ended || !video.current) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      video.current.srcObject = stream;
      await video.current.play().catch(() => undefined);
      void look();
    };
    void open();
    return () => {
      ended = true;
      clearTimeout(timer);
      void reading.then(({ close }) => close());
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);

  return { video, fault };
}
