// How a step will look to the learner, with the unpublished texts in it. Part of the lesson editor.
import { useState } from 'preact/hooks';
import type { Row } from '#device/database.ts';
import { useBySlug } from '#device/live.ts';
import { language, t } from '#i18n/i18n.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import { PracticePicture } from '#practice-world/PracticePicture.tsx';
import type { LessonStep } from '#records/lesson.ts';
import { Button } from '#ui/Button.tsx';
import { TextBlocks } from '#ui/TextBlocks.tsx';
import { type DraftValues, textNow } from './lesson-texts.ts';

export type StepPreviewProps = {
  readonly lesson: Row<'lesson'>;
  readonly draft: DraftValues;
  readonly step: LessonStep;
};

export function StepPreview({ lesson, draft, step }: StepPreviewProps) {
  const [lang, setLang] = useState<string>(language.value);
  const words = (part: string): string => {
    const key = `${step.id}.${part}`;
    return (
      textNow(lesson.text, draft, lang, key) || textNow(lesson.text, draft, fallbackLanguage, key)
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
        {step.kind === 'question' ? (
          <>
            <TextBlocks text={words('question')} />
            {step.choices.map((choice) => (
              <div class="edit-choice stack-tight" key={choice.id}>
                <p>
                  <strong>{words(choice.id)}</strong>
                  {choice.correct === true && (
                    <span class="mark-draft"> · {t('desk:preview.right')}</span>
                  )}
                </p>
                <TextBlocks text={words(`${choice.id}.feedback`)} />
              </div>
            ))}
          </>
        ) : (
          <>
            {step.kind !== 'note' && <h3>{words('title')}</h3>}
            {step.kind === 'note' && <p class="soft">{t('desk:preview.note')}</p>}
            <TextBlocks text={words('body')} />
            {step.kind === 'screen' && <Picture screen={step.screen} />}
          </>
        )}
      </div>
    </div>
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
