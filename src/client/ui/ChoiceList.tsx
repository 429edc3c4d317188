// Big cards to choose one (radio) or several (checkbox) from. The whole card is the target.
import { FieldGroup, useFieldParts, type FieldBase } from './Field.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export type Choice = {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly icon?: IconName | undefined;
  readonly disabled?: boolean | undefined;
  readonly lang?: string | undefined;
};

type Common = FieldBase & {
  readonly choices: readonly Choice[];
  /** Beside each other where there is room: for short answers. */
  readonly compact?: boolean | undefined;
};

export type ChoiceListProps = Common &
  (
    | {
        readonly several?: false | undefined;
        readonly value: string | null;
        readonly onChange: (value: string) => void;
      }
    | {
        readonly several: true;
        readonly value: readonly string[];
        readonly onChange: (value: string[]) => void;
      }
  );

export function ChoiceList(props: ChoiceListProps) {
  const parts = useFieldParts(props);

  function choose(value: string, on: boolean): void {
    if (props.several) {
      const rest = props.value.filter((one) => one !== value);
      props.onChange(on ? [...rest, value] : rest);
    } else {
      props.onChange(value);
    }
  }

  return (
    <FieldGroup field={props} parts={parts}>
      <div class={props.compact ? 'choices choices-compact' : 'choices'}>
        {props.choices.map((choice) => {
          const on = props.several
            ? props.value.includes(choice.value)
            : props.value === choice.value;
          return (
            <label class="choice" key={choice.value} lang={choice.lang}>
              <input
                type={props.several ? 'checkbox' : 'radio'}
                name={parts.id}
                value={choice.value}
                checked={on}
                disabled={props.disabled || choice.disabled}
                aria-describedby={choice.hint ? `${parts.id}-${choice.value}-hint` : undefined}
                onChange={(event) => choose(choice.value, event.currentTarget.checked)}
              />
              {choice.icon && <Icon name={choice.icon} class="choice-icon" />}
              <span class="choice-words">
                <span class="choice-label">{choice.label}</span>
                {choice.hint && (
                  <span class="choice-hint" id={`${parts.id}-${choice.value}-hint`}>
                    {choice.hint}
                  </span>
                )}
              </span>
            </label>
          );
        })}
      </div>
    </FieldGroup>
  );
}
