// `/carry/give`: everything unsent of this tablet as one sealed file or a few QR codes, and the code that opens it.
import { useEffect, useState } from 'preact/hooks';
import { countToCarry } from '#device/carry.ts';
import { countFiles } from '#device/carry-media.ts';
import {
  canGive,
  MEDIA_LIMIT,
  PARCEL_ENDING,
  type ReadyParcel,
  readyParcel,
} from '#device/carry-ways.ts';
import { useDevice, useLive } from '#device/live.ts';
import type { Kind } from '#records/registry.ts';
import { formatBytes } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { saveFile } from '#ui/save-file.ts';
import { Select } from '#ui/Select.tsx';
import { shareParcel, sharing } from './share-parcel.ts';
import { Strips } from './Strips.tsx';
import './carry.css';

const CONTENT = { none: 0, month: 30, all: Number.POSITIVE_INFINITY } as const;
type Content = keyof typeof CONTENT;
/** What another tablet may lack; 'all' leaves nothing out. */
const KINDS = {
  all: undefined,
  lessons: ['lesson', 'path', 'walkthrough', 'todo-template', 'story', 'scam-card'],
  places: ['place'],
  surveys: ['survey'],
} as const satisfies Record<string, readonly Kind[] | undefined>;
type What = keyof typeof KINDS;
const WHATS = Object.keys(KINDS) as What[];

export function GiveScreen() {
  const device = useDevice();
  const waiting = useLive(countToCarry, []);
  const files = useLive(countFiles, []);
  const nothing = waiting === 0 && files === 0;
  const [content, setContent] = useState<Content>('none');
  const [what, setWhat] = useState<What>('all');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const [ready, setReady] = useState<ReadyParcel>();
  const [unproven, setUnproven] = useState(false);
  useEffect(() => {
    void canGive(device).then((proven) => setUnproven(!proven));
  }, [device]);

  const make = async (): Promise<void> => {
    setBusy(true);
    setFailed(false);
    try {
      const made = await readyParcel(device, CONTENT[content], KINDS[what]);
      if (made.ok) setReady(made.value);
      else setUnproven(true);
    } catch (error) {
      console.error(error);
      setFailed(true);
    }
    setBusy(false);
  };

  if (ready) return <Ready parcel={ready} onBack={() => setReady(undefined)} />;
  return (
    <PageFrame title={t('carry:give')} back="/carry" lead={t('carry:stay')}>
      {failed && <Notice kind="problem" live title={t('carry:failed')} />}
      {unproven && (
        <Notice kind="careful" live title={t('carry:unproven')}>
          <p>{t('carry:unproven.do')}</p>
        </Notice>
      )}
      {nothing ? (
        <Notice kind="info" title={t('carry:nothing')}>
          <p>{t('carry:nothing.text')}</p>
        </Notice>
      ) : (
        waiting !== undefined && <p>{t('carry:waiting', { count: waiting })}</p>
      )}
      {files !== undefined && files > 0 && <p>{t('carry:waiting.media', { count: files })}</p>}
      <Select
        label={t('carry:content')}
        hint={t('carry:content.hint')}
        value={content}
        onChange={(value) => setContent(value as Content)}
        options={(['none', 'month', 'all'] as const).map((value) => ({
          value,
          label: t(`carry:content.${value}`),
        }))}
      />
      {content !== 'none' && (
        <Select
          label={t('carry:content.what')}
          value={what}
          onChange={(value) => setWhat(value as What)}
          options={WHATS.map((value) => ({ value, label: t(`carry:content.what.${value}`) }))}
        />
      )}
      <div>
        <Button
          kind="primary"
          icon="lock"
          disabled={busy || unproven || waiting === undefined || (nothing && content === 'none')}
          onPress={() => void make()}
        >
          {t(busy ? 'carry:making' : 'carry:make')}
        </Button>
      </div>
    </PageFrame>
  );
}

type ReadyProps = { readonly parcel: ReadyParcel; readonly onBack: () => void };
type Told = { readonly kind: 'done' | 'info'; readonly words: string };

function Ready({ parcel, onBack }: ReadyProps) {
  const [told, setTold] = useState<Told>();
  const [strips, setStrips] = useState(false);
  const name = parcel.name + PARCEL_ENDING;
  const canShare = sharing(parcel);

  const share = async (): Promise<void> => {
    const how = await shareParcel(parcel);
    if (how === 'shared') setTold({ kind: 'done', words: t('carry:shared') });
    if (how === 'refused') setTold({ kind: 'info', words: t('carry:share.refused') });
  };
  const save = (): void => {
    saveFile(name, 'application/octet-stream', parcel.file);
    setTold({ kind: 'done', words: t('carry:saved', { name }) });
  };

  return (
    <PageFrame title={t('carry:give')} onBack={onBack}>
      <p role="status">
        {t('carry:ready', { count: parcel.records, size: formatBytes(parcel.file.length) })}
        {parcel.content > 0 && ` ${t('carry:ready.content', { count: parcel.content })}`}
        {parcel.media > 0 && ` ${t('carry:ready.media', { count: parcel.media })}`}
      </p>
      {parcel.mediaLeft > 0 && (
        <Notice kind="info" title={t('carry:media.left', { count: parcel.mediaLeft })}>
          <p>{t('carry:media.left.why', { size: formatBytes(MEDIA_LIMIT) })}</p>
        </Notice>
      )}
      <Card title={t('carry:code')} icon="key">
        <p class="carry-code">{parcel.code}</p>
        <p>{t('carry:code.tell')}</p>
      </Card>
      {told && (
        <Notice kind={told.kind} live title={told.words} onClose={() => setTold(undefined)} />
      )}
      <h2>{t('carry:way')}</h2>
      <div class="row carry-ways">
        {canShare && (
          <Button kind="primary" icon="upload" onPress={() => void share()}>
            {t('carry:share')}
          </Button>
        )}
        <Button kind={canShare ? 'secondary' : 'primary'} icon="download" onPress={save}>
          {t('carry:save')}
        </Button>
        {parcel.strips.length > 0 && (
          <Button icon="code" expanded={strips} onPress={() => setStrips(!strips)}>
            {t(strips ? 'carry:qr.hide' : 'carry:qr.show')}
          </Button>
        )}
      </div>
      {parcel.strips.length === 0 && <p class="soft">{t('carry:qr.large')}</p>}
      {strips && parcel.media > 0 && (
        <Notice kind="info" title={t('carry:qr.noMedia')}>
          <p>{t('carry:qr.noMedia.do')}</p>
        </Notice>
      )}
      {strips && <Strips texts={parcel.strips} />}
    </PageFrame>
  );
}
