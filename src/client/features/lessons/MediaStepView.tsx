// A photo, a sound or a video with its words beside it; on paper the words alone and, of a photo, the picture. Called by the step page and the
// paper twin.
import type { Row } from '#device/database.ts';
import { useFile } from '#device/media-view.ts';
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { CaptionedVideo } from '#ui/CaptionedVideo.tsx';
import { SoundPlayer } from '#ui/SoundPlayer.tsx';
import type { MediaStep } from './lesson-steps.ts';

export type StepFileProps = { readonly lesson: Row<'lesson'>; readonly step: MediaStep };

export function StepFile({ lesson, step }: StepFileProps) {
  const file = useFile(step.media);
  if (file === undefined) return null;
  if (file === null) return <p class="soft no-print">{t('lessons:media.away')}</p>;
  switch (step.kind) {
    case 'photo': {
      const alt = contentText(lesson.text, `${step.id}.alt`);
      return <img class="lesson-photo" src={file.url} alt={alt.words} lang={alt.lang} />;
    }
    case 'audio':
      return <SoundPlayer src={file.url} />;
    case 'video': {
      const { words, lang } = contentText(lesson.text, `${step.id}.captions`);
      return <CaptionedVideo src={file.url} captions={words} lang={lang} />;
    }
  }
}
