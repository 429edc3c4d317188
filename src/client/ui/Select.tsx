// A list to choose one from, when there are more than five; fewer go into a ChoiceList.
import { Field, useFieldParts, type FieldBase } from './Field.tsx';

export type SelectOption = { readonly value: string; readonly label: string };

export type SelectProps = FieldBase & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly SelectOption[];
  /** First, empty line: "Izvēlieties". Leave out when one is always chosen. */
  readonly empty?: string | undefined;
};

export function Select(props: SelectProps) {
  const parts = useFieldParts(props);
  return (
    <Field field={props} parts={parts}>
      <select
        class="input"
        id={parts.id}
        value={props.value}
        disabled={props.disabled}
        aria-describedby={parts.describedBy}
        aria-invalid={parts.invalid}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        {props.empty !== undefined && <option value="">{props.empty}</option>}
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
