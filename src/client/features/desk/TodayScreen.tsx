// `/desk`: what happened over all places today, this week or this month; prints, and goes out as CSV.
import { useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import {
  formatDateWithYear,
  formatList,
  formatMinutes,
  formatNumber,
  formatShortDate,
  formatTime,
} from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { DataTable } from '#ui/DataTable.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { recordPlace } from '#ui/record-place.ts';
import { RecordState } from '#ui/RecordState.tsx';
import { saveFile } from '#ui/save-file.ts';
import { csvOf } from '#core/csv.ts';
import { DeskFrame } from './DeskFrame.tsx';
import { useKeptAfterMonth, useNames, useSessionsSince } from './desk-queries.ts';
import { cellsOf, countsOf, linesOf, type SessionLine } from './sessions-table.ts';

const periods = { today: 0, week: 6, month: 29 } as const;
type Period = keyof typeof periods;
const periodNames = Object.keys(periods) as Period[];
const csvHead = [
  'date',
  'from',
  'minutes',
  'site',
  'form',
  'people',
  'mentors',
  'topics',
  'payments',
  'next',
  'note',
] as const;

function startOf(now: number, daysBack: number): number {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  // Set by calendar day, not by 24 hours: summer time would shift the border.
  day.setDate(day.getDate() - daysBack);
  return day.getTime();
}

export function TodayScreen() {
  const device = useDevice();
  const [period, setPeriod] = useState<Period>('today');
  const since = startOf(device.now(), periods[period]);
  const rows = useSessionsSince(since);
  const names = useNames();
  const learnt = useKeptAfterMonth();
  const lines = rows && names ? linesOf(rows, names) : undefined;
  const counts = rows && countsOf(rows);
  const save = (): void => {
    if (!lines) return;
    const cells = cellsOf(
      lines,
      csvHead.map((key) => t(`desk:csv.${key}`)),
      (form) => t(`sessions:form.${form}`),
    );
    saveFile(
      `vestnesis-${period}-${new Date(since).toISOString().slice(0, 10)}.csv`,
      'text/csv;charset=utf-8',
      csvOf(cells),
    );
  };
  return (
    <DeskFrame title={t('common:nav.desk')}>
      <div class="row row-apart no-print">
        <div class="row" role="group" aria-label={t('desk:period')}>
          {periodNames.map((name) => (
            <Button key={name} pressed={period === name} onPress={() => setPeriod(name)}>
              {t(`desk:period.${name}`)}
            </Button>
          ))}
        </div>
        <div class="row">
          <PrintButton />
          <Button icon="download" disabled={!lines || lines.length === 0} onPress={save}>
            {t('desk:csv')}
          </Button>
        </div>
      </div>
      <p class="only-print">{t('desk:since', { date: formatDateWithYear(since) })}</p>
      {counts && (
        <dl class="desk-counts">
          <Count label={t('desk:count.sessions')} value={formatNumber(counts.sessions)} />
          <Count label={t('desk:count.people')} value={formatNumber(counts.people)} />
          <Count label={t('desk:count.payments')} value={formatNumber(counts.firstPayments)} />
          <Count label={t('desk:count.sites')} value={formatNumber(counts.sites)} />
          <Count label={t('desk:count.mentors')} value={formatNumber(counts.mentors)} />
          <Count label={t('desk:count.hours')} value={formatNumber(counts.minutes / 60, 1)} />
        </dl>
      )}
      {learnt && (
        <p>
          {learnt.checked === 0
            ? t('desk:kept.none')
            : t('desk:kept', { kept: formatNumber(learnt.kept), count: learnt.checked })}
        </p>
      )}
      {lines ? (
        <div class="desk-dense">
          <SessionsTable lines={lines} dated={period !== 'today'} />
        </div>
      ) : (
        <p class="soft">{t('common:loading')}</p>
      )}
    </DeskFrame>
  );
}

function Count({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div class="desk-count">
      <dt>{label}</dt>
      <dd class="digits">{value}</dd>
    </div>
  );
}

function SessionsTable({
  lines,
  dated,
}: {
  readonly lines: readonly SessionLine[];
  readonly dated: boolean;
}) {
  const when = (line: SessionLine): string =>
    `${dated ? `${formatShortDate(line.startedAt)} ` : ''}${formatTime(line.startedAt)}`;
  return (
    <DataTable
      caption={t('desk:sessions')}
      rows={lines}
      rowKey={(line) => line.id}
      empty={
        <EmptyState icon="records" title={t('desk:sessions.empty')}>
          <p>{t('desk:sessions.empty.do')}</p>
        </EmptyState>
      }
      columns={[
        {
          key: 'when',
          label: t('desk:col.when'),
          heading: true,
          sortBy: (line) => line.startedAt,
          cell: (line) => <a href={`/sessions/${line.id}`}>{when(line)}</a>,
        },
        {
          key: 'site',
          label: t('desk:col.site'),
          sortBy: (line) => line.site,
          cell: (line) => line.site,
        },
        {
          key: 'form',
          label: t('desk:col.form'),
          sortBy: (line) => t(`sessions:form.${line.form}`),
          cell: (line) => t(`sessions:form.${line.form}`),
        },
        {
          key: 'people',
          label: t('desk:col.people'),
          numeric: true,
          sortBy: (line) => line.people,
          cell: (line) => line.people,
        },
        {
          key: 'minutes',
          label: t('desk:col.length'),
          numeric: true,
          sortBy: (line) => (line.endedAt ?? line.startedAt) - line.startedAt,
          cell: (line) =>
            line.endedAt === undefined
              ? '–'
              : formatMinutes(Math.round((line.endedAt - line.startedAt) / 60_000)),
        },
        {
          key: 'mentors',
          label: t('desk:col.mentors'),
          sortBy: (line) => line.mentors.join(),
          cell: (line) => formatList(line.mentors.filter(Boolean)),
        },
        { key: 'topics', label: t('desk:col.topics'), cell: (line) => line.topics.join('; ') },
        {
          key: 'payments',
          label: t('desk:col.payments'),
          numeric: true,
          sortBy: (line) => line.firstPayments,
          cell: (line) => line.firstPayments,
        },
        {
          key: 'state',
          label: t('desk:col.state'),
          cell: (line) => <RecordState {...recordPlace(line.row)} />,
        },
      ]}
    />
  );
}
