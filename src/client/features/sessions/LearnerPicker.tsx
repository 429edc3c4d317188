// Who learned: recent codes of this place to tap, a new code in one tap, and a count of people without a code.
// Part of the session form.
import { useState } from 'preact/hooks';
import { codeKey } from '#core/learner-code.ts';
import type { Row } from '#device/database.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Stepper } from '#ui/Stepper.tsx';
import { TextField } from '#ui/TextField.tsx';

const RECENT = 6;
const MANY = 12;

export type LearnerPickerProps = {
  /** Undefined while they are being read. */
  readonly learners: readonly Row<'learner'>[] | undefined;
  readonly chosen: readonly string[];
  readonly others: number;
  readonly onChoose: (chosen: readonly string[]) => void;
  readonly onCount: (others: number) => void;
  readonly onNew: () => void;
  readonly error?: string | undefined;
};

export function LearnerPicker(props: LearnerPickerProps) {
  const [wanted, setWanted] = useState('');
  const [all, setAll] = useState(false);
  const learners = props.learners ?? [];
  const key = codeKey(wanted);
  const found = key === '' ? learners : learners.filter((one) => codeKey(one.code).includes(key));
  const shown =
    all || key !== ''
      ? found
      : found.filter((one, i) => i < RECENT || props.chosen.includes(one.id));
  const toggle = (id: string): void =>
    props.onChoose(
      props.chosen.includes(id) ? props.chosen.filter((one) => one !== id) : [...props.chosen, id],
    );
  return (
    <div class="stack-tight">
      <fieldset class="field" aria-describedby="learner-codes-hint">
        <legend class="field-label">{t('sessions:who.codes')}</legend>
        <p class="field-hint" id="learner-codes-hint">
          {learners.length === 0 ? t('sessions:who.empty') : t('sessions:who.hint')}
        </p>
        {learners.length > MANY && (
          <TextField
            label={t('sessions:who.search')}
            value={wanted}
            onInput={setWanted}
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
        <div class="session-codes">
          {shown.map((one) => {
            const on = props.chosen.includes(one.id);
            return (
              <Button
                key={one.id}
                pressed={on}
                icon={on ? 'check' : undefined}
                onPress={() => toggle(one.id)}
              >
                {one.code}
              </Button>
            );
          })}
        </div>
        {key !== '' && found.length === 0 && <p>{t('sessions:who.none')}</p>}
        <div class="row">
          <Button icon="plus" onPress={props.onNew}>
            {t('sessions:who.new')}
          </Button>
          {key === '' && !all && learners.length > shown.length && (
            <Button kind="quiet" icon="down" onPress={() => setAll(true)}>
              {t('sessions:who.all', { of: learners.length })}
            </Button>
          )}
        </div>
      </fieldset>
      <Stepper
        id="session-people"
        label={t('sessions:who.others')}
        value={props.others}
        max={500}
        onChange={props.onCount}
        error={props.error}
      />
    </div>
  );
}
