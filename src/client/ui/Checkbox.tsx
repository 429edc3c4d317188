// One yes-or-no: a consent, a task done.
import { FieldError, useFieldParts, type FieldBase } from './Field.tsx';

export type CheckboxProps = FieldBase & {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
};

export function Checkbox(props: CheckboxProps) {
  const parts = useFieldParts(props);
  return (
    <div class={props.error ? 'field field-wrong' : 'field'}>
      {props.error && <FieldError id={parts.errorId} text={props.error} />}
      <label class="choice">
        <input
          type="checkbox"
          id={parts.id}
          checked={props.checked}
          disabled={props.disabled}
          aria-describedby={parts.describedBy}
          aria-invalid={parts.invalid}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <span class="choice-words">
          <span class="choice-label">{props.label}</span>
          {props.hint && (
            <span class="choice-hint" id={parts.hintId}>
              {props.hint}
            </span>
          )}
        </span>
      </label>
    </div>
  );
}
