// Do it now: a lesson's step that opens the practice and finds out by the practice record that it was done. Called by LessonStepPage.
import type { ComponentChildren, VNode } from 'preact';
import type { Row } from '#device/database.ts';
import { useBySlug } from '#device/live.ts';
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { ContentBody } from './ContentBody.tsx';
import { practicePath } from './lesson-paths.ts';
import type { DoStep } from './lesson-steps.ts';
import { usePractised } from './lessons-queries.ts';
import { stepTitle } from './step-title.ts';
import { StepSpeech } from './StepSpeech.tsx';

export type DoStepViewProps = {
  readonly lesson: Row<'lesson'>;
  readonly step: DoStep;
  /** When this lesson was begun: older practice does not count for it. */
  readonly since: number | undefined;
  readonly goOn: () => void;
  readonly frame: (children: ComponentChildren, actions: ComponentChildren) => VNode;
};

export function DoStepView({ lesson, step, since, goOn, frame }: DoStepViewProps) {
  const walkthrough = useBySlug('walkthrough', step.walkthrough);
  const practised = usePractised(step.walkthrough, step.mode, since) === true;
  const body = contentText(lesson.text, `${step.id}.body`);
  const href = practicePath(step.walkthrough, step.mode, lesson.slug, step.id);
  const missing = walkthrough === null;
  const content = (
    <div class="lesson-step">
      <ContentBody text={body} />
      <StepSpeech
        title={stepTitle(lesson.text, step)}
        body={body}
        of={{ lesson: lesson.slug, step: step.id }}
      />
      {practised && <Notice kind="done" title={t('lessons:do.done')} />}
      {missing && (
        <Notice kind="info" title={t('lessons:do.missing')}>
          <p>{t('lessons:do.missingNext')}</p>
        </Notice>
      )}
    </div>
  );
  if (practised || missing) {
    return frame(
      content,
      <>
        <Button kind="primary" iconAfter="forward" onPress={goOn}>
          {t('common:next')}
        </Button>
        {!missing && (
          <LinkButton kind="secondary" icon="undo" href={href}>
            {t('lessons:do.again')}
          </LinkButton>
        )}
      </>,
    );
  }
  return frame(
    content,
    <>
      <LinkButton icon="practice" href={href}>
        {t('lessons:do.now')}
      </LinkButton>
      <Button kind="quiet" onPress={goOn}>
        {t('lessons:do.later')}
      </Button>
    </>,
  );
}
