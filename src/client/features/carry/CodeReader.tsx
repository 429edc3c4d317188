// The camera that collects a chain of QR codes, in any order, until the parcel is whole. Part of TakeScreen.
import { useRef, useState } from 'preact/hooks';
import { readAnother, type StripsRead } from '#device/carry-ways.ts';
import { formatList } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { useCamera } from '#qr/use-camera.ts';
import { Notice } from '#ui/Notice.tsx';
import { Progress } from '#ui/Progress.tsx';

export function CodeReader({ onDone }: { readonly onDone: (file: Uint8Array) => void }) {
  const [read, setRead] = useState<StripsRead>();
  const held = useRef<StripsRead | undefined>(undefined);
  const { video, fault } = useCamera((codes) => {
    for (const code of codes) held.current = readAnother(held.current, code);
    setRead(held.current);
    if (held.current?.file) onDone(held.current.file);
    return held.current?.file !== undefined;
  });

  if (fault) return <Notice kind="info" live title={t('carry:read.camera')} />;
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
