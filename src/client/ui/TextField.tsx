// One line of text. Never cuts what was typed: too long is said, not clipped (rule 21).
import { Field, useFieldParts, type FieldBase } from './Field.tsx';

export type TextFieldProps = FieldBase & {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'password' | undefined;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | undefined;
  readonly autoComplete?: string | undefined;
  readonly autoCapitalize?: 'none' | 'characters' | 'sentences' | 'words' | undefined;
  readonly spellCheck?: boolean | undefined;
  /** How many characters the field looks made for; it still takes more. */
  readonly size?: number | undefined;
  /** Even digits: for codes and account numbers. */
  readonly digits?: boolean | undefined;
  readonly name?: string | undefined;
};

export function TextField(props: TextFieldProps) {
  const parts = useFieldParts(props);
  // Preact's types part inputs by `type`; to us they differ only in the keyboard they bring up.
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion
  const type = (props.type ?? 'text') as 'text';
  return (
    <Field field={props} parts={parts}>
      <input
        class={props.digits ? 'input digits' : 'input'}
        style={props.size ? { maxInlineSize: `${props.size + 3}ch` } : undefined}
        id={parts.id}
        name={props.name}
        type={type}
        inputMode={props.inputMode}
        autoComplete={props.autoComplete ?? 'off'}
        autoCapitalize={props.autoCapitalize}
        spellcheck={props.spellCheck}
        value={props.value}
        disabled={props.disabled}
        aria-describedby={parts.describedBy}
        aria-invalid={parts.invalid}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onBlur={props.onBlur}
      />
    </Field>
  );
}
