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
import { DueToday } from './DueToday.tsx';
import { lessonPath, useLearnerFromAddress } from './lesson-paths.ts';
import { type Progress, standing } from './lesson-progress.ts';
import { byTopic, type Grouped, playedSteps } from './lesson-steps.ts';
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

/** So many fit on one screen or two: nothing is folded away. */
const FEW = 8;

/** A topic's name; a topic that came later than this program stands under "other". */
const topicName = (topic: string): string => {
  const key = `lessons:topic.${topic}`;
  return hasText(key) ? t(key) : t('lessons:topic.other');
};

export function LessonsScreen() {
  useLearnerFromAddress();
  const lessons = useRecords('lesson');
  const progress = useAllProgress();
  const groups = byTopic(lessons ?? []);
  const last = lessons && progress && latestFirst({ lessons, progress })[0];
  const open = groups.find(({ topic }) => topic === last?.topic) ?? groups[0];
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
          <DueToday />
          {groups.map((group) => (
            <Topic
              key={group.topic}
              {...group}
              progress={progress}
              isOpen={group === open || lessons.length <= FEW}
            />
          ))}
          <div class="row">
            <LinkButton kind="secondary" icon="star" href="/paths">
              {t('paths:open')}
            </LinkButton>
            <LinkButton kind="secondary" icon="shield" href="/scams">
              {t('scams:title')}
            </LinkButton>
            <LinkButton kind="secondary" icon="heart" href="/stories">
              {t('stories:title')}
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

type TopicProps = Grouped<Row<'lesson'>> & {
  readonly progress: ReadonlyMap<string, Progress>;
  readonly isOpen: boolean;
};

/** Closed but for the one where somebody is at work: 40 cards in a row would be a long way on a phone. */
function Topic({ topic, lessons, progress, isOpen }: TopicProps) {
  return (
    <details class="lesson-topic" open={isOpen}>
      <summary>
        <Icon name={topicIcons[topic] ?? 'learn'} />
        <h2>{topicName(topic)}</h2>
        <span class="soft">{t('lessons:count', { count: lessons.length })}</span>
        <Icon name="down" class="lesson-topic-mark" />
      </summary>
      <div class="lesson-cards">
        {lessons.map((lesson) => (
          <LessonCard key={lesson.id} lesson={lesson} progress={progress.get(lesson.slug)} />
        ))}
      </div>
    </details>
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

/** Lessons that were begun, the latest first. */
const latestFirst = ({ lessons, progress }: GoOnProps): Row<'lesson'>[] => {
  const begunAt = ({ slug }: Row<'lesson'>): number => progress.get(slug)?.startedAt ?? 0;
  return lessons
    .filter(({ slug }) => progress.has(slug))
    .toSorted((a, b) => begunAt(b) - begunAt(a));
};

/** The lesson begun last and not finished: the one tap that most people come for. */
function GoOn({ lessons, progress }: GoOnProps) {
  const begun = latestFirst({ lessons, progress }).find(
    ({ slug }) => progress.get(slug)?.finishedAt === undefined,
  );
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
