// The one field of a bank or identity page: forgiving, nothing cut, accounts echoed in groups of four. Used by Device.
import { cleanAccount } from '#core/iban.ts';
import { t } from '#i18n/i18n.ts';
import { TextField } from '#ui/TextField.tsx';
import { Icon } from '#ui/Icon.tsx';
import type { FieldView } from '#practice/view.ts';
import { AccountGroups } from './AccountGroups.tsx';
import { Keypad } from './Keypad.tsx';
import { optionWords } from './Options.tsx';
import { PointTag, Tap } from './Tap.tsx';
import { useWorld } from './world.ts';

export type DeviceFieldProps = {
  readonly field: FieldView;
  readonly label: string;
  readonly step: string;
  /** The same words as in the notice above (rule 24). */
  readonly error: string | undefined;
};

const keyboards = {
  account: 'text',
  money: 'decimal',
  name: 'text',
  contains: 'text',
  digits: 'numeric',
  pin: 'numeric',
} as const;

export function DeviceField({ field, label, error, step }: DeviceFieldProps) {
  const { act, point, words } = useWorld();
  const { check, text } = field;
  const type = (value: string): void => act?.({ do: 'type', text: value });
  const id = `practice-${check}`;
  const pointed = point === 'field';
  if (!act) {
    return (
      <div class={pointed ? 'device-field pointed' : 'device-field'}>
        {pointed && <PointTag />}
        <span class="field-label">{label}</span>
        <span class="input drawn-input">
          {check === 'account' && text !== '' ? <AccountGroups account={text} /> : text}
        </span>
      </div>
    );
  }
  return (
    <div class={pointed ? 'device-field pointed' : 'device-field'}>
      {pointed && <PointTag />}
      {check === 'pin' ? (
        <>
          {error && (
            <p class="field-error" id={`${id}-error`}>
              <Icon name="careful" />
              <span>{error}</span>
            </p>
          )}
          <Keypad
            label={label}
            id={id}
            value={text}
            describedBy={error ? `${id}-error` : undefined}
            onInput={type}
          />
        </>
      ) : (
        <TextField
          id={id}
          label={label}
          value={text}
          error={error}
          inputMode={keyboards[check]}
          autoCapitalize={check === 'account' ? 'characters' : 'none'}
          spellCheck={false}
          digits={check !== 'name'}
          onInput={type}
        />
      )}
      {check === 'account' && cleanAccount(text).length > 4 && (
        <p class="field-echo" aria-hidden="true">
          <AccountGroups account={text} />
        </p>
      )}
      {field.triesLeft !== null && (
        <p class="field-tries">
          <Icon name="careful" />
          {t('practice:tries', { count: field.triesLeft })}
        </p>
      )}
      {field.stop !== null && (
        <div class="field-stop">
          <Tap target={field.stop} class="option">
            <span class="option-words">{optionWords(step, 'stop', words.own)}</span>
          </Tap>
        </div>
      )}
    </div>
  );
}
