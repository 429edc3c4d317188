// A number typed as text: no spinner that a slow finger changes by chance, comma and dot both right.
// Keeps what was typed and gives the number, or null while there is none.
import { useState } from 'preact/hooks';

import type { FieldBase } from './Field.tsx';
import { readNumber } from './number-text.ts';
import { TextField } from './TextField.tsx';

export type NumberFieldProps = FieldBase & {
  readonly value: number | null;
  readonly onChange: (value: number | null, typed: string) => void;
  readonly decimals?: boolean | undefined;
  readonly size?: number | undefined;
};

const shown = (value: number | null): string =>
  value === null ? '' : String(value).replace('.', ',');

export function NumberField(props: NumberFieldProps) {
  const [typed, setTyped] = useState(shown(props.value));
  // Someone else changed the number (undo, a synced edit): show theirs, else keep the person's own writing.
  const text =
    readNumber(typed) === props.value || props.value === null ? typed : shown(props.value);
  const { value: _value, onChange, decimals, ...field } = props;
  return (
    <TextField
      {...field}
      value={text}
      size={props.size ?? 10}
      digits
      inputMode={decimals ? 'decimal' : 'numeric'}
      onInput={(next) => {
        setTyped(next);
        onChange(readNumber(next), next);
      }}
    />
  );
}
