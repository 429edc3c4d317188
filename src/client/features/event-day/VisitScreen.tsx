// `/day/:id/visit/:visit`: one person's number, large, with "call a helper"; for staff also what came of the visit, and corrections.
import { useRoute } from 'preact-iso';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { runsOf } from '#records/visit-sums.ts';
import { mode } from '#ui/appearance.ts';
import { Button } from '#ui/Button.tsx';
import { Checkbox } from '#ui/Checkbox.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { Stepper } from '#ui/Stepper.tsx';
import { call, queueAgain, step, type Visit } from './day-actions.ts';
import { deviceName, type OpenDay, useDay } from './day-queries.ts';
import { UndoNotice } from './UndoNotice.tsx';
import { useUndo } from './use-undo.ts';
import './event-day.css';

export function VisitScreen() {
  const { params } = useRoute();
  const open = useDay();
  const visit = open?.visits.find((one) => one.id === params['visit'] && !one.deleted);
  // A learner's hands: no way from here to the list of all.
  const back = mode.value === 'learner' ? undefined : `/day/${params['id'] ?? ''}`;
  return (
    <PageFrame title={t('event-day:visit')} back={back}>
      {open === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : !open || !visit ? (
        <EmptyState icon="person" title={t('event-day:visit.gone')} />
      ) : (
        <OneVisit open={open} visit={visit} />
      )}
    </PageFrame>
  );
}

function OneVisit({ open, visit }: { readonly open: OpenDay; readonly visit: Visit }) {
  const device = useDevice();
  const undo = useUndo();
  const runs = runsOf(visit);
  return (
    <>
      <UndoNotice undo={undo} />
      <p class="day-number">
        <span>{t('event-day:in.number')}</span>
        <strong>{open.number(visit)}</strong>
        <span>{deviceName(open.day, visit.device)}</span>
      </p>
      <div>
        <Button
          kind="primary"
          icon="help"
          pressed={visit.helpAt != null}
          onPress={() =>
            void undo.take(
              t(visit.helpAt == null ? 'event-day:call.sent' : 'event-day:call.answered'),
              visit,
              call(visit, device.now()),
            )
          }
        >
          {t('event-day:call')}
        </Button>
      </div>
      {visit.helpAt != null && <p role="status">{t('event-day:call.hand')}</p>}
      {mode.value !== 'learner' && (
        <section class="stack">
          <h2>{t('event-day:result')}</h2>
          <Stepper
            label={t('event-day:runs')}
            hint={t('event-day:runs.hint')}
            value={runs}
            max={50}
            onChange={(next) =>
              void undo.take(t('event-day:changed'), visit, step(visit, { runsAlone: next }))
            }
          />
          <Checkbox
            label={t('event-day:first')}
            hint={t('event-day:first.hint')}
            checked={visit.firstPayment === true}
            onChange={(on) =>
              void undo.take(t('event-day:changed'), visit, step(visit, { firstPayment: on }))
            }
          />
          <div class="row">
            <Button
              icon="back"
              onPress={() => void undo.take(t('event-day:changed'), visit, queueAgain(visit))}
            >
              {t('event-day:again')}
            </Button>
            <Button
              kind="quiet"
              icon="remove"
              onPress={() => void device.remove('visit', visit.id)}
            >
              {t('common:remove')}
            </Button>
          </div>
        </section>
      )}
    </>
  );
}
