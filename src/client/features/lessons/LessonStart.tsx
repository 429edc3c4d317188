// A lesson's first page: what it is about, how long, where one stopped, and for the helper the notes. Called by LessonScreen.
import { useLocation } from 'preact-iso';
import type { Row } from '#device/database.ts';
import { useDevice } from '#device/live.ts';
import { whoLearns } from '#device/who-learns.ts';
import { contentText } from '#i18n/content-text.ts';
import { formatDateWithYear, formatMinutes } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { mode } from '#ui/appearance.ts';
import { Button } from '#ui/Button.tsx';
import { Icon } from '#ui/Icon.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { HelperNotes } from './HelperNotes.tsx';
import { LESSONS, paperPath, stepPath } from './lesson-paths.ts';
import { type Progress, resumeAt, standing } from './lesson-progress.ts';
import { notesOf, type PlayedStep } from './lesson-steps.ts';
import { startAgain } from './lessons-actions.ts';
import { stepTitle } from './step-title.ts';
import { WhoLearns } from './WhoLearns.tsx';

export type LessonPageProps = {
  readonly lesson: Row<'lesson'>;
  readonly steps: readonly PlayedStep[];
  readonly progress: Progress | undefined;
};

export function LessonStart({ lesson, steps, progress }: LessonPageProps) {
  const title = contentText(lesson.text, 'title');
  const { state, done, of } = standing(steps, progress);
  return (
    <PageFrame
      title={title.words}
      titleLang={title.lang}
      back={LESSONS}
      backLabel={t('lessons:toAll')}
      lead={contentText(lesson.text, 'summary').words}
    >
      <p class="lesson-facts">
        <span>
          <Icon name="clock" /> {formatMinutes(lesson.minutes)}
        </span>
        <span>
          <Icon name="list" /> {t('lessons:steps', { count: of })}
        </span>
        {state === 'begun' && (
          <span>
            <Icon name="play" /> {t('lessons:stepsDone', { count: done, of })}
          </span>
        )}
        {state === 'finished' && progress?.finishedAt !== undefined && (
          <span class="lesson-finished">
            <Icon name="done" />{' '}
            {t('lessons:finishedOn', { date: formatDateWithYear(progress.finishedAt) })}
          </span>
        )}
      </p>
      <WhoLearns />
      <StartButtons lesson={lesson} steps={steps} progress={progress} />
      <HelperNotes lesson={lesson} notes={notesOf(lesson.steps)} />
      <StepList lesson={lesson} steps={steps} progress={progress} />
      {mode.value !== 'learner' && (
        <>
          <div class="row no-print">
            <LinkButton kind="secondary" icon="print" href={paperPath(lesson.slug)}>
              {t('lessons:paper.open')}
            </LinkButton>
          </div>
          <Sources lesson={lesson} />
        </>
      )}
    </PageFrame>
  );
}

function StartButtons({ lesson, steps, progress }: LessonPageProps) {
  const device = useDevice();
  const { route } = useLocation();
  const { state } = standing(steps, progress);
  const first = steps[0];
  const at = resumeAt(steps, progress);
  const open = steps[at];
  if (!first || !open) return null;
  const again = async (): Promise<void> => {
    await startAgain(device, lesson.slug, whoLearns.value, steps, state === 'finished');
    route(stepPath(lesson.slug, first.id));
  };
  if (state === 'begun' && at > 0) {
    return (
      <div class="row">
        <LinkButton href={stepPath(lesson.slug, open.id)} iconAfter="forward">
          {t('lessons:resume', { step: at + 1 })}
        </LinkButton>
        <Button icon="undo" onPress={() => void again()}>
          {t('lessons:fromStart')}
        </Button>
      </div>
    );
  }
  if (state === 'finished') {
    return (
      <div class="row">
        <Button kind="primary" icon="undo" onPress={() => void again()}>
          {t('lessons:repeat')}
        </Button>
      </div>
    );
  }
  return (
    <div class="row">
      <LinkButton href={stepPath(lesson.slug, first.id)} iconAfter="forward">
        {t('lessons:start')}
      </LinkButton>
    </div>
  );
}

/** What comes, step by step; each can be opened by itself. */
function StepList({ lesson, steps, progress }: LessonPageProps) {
  return (
    <section class="stack-tight" aria-labelledby="lesson-steps">
      <h2 id="lesson-steps">{t('lessons:whatComes')}</h2>
      <ol class="lesson-steps">
        {steps.map((step, index) => (
          <li key={step.id}>
            <a href={stepPath(lesson.slug, step.id)}>
              <span class="lesson-step-number digits">{index + 1}.</span>
              <span class="lesson-step-words">{stepTitle(lesson.text, step)}</span>
              {progress?.done.has(step.id) && (
                <span class="lesson-finished">
                  <Icon name="check" /> {t('lessons:stepDone')}
                </span>
              )}
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Where the facts come from and when they were last read there. */
function Sources({ lesson }: { readonly lesson: Row<'lesson'> }) {
  const sources = lesson.sources ?? [];
  if (sources.length === 0) return null;
  return (
    <section class="stack-tight small" aria-labelledby="lesson-sources">
      <h2 id="lesson-sources" class="lesson-small-heading">
        {t('lessons:sources')}
      </h2>
      <ul class="lesson-sources">
        {sources.map((source) => (
          <li key={source.url}>
            <a href={source.url} rel="noreferrer">
              {source.title}
            </a>{' '}
            <span class="soft">
              {t('lessons:checked', { date: formatDateWithYear(source.checked) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
