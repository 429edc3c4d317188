// The closing report: one tap closes the day; the numbers can be printed and kept as CSV. Part of DayScreen.
import { csvOf, type CsvCell } from '#core/csv.ts';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { saveFile } from '#ui/save-file.ts';
import { type DayReport, reportOf } from './day-math.ts';
import { type DayPart, labelOfThing } from './day-part.ts';
import { closeDay } from './event-day-actions.ts';
import type { Thing } from './event-day-queries.ts';

const counts = [
  ['people', 'people'],
  ['practised', 'practised'],
  ['alone', 'aloneRuns'],
  ['payments', 'firstPayments'],
  ['left', 'leftWaiting'],
  ['minutes', 'minutes'],
] as const;

function cellsOf(report: DayReport, things: readonly Thing[], day: string): CsvCell[][] {
  return [
    [t('event-day:csv.what'), t('event-day:csv.count')],
    [t('event-day:csv.day'), day],
    ...counts.map(([key, field]) => [t(`event-day:report.${key}`), report[field]]),
    ...report.devices.map((row) => [
      t('event-day:csv.device', { device: labelOfThing(things, row.key) }),
      row.minutes,
    ]),
  ];
}

export function DayReportView({ open, tap }: DayPart) {
  const device = useDevice();
  const { day, visits, things, until } = open;
  const closed = day.closedAt != null;
  const report = reportOf(
    visits,
    things.map((thing) => thing.key),
    until,
    closed,
  );
  return (
    <>
      {closed ? (
        <Notice kind="done" title={t('event-day:closed')}>
          <p>{t('event-day:closed.later')}</p>
        </Notice>
      ) : (
        <div class="stack-tight no-print">
          <p>{t('event-day:close.help')}</p>
          <div>
            <Button
              kind="primary"
              icon="check"
              onPress={() => void tap(t('event-day:closed'), closeDay(device, day, true))}
            >
              {t('event-day:close')}
            </Button>
          </div>
        </div>
      )}
      <dl class="day-report">
        {counts.map(([key, field]) => (
          <div key={key}>
            <dt>{t(`event-day:report.${key}`)}</dt>
            <dd>{report[field]}</dd>
          </div>
        ))}
      </dl>
      {report.devices.length > 0 && (
        <table class="day-sheet">
          <caption>{t('event-day:report.byDevice')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('event-day:paper.device')}</th>
              <th scope="col">{t('event-day:report.people')}</th>
              <th scope="col">{t('event-day:report.minutes')}</th>
            </tr>
          </thead>
          <tbody>
            {report.devices.map((row) => (
              <tr key={row.key ?? ''}>
                <th scope="row">{labelOfThing(things, row.key)}</th>
                <td>{row.people}</td>
                <td>{row.minutes}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div class="row no-print">
        <PrintButton />
        <Button
          icon="download"
          onPress={() =>
            saveFile(
              `vestnesis-${day.day}.csv`,
              'text/csv;charset=utf-8',
              csvOf(cellsOf(report, things, day.day)),
            )
          }
        >
          {t('event-day:csv')}
        </Button>
        {closed && (
          <Button
            icon="undo"
            onPress={() => void tap(t('event-day:did.reopened'), closeDay(device, day, false))}
          >
            {t('event-day:reopen')}
          </Button>
        )}
      </div>
    </>
  );
}
