// `/day/:id/report`: the day in figures, for paper and as a table for spreadsheets.
import { useDevice } from '#device/live.ts';
import { formatDateWithYear, formatMinutes, formatNumber, formatTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { minutesOf, present, reportOf, runsOf, stateOf } from '#records/visit-sums.ts';
import { Button } from '#ui/Button.tsx';
import { csvOf } from '#ui/csv.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { saveFile } from '#ui/save-file.ts';
import { deviceName, type OpenDay, useDay } from './day-queries.ts';
import type { Visit } from './day-actions.ts';
import './event-day.css';

export function ReportScreen() {
  const open = useDay();
  return (
    <PageFrame
      title={t('event-day:report')}
      back={open ? `/day/${open.day.id}` : '/day'}
      lead={open ? formatDateWithYear(open.day.on) : undefined}
    >
      {open === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : open === null ? (
        <EmptyState icon="calendar" title={t('event-day:gone')} />
      ) : (
        <Figures open={open} />
      )}
    </PageFrame>
  );
}

const head = ['number', 'arrived', 'device', 'minutes', 'runs', 'first', 'state'] as const;

function Figures({ open }: { readonly open: OpenDay }) {
  const device = useDevice();
  const { day, visits } = open;
  const end = day.closedAt ?? device.now();
  const report = reportOf(visits, day.devices, end);
  // Nicknames stay behind: figures need none.
  const save = (): void => {
    const rows = (present(visits) as Visit[]).map((visit) => [
      open.number(visit),
      formatTime(visit.arrivedAt),
      deviceName(day, visit.device),
      minutesOf(visit, end),
      runsOf(visit),
      visit.firstPayment === true ? 1 : 0,
      t(`event-day:state.${stateOf(visit)}`),
    ]);
    saveFile(
      `vestnesis-${day.on}.csv`,
      'text/csv;charset=utf-8',
      csvOf([head.map((key) => t(`event-day:csv.${key}`)), ...rows]),
    );
  };
  const figures = [
    ['people', formatNumber(report.people)],
    ['runsAlone', formatNumber(report.runsAlone)],
    ['firstPayments', formatNumber(report.firstPayments)],
    ['minutes', formatMinutes(report.minutes)],
    ['leftWaiting', formatNumber(report.left)],
    ...(report.here > 0 ? [['here', formatNumber(report.here)] as const] : []),
  ] as const;
  return (
    <>
      <dl class="day-figures">
        {figures.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`event-day:figure.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <section class="stack-tight">
        <h2>{t('event-day:devices')}</h2>
        <ul class="day-list">
          {report.devices.map((one) => (
            <li key={one.key} class="row row-apart">
              <span>{deviceName(day, one.key)}</span>
              <span>
                {t('event-day:people', { count: one.people })} · {formatMinutes(one.minutes)}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <div class="row no-print">
        <PrintButton />
        <Button icon="download" onPress={save}>
          {t('event-day:csv')}
        </Button>
      </div>
    </>
  );
}
