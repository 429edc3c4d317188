// Check-in: one tap gives the next number, large on the screen; a nickname if the person wants one; a slip from paper. Used by DayScreen.
import { useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { NumberField } from '#ui/NumberField.tsx';
import { TextField } from '#ui/TextField.tsx';
import { checkIn } from './day-actions.ts';
import type { OpenDay } from './day-queries.ts';
import type { Undo } from './use-undo.ts';

export function CheckIn({ open, undo }: { readonly open: OpenDay; readonly undo: Undo }) {
  const device = useDevice();
  const [nickname, setNickname] = useState('');
  const [slip, setSlip] = useState<number | null>(null);
  const [last, setLast] = useState<string>();
  const given = open.visits.find((visit) => visit.id === last && !visit.deleted);
  const add = async (): Promise<void> => {
    let id = '';
    const stored = await undo.run(
      t('event-day:in.done'),
      async () => {
        const made = await checkIn(
          device,
          open.day,
          nickname,
          slip === null ? undefined : { number: slip },
        );
        if (made.ok) id = made.id;
        return made;
      },
      () => device.remove('visit', id),
    );
    if (!stored) return;
    setLast(id);
    setNickname('');
    setSlip(null);
  };
  return (
    <section class="stack-tight no-print" aria-labelledby="day-in">
      <h2 id="day-in">{t('event-day:in')}</h2>
      {given && (
        <p class="day-number" role="status">
          <span class="small">{t('event-day:in.number')}</span>
          <strong>{open.number(given)}</strong>
        </p>
      )}
      <form
        class="stack-tight"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextField
          label={t('event-day:nickname')}
          hint={t('event-day:nickname.hint')}
          value={nickname}
          onInput={setNickname}
          size={24}
        />
        <details class="day-paper">
          <summary>{t('event-day:slip')}</summary>
          <NumberField
            label={t('event-day:slip.number')}
            value={slip}
            onChange={setSlip}
            size={4}
          />
        </details>
        <div>
          <Button type="submit" kind="primary" icon="plus">
            {t('event-day:in.add')}
          </Button>
        </div>
      </form>
    </section>
  );
}
