// The file of a photo, sound or video step: chosen or recorded, kept at once on this device, seen or heard in the editor. Part of PartSettings.
import { useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { MOST_BYTES, preparePictures, prepareSound } from '#device/media-picture.ts';
import { useFile } from '#device/media-view.ts';
import { formatBytes } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { fallbackLanguage } from '#i18n/languages.ts';
import type { LessonStep } from '#records/lesson.ts';
import { CaptionedVideo } from '#ui/CaptionedVideo.tsx';
import { FileButton } from '#ui/FileButton.tsx';
import { FieldError } from '#ui/Field.tsx';
import { Notice } from '#ui/Notice.tsx';
import { canRecord } from '#ui/record-sound.ts';
import { SoundPlayer } from '#ui/SoundPlayer.tsx';
import { VoiceRecorder } from '#ui/VoiceRecorder.tsx';
import { textRegister, wordsIn } from './content-draft.ts';
import { fieldId } from './content-form.ts';
import type { ContentPartProps } from './content-props.ts';

type MediaStep = Extract<LessonStep, { media: string }>;
type PartFileProps = ContentPartProps & { readonly step: MediaStep };

const accepted = {
  photo: 'image/*',
  audio: '.webm,.ogg,.oga,.opus,.m4a,audio/*',
  video: '.webm,.mp4,.m4v,video/webm,video/mp4',
} as const;
const icons = { photo: 'camera', audio: 'speak', video: 'play' } as const;
/** Longest recording in seconds. */
const MOST_SECONDS = 300;

export function PartFile({ now, step, onChange, errorOf }: PartFileProps) {
  const device = useDevice();
  const file = useFile(step.media);
  const [problem, setProblem] = useState<string>();
  const id = fieldId(`${step.id}.file`);
  const error = errorOf(id);
  /** A sentence when it can't be kept. */
  const keep = async (chosen: Blob): Promise<string | undefined> => {
    const size = formatBytes(MOST_BYTES);
    const bytes = await (async () => {
      if (step.kind === 'photo') {
        const made = await preparePictures(chosen);
        return made.ok ? made.value.small : undefined;
      }
      const made = await prepareSound(chosen);
      return made.ok ? made.value.bytes : undefined;
    })();
    if (!bytes)
      return t(chosen.size > MOST_BYTES ? 'desk:file.large' : `desk:file.not.${step.kind}`, {
        size,
      });
    const kept = await (await device.media()).put(bytes);
    if (!kept.ok) return t(`errors:${kept.error.code}`);
    onChange({ ...step, media: kept.value });
    return undefined;
  };
  return (
    <div class={error === undefined ? 'stack-tight' : 'stack-tight field-wrong'}>
      {error !== undefined && <FieldError id={`${id}-error`} text={error} />}
      <p class="soft">{t('desk:file.limit', { size: formatBytes(MOST_BYTES) })}</p>
      {problem !== undefined && <Notice kind="problem" live title={problem} />}
      {file && step.kind === 'photo' && (
        <img class="story-file-photo" src={file.url} alt={t('desk:file.chosen')} />
      )}
      {file && step.kind === 'audio' && <SoundPlayer src={file.url} />}
      {file && step.kind === 'video' && (
        <CaptionedVideo
          src={file.url}
          captions={wordsIn(now, textRegister(fallbackLanguage, `${step.id}.captions`))}
          lang={fallbackLanguage}
        />
      )}
      {step.media !== '' && file === null && <p>{t('desk:file.away')}</p>}
      <div>
        <FileButton
          id={id}
          icon={icons[step.kind]}
          accept={accepted[step.kind]}
          invalid={error !== undefined}
          describedBy={error === undefined ? undefined : `${id}-error`}
          onFile={(chosen) => void keep(chosen).then(setProblem)}
        >
          {t(`desk:file.choose.${step.kind}`)}
        </FileButton>
      </div>
      {step.kind === 'audio' && canRecord() && <VoiceRecorder most={MOST_SECONDS} onKeep={keep} />}
    </div>
  );
}
