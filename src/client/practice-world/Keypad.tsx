// Keys of 72 px for a PIN (rule 7), with a field above for people who have a keyboard. Used by Field.
import { t } from '#i18n/i18n.ts';
import { Icon } from '#ui/Icon.tsx';

export type KeypadProps = {
  readonly label: string;
  readonly id: string;
  readonly value: string;
  readonly describedBy: string | undefined;
  readonly onInput: (value: string) => void;
};

const rows = ['123', '456', '789'];

export function Keypad({ label, id, value, describedBy, onInput }: KeypadProps) {
  const key = (digit: string) => (
    <button key={digit} type="button" class="key" onClick={() => onInput(value + digit)}>
      {digit}
    </button>
  );
  return (
    <div class="keypad">
      <label class="field-label" for={id}>
        {label}
      </label>
      <input
        class="input pin-input"
        id={id}
        value={value}
        // The drawn keys are the keyboard; the tablet's own would cover half of the picture.
        inputMode="none"
        autoComplete="off"
        aria-describedby={describedBy}
        aria-invalid={describedBy === undefined ? undefined : true}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <div class="keys" role="group" aria-label={t('practice:keypad')}>
        {rows.flatMap((row) => [...row].map(key))}
        <button type="button" class="key key-erase" onClick={() => onInput(value.slice(0, -1))}>
          <Icon name="back" />
          <span>{t('practice:keypad.erase')}</span>
        </button>
        {key('0')}
      </div>
    </div>
  );
}
