// `/records`: for staff the day's work at one place; for a resident their own progress, which stays on this device.
import { useDevice, useLive } from '#device/live.ts';
import { formatDate, formatTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { CardLink } from '#ui/Card.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { List, ListRow } from '#ui/List.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { recordPlace } from '#ui/record-place.ts';
import { RecordState } from '#ui/RecordState.tsx';
import { Select } from '#ui/Select.tsx';
import type { Row } from '#device/database.ts';
import { OwnProgress } from './OwnProgress.tsx';
import { NEW_SESSION_DRAFT } from './sessions-actions.ts';
import {
  countRefused,
  dayStartOf,
  sessionsSince,
  topicLabel,
  useTopics,
} from './sessions-queries.ts';
import './sessions.css';

const WEEK_MS = 7 * 86_400_000;
const MOST_EARLIER = 15;

export function RecordsScreen() {
  return useDevice().identity.value ? <StaffRecords /> : <OwnProgress />;
}

function StaffRecords() {
  const device = useDevice();
  const siteId = device.siteId.value;
  const sites = device.identity.value?.sites ?? [];
  const today = dayStartOf(device.now());
  const scope = `site:${siteId ?? ''}`;
  const sessions = useLive((db) => sessionsSince(db, scope, today - WEEK_MS), [scope, today]);
  const learners = useLive(
    async (db) =>
      (await db.rows('learner').toArray()).filter((row) => !row.deleted && row.scope === scope)
        .length,
    [scope],
  );
  const refused = useLive(countRefused, []);
  const draft = useLive((db) => db.drafts.get(NEW_SESSION_DRAFT), []);
  const now = sessions?.filter((row) => row.startedAt >= today);
  const earlier = sessions?.filter((row) => row.startedAt < today).slice(0, MOST_EARLIER);

  return (
    <PageFrame title={t('common:nav.records')}>
      {siteId === undefined && <Notice kind="careful" title={t('sessions:hub.noSite')} />}
      {sites.length > 1 && (
        <Select
          label={t('sessions:hub.site')}
          value={siteId ?? ''}
          options={sites.map((site) => ({ value: site.id, label: site.name }))}
          onChange={(id) => void device.chooseSite(id)}
        />
      )}
      <CardLink
        main
        href="/sessions/new"
        icon="plus"
        title={t(draft ? 'sessions:hub.resume' : 'sessions:hub.record')}
        text={t(draft ? 'sessions:hub.resume.text' : 'sessions:hub.record.text')}
      />
      {refused !== undefined && refused > 0 && (
        <Notice kind="careful" title={t('sessions:hub.attention', { count: refused })}>
          <div>
            <LinkButton kind="secondary" href="/attention">
              {t('sessions:attention.open')}
            </LinkButton>
          </div>
        </Notice>
      )}
      <section class="stack-tight">
        <h2>{t('sessions:hub.today')}</h2>
        {!now ? (
          <p class="soft">{t('common:loading')}</p>
        ) : now.length === 0 ? (
          <EmptyState icon="records" title={t('sessions:hub.today.empty')}>
            <p>{t('sessions:hub.today.do')}</p>
          </EmptyState>
        ) : (
          <SessionList rows={now} label={t('sessions:hub.today')} />
        )}
      </section>
      <section class="grid" aria-label={t('sessions:hub.more')}>
        <CardLink
          href="/learners"
          icon="people"
          title={t('sessions:hub.learners')}
          text={t('sessions:hub.learners.count', { count: learners ?? 0 })}
        />
        <CardLink
          href="/day"
          icon="calendar"
          title={t('sessions:hub.day')}
          text={t('sessions:hub.day.text')}
        />
        <CardLink
          href="/todos"
          icon="todo"
          title={t('sessions:hub.todos')}
          text={t('sessions:hub.todos.text')}
        />
        <CardLink
          href="/surveys"
          icon="survey"
          title={t('sessions:hub.surveys')}
          text={t('sessions:hub.surveys.text')}
        />
      </section>
      {earlier && earlier.length > 0 && (
        <section class="stack-tight">
          <h2>{t('sessions:hub.earlier')}</h2>
          <SessionList rows={earlier} label={t('sessions:hub.earlier')} dated />
        </section>
      )}
    </PageFrame>
  );
}

type SessionListProps = {
  readonly rows: readonly Row<'session'>[];
  readonly label: string;
  readonly dated?: boolean;
};

function SessionList({ rows, label, dated }: SessionListProps) {
  const topics = useTopics();
  return (
    <List label={label}>
      {rows.map((row) => {
        const time = dated
          ? `${formatDate(row.startedAt)}, ${formatTime(row.startedAt)}`
          : formatTime(row.startedAt);
        const about = Object.entries(row.topics ?? {}).flatMap(([key, on]) =>
          on ? [topicLabel(topics, key)] : [],
        );
        return (
          <ListRow
            key={row.id}
            href={`/sessions/${row.id}`}
            icon={row.headCount > 1 ? 'people' : 'person'}
            title={`${time} · ${t(`sessions:form.${row.form}`)} · ${t('sessions:count', { count: row.headCount })}`}
            text={about.join('; ') || undefined}
            note={<RecordState {...recordPlace(row)} />}
          />
        );
      })}
    </List>
  );
}
