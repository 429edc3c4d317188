// `/day/:id`: one bill-payment day. The queue and its devices; `?view=` leads to all people, devices, paper and the report.
import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { useDevice } from '#device/live.ts';
import { formatDateWithYear } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { Tabs } from '#ui/Tabs.tsx';
import { useNewPage } from '#ui/use-new-page.ts';
import type { Tap } from './day-part.ts';
import { DayDevices } from './DayDevices.tsx';
import { DayNow } from './DayNow.tsx';
import { DayPaper } from './DayPaper.tsx';
import { DayPeople } from './DayPeople.tsx';
import { DayReportView } from './DayReportView.tsx';
import type { Done, Refusal } from './event-day-actions.ts';
import { useDay } from './event-day-queries.ts';
import { VisitForm } from './VisitForm.tsx';
import './event-day.css';

const views = ['now', 'people', 'devices', 'paper', 'report'] as const;
const MOST_UNDO = 30;

type Undoable = { readonly words: string; readonly undo: Extract<Done, { ok: true }>['undo'] };

export function DayScreen() {
  const device = useDevice();
  const { params, query } = useRoute();
  const id = params['id'] ?? '';
  const open = useDay(id);
  const view = views.find((one) => one === query['view']) ?? 'now';
  const person = query['person'];
  useNewPage(`${view} ${person ?? ''}`);
  const [taps, setTaps] = useState<readonly Undoable[]>([]);
  const [refusal, setRefusal] = useState<Refusal>();
  const last = taps.at(-1);

  const tap: Tap = async (words, act) => {
    const result = await act;
    setRefusal(result.ok ? undefined : result.error);
    if (!result.ok) return undefined;
    setTaps((all) => [...all, { words, undo: result.undo }].slice(-MOST_UNDO));
    return result.id;
  };
  const undo = async (): Promise<void> => {
    if (!last) return;
    const result = await last.undo();
    setRefusal(result.ok ? undefined : result.error);
    if (result.ok) setTaps((all) => all.filter((one) => one !== last));
  };

  if (!open) {
    return (
      <PageFrame title={t('event-day:title')} back="/day">
        {open === null ? (
          <EmptyState icon="calendar" title={t('event-day:missing')} />
        ) : (
          <p class="soft">{t('common:loading')}</p>
        )}
      </PageFrame>
    );
  }
  const scope = open.day.scope.slice('site:'.length);
  const place = device.identity.value?.sites.find((site) => site.id === scope)?.name;
  const visit = person === undefined ? undefined : open.visits.find((one) => one.id === person);
  const part = { open, tap };
  return (
    <PageFrame
      title={t('event-day:title')}
      back={person === undefined ? '/day' : `/day/${id}?view=people`}
      lead={[formatDateWithYear(open.day.day), place].filter(Boolean).join(' · ')}
      wide
    >
      <div class="no-print">
        <Tabs
          label={t('event-day:parts')}
          items={views.map((one) => ({
            href: one === 'now' ? `/day/${id}` : `/day/${id}?view=${one}`,
            label: t(`event-day:view.${one}`),
            current: view === one,
          }))}
        />
      </div>
      {refusal && <Notice kind="problem" live title={t(`errors:${refusal.code}`)} />}
      {/* Always there: a line that came with the first tap would move the next button from under the finger. */}
      <div class="day-undo no-print">
        <p aria-live="polite">{last ? last.words : t('event-day:undo.none')}</p>
        <Button icon="undo" disabled={!last} onPress={() => void undo()}>
          {t('event-day:undo')}
        </Button>
      </div>
      {visit ? (
        <VisitForm key={visit.id} {...part} visit={visit} />
      ) : view === 'people' ? (
        <DayPeople {...part} />
      ) : view === 'devices' ? (
        <DayDevices {...part} />
      ) : view === 'paper' ? (
        <DayPaper {...part} />
      ) : view === 'report' ? (
        <DayReportView {...part} />
      ) : (
        <DayNow {...part} />
      )}
    </PageFrame>
  );
}
