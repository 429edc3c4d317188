// A question in a lesson: choose, check, read what speaks for or against it, choose again as often as one likes.
// Feedback never says that the person failed (rule 25). Called by LessonStepPage.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren, VNode } from 'preact';
import type { Row } from '#device/database.ts';
import { useDevice } from '#device/live.ts';
import { whoLearns } from '#device/who-learns.ts';
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { Icon } from '#ui/Icon.tsx';
import { Notice } from '#ui/Notice.tsx';
import { ContentBody } from './ContentBody.tsx';
import type { QuestionStep } from './lesson-steps.ts';
import { keepAnswer } from './lessons-actions.ts';
import { StepSpeech } from './StepSpeech.tsx';

export type QuestionStepViewProps = {
  readonly lesson: Row<'lesson'>;
  readonly step: QuestionStep;
  /** The answer checked before, after a reload. */
  readonly kept: string | undefined;
  readonly next: ComponentChildren;
  readonly frame: (children: ComponentChildren, actions: ComponentChildren) => VNode;
};

export function QuestionStepView({ lesson, step, kept, next, frame }: QuestionStepViewProps) {
  const device = useDevice();
  const [picked, setPicked] = useState<string | null>(kept ?? null);
  const [checked, setChecked] = useState<string | undefined>(kept);
  const [asked, setAsked] = useState(false);
  const feedback = useRef<HTMLDivElement>(null);
  const question = contentText(lesson.text, `${step.id}.question`);
  const words = (choice: string) => contentText(lesson.text, `${step.id}.${choice}`);
  const told = checked !== undefined && checked === picked;
  const correct = step.choices.find((choice) => choice.id === checked)?.correct === true;

  useEffect(() => {
    // On a small screen the answer's words stand below the choices: bring them into sight.
    if (told || asked) feedback.current?.scrollIntoView({ block: 'nearest' });
  }, [told, asked, checked]);

  const check = (): void => {
    if (picked === null) {
      setAsked(true);
      return;
    }
    setAsked(false);
    setChecked(picked);
    void keepAnswer(device, lesson.slug, whoLearns.value, step.id, picked);
  };

  return frame(
    <div class="lesson-step">
      <ContentBody text={question} />
      <StepSpeech
        title={t('lessons:question')}
        body={{
          ...question,
          words: [question.words, ...step.choices.map((choice) => words(choice.id).words)].join(
            '\n',
          ),
        }}
      />
      <ChoiceList
        label={t('lessons:chooseOne')}
        value={picked}
        onChange={(choice) => {
          setPicked(choice);
          setAsked(false);
        }}
        choices={step.choices.map((choice) => ({
          value: choice.id,
          label: words(choice.id).words,
          lang: words(choice.id).lang,
        }))}
      />
      <div ref={feedback} role="status">
        {asked && <Notice kind="info" title={t('lessons:pickFirst')} />}
        {told && checked !== undefined && (
          <div class={correct ? 'notice notice-done' : 'notice notice-info'}>
            <Icon name={correct ? 'done' : 'info'} class="notice-icon" />
            <div class="notice-words">
              {!correct && <p class="notice-title">{t('lessons:lookAgain')}</p>}
              <ContentBody text={contentText(lesson.text, `${step.id}.${checked}.feedback`)} />
              {!correct && <p>{t('lessons:chooseAnother')}</p>}
            </div>
          </div>
        )}
      </div>
    </div>,
    told ? (
      next
    ) : (
      <Button kind="primary" icon="check" onPress={check}>
        {t('lessons:check')}
      </Button>
    ),
  );
}
