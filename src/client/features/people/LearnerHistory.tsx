// What a learner did: sessions, lessons, practice and lists. Part of LearnerScreen.
import { useRecords } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { formatDate } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { List, ListRow } from '#ui/List.tsx';
import { recordPlace } from '#ui/record-place.ts';
import { RecordState } from '#ui/RecordState.tsx';
import type { LearnerRecords } from './people-queries.ts';

const LATEST = 10;

export function LearnerHistory({ records }: { readonly records: LearnerRecords | undefined }) {
  const lessons = useRecords('lesson') ?? [];
  const walkthroughs = useRecords('walkthrough') ?? [];
  if (!records) return <p class="soft">{t('common:loading')}</p>;
  const { sessions, progress, attempts, lists } = records;
  const titleOf = (
    rows: readonly { readonly slug: string; readonly text?: Record<string, string> }[],
    slug: string,
  ): string => {
    const row = rows.find((one) => one.slug === slug);
    return row ? contentWords(row.text ?? {}, 'title') : slug;
  };
  if (sessions.length + progress.length + attempts.length + lists.length === 0) {
    return (
      <section class="stack-tight no-print">
        <h2>{t('people:done')}</h2>
        <EmptyState icon="learn" title={t('people:done.empty')}>
          <p>{t('people:done.empty.do')}</p>
        </EmptyState>
      </section>
    );
  }
  return (
    <section class="stack no-print">
      <h2>{t('people:done')}</h2>
      {sessions.length > 0 && (
        <div class="stack-tight">
          <h3>{t('people:sessions')}</h3>
          <List label={t('people:sessions')}>
            {sessions.slice(0, LATEST).map((row) => (
              <ListRow
                key={row.id}
                href={`/sessions/${row.id}`}
                icon="calendar"
                title={`${formatDate(row.startedAt)} · ${t(`sessions:form.${row.form}`)}`}
                note={<RecordState {...recordPlace(row)} />}
              />
            ))}
          </List>
        </div>
      )}
      {progress.length > 0 && (
        <div class="stack-tight">
          <h3>{t('people:lessons')}</h3>
          <List label={t('people:lessons')}>
            {progress.slice(0, LATEST).map((row) => (
              <ListRow
                key={row.id}
                icon={row.finishedAt == null ? 'learn' : 'done'}
                title={titleOf(lessons, row.lesson)}
                text={
                  row.finishedAt == null
                    ? t('people:lesson.begun', { date: formatDate(row.startedAt) })
                    : t('people:lesson.finished', { date: formatDate(row.finishedAt) })
                }
                note={<RecordState {...recordPlace(row)} />}
              />
            ))}
          </List>
        </div>
      )}
      {attempts.length > 0 && (
        <div class="stack-tight">
          <h3>{t('people:attempts')}</h3>
          <List label={t('people:attempts')}>
            {attempts.slice(0, LATEST).map((row) => (
              <ListRow
                key={row.id}
                icon={row.passed === true ? 'done' : 'practice'}
                title={titleOf(walkthroughs, row.walkthrough)}
                text={[
                  formatDate(row.startedAt),
                  t(`people:mode.${row.mode}`),
                  row.finishedAt == null
                    ? t('people:attempt.open')
                    : t(row.passed === true ? 'people:attempt.passed' : 'people:attempt.again'),
                  row.hintLevel == null
                    ? ''
                    : t('people:attempt.help', { help: t(`sessions:hint.${row.hintLevel}`) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
                note={<RecordState {...recordPlace(row)} />}
              />
            ))}
          </List>
        </div>
      )}
      {lists.length > 0 && (
        <div class="stack-tight">
          <h3>{t('people:lists')}</h3>
          <List label={t('people:lists')}>
            {lists.map((row) => (
              <ListRow
                key={row.id}
                href={`/todos/${row.id}`}
                icon="todo"
                title={row.title}
                text={t('people:list.done', {
                  done: Object.values(row.ticks ?? {}).filter(Boolean).length,
                  of: Object.keys(row.items ?? {}).length,
                })}
                note={<RecordState {...recordPlace(row)} />}
              />
            ))}
          </List>
        </div>
      )}
    </section>
  );
}
