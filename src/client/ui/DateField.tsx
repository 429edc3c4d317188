// A calendar day by the tablet's own date picker; the value is YYYY-MM-DD or empty.
import { Field, useFieldParts, type FieldBase } from './Field.tsx';

export type DateFieldProps = FieldBase & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  /** `time` gives HH:MM instead of a day. */
  readonly type?: 'date' | 'time' | undefined;
};

export function DateField(props: DateFieldProps) {
  const parts = useFieldParts(props);
  return (
    <Field field={props} parts={parts}>
      <input
        class="input input-date digits"
        id={parts.id}
        type={props.type ?? 'date'}
        value={props.value}
        min={props.min}
        max={props.max}
        disabled={props.disabled}
        aria-describedby={parts.describedBy}
        aria-invalid={parts.invalid}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
    </Field>
  );
}
