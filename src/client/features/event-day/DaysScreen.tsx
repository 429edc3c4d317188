// `/day`: opens today's bill-payment day at the place, and lists the earlier ones.
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { formatDateWithYear } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { recordPlace } from '#ui/record-place.ts';
import { Button } from '#ui/Button.tsx';
import { DateField } from '#ui/DateField.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { List, ListRow } from '#ui/List.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { RecordState } from '#ui/RecordState.tsx';
import { openDay, type Refusal } from './day-actions.ts';
import { useDays, useTabletName } from './day-queries.ts';
import './event-day.css';

/** The calendar day at this tablet, `2026-11-23`. */
function dayOf(now: number): string {
  const date = new Date(now);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function DaysScreen() {
  const device = useDevice();
  const { route } = useLocation();
  const siteId = device.siteId.value;
  const place = device.identity.value?.sites.find((site) => site.id === siteId)?.name;
  const days = useDays(siteId);
  const tablet = useTabletName();
  const [on, setOn] = useState(() => dayOf(device.now()));
  const [refusal, setRefusal] = useState<Refusal>();
  const open = async (): Promise<void> => {
    if (siteId === undefined) return;
    const done = await openDay(device, siteId, on, tablet);
    if (done.ok) route(`/day/${done.id}`);
    else setRefusal(done.error);
  };
  return (
    <PageFrame title={t('event-day:title')} back="/records" lead={t('event-day:lead')}>
      {refusal && <Notice kind="problem" live title={t(`errors:${refusal.code}`)} />}
      {siteId === undefined ? (
        <Notice kind="careful" title={t('event-day:noSite')} />
      ) : (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void open();
          }}
        >
          <p>{t('event-day:place', { place: place ?? '' })}</p>
          <DateField label={t('event-day:on')} value={on} onChange={setOn} />
          <div>
            <Button type="submit" kind="primary" icon="bill" disabled={on === ''}>
              {t('event-day:open')}
            </Button>
          </div>
        </form>
      )}
      <section class="stack-tight">
        <h2>{t('event-day:all')}</h2>
        {!days ? (
          <p class="soft">{t('common:loading')}</p>
        ) : days.length === 0 ? (
          <EmptyState icon="calendar" title={t('event-day:none')}>
            <p>{t('event-day:none.do')}</p>
          </EmptyState>
        ) : (
          <List label={t('event-day:all')}>
            {days.map((day) => (
              <ListRow
                key={day.id}
                href={day.closedAt == null ? `/day/${day.id}` : `/day/${day.id}/report`}
                icon="calendar"
                title={formatDateWithYear(day.on)}
                text={t(day.closedAt == null ? 'event-day:isOpen' : 'event-day:isClosed')}
                note={<RecordState {...recordPlace(day)} />}
              />
            ))}
          </List>
        )}
      </section>
    </PageFrame>
  );
}
