// A question in a lesson: answer, check, read what speaks for or against it, answer again as often as one likes.
// Feedback never says that the person failed (rule 25). Called by LessonStepPage and RefreshScreen.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren, VNode } from 'preact';
import type { Row } from '#device/database.ts';
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Icon } from '#ui/Icon.tsx';
import { Notice } from '#ui/Notice.tsx';
import { ContentBody } from './ContentBody.tsx';
import {
  feedbackKeys,
  firstMisplaced,
  fromKept,
  type Given,
  hasChoices,
  isRight,
  isWhole,
  shownChoices,
  toKeep,
} from './lesson-answers.ts';
import type { QuestionStep } from './lesson-steps.ts';
import { QuestionAnswer } from './QuestionAnswer.tsx';
import { StepSpeech } from './StepSpeech.tsx';

export type QuestionStepViewProps = {
  readonly lesson: Row<'lesson'>;
  readonly step: QuestionStep;
  /** The answer checked before, after a reload. */
  readonly kept: string | undefined;
  readonly next: ComponentChildren;
  /** An answer was checked. */
  readonly onChecked: (answer: Given) => void;
  readonly frame: (children: ComponentChildren, actions: ComponentChildren) => VNode;
};

export function QuestionStepView({
  lesson,
  step,
  kept,
  next,
  onChecked,
  frame,
}: QuestionStepViewProps) {
  const [given, setGiven] = useState<Given>(() => fromKept(kept));
  const [checked, setChecked] = useState<Given>(() => fromKept(kept));
  const [asked, setAsked] = useState(false);
  const feedback = useRef<HTMLDivElement>(null);
  const question = contentText(lesson.text, `${step.id}.question`);
  const told = checked.length > 0 && toKeep(checked) === toKeep(given);

  useEffect(() => {
    // On a small screen the answer's words stand below the choices: bring them into sight.
    if (told || asked) feedback.current?.scrollIntoView({ block: 'nearest' });
  }, [told, asked, checked]);

  const check = (answer: Given): void => {
    setAsked(!isWhole(step, answer));
    if (!isWhole(step, answer)) return;
    setChecked(answer);
    onChecked(answer);
  };
  const answer = (now: Given): void => {
    setGiven(now);
    setAsked(false);
    // On a picture the tap is the answer.
    if (step.type === 'find') check(now);
  };
  const spoken = hasChoices(step)
    ? shownChoices(step).map(({ id }) => contentText(lesson.text, `${step.id}.${id}`).words)
    : [];

  return frame(
    <div class="lesson-step">
      <ContentBody text={question} />
      <StepSpeech
        title={t('lessons:question')}
        body={{ ...question, words: [question.words, ...spoken].join('\n') }}
        of={{ lesson: lesson.slug, step: step.id }}
      />
      <QuestionAnswer lesson={lesson} step={step} given={given} onChange={answer} />
      <div ref={feedback} role="status">
        {asked && (
          <Notice
            kind="info"
            title={t(step.type === 'order' ? 'lessons:order.more' : 'lessons:pickFirst')}
          />
        )}
        {told && <Feedback lesson={lesson} step={step} given={checked} />}
      </div>
    </div>,
    told || step.type === 'find' ? (
      next
    ) : (
      <Button kind="primary" icon="check" onPress={() => check(given)}>
        {t('lessons:check')}
      </Button>
    ),
  );
}

type FeedbackProps = {
  readonly lesson: Row<'lesson'>;
  readonly step: QuestionStep;
  readonly given: Given;
};

function Feedback({ lesson, step, given }: FeedbackProps) {
  const right = isRight(step, given);
  return (
    <div class={right ? 'notice notice-done' : 'notice notice-info'}>
      <Icon name={right ? 'done' : 'info'} class="notice-icon" />
      <div class="notice-words">
        {!right && <p class="notice-title">{t('lessons:lookAgain')}</p>}
        {feedbackKeys(step, given).map((key) => (
          <ContentBody key={key} text={contentText(lesson.text, key)} />
        ))}
        {!right && <p>{whatNow(step, given)}</p>}
      </div>
    </div>
  );
}

function whatNow(step: QuestionStep, given: Given): string {
  switch (step.type) {
    case 'several':
      return t('lessons:several.again');
    case 'order':
      return t('lessons:order.again', { place: firstMisplaced(step, given) });
    case 'find':
      return t('lessons:find.again');
    default:
      return t('lessons:chooseAnother');
  }
}
