// All lessons by topic: minutes, how far whoever learns now is, the begun one first. Route /learn; needs no sign-in.
import { useRecords } from '#device/live.ts';
import type { Row } from '#device/database.ts';
import { contentText } from '#i18n/content-text.ts';
import { formatMinutes } from '#i18n/format.ts';
import { hasText, t } from '#i18n/i18n.ts';
import { mode } from '#ui/appearance.ts';
import { CardLink } from '#ui/Card.tsx';
import { Icon } from '#ui/Icon.tsx';
import type { IconName } from '#ui/icons.ts';
import { LinkButton } from '#ui/LinkButton.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { lessonPath, useLearnerFromAddress } from './lesson-paths.ts';
import { type Progress, standing } from './lesson-progress.ts';
import { byTopic, playedSteps } from './lesson-steps.ts';
import { useAllProgress } from './lessons-queries.ts';
import { NoLessonsYet } from './LessonMissing.tsx';
import { WhoLearns } from './WhoLearns.tsx';
import './lessons.css';

const topicIcons: Readonly<Record<string, IconName>> = {
  bills: 'bill',
  'phone-id': 'mobile',
  scams: 'shield',
  safety: 'lock',
  bank: 'euro',
  device: 'tablet',
  portal: 'records',
  contacts: 'message',
};

/** A topic's name; a topic that came later than this program stands under "other". */
const topicName = (topic: string): string => {
  const key = `lessons:topic.${topic}`;
  return hasText(key) ? t(key) : t('lessons:topic.other');
};

export function LessonsScreen() {
  useLearnerFromAddress();
  const lessons = useRecords('lesson');
  const progress = useAllProgress();
  return (
    <PageFrame title={t('lessons:title')} lead={t('lessons:lead')}>
      {lessons === undefined || progress === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : lessons.length === 0 ? (
        <NoLessonsYet />
      ) : (
        <>
          <WhoLearns />
          <GoOn lessons={lessons} progress={progress} />
          {byTopic(lessons).map((group) => (
            <section class="stack-tight" key={group.topic} aria-labelledby={`topic-${group.topic}`}>
              <h2 id={`topic-${group.topic}`}>{topicName(group.topic)}</h2>
              <div class="lesson-cards">
                {group.lessons.map((lesson) => (
                  <LessonCard
                    key={lesson.id}
                    lesson={lesson}
                    progress={progress.get(lesson.slug)}
                  />
                ))}
              </div>
            </section>
          ))}
          <div class="row">
            <LinkButton kind="secondary" icon="shield" href="/scams">
              {t('scams:title')}
            </LinkButton>
            {mode.value !== 'learner' && (
              <LinkButton kind="secondary" icon="todo" href="/todos">
                {t('lessons:todos')}
              </LinkButton>
            )}
          </div>
        </>
      )}
    </PageFrame>
  );
}

type LessonCardProps = { readonly lesson: Row<'lesson'>; readonly progress: Progress | undefined };

function LessonCard({ lesson, progress }: LessonCardProps) {
  const title = contentText(lesson.text, 'title');
  return (
    <CardLink
      href={lessonPath(lesson.slug)}
      icon={topicIcons[lesson.topic] ?? 'learn'}
      title={title.words}
      lang={title.lang}
      text={contentText(lesson.text, 'summary').words}
      note={<LessonFacts lesson={lesson} progress={progress} />}
    />
  );
}

function LessonFacts({ lesson, progress }: LessonCardProps) {
  const { state, done, of } = standing(playedSteps(lesson.steps), progress);
  return (
    <span class="lesson-facts">
      <span>
        <Icon name="clock" /> {formatMinutes(lesson.minutes)}
      </span>
      {state === 'begun' && (
        <span>
          <Icon name="play" /> {t('lessons:stepsDone', { count: done, of })}
        </span>
      )}
      {state === 'finished' && (
        <span class="lesson-finished">
          <Icon name="done" /> {t('lessons:finished')}
        </span>
      )}
    </span>
  );
}

type GoOnProps = {
  readonly lessons: readonly Row<'lesson'>[];
  readonly progress: ReadonlyMap<string, Progress>;
};

/** The lesson begun last and not finished: the one tap that most people come for. */
function GoOn({ lessons, progress }: GoOnProps) {
  const begun = lessons
    .filter(
      (lesson) => progress.has(lesson.slug) && progress.get(lesson.slug)?.finishedAt === undefined,
    )
    .toSorted(
      (a, b) => (progress.get(b.slug)?.startedAt ?? 0) - (progress.get(a.slug)?.startedAt ?? 0),
    )[0];
  if (!begun) return null;
  const { done, of } = standing(playedSteps(begun.steps), progress.get(begun.slug));
  const title = contentText(begun.text, 'title');
  return (
    <CardLink
      main
      href={lessonPath(begun.slug)}
      icon="play"
      title={t('lessons:goOn', { lesson: title.words })}
      note={t('lessons:stepsDone', { count: done, of })}
    />
  );
}
