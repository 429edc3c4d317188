// The day's devices and this tablet's letter. Used by DayScreen.
import { useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { LETTERS } from '#records/visit-sums.ts';
import { Button } from '#ui/Button.tsx';
import { Select } from '#ui/Select.tsx';
import { TextField } from '#ui/TextField.tsx';
import { addDevice, changeDay, type Day, OWN_PHONE } from './day-actions.ts';
import { devicesOf } from './day-queries.ts';
import type { Undo } from './use-undo.ts';

export function DaySetup({ day, undo }: { readonly day: Day; readonly undo: Undo }) {
  const device = useDevice();
  const [name, setName] = useState('');
  const letter = day.letters?.[device.deviceId];
  return (
    <details class="day-paper no-print">
      <summary>{t('event-day:setup')}</summary>
      <div class="stack">
        {letter !== undefined && (
          <Select
            label={t('event-day:letter')}
            hint={t('event-day:letter.hint')}
            value={letter}
            options={Array.from(LETTERS, (one) => ({ value: one, label: one }))}
            onChange={(next) =>
              void undo.run(
                t('event-day:letter.done', { letter: next }),
                () => changeDay(device, day, { letters: { [device.deviceId]: next } }),
                () => changeDay(device, day, { letters: { [device.deviceId]: letter } }),
              )
            }
          />
        )}
        <ul class="day-list">
          {devicesOf(day).map((one) => (
            <li key={one.key} class="row row-apart">
              <span>{one.name}</span>
              {one.key !== OWN_PHONE && (
                <Button
                  kind="quiet"
                  icon="remove"
                  about={one.name}
                  onPress={() => {
                    const kept = day.devices?.[one.key];
                    if (!kept) return;
                    void undo.run(
                      t('event-day:device.gone', { device: one.name }),
                      () =>
                        changeDay(device, day, { devices: { [one.key]: { ...kept, gone: true } } }),
                      () => changeDay(device, day, { devices: { [one.key]: kept } }),
                    );
                  }}
                >
                  {t('common:remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <form
          class="stack-tight"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() === '') return;
            void addDevice(device, day, name.trim()).then((done) => done.ok && setName(''));
          }}
        >
          <TextField label={t('event-day:device.name')} value={name} onInput={setName} size={30} />
          <div>
            <Button type="submit" icon="plus">
              {t('event-day:device.add')}
            </Button>
          </div>
        </form>
      </div>
    </details>
  );
}
