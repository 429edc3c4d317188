// The photos and voice recordings of a story: chosen from the device, looked at or listened to, then added; each with words for those
// who can't see or hear it. Part of StoryFields.
import { useEffect, useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { MOST_BYTES, preparePictures, prepareSound } from '#device/media-picture.ts';
import { useFile } from '#device/media-view.ts';
import { formatBytes } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { Button } from '#ui/Button.tsx';
import { FileButton } from '#ui/FileButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { canRecord } from '#ui/record-sound.ts';
import { SoundPlayer } from '#ui/SoundPlayer.tsx';
import { VoiceRecorder } from '#ui/VoiceRecorder.tsx';
import { textRegister } from './content-draft.ts';
import { altKey, MOST_MEDIA, mediaIn } from './story-form.ts';
import { type StoryFieldsProps, StoryTexts } from './StoryTexts.tsx';

/** What was chosen, as it will be kept. */
type Ready = {
  readonly kind: 'photo' | 'sound';
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly url: string;
};

const ALT_ROWS = 2;
/** Longest recording in seconds. */
const MOST_SECONDS = 600;

export function StoryFiles(props: StoryFieldsProps) {
  const { now, set, flush } = props;
  const device = useDevice();
  const [ready, setReady] = useState<Ready>();
  const [problem, setProblem] = useState<string>();
  const [removed, setRemoved] = useState(false);
  const files = mediaIn(now);
  const limits = { most: MOST_MEDIA, size: formatBytes(MOST_BYTES) };

  useEffect(() => () => URL.revokeObjectURL(ready?.url ?? ''), [ready]);

  const show = (kind: Ready['kind'], bytes: Uint8Array<ArrayBuffer>, type?: string): void =>
    setReady({ kind, bytes, url: URL.createObjectURL(new Blob([bytes], type ? { type } : {})) });
  const begin = (): void => {
    setReady(undefined);
    setProblem(undefined);
    setRemoved(false);
  };
  const choosePhoto = async (file: File): Promise<void> => {
    begin();
    const made = await preparePictures(file);
    if (made.ok) show('photo', made.value.small);
    else setProblem(t('story-desk:error.notPicture'));
  };
  const chooseSound = async (file: File): Promise<void> => {
    begin();
    const made = await prepareSound(file);
    if (made.ok) show('sound', made.value.bytes, made.value.type);
    else
      setProblem(
        t(`story-desk:error.${made.error === 'large-media' ? 'large' : 'notSound'}`, limits),
      );
  };
  const keep = async (bytes: Ready['bytes']): Promise<void> => {
    const kept = await (await device.media()).put(bytes);
    if (!kept.ok) {
      setProblem(t(`errors:${kept.error.code}`));
      return;
    }
    setReady(undefined);
    if (files.includes(kept.value)) return;
    set({ media: [...files, kept.value] });
    // At once: until a record names it, the file belongs to nothing.
    await flush();
  };
  const remove = async (sha: string): Promise<void> => {
    const words = languages.map(({ code }) => [textRegister(code, altKey(sha)), ''] as const);
    set({ media: files.filter((one) => one !== sha), ...Object.fromEntries(words) });
    await flush();
    await (await device.media()).forget(sha);
    setRemoved(true);
  };

  return (
    <>
      <p class="soft">{t('story-desk:files.limits', limits)}</p>
      {files.map((sha, i) => (
        <StoryFile
          key={sha}
          {...props}
          sha={sha}
          number={i + 1}
          onRemove={() => void remove(sha)}
        />
      ))}
      {removed && (
        <Notice
          kind="done"
          live
          title={t('story-desk:file.removed')}
          onClose={() => setRemoved(false)}
        />
      )}
      {problem !== undefined && <Notice kind="problem" live title={problem} />}
      {ready && (
        <div class="story-ready">
          <p>{t(ready.kind === 'photo' ? 'story-desk:file.look' : 'story-desk:file.hear')}</p>
          {ready.kind === 'photo' ? (
            <img class="story-file-photo" src={ready.url} alt={t('story-desk:file.chosen')} />
          ) : (
            <SoundPlayer src={ready.url} />
          )}
          <div class="row">
            <Button onPress={() => setReady(undefined)}>{t('common:cancel')}</Button>
            <Button kind="primary" icon="check" onPress={() => void keep(ready.bytes)}>
              {t('story-desk:file.keep')}
            </Button>
          </div>
        </div>
      )}
      {files.length >= MOST_MEDIA ? (
        <p>{t('story-desk:files.full', limits)}</p>
      ) : (
        <div class="row">
          <FileButton icon="camera" accept="image/*" onFile={(file) => void choosePhoto(file)}>
            {t('story-desk:file.addPhoto')}
          </FileButton>
          {canRecord() && (
            <VoiceRecorder
              most={MOST_SECONDS}
              onKeep={async (sound) => {
                begin();
                const made = await prepareSound(sound);
                if (!made.ok) return t('story-desk:error.notSound');
                await keep(made.value.bytes);
                return undefined;
              }}
            />
          )}
          <FileButton
            icon="speak"
            accept=".webm,.ogg,.oga,.opus,.m4a,audio/*"
            onFile={(file) => void chooseSound(file)}
          >
            {t('story-desk:file.addSound')}
          </FileButton>
        </div>
      )}
    </>
  );
}

type StoryFileProps = StoryFieldsProps & {
  readonly sha: string;
  readonly number: number;
  readonly onRemove: () => void;
};

/** Whether it is a photo or a sound, the file itself tells; until it is here, nobody knows. */
function StoryFile(props: StoryFileProps) {
  const { sha, number, onRemove } = props;
  const device = useDevice();
  const file = useFile(sha);
  const [fetching, setFetching] = useState<'now' | 'failed'>();
  const kind = !file ? 'file' : file.type.startsWith('audio/') ? 'sound' : 'photo';
  const name = t(`story-desk:file.${kind}`, { number });
  const fetchFile = async (): Promise<void> => {
    setFetching('now');
    const came = await (await device.media()).fetchWhole(sha);
    setFetching(came ? undefined : 'failed');
  };
  return (
    <fieldset class="edit-source stack-tight">
      <legend>{name}</legend>
      {kind === 'sound' && file && <SoundPlayer src={file.url} />}
      {kind === 'photo' && file && <img class="story-file-photo" src={file.url} alt={name} />}
      {file === null && (
        <div class="row">
          <p>{t(fetching === 'failed' ? 'story-desk:file.notNow' : 'story-desk:file.away')}</p>
          <Button
            icon="download"
            about={name}
            disabled={fetching === 'now'}
            onPress={() => void fetchFile()}
          >
            {t('story-desk:file.fetch')}
          </Button>
        </div>
      )}
      <StoryTexts
        {...props}
        textKey={altKey(sha)}
        rows={ALT_ROWS}
        name={t(`story-desk:field.alt.${kind}`)}
      />
      <div>
        <Button kind="quiet" icon="remove" about={name} onPress={onRemove}>
          {t('story-desk:file.remove')}
        </Button>
      </div>
    </fieldset>
  );
}
