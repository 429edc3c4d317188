// Reads the code of a printed practice bill by camera or photo, with no network. Route /practice/scan.
// The text of a code lives only inside `readScanned`: of a real bill nothing but the word "real" ever reaches state or screen.
import { useRef, useState } from 'preact/hooks';
import { t } from '#i18n/i18n.ts';
import { TrainingStamp } from '#practice-world/Training.tsx';
import { readScanned, type Scanned } from '#practice/scanned.ts';
import { codeReader, readsCodes } from '#qr/barcodes.ts';
import { useCamera } from '#qr/use-camera.ts';
import { Button } from '#ui/Button.tsx';
import { FileButton } from '#ui/FileButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PRACTICE } from './bills-paths.ts';
import { FilledPayment } from './FilledPayment.tsx';
import './bills.css';

type PhotoState = 'looking' | 'notFound' | 'notPicture';

export function ScanScreen() {
  const [camera, setCamera] = useState(false);
  const [photo, setPhoto] = useState<PhotoState>();
  const [scanned, setScanned] = useState<Scanned>();
  /** Counts photos: an earlier one that ends later says nothing. */
  const latest = useRef(0);

  const again = (): void => {
    latest.current += 1;
    setScanned(undefined);
    setPhoto(undefined);
  };
  const take = (codes: readonly string[]): boolean => {
    const found = mostTelling(codes);
    if (!found) return false;
    setCamera(false);
    setPhoto(undefined);
    setScanned(found);
    return true;
  };
  const look = async (file: File): Promise<void> => {
    again();
    const mine = latest.current;
    setCamera(false);
    setPhoto('looking');
    const reading = await codeReader();
    const codes = await reading.lookAtPhoto(file).catch(() => undefined);
    reading.close();
    if (mine !== latest.current) return;
    if (!codes) setPhoto('notPicture');
    else if (!take(codes)) setPhoto('notFound');
  };

  if (scanned?.kind === 'practice')
    return <FilledPayment payment={scanned.payment} onAgain={again} />;
  return (
    <PageFrame title={t('bills:scan.title')} back={PRACTICE} lead={t('bills:scan.lead')}>
      <p class="bills-stamp">
        <TrainingStamp />
      </p>
      {scanned && <Answer scanned={scanned} />}
      <div class="row bills-ways">
        {readsCodes() && (
          <Button
            kind={camera ? 'secondary' : 'primary'}
            icon="code"
            expanded={camera}
            onPress={() => {
              again();
              setCamera(!camera);
            }}
          >
            {t(camera ? 'bills:scan.stop' : scanned ? 'bills:scan.again' : 'bills:scan.open')}
          </Button>
        )}
        <FileButton
          icon="camera"
          accept="image/*"
          kind={readsCodes() ? 'secondary' : 'primary'}
          onFile={(file) => void look(file)}
        >
          {t('bills:scan.photo')}
        </FileButton>
      </div>
      {!readsCodes() && <p class="soft">{t('bills:scan.none')}</p>}
      {camera && <Camera onCodes={take} />}
      <p role="status">{photo === 'looking' && t('bills:scan.looking')}</p>
      {(photo === 'notFound' || photo === 'notPicture') && (
        <Notice kind="info" live title={t(`bills:scan.${photo}`)}>
          <p>{t(`bills:scan.${photo}Text`)}</p>
        </Notice>
      )}
    </PageFrame>
  );
}

/** Of several codes in one picture: a bill before anything else, a real one before a practice one. */
function mostTelling(codes: readonly string[]): Scanned | undefined {
  const found = codes.map(readScanned);
  const order: readonly Scanned['kind'][] = ['real', 'practice', 'damaged', 'link', 'other'];
  return found.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0];
}

function Camera({ onCodes }: { readonly onCodes: (codes: readonly string[]) => boolean }) {
  const { video, fault } = useCamera(onCodes);
  if (fault) {
    return (
      <Notice kind="info" live title={t(`bills:scan.${fault}`)}>
        <p>{t(`bills:scan.${fault}Text`)}</p>
      </Notice>
    );
  }
  return (
    <div class="stack-tight">
      <p>{t('bills:scan.aim')}</p>
      <video class="bills-camera" ref={video} muted playsInline aria-label={t('bills:scan.aim')} />
    </div>
  );
}

type AnswerProps = { readonly scanned: Exclude<Scanned, { readonly kind: 'practice' }> };

function Answer({ scanned }: AnswerProps) {
  switch (scanned.kind) {
    case 'real':
      return (
        <Notice kind="careful" live title={t('bills:real.title')}>
          <p>{t('bills:real.text')}</p>
        </Notice>
      );
    case 'link':
      return (
        <Notice kind="careful" live title={t('bills:link.title')}>
          <p>{t('bills:link.text')}</p>
          <p>{t('bills:link.rule')}</p>
        </Notice>
      );
    case 'other':
      return (
        <Notice kind="info" live title={t('bills:other.title')}>
          <p>{t('bills:other.text')}</p>
        </Notice>
      );
    case 'damaged':
      return (
        <Notice
          kind="info"
          live
          title={t('bills:damaged.title', { what: t(`bills:fault.${scanned.fault}`) })}
        >
          <p>{t('bills:damaged.text')}</p>
        </Notice>
      );
  }
}
