// `/day/:id/paper`: numbered slips to cut and a queue sheet, for when no tablet works. The numbers are typed in later.
import { t } from '#i18n/i18n.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { formatDateWithYear } from '#i18n/format.ts';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { useDay } from './day-queries.ts';
import './event-day.css';

const SLIPS = Array.from({ length: 30 }, (_, i) => `P${i + 1}`);
const columns = ['number', 'arrived', 'device', 'began', 'ended', 'runs', 'first'] as const;

export function SlipsScreen() {
  const open = useDay();
  return (
    <PageFrame
      title={t('event-day:paper')}
      back={open ? `/day/${open.day.id}` : '/day'}
      lead={t('event-day:paper.lead')}
    >
      {open === null && <EmptyState icon="calendar" title={t('event-day:gone')} />}
      {open && (
        <>
          <div class="no-print">
            <PrintButton />
          </div>
          <h2>
            {t('event-day:paper.slips')}, {formatDateWithYear(open.day.on)}
          </h2>
          <ul class="day-slips">
            {SLIPS.map((slip) => (
              <li key={slip}>{slip}</li>
            ))}
          </ul>
          <h2 class="day-sheet-title only-print">{t('event-day:paper.sheet')}</h2>
          <div class="day-sheet only-print">
            <table>
              <thead>
                <tr>
                  {columns.map((key) => (
                    <th key={key} scope="col">
                      {t(`event-day:csv.${key}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {SLIPS.map((slip) => (
                  <tr key={slip}>
                    <th scope="row">{slip}</th>
                    {columns.slice(1).map((key) => (
                      <td key={key}>{'\u00A0'}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </PageFrame>
  );
}
