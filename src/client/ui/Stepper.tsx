// A small whole number by two big buttons: minutes, people. Fast with one hand, no keyboard.
import { t } from '#i18n/i18n.ts';

import { Button } from './Button.tsx';
import { FieldGroup, useFieldParts, type FieldBase } from './Field.tsx';

export type StepperProps = FieldBase & {
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly step?: number | undefined;
  /** The number in words with its unit: "45 min". The bare number when not told. */
  readonly shown?: string | undefined;
};

export function Stepper(props: StepperProps) {
  const parts = useFieldParts(props);
  const { value, step = 1, min = 0, max = Number.MAX_SAFE_INTEGER } = props;
  return (
    <FieldGroup field={props} parts={parts}>
      <div class="stepper">
        <Button
          icon="minus"
          disabled={props.disabled || value <= min}
          onPress={() => props.onChange(Math.max(min, value - step))}
        >
          {t('common:less')}
        </Button>
        <output class="stepper-value digits">{props.shown ?? value}</output>
        <Button
          icon="plus"
          disabled={props.disabled || value >= max}
          onPress={() => props.onChange(Math.min(max, value + step))}
        >
          {t('common:more')}
        </Button>
      </div>
    </FieldGroup>
  );
}
