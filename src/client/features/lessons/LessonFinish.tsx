// After the last step: what was done, the belt, and what now: practise, the next lesson, paper to take home. Called by LessonScreen.
import { useBySlug, useDevice, useRecords } from '#device/live.ts';
import { whoLearns } from '#device/who-learns.ts';
import { contentText, contentWords } from '#i18n/content-text.ts';
import { formatMinutes } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { mode } from '#ui/appearance.ts';
import { Belt, beltWords } from '#ui/belt/Belt.tsx';
import type { BeltRow } from '#ui/belt/belt.ts';
import { signFor } from '#ui/belt/belt-signs.ts';
import { CardLink } from '#ui/Card.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { lessonPath, LESSONS, paperPath, stepPath } from './lesson-paths.ts';
import { nextLesson, practised } from './lesson-steps.ts';
import { useAllProgress } from './lessons-queries.ts';
import type { LessonPageProps } from './LessonStart.tsx';

export function LessonFinish({ lesson, steps }: LessonPageProps) {
  const last = steps.at(-1);
  const title = contentText(lesson.text, 'title');
  return (
    <PageFrame
      title={t('lessons:finish.title')}
      back={last ? stepPath(lesson.slug, last.id) : lessonPath(lesson.slug)}
      lead={
        <p class="page-lead" lang={title.lang}>
          {title.words}
        </p>
      }
    >
      <WovenRow />
      <WhatNow lesson={lesson} />
      <div class="row">
        {mode.value !== 'learner' && (
          <LinkButton kind="secondary" icon="print" href={paperPath(lesson.slug)}>
            {t('lessons:paper.takeHome')}
          </LinkButton>
        )}
        <LinkButton kind="secondary" icon="learn" href={LESSONS}>
          {t('lessons:toAll')}
        </LinkButton>
      </div>
    </PageFrame>
  );
}

/** One row of the belt for each lesson; the seed makes every learner's belt their own. */
function WovenRow() {
  const { deviceId } = useDevice();
  const lessons = useRecords('lesson');
  const progress = useAllProgress();
  if (!lessons || !progress) return null;
  const rows: BeltRow[] = lessons.map((lesson) => ({
    sign: signFor(lesson.topic),
    done: progress.get(lesson.slug)?.finishedAt !== undefined,
  }));
  return (
    <figure class="lesson-belt">
      <Belt seed={whoLearns.value ?? deviceId} rows={rows} />
      <figcaption>{beltWords(rows)}</figcaption>
    </figure>
  );
}

function WhatNow({ lesson }: Pick<LessonPageProps, 'lesson'>) {
  const lessons = useRecords('lesson');
  const progress = useAllProgress();
  const practice = useBySlug('walkthrough', practised(lesson.steps)[0] ?? '');
  if (!lessons || !progress) return null;
  const finished = new Set(
    [...progress].flatMap(([slug, one]) => (one.finishedAt === undefined ? [] : [slug])),
  );
  const next = nextLesson(lessons, lesson.slug, finished);
  return (
    <section class="stack-tight" aria-labelledby="what-now">
      <h2 id="what-now">{t('lessons:finish.whatNow')}</h2>
      <div class="lesson-cards">
        {practice && (
          <CardLink
            main
            href={`/practice/${practice.slug}`}
            icon="practice"
            title={t('lessons:finish.practise')}
            text={contentWords(practice.text, 'title')}
          />
        )}
        {next ? (
          <CardLink
            main={!practice}
            href={lessonPath(next.slug)}
            icon="learn"
            title={t('lessons:finish.next', { lesson: contentWords(next.text, 'title') })}
            note={formatMinutes(next.minutes)}
          />
        ) : (
          <p>{t('lessons:finish.all')}</p>
        )}
      </div>
    </section>
  );
}
