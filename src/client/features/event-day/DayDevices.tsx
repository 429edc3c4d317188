// The day's devices: the place's own tablets and phones that people brought. Part of DayScreen.
import { useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { noteProblem } from '#ui/NoteField.tsx';
import { TextField } from '#ui/TextField.tsx';
import type { DayPart } from './day-part.ts';
import { saveThing } from './event-day-actions.ts';

const MOST_LABEL = 40;
const owners = ['place', 'person'] as const;

export function DayDevices({ open, tap }: DayPart) {
  const device = useDevice();
  const [owner, setOwner] = useState<(typeof owners)[number]>('person');
  const [label, setLabel] = useState('');
  const problem = noteProblem(label, MOST_LABEL);
  const count = open.things.filter((thing) => thing.owner === owner).length + 1;
  const usual = t(owner === 'place' ? 'event-day:device.tablet' : 'event-day:device.phone', {
    number: count,
  });
  const add = async (): Promise<void> => {
    if (problem !== undefined) return;
    const name = label.trim() || usual;
    const added = await tap(
      t('event-day:did.device', { device: name }),
      saveThing(device, open.day, { label: name, owner, out: false }),
    );
    if (added !== undefined) setLabel('');
  };
  return (
    <>
      <ul class="day-list">
        {open.things.map(({ key, ...thing }) => (
          <li class="day-line" key={key}>
            <span>
              <strong>{thing.label}</strong>{' '}
              <span class="soft">
                {t(thing.out ? 'event-day:device.out' : `event-day:owner.${thing.owner}`)}
              </span>
            </span>
            <Button
              about={thing.label}
              onPress={() =>
                void tap(
                  t('event-day:did.device', { device: thing.label }),
                  saveThing(device, open.day, { ...thing, out: !thing.out }, key),
                )
              }
            >
              {t(thing.out ? 'event-day:device.back' : 'event-day:device.take')}
            </Button>
          </li>
        ))}
      </ul>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <h2>{t('event-day:devices.add')}</h2>
        <ChoiceList
          compact
          label={t('event-day:owner')}
          choices={owners.map((one) => ({ value: one, label: t(`event-day:owner.${one}`) }))}
          value={owner}
          onChange={(value) => setOwner(value === 'place' ? 'place' : 'person')}
        />
        <TextField
          label={t('event-day:device.label')}
          hint={t('event-day:device.label.hint', { label: usual })}
          value={label}
          error={problem}
          onInput={setLabel}
          autoComplete="off"
          size={MOST_LABEL}
        />
        <div>
          <Button kind="primary" type="submit" icon="plus">
            {t('event-day:device.add')}
          </Button>
        </div>
      </form>
    </>
  );
}
