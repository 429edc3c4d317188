// How a part will look to whoever learns, with the unpublished texts in it. Part of ContentEditScreen.
import { useState } from 'preact/hooks';
import { useBySlug } from '#device/live.ts';
import { useFile } from '#device/media-view.ts';
import { language, t } from '#i18n/i18n.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import { PracticePicture } from '#practice-world/PracticePicture.tsx';
import type { LessonStep } from '#records/lesson.ts';
import { Button } from '#ui/Button.tsx';
import { CaptionedVideo } from '#ui/CaptionedVideo.tsx';
import { SoundPlayer } from '#ui/SoundPlayer.tsx';
import { TextBlocks } from '#ui/TextBlocks.tsx';
import { type Registers, textRegister, wordsIn } from './content-draft.ts';
import type { AuthoredKind, Part } from './content-keys.ts';

export type PartPreviewProps = {
  readonly kind: AuthoredKind;
  readonly now: Registers;
  readonly part: Part;
};

export function PartPreview({ kind, now, part }: PartPreviewProps) {
  const [lang, setLang] = useState<string>(language.value);
  const words = (name: string): string => {
    const key = `${part.id}.${name}`;
    return (
      wordsIn(now, textRegister(lang, key)) || wordsIn(now, textRegister(fallbackLanguage, key))
    );
  };
  return (
    <div class="stack-tight">
      <div class="row" role="group" aria-label={t('desk:preview.language')}>
        {languages.map(({ code, ownName }) => (
          <Button key={code} lang={code} pressed={lang === code} onPress={() => setLang(code)}>
            {ownName}
          </Button>
        ))}
      </div>
      <div class="edit-preview" lang={lang}>
        {kind === 'lesson' ? (
          <StepPreview step={part as LessonStep} words={words} lang={lang} />
        ) : (
          <>
            <h3>{words('title')}</h3>
            <TextBlocks text={words(kind === 'path' ? 'body' : 'help')} />
          </>
        )}
      </div>
    </div>
  );
}

type PreviewFileProps = {
  readonly step: MediaStep;
  readonly captions: string;
  readonly lang: string;
};

function PreviewFile({ step, captions, lang }: PreviewFileProps) {
  const file = useFile(step.media);
  if (!file) return null;
  if (step.kind === 'photo') return <img class="story-file-photo" src={file.url} alt="" />;
  if (step.kind === 'audio') return <SoundPlayer src={file.url} />;
  return <CaptionedVideo src={file.url} captions={captions} lang={lang} />;
}

type MediaStep = Extract<LessonStep, { media: string }>;

type StepPreviewProps = {
  readonly step: LessonStep;
  readonly words: (part: string) => string;
  readonly lang: string;
};

function StepPreview({ step, words, lang }: StepPreviewProps) {
  if (step.kind === 'question')
    return (
      <>
        <TextBlocks text={words('question')} />
        <Answers step={step} words={words} />
      </>
    );
  return (
    <>
      {step.kind !== 'note' && <h3>{words('title')}</h3>}
      {step.kind === 'note' && <p class="soft">{t('desk:preview.note')}</p>}
      <TextBlocks text={words('body')} />
      {'media' in step && step.media !== '' && (
        <PreviewFile step={step} captions={words('captions')} lang={lang} />
      )}
      {step.kind === 'screen' && <Picture screen={step.screen} />}
    </>
  );
}

type QuestionStep = Extract<LessonStep, { kind: 'question' }>;

/** What can be answered, in the right order, and what is then said. */
function Answers({ step, words }: { step: QuestionStep; words: (part: string) => string }) {
  const isMarked = (id: string): boolean =>
    (step.type === 'one' || step.type === 'several') &&
    step.choices.some((choice) => choice.id === id && choice.correct === true);
  return (
    <>
      {'choices' in step &&
        step.choices.map(({ id }) => (
          <div class="edit-choice stack-tight" key={id}>
            <p>
              <strong>{words(id)}</strong>
              {isMarked(id) && <span class="mark-draft"> · {t('desk:preview.right')}</span>}
            </p>
            <TextBlocks text={words(`${id}.feedback`)} />
          </div>
        ))}
      {step.type === 'true-false' && (
        <p>
          <strong>{t(step.correct ? 'lessons:true' : 'lessons:false')}</strong>
        </p>
      )}
      {step.type === 'find' && <Picture screen={step.screen} />}
      <TextBlocks text={words('feedback')} />
    </>
  );
}

type ScreenStep = Extract<LessonStep, { kind: 'screen' }>;

function Picture({ screen }: { readonly screen: ScreenStep['screen'] }) {
  const walkthrough = useBySlug('walkthrough', screen.walkthrough);
  if (!walkthrough) return null;
  return (
    <PracticePicture
      walkthrough={{
        slug: walkthrough.slug,
        scenario: walkthrough.scenario,
        text: walkthrough.text ?? {},
      }}
      form={screen.form}
      step={screen.step}
      point={screen.point}
    />
  );
}
