// Several lines of text.
import { Field, useFieldParts, type FieldBase } from './Field.tsx';

export type TextAreaProps = FieldBase & {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly rows?: number | undefined;
  readonly lang?: string | undefined;
};

export function TextArea(props: TextAreaProps) {
  const parts = useFieldParts(props);
  return (
    <Field field={props} parts={parts}>
      <textarea
        class="input"
        id={parts.id}
        rows={props.rows ?? 4}
        lang={props.lang}
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
