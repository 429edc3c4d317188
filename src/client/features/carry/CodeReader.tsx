// The camera that collects a chain of QR codes, in any order, until the parcel is whole. Part of TakeScreen.
import { useEffect, useRef, useState } from 'preact/hooks';
import { readAnother, type StripsRead } from '#device/carry-ways.ts';
import { formatList } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Notice } from '#ui/Notice.tsx';
import { Progress } from '#ui/Progress.tsx';
import { codeReader } from './barcodes.ts';

/** Often enough for a hand that goes from code to code, rarely enough for an old tablet. */
const LOOK_EVERY_MS = 250;

export function CodeReader({ onDone }: { readonly onDone: (file: Uint8Array) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [read, setRead] = useState<StripsRead>();
  const [refused, setRefused] = useState(false);

  useEffect(() => {
    let ended = false;
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let held: StripsRead | undefined;
    const reading = codeReader();
    const look = async (): Promise<void> => {
      const { look: lookOnce } = await reading;
      const codes = video.current ? await lookOnce(video.current).catch(() => []) : [];
      if (ended) return;
      for (const code of codes) held = readAnother(held, code);
      setRead(held);
      if (held?.file) onDone(held.file);
      else timer = setTimeout(() => void look(), LOOK_EVERY_MS);
    };
    const open = async (): Promise<void> => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          // A code of 65 squares wants more than the usual 640 px.
          video: { facingMode: 'environment', width: { ideal: 1280 } },
        });
      } catch {
        setRefused(true);
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

  if (refused) return <Notice kind="info" live title={t('carry:read.camera')} />;
  return (
    <div class="stack-tight">
      <p>{t('carry:read.aim')}</p>
      <video class="carry-camera" ref={video} muted playsInline aria-label={t('carry:read.aim')} />
      {read && (
        <>
          <Progress
            now={read.total - read.missing.length}
            of={read.total}
            label={t('carry:read.progress', {
              now: read.total - read.missing.length,
              of: read.total,
            })}
          />
          <p role="status">
            {t('carry:read.missing', { numbers: formatList(read.missing.map(String)) })}
          </p>
        </>
      )}
    </div>
  );
}
