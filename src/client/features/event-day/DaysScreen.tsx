// `/day`: opens today's bill-payment day at this place in one tap, or leads to one of before.
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useDevice } from '#device/live.ts';
import { formatDateWithYear } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { List, ListRow } from '#ui/List.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { Stepper } from '#ui/Stepper.tsx';
import { openDay, type Refusal } from './event-day-actions.ts';
import { localDay, useDays } from './event-day-queries.ts';
import './event-day.css';

const MOST_TABLETS = 12;

export function DaysScreen() {
  const device = useDevice();
  const { route } = useLocation();
  const siteId = device.siteId.value;
  const place = device.identity.value?.sites.find((site) => site.id === siteId)?.name;
  const days = useDays(`site:${siteId ?? ''}`);
  const [tablets, setTablets] = useState(2);
  const [refusal, setRefusal] = useState<Refusal>();
  const today = localDay(device.now());
  const isOpen = days?.some((row) => row.day === today) ?? false;

  const open = async (): Promise<void> => {
    if (siteId === undefined) return;
    const labels = Array.from({ length: tablets }, (_, i) =>
      t('event-day:device.tablet', { number: i + 1 }),
    );
    const opened = await openDay(device, siteId, labels);
    if (opened.ok) route(`/day/${opened.id}`);
    else setRefusal(opened.error);
  };

  return (
    <PageFrame
      title={t('event-day:title')}
      back="/records"
      lead={place}
      help={<p>{t('event-day:help')}</p>}
    >
      {refusal && <Notice kind="problem" live title={t(`errors:${refusal.code}`)} />}
      {siteId === undefined ? (
        <Notice kind="careful" title={t('sessions:hub.noSite')} />
      ) : (
        !isOpen &&
        days && (
          <section class="stack">
            <h2>{t('event-day:open.today')}</h2>
            <Stepper
              label={t('event-day:open.tablets')}
              hint={t('event-day:open.tablets.hint')}
              value={tablets}
              onChange={setTablets}
              min={0}
              max={MOST_TABLETS}
            />
            <div>
              <Button kind="primary" icon="plus" onPress={() => void open()}>
                {t('event-day:open')}
              </Button>
            </div>
          </section>
        )
      )}
      {!days ? (
        <p class="soft">{t('common:loading')}</p>
      ) : days.length === 0 ? (
        <EmptyState icon="calendar" title={t('event-day:none')}>
          <p>{t('event-day:none.do')}</p>
        </EmptyState>
      ) : (
        <List label={t('event-day:days')}>
          {days.map((row) => (
            <ListRow
              key={row.id}
              href={`/day/${row.id}`}
              icon="calendar"
              title={formatDateWithYear(row.day)}
              text={t(row.closedAt == null ? 'event-day:state.open' : 'event-day:state.closed')}
            />
          ))}
        </List>
      )}
    </PageFrame>
  );
}
