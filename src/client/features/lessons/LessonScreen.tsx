// One lesson. Route /learn/:slug: its first page; ?step=<id>: one step of it; ?step=done: what now.
// Each step has its own address, so the browser's Back and a reload do what people expect.
import { useLocation, useRoute } from 'preact-iso';
import { useBySlug } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { PageFrame } from '#ui/PageFrame.tsx';
import { useNewPage } from '#ui/use-new-page.ts';
import { FINISHED, LESSONS, useLearnerFromAddress } from './lesson-paths.ts';
import { playedSteps } from './lesson-steps.ts';
import { useProgress } from './lessons-queries.ts';
import { LessonFinish } from './LessonFinish.tsx';
import { NoSuchLesson } from './LessonMissing.tsx';
import { LessonStart } from './LessonStart.tsx';
import { LessonStepPage } from './LessonStepPage.tsx';
import './lessons.css';

export function LessonScreen() {
  useLearnerFromAddress();
  const slug = useRoute().params['slug'] ?? '';
  const wanted = useLocation().query['step'];
  useNewPage(wanted);
  const lesson = useBySlug('lesson', slug);
  const progress = useProgress(slug);
  if (lesson === undefined || progress === undefined) {
    return (
      <PageFrame title={t('lessons:title')} back={LESSONS}>
        <p class="soft">{t('common:loading')}</p>
      </PageFrame>
    );
  }
  if (lesson === null) {
    return (
      <PageFrame title={t('lessons:title')} back={LESSONS}>
        <NoSuchLesson />
      </PageFrame>
    );
  }
  const steps = playedSteps(lesson.steps);
  if (wanted === FINISHED)
    return <LessonFinish lesson={lesson} steps={steps} progress={progress ?? undefined} />;
  const at = steps.findIndex((step) => step.id === wanted);
  // A step that is no longer in the lesson leads to the first page, not to an error.
  if (at === -1)
    return <LessonStart lesson={lesson} steps={steps} progress={progress ?? undefined} />;
  return (
    <LessonStepPage
      key={steps[at]!.id}
      lesson={lesson}
      steps={steps}
      at={at}
      progress={progress ?? undefined}
    />
  );
}
