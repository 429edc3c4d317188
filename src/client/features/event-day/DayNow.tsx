// The day as it runs: who calls for a helper, check-in, each device with its person, the queue. Part of DayScreen.
import { useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { noteProblem } from '#ui/NoteField.tsx';
import { TextField } from '#ui/TextField.tsx';
import { callsOf, minutesOf, practisingOn, queueOf } from './day-math.ts';
import { type DayPart, labelOfThing, MOST_NICKNAME, nameOf } from './day-part.ts';
import {
  addAloneRun,
  begin,
  callHelper,
  checkIn,
  finish,
  leave,
  markPayment,
} from './event-day-actions.ts';
import type { Visit } from './event-day-queries.ts';

export function DayNow(part: DayPart) {
  const { open, tap } = part;
  const device = useDevice();
  const { visits, labels, things, day } = open;
  const called = (visit: Visit): string => nameOf(visit, labels);
  const queue = queueOf(visits);
  const calls = callsOf(visits);
  const used = things.filter((thing) => !thing.out || practisingOn(visits, thing.key).length > 0);
  const free = used.filter((thing) => practisingOn(visits, thing.key).length === 0);
  if (day.closedAt != null) {
    return (
      <EmptyState icon="done" title={t('event-day:closed.now')}>
        <p>{t('event-day:closed.do')}</p>
      </EmptyState>
    );
  }
  return (
    <>
      {calls.length > 0 && (
        <section class="day-calls" aria-label={t('event-day:calls')}>
          <h2>{t('event-day:calls')}</h2>
          <ul class="day-list">
            {calls.map((visit) => (
              <li class="day-line" key={visit.id}>
                <strong>
                  {called(visit)}
                  {visit.startedAt != null && ` · ${labelOfThing(things, visit.device)}`}
                </strong>
                <Button
                  icon="check"
                  about={called(visit)}
                  onPress={() =>
                    void tap(
                      t('event-day:did.helped', { who: called(visit) }),
                      callHelper(device, visit),
                    )
                  }
                >
                  {t('event-day:helped')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <CheckIn {...part} />
      <section class="stack-tight">
        <h2>{t('event-day:devices')}</h2>
        {used.length === 0 && (
          <EmptyState
            icon="tablet"
            title={t('event-day:devices.none')}
            action={
              <LinkButton kind="secondary" href={`/day/${day.id}?view=devices`}>
                {t('event-day:devices.add')}
              </LinkButton>
            }
          />
        )}
        <ul class="day-devices">
          {used.map((thing) => (
            <li class="day-device" key={thing.key}>
              <h3>{thing.label}</h3>
              {practisingOn(visits, thing.key).map((visit) => (
                <Practising key={visit.id} {...part} visit={visit} />
              ))}
              {free.includes(thing) &&
                (queue[0] ? (
                  <Button
                    wide
                    kind="primary"
                    icon="play"
                    about={thing.label}
                    onPress={() =>
                      void tap(
                        t('event-day:did.began', { who: called(queue[0]!), device: thing.label }),
                        begin(device, queue[0]!, thing.key),
                      )
                    }
                  >
                    {t('event-day:next', { who: called(queue[0]) })}
                  </Button>
                ) : (
                  <p class="soft">{t('event-day:free')}</p>
                ))}
            </li>
          ))}
        </ul>
      </section>
      <section class="stack-tight">
        <h2>{t('event-day:queue', { count: queue.length })}</h2>
        {queue.length === 0 && <p class="soft">{t('event-day:queue.empty')}</p>}
        <ol class="day-list">
          {queue.map((visit) => (
            <li class="day-line" key={visit.id}>
              <span>
                <strong>{called(visit)}</strong>
                <span class="soft">
                  {' '}
                  {t('event-day:waits', { count: minutesOf(visit.arrivedAt, open.until) })}
                </span>
              </span>
              <span class="row">
                {free[0] && (
                  <Button
                    icon="play"
                    about={called(visit)}
                    onPress={() =>
                      void tap(
                        t('event-day:did.began', { who: called(visit), device: free[0]!.label }),
                        begin(device, visit, free[0]!.key),
                      )
                    }
                  >
                    {t('event-day:begin')}
                  </Button>
                )}
                <Button
                  icon="close"
                  about={called(visit)}
                  onPress={() =>
                    void tap(t('event-day:did.left', { who: called(visit) }), leave(device, visit))
                  }
                >
                  {t('event-day:left')}
                </Button>
              </span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function CheckIn({ open, tap }: DayPart) {
  const device = useDevice();
  const [nickname, setNickname] = useState('');
  const [newest, setNewest] = useState<string>();
  const problem = noteProblem(nickname.trim(), MOST_NICKNAME);
  const number = newest === undefined ? undefined : open.labels.get(newest);
  const arrive = async (): Promise<void> => {
    if (problem !== undefined) return;
    const id = await tap(t('event-day:did.came'), checkIn(device, open.day, nickname));
    if (id === undefined) return;
    setNickname('');
    setNewest(id);
  };
  return (
    <form
      class="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        void arrive();
      }}
    >
      <h2>{t('event-day:came')}</h2>
      <TextField
        label={t('event-day:nickname')}
        hint={t('event-day:nickname.hint')}
        error={problem}
        value={nickname}
        onInput={setNickname}
        autoComplete="off"
        size={MOST_NICKNAME}
      />
      <div>
        <Button kind="primary" type="submit" icon="plus">
          {t('event-day:give')}
        </Button>
      </div>
      <p class="day-number" role="status">
        <span>{t('event-day:number')}</span>
        <strong>{number ?? '–'}</strong>
      </p>
    </form>
  );
}

function Practising({ open, tap, visit }: DayPart & { readonly visit: Visit }) {
  const device = useDevice();
  const who = nameOf(visit, open.labels);
  return (
    <div class="stack-tight">
      <p>
        <strong>{who}</strong>{' '}
        <span class="soft">
          {t('event-day:minutes', { count: minutesOf(visit.startedAt ?? 0, open.until) })}
        </span>
      </p>
      <div class="day-marks" role="group" aria-label={who}>
        <Button
          icon="help"
          pressed={visit.helpAt != null}
          onPress={() =>
            void tap(
              t(visit.helpAt == null ? 'event-day:did.called' : 'event-day:did.helped', { who }),
              callHelper(device, visit),
            )
          }
        >
          {t('event-day:call')}
        </Button>
        <Button
          icon="plus"
          onPress={() => void tap(t('event-day:did.alone', { who }), addAloneRun(device, visit))}
        >
          {t('event-day:alone', { count: visit.aloneRuns ?? 0 })}
        </Button>
        <Button
          icon="bill"
          pressed={visit.firstPayment === true}
          onPress={() => void tap(t('event-day:did.payment', { who }), markPayment(device, visit))}
        >
          {t('event-day:payment')}
        </Button>
        <Button
          icon="check"
          onPress={() => void tap(t('event-day:did.finished', { who }), finish(device, visit))}
        >
          {t('event-day:finish')}
        </Button>
      </div>
    </div>
  );
}
