// Do it now on the own phone or computer, where the practice world has no such thing: the learner says when it is done. Called by LessonStepPage.
import type { ComponentChildren, VNode } from 'preact';
import type { Row } from '#device/database.ts';
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { ContentBody } from './ContentBody.tsx';
import { bodyKey, type TryStep } from './lesson-steps.ts';
import { stepTitle } from './step-title.ts';
import { StepSpeech } from './StepSpeech.tsx';

export type TryStepViewProps = {
  readonly lesson: Row<'lesson'>;
  readonly step: TryStep;
  readonly goOn: () => void;
  readonly frame: (children: ComponentChildren, actions: ComponentChildren) => VNode;
};

export function TryStepView({ lesson, step, goOn, frame }: TryStepViewProps) {
  const body = contentText(lesson.text, bodyKey(step));
  return frame(
    <div class="lesson-step">
      <p class="lesson-own-device">{t('lessons:try.where')}</p>
      <ContentBody text={body} />
      <StepSpeech
        title={stepTitle(lesson.text, step)}
        body={body}
        of={{ lesson: lesson.slug, step: step.id }}
      />
    </div>,
    <>
      <Button kind="primary" icon="check" onPress={goOn}>
        {t('lessons:try.done')}
      </Button>
      <Button kind="quiet" onPress={goOn}>
        {t('lessons:try.later')}
      </Button>
    </>,
  );
}
