// The paper twin: the whole lesson on A4, with the same step numbers as on screen and a code that leads to it. Route /learn/:slug/paper.
import { useRoute } from 'preact-iso';
import type { Row } from '#device/database.ts';
import { useBySlug } from '#device/live.ts';
import { contentText } from '#i18n/content-text.ts';
import { formatDateWithYear } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { QrCode } from '#ui/QrCode.tsx';
import { ContentBody } from './ContentBody.tsx';
import { hasChoices, rightAnswer, shownChoices } from './lesson-answers.ts';
import { LESSONS, lessonPath } from './lesson-paths.ts';
import { type PlayedStep, playedSteps, type QuestionStep } from './lesson-steps.ts';
import { NoSuchLesson } from './LessonMissing.tsx';
import { StepFile } from './MediaStepView.tsx';
import { StepPicture } from './StepPicture.tsx';
import { stepTitle } from './step-title.ts';
import './lessons.css';

export function LessonPaperScreen() {
  const slug = useRoute().params['slug'] ?? '';
  const lesson = useBySlug('lesson', slug);
  if (!lesson) {
    return (
      <PageFrame title={t('lessons:title')} back={LESSONS}>
        {lesson === null ? <NoSuchLesson /> : <p class="soft">{t('common:loading')}</p>}
      </PageFrame>
    );
  }
  const title = contentText(lesson.text, 'title');
  const steps = playedSteps(lesson.steps);
  const questions = steps.filter((step): step is QuestionStep => step.kind === 'question');
  return (
    <PageFrame
      title={title.words}
      titleLang={title.lang}
      back={lessonPath(slug)}
      lead={contentText(lesson.text, 'summary').words}
    >
      <div class="row no-print">
        <PrintButton />
        <p class="soft">{t('lessons:paper.hint')}</p>
      </div>
      <ol class="lesson-paper">
        {steps.map((step, index) => (
          <PaperStep
            key={step.id}
            lesson={lesson}
            step={step}
            number={index + 1}
            of={steps.length}
          />
        ))}
      </ol>
      {questions.length > 0 && (
        <section class="lesson-paper-answers" aria-labelledby="paper-answers">
          <h2 id="paper-answers">{t('lessons:paper.answers')}</h2>
          <ul>
            {questions.map((question) => (
              <li key={question.id}>{answerLine(lesson, question, steps.indexOf(question) + 1)}</li>
            ))}
          </ul>
        </section>
      )}
      <footer class="lesson-paper-foot">
        <QrCode
          value={`${location.origin}${lessonPath(slug)}`}
          label={`${location.host}${lessonPath(slug)}`}
          size={150}
        />
        <div class="stack-tight">
          <p>{t('lessons:paper.code')}</p>
          {lesson.sources?.[0] && (
            <p class="small">
              {t('lessons:checkedFacts', { date: formatDateWithYear(lesson.sources[0].checked) })}
            </p>
          )}
        </div>
      </footer>
    </PageFrame>
  );
}

/** "4. solis: " with the words of the fitting answer. */
function answerLine(lesson: Row<'lesson'>, question: QuestionStep, number: number): string {
  return t('lessons:paper.answer', { step: number, answer: answerWords(lesson, question) });
}

function answerWords(lesson: Row<'lesson'>, question: QuestionStep): string {
  if (question.type === 'true-false') return t(question.correct ? 'lessons:true' : 'lessons:false');
  // Where on the picture, the explanation says.
  if (question.type === 'find') return contentText(lesson.text, `${question.id}.feedback`).words;
  const right = rightAnswer(question).map(
    (id) => contentText(lesson.text, `${question.id}.${id}`).words,
  );
  return question.type === 'order'
    ? right.map((words, place) => `${place + 1}) ${words}`).join('; ')
    : right.join('; ');
}

type PaperStepProps = {
  readonly lesson: Row<'lesson'>;
  readonly step: PlayedStep;
  readonly number: number;
  readonly of: number;
};

const isPictured = (step: PlayedStep): boolean =>
  step.kind === 'screen' ||
  step.kind === 'photo' ||
  (step.kind === 'question' && step.type === 'find');

function PaperStep({ lesson, step, number, of }: PaperStepProps) {
  return (
    <li class="lesson-paper-step">
      <p class="lesson-paper-number">{t('common:step', { now: number, of })}</p>
      <h2>{stepTitle(lesson.text, step)}</h2>
      <div class={isPictured(step) ? 'lesson-paper-pictured' : 'lesson-paper-words'}>
        <PaperBody lesson={lesson} step={step} />
      </div>
    </li>
  );
}

function PaperBody({ lesson, step }: Pick<PaperStepProps, 'lesson' | 'step'>) {
  if (step.kind === 'question') {
    return (
      <>
        <ContentBody text={contentText(lesson.text, `${step.id}.question`)} />
        <PaperAnswer lesson={lesson} step={step} />
      </>
    );
  }
  return (
    <>
      <ContentBody text={contentText(lesson.text, `${step.id}.body`)} />
      {step.kind === 'photo' && <StepFile lesson={lesson} step={step} />}
      {step.kind === 'screen' && (
        <StepPicture screen={step.screen} name={stepTitle(lesson.text, step)} />
      )}
      {step.kind === 'do' && (
        <p class="lesson-paper-do">
          {t('lessons:paper.practice', {
            address: `${location.host}/practice/${step.walkthrough}`,
          })}
        </p>
      )}
    </>
  );
}

/** Boxes to tick; in an order a number is written into each. */
function PaperAnswer({ lesson, step }: { lesson: Row<'lesson'>; step: QuestionStep }) {
  if (step.type === 'find') {
    const { point: _, ...screen } = step.screen;
    return (
      <StepPicture screen={screen} name={contentText(lesson.text, `${step.id}.question`).words} />
    );
  }
  const answers = hasChoices(step)
    ? shownChoices(step).map(({ id }) => contentText(lesson.text, `${step.id}.${id}`).words)
    : [t('lessons:true'), t('lessons:false')];
  return (
    <>
      {step.type === 'order' && <p>{t('lessons:paper.order')}</p>}
      <ul class="lesson-paper-choices">
        {answers.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </>
  );
}
