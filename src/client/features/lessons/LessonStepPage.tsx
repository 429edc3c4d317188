// One step of a lesson on one screen: where one is, what to see or do, one primary button. Called by LessonScreen.
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { ComponentChildren } from 'preact';
import { useDevice } from '#device/live.ts';
import { whoLearns } from '#device/who-learns.ts';
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { Progress } from '#ui/Progress.tsx';
import { ContentBody } from './ContentBody.tsx';
import { DoStepView } from './DoStepView.tsx';
import { HelperNotes } from './HelperNotes.tsx';
import { toKeep } from './lesson-answers.ts';
import { FINISHED, lessonPath, stepPath } from './lesson-paths.ts';
import { bodyKey, notesAfter, titleKey } from './lesson-steps.ts';
import { finishLesson, finishStep, keepAnswer, openStep } from './lessons-actions.ts';
import type { LessonPageProps } from './LessonStart.tsx';
import { StepFile } from './MediaStepView.tsx';
import { QuestionStepView } from './QuestionStepView.tsx';
import { StepPicture } from './StepPicture.tsx';
import { StepSpeech } from './StepSpeech.tsx';
import { stepTitle } from './step-title.ts';
import { TryStepView } from './TryStepView.tsx';

export type LessonStepPageProps = LessonPageProps & { readonly at: number };

export function LessonStepPage({ lesson, steps, at, progress }: LessonStepPageProps) {
  const device = useDevice();
  const { route } = useLocation();
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  const learnerId = whoLearns.value;
  const step = steps[at]!;
  const before = steps[at - 1];
  const after = steps[at + 1];
  const title = titleKey(step);
  const body = contentText(lesson.text, bodyKey(step));

  useEffect(() => {
    void openStep(device, lesson.slug, learnerId, step.id).then((kept) => {
      if (!kept.ok) setTrouble(kept.error.code);
    });
  }, [device, lesson.slug, learnerId, step.id]);

  const goOn = async (): Promise<void> => {
    const kept = after
      ? await finishStep(device, lesson.slug, learnerId, step.id, after.id)
      : await finishLesson(device, lesson.slug, learnerId, step.id, progress?.finishedAt);
    if (kept.ok) route(stepPath(lesson.slug, after?.id ?? FINISHED));
    else setTrouble(kept.error.code);
  };
  const next = (
    <Button kind="primary" iconAfter={after ? 'forward' : 'check'} onPress={() => void goOn()}>
      {after ? t('common:next') : t('common:finish')}
    </Button>
  );
  const speech = (
    <StepSpeech
      title={stepTitle(lesson.text, step)}
      body={body}
      of={{ lesson: lesson.slug, step: step.id }}
    />
  );
  const frame = (children: ComponentChildren, actions: ComponentChildren) => (
    <PageFrame
      title={stepTitle(lesson.text, step)}
      titleLang={title === undefined ? undefined : contentText(lesson.text, title).lang}
      back={before ? stepPath(lesson.slug, before.id) : lessonPath(lesson.slug)}
      lead={
        <div class="lesson-where">
          <p class="soft">{contentText(lesson.text, 'title').words}</p>
          <Progress now={at + 1} of={steps.length} />
        </div>
      }
      actions={
        <div class="lesson-actions">
          <div class="row">{actions}</div>
        </div>
      }
    >
      {trouble !== undefined && (
        <Notice
          kind="problem"
          live
          title={t('lessons:notKept')}
          onClose={() => setTrouble(undefined)}
        >
          <p>{t(`errors:${trouble}`)}</p>
        </Notice>
      )}
      {children}
      <HelperNotes lesson={lesson} notes={notesAfter(lesson.steps, step.id)} />
    </PageFrame>
  );

  switch (step.kind) {
    case 'text':
      return frame(
        <div class="lesson-step">
          <ContentBody text={body} />
          {speech}
        </div>,
        next,
      );
    case 'photo':
    case 'audio':
    case 'video':
      return frame(
        <div class="lesson-step">
          <StepFile lesson={lesson} step={step} />
          <ContentBody text={body} />
          {step.kind === 'photo' && speech}
        </div>,
        next,
      );
    case 'screen':
      return frame(
        <div class="lesson-step lesson-step-screen">
          <div class="stack">
            <ContentBody text={body} />
            {speech}
          </div>
          <StepPicture screen={step.screen} />
        </div>,
        next,
      );
    case 'question':
      return (
        <QuestionStepView
          lesson={lesson}
          step={step}
          kept={progress?.answers[step.id]}
          next={next}
          onChecked={(answer) =>
            void keepAnswer(device, lesson.slug, learnerId, step.id, toKeep(answer))
          }
          frame={frame}
        />
      );
    case 'try':
      return <TryStepView lesson={lesson} step={step} goOn={() => void goOn()} frame={frame} />;
    case 'do':
      return (
        <DoStepView
          lesson={lesson}
          step={step}
          since={progress?.startedAt}
          goOn={() => void goOn()}
          frame={frame}
        />
      );
  }
}
