// A finished lesson asked again in two minutes: its questions, and when the next time is. Route /learn/:slug/refresh.
import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import type { ComponentChildren } from 'preact';
import { addDays, dayOf } from '#core/dates.ts';
import { returnOf } from '#core/return-days.ts';
import type { Row } from '#device/database.ts';
import { useBySlug, useDevice, useLive } from '#device/live.ts';
import { whoLearns } from '#device/who-learns.ts';
import { contentText } from '#i18n/content-text.ts';
import { formatDate } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { Progress } from '#ui/Progress.tsx';
import { useNewPage } from '#ui/use-new-page.ts';
import { isRight } from './lesson-answers.ts';
import { lessonPath, LESSONS, refreshPath, useLearnerFromAddress } from './lesson-paths.ts';
import type { ProgressRow } from './lesson-progress.ts';
import { askedAgain } from './lesson-steps.ts';
import { keepReturn } from './lessons-actions.ts';
import { NoSuchLesson } from './LessonMissing.tsx';
import { progressRows } from './lessons-queries.ts';
import { QuestionStepView } from './QuestionStepView.tsx';
import { useDueToday } from './returns-queries.ts';
import './lessons.css';

export function RefreshScreen() {
  useLearnerFromAddress();
  const slug = useRoute().params['slug'] ?? '';
  const learnerId = whoLearns.value;
  const lesson = useBySlug('lesson', slug);
  const rows = useLive((db) => progressRows(db, learnerId, slug), [slug, learnerId]);
  if (lesson === undefined || rows === undefined) {
    return (
      <PageFrame title={t('lessons:again.title')} back={LESSONS}>
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
  return <Refresh key={`${slug} ${learnerId}`} lesson={lesson} rows={rows} />;
}

type RefreshProps = {
  readonly lesson: Row<'lesson'>;
  readonly rows: readonly ProgressRow[];
};

function Refresh({ lesson, rows }: RefreshProps) {
  const device = useDevice();
  // As it stood on arrival: what is kept at the end must not change the questions.
  const [steps] = useState(() => askedAgain(lesson.steps, timesAsked(rows)));
  const [at, setAt] = useState(0);
  /** Question -> whether the first answer to it was right. */
  const [first, setFirst] = useState<Readonly<Record<string, boolean>>>({});
  const [trouble, setTrouble] = useState<string>();
  const now = device.now();
  const zone = new Date(now).getTimezoneOffset();
  const today = dayOf(now, zone);
  const title = contentText(lesson.text, 'title');
  const step = steps[at];
  const remembered = steps.every(({ id }) => first[id] === true);
  useNewPage(String(at));

  if (steps.length === 0 || !rows.some(({ finishedAt }) => finishedAt)) {
    return (
      <PageFrame title={title.words} titleLang={title.lang} back={LESSONS}>
        <EmptyState
          icon="learn"
          title={t('lessons:again.notYet')}
          action={<LinkButton href={lessonPath(lesson.slug)}>{t('lessons:again.open')}</LinkButton>}
        >
          <p>{t('lessons:again.notYet.do')}</p>
        </EmptyState>
      </PageFrame>
    );
  }
  if (!step) return <Outcome {...{ lesson, rows, remembered, today, zone }} />;

  const goOn = async (): Promise<void> => {
    if (at + 1 === steps.length) {
      const kept = await keepReturn(device, lesson.slug, whoLearns.value, today, remembered);
      if (!kept.ok) return setTrouble(kept.error.code);
    }
    setAt(at + 1);
  };
  const frame = (children: ComponentChildren, actions: ComponentChildren) => (
    <PageFrame
      title={t('lessons:question')}
      back={LESSONS}
      backLabel={t('lessons:toAll')}
      lead={
        <div class="lesson-where">
          <p class="soft" lang={title.lang}>
            {title.words}
          </p>
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
    </PageFrame>
  );
  return (
    <QuestionStepView
      key={step.id}
      lesson={lesson}
      step={step}
      kept={undefined}
      onChecked={(answer) =>
        setFirst((known) =>
          step.id in known ? known : { ...known, [step.id]: isRight(step, answer) },
        )
      }
      next={
        <Button
          kind="primary"
          iconAfter={at + 1 < steps.length ? 'forward' : 'check'}
          onPress={() => void goOn()}
        >
          {at + 1 < steps.length ? t('common:next') : t('common:finish')}
        </Button>
      }
      frame={frame}
    />
  );
}

const timesAsked = (rows: readonly ProgressRow[]): number =>
  new Set(rows.flatMap((row) => Object.keys(row.returns ?? {}))).size;

type OutcomeProps = RefreshProps & {
  readonly remembered: boolean;
  readonly today: string;
  readonly zone: number;
};

/** What comes of it: when it is asked again, and what else waits today. */
function Outcome({ lesson, rows, remembered, today, zone }: OutcomeProps) {
  const next = returnOf(rows, zone);
  const others = useDueToday()?.lessons.filter((due) => due.lesson.slug !== lesson.slug) ?? [];
  const title = contentText(lesson.text, 'title');
  const [other] = others;
  return (
    <PageFrame
      title={t(remembered ? 'lessons:again.kept' : 'lessons:again.soon')}
      back={LESSONS}
      backLabel={t('lessons:toAll')}
      lead={
        <p class="page-lead" lang={title.lang}>
          {title.words}
        </p>
      }
    >
      <p class="lesson-step">
        {next
          ? next.dueOn === addDays(today, 1)
            ? t('lessons:again.tomorrow')
            : t('lessons:again.next', { date: formatDate(next.dueOn) })
          : t('lessons:again.done')}
      </p>
      <div class="row">
        {other && (
          <LinkButton href={refreshPath(other.lesson.slug)} iconAfter="forward">
            {t('lessons:again.other', { lesson: contentText(other.lesson.text, 'title').words })}
          </LinkButton>
        )}
        {!remembered && (
          <LinkButton
            kind={other ? 'secondary' : 'primary'}
            icon="learn"
            href={lessonPath(lesson.slug)}
          >
            {t('lessons:again.open')}
          </LinkButton>
        )}
        <LinkButton
          kind={other || !remembered ? 'secondary' : 'primary'}
          icon="list"
          href={LESSONS}
        >
          {t('lessons:toAll')}
        </LinkButton>
      </div>
    </PageFrame>
  );
}
