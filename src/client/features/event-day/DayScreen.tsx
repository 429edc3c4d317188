// `/day/:id`: the day as it goes on: check in, who waits, who practises where, who calls a helper. Every tap can be undone.
import { useEffect, useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { formatDateWithYear, formatMinutes, formatTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { callsOf, minutesOf, present, queueOf, stateOf } from '#records/visit-sums.ts';
import { Button } from '#ui/Button.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { CheckIn } from './CheckIn.tsx';
import {
  begin,
  call,
  closeDay,
  finish,
  joinDay,
  leave,
  OWN_PHONE,
  queueAgain,
  type Visit,
} from './day-actions.ts';
import { deviceName, devicesOf, type OpenDay, useDay, useTabletName } from './day-queries.ts';
import { DaySetup } from './DaySetup.tsx';
import { UndoNotice } from './UndoNotice.tsx';
import { useUndo } from './use-undo.ts';
import './event-day.css';

const TICK_MS = 30_000;

/** This moment, kept fresh for the minutes on the screen. */
function useNow(): number {
  const device = useDevice();
  const [, redraw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => redraw((count) => count + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return device.now();
}

export function DayScreen() {
  const open = useDay();
  return (
    <PageFrame
      title={t('event-day:title')}
      back="/day"
      lead={open ? formatDateWithYear(open.day.on) : undefined}
    >
      {open === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : open === null ? (
        <EmptyState icon="calendar" title={t('event-day:gone')} />
      ) : (
        <Running open={open} />
      )}
    </PageFrame>
  );
}

function Running({ open }: { readonly open: OpenDay }) {
  const device = useDevice();
  const undo = useUndo();
  const now = useNow();
  const tablet = useTabletName();
  const { day, visits, name } = open;
  const rows = present(visits) as Visit[];
  const queue = queueOf(visits) as Visit[];
  const calls = callsOf(visits) as Visit[];
  const working = rows.filter((visit) => stateOf(visit) === 'working');
  const over = rows.filter((visit) => ['done', 'left'].includes(stateOf(visit)));
  const busy = new Set(working.map((visit) => visit.device));
  const free = devicesOf(day).filter(({ key }) => key === OWN_PHONE || !busy.has(key));
  const close = async (): Promise<void> => {
    let back: Awaited<ReturnType<typeof closeDay>>['undo'] = [];
    await undo.run(
      t('event-day:closed'),
      async () => {
        const { done, undo: opposite } = await closeDay(device, day, visits);
        back = opposite;
        return done;
      },
      () => device.writeAll(back),
    );
  };
  return (
    <>
      <UndoNotice undo={undo} />
      {day.closedAt != null && (
        <Notice kind="info" title={t('event-day:isClosed')}>
          <div>
            <LinkButton kind="secondary" href={`/day/${day.id}/report`}>
              {t('event-day:report')}
            </LinkButton>
          </div>
        </Notice>
      )}
      {day.letters?.[device.deviceId] === undefined && (
        <Notice kind="info" title={t('event-day:join')}>
          <div>
            <Button onPress={() => void joinDay(device, day, tablet)}>
              {t('event-day:join.do')}
            </Button>
          </div>
        </Notice>
      )}
      {calls.length > 0 && (
        <Notice kind="careful" live title={t('event-day:calls', { count: calls.length })}>
          <ul class="day-list">
            {calls.map((visit) => (
              <li key={visit.id} class="row row-apart">
                <strong>
                  {name(visit)} {deviceName(day, visit.device)}
                </strong>
                <Button
                  icon="check"
                  about={name(visit)}
                  onPress={() =>
                    void undo.take(t('event-day:call.answered'), visit, call(visit, now))
                  }
                >
                  {t('event-day:call.answer')}
                </Button>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <CheckIn open={open} undo={undo} />
      <section class="stack-tight">
        <h2>{t('event-day:queue', { count: queue.length })}</h2>
        {queue.length === 0 ? (
          <p class="soft">{t('event-day:queue.empty')}</p>
        ) : (
          <ol class="day-list">
            {queue.map((visit) => (
              <li key={visit.id} class="day-visit">
                <p class="day-who">
                  <a href={`/day/${day.id}/visit/${visit.id}`}>{name(visit)}</a>
                  <span class="small soft">
                    {t('event-day:since', { time: formatTime(visit.arrivedAt) })}
                  </span>
                </p>
                <div class="row no-print">
                  {free.map((one) => (
                    <Button
                      key={one.key}
                      icon={one.key === OWN_PHONE ? 'mobile' : 'tablet'}
                      about={name(visit)}
                      onPress={() =>
                        void undo.take(
                          t('event-day:began', { who: name(visit), device: one.name }),
                          visit,
                          begin(visit, one.key, device.now()),
                        )
                      }
                    >
                      {one.name}
                    </Button>
                  ))}
                  <Button
                    kind="quiet"
                    icon="close"
                    about={name(visit)}
                    onPress={() =>
                      void undo.take(
                        t('event-day:left.done', { who: name(visit) }),
                        visit,
                        leave(visit, device.now()),
                      )
                    }
                  >
                    {t('event-day:left')}
                  </Button>
                </div>
              </li>
            ))}
          </ol>
        )}
      </section>
      <section class="stack-tight">
        <h2>{t('event-day:working', { count: working.length })}</h2>
        {working.length === 0 && <p class="soft">{t('event-day:working.empty')}</p>}
        <ul class="day-list">
          {working.map((visit) => (
            <li key={visit.id} class="day-visit">
              <p class="day-who">
                <a href={`/day/${day.id}/visit/${visit.id}`}>{name(visit)}</a>
                <span class="small soft">
                  {deviceName(day, visit.device)} · {formatMinutes(minutesOf(visit, now))}
                </span>
              </p>
              <div class="row no-print">
                <Button
                  kind="primary"
                  icon="check"
                  about={name(visit)}
                  onPress={() =>
                    void finish(device, day, visit).then((step) =>
                      undo.take(t('event-day:finished', { who: name(visit) }), visit, step),
                    )
                  }
                >
                  {t('common:finish')}
                </Button>
                <Button
                  icon="help"
                  pressed={visit.helpAt != null}
                  about={name(visit)}
                  onPress={() =>
                    void undo.take(
                      t('event-day:call.done', { who: name(visit) }),
                      visit,
                      call(visit, device.now()),
                    )
                  }
                >
                  {t('event-day:call')}
                </Button>
                <Button
                  kind="quiet"
                  icon="back"
                  about={name(visit)}
                  onPress={() =>
                    void undo.take(
                      t('event-day:again.done', { who: name(visit) }),
                      visit,
                      queueAgain(visit),
                    )
                  }
                >
                  {t('event-day:again')}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      </section>
      {over.length > 0 && (
        <section class="stack-tight">
          <h2>{t('event-day:over', { count: over.length })}</h2>
          <ul class="day-list">
            {over.map((visit) => (
              <li key={visit.id} class="day-who">
                <a href={`/day/${day.id}/visit/${visit.id}`}>{name(visit)}</a>
                <span class="small soft">{t(`event-day:state.${stateOf(visit)}`)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <DaySetup day={day} undo={undo} />
      <div class="row no-print">
        <LinkButton kind="secondary" icon="print" href={`/day/${day.id}/paper`}>
          {t('event-day:paper')}
        </LinkButton>
        <LinkButton kind="secondary" icon="desk" href={`/day/${day.id}/report`}>
          {t('event-day:report')}
        </LinkButton>
        {day.closedAt == null && (
          <Button icon="done" onPress={() => void close()}>
            {t('event-day:close')}
          </Button>
        )}
      </div>
    </>
  );
}
