// What somebody without sign-in has learned on this device: kept here, sent nowhere. Shown at `/records` to a resident.
import { useLive, useRecords } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { formatDate } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { List, ListRow } from '#ui/List.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { StaffOnly } from './StaffOnly.tsx';
import './sessions.css';

export function OwnProgress() {
  const lessons = useRecords('lesson');
  const walkthroughs = useRecords('walkthrough');
  const own = useLive(
    async (db) => ({
      progress: (await db.rows('progress').toArray()).filter(
        (row) => !row.deleted && row.scope === 'device' && row.learnerId == null,
      ),
      attempts: (await db.rows('attempt').toArray()).filter(
        (row) =>
          !row.deleted && row.scope === 'device' && row.learnerId == null && row.finishedAt != null,
      ),
    }),
    [],
  );
  if (!lessons || !walkthroughs || !own) {
    return (
      <PageFrame title={t('sessions:own.title')}>
        <p class="soft">{t('common:loading')}</p>
      </PageFrame>
    );
  }
  const begun = lessons.flatMap((lesson) => {
    const rows = own.progress.filter((row) => row.lesson === lesson.slug);
    if (rows.length === 0) return [];
    // Notes are for the facilitator: nobody steps through them.
    const steps = lesson.steps.filter((step) => step.kind !== 'note').length;
    const done = new Set(
      rows.flatMap((row) =>
        Object.entries(row.done ?? {}).flatMap(([id, yes]) => (yes ? [id] : [])),
      ),
    );
    const finished = rows.map((row) => row.finishedAt ?? 0).reduce((a, b) => Math.max(a, b), 0);
    return [{ lesson, steps, done: Math.min(done.size, steps), finished }];
  });
  const practised = walkthroughs.flatMap((walkthrough) => {
    const tries = own.attempts.filter((row) => row.walkthrough === walkthrough.slug);
    return tries.length === 0
      ? []
      : [
          {
            walkthrough,
            tries: tries.length,
            passed: tries.filter((row) => row.passed === true).length,
          },
        ];
  });
  return (
    <PageFrame title={t('sessions:own.title')} lead={t('sessions:own.lead')}>
      {begun.length + practised.length === 0 ? (
        <EmptyState
          icon="learn"
          title={t('sessions:own.empty')}
          action={<LinkButton href="/learn">{t('sessions:own.start')}</LinkButton>}
        >
          <p>{t('sessions:own.empty.do')}</p>
        </EmptyState>
      ) : (
        <>
          {begun.length > 0 && (
            <section class="stack-tight">
              <h2>{t('sessions:own.lessons')}</h2>
              <List label={t('sessions:own.lessons')}>
                {begun.map(({ lesson, steps, done, finished }) => (
                  <ListRow
                    key={lesson.id}
                    icon={finished > 0 ? 'done' : 'learn'}
                    href={`/learn/${lesson.slug}`}
                    title={contentWords(lesson.text ?? {}, 'title')}
                    text={
                      finished > 0
                        ? t('sessions:own.finished', { date: formatDate(finished) })
                        : t('sessions:own.steps', { done, of: steps })
                    }
                  />
                ))}
              </List>
            </section>
          )}
          {practised.length > 0 && (
            <section class="stack-tight">
              <h2>{t('sessions:own.practice')}</h2>
              <List label={t('sessions:own.practice')}>
                {practised.map(({ walkthrough, tries, passed }) => (
                  <ListRow
                    key={walkthrough.id}
                    icon={passed > 0 ? 'done' : 'practice'}
                    href={`/practice/${walkthrough.slug}`}
                    title={contentWords(walkthrough.text ?? {}, 'title')}
                    text={t('sessions:own.tries', { tries, passed })}
                  />
                ))}
              </List>
            </section>
          )}
        </>
      )}
      <StaffOnly />
    </PageFrame>
  );
}
