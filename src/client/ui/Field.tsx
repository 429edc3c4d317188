// The frame of every field: label, hint, error, and the ids that tie them together.
// Used by the field components here, never by a feature directly.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

import { Icon } from './Icon.tsx';
import './fields.css';

/** What every field can be told. */
export type FieldBase = {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What happened and what to do, the same words as in the ErrorSummary (rule 24). */
  readonly error?: string | undefined;
  /** Give one when an ErrorSummary links here. */
  readonly id?: string | undefined;
  /** Shown beside the label of a field that may stay empty, for example "(ja ir)". */
  readonly optional?: string | undefined;
  readonly disabled?: boolean | undefined;
};

/** The ids of a field's parts and what its input says about itself. */
export type FieldParts = {
  readonly id: string;
  readonly hintId: string;
  readonly errorId: string;
  readonly describedBy: string | undefined;
  readonly invalid: true | undefined;
};

/** Ids for one field. Call once per component. */
export function useFieldParts(field: FieldBase): FieldParts {
  const own = useId();
  const id = field.id ?? own;
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [field.error ? errorId : '', field.hint ? hintId : '']
    .filter(Boolean)
    .join(' ');
  return {
    id,
    hintId,
    errorId,
    describedBy: described === '' ? undefined : described,
    invalid: field.error ? true : undefined,
  };
}

/** The error's line: icon, words, colour. */
export function FieldError({ id, text }: { readonly id: string; readonly text: string }) {
  return (
    <p class="field-error" id={id}>
      <Icon name="problem" />
      <span>{text}</span>
    </p>
  );
}

export type FieldProps = {
  readonly field: FieldBase;
  readonly parts: FieldParts;
  readonly children: ComponentChildren;
};

/** Label, hint and error around one input. */
export function Field({ field, parts, children }: FieldProps) {
  return (
    <div class={field.error ? 'field field-wrong' : 'field'}>
      <label class="field-label" for={parts.id}>
        {field.label}
        {field.optional && <span class="field-optional"> {field.optional}</span>}
      </label>
      {field.hint && (
        <p class="field-hint" id={parts.hintId}>
          {field.hint}
        </p>
      )}
      {field.error && <FieldError id={parts.errorId} text={field.error} />}
      {children}
    </div>
  );
}

/** The same around a group of inputs: a fieldset with a legend. */
export function FieldGroup({ field, parts, children }: FieldProps) {
  return (
    <fieldset
      class={field.error ? 'field field-wrong' : 'field'}
      id={parts.id}
      aria-describedby={parts.describedBy}
      tabIndex={-1}
    >
      <legend class="field-label">
        {field.label}
        {field.optional && <span class="field-optional"> {field.optional}</span>}
      </legend>
      {field.hint && (
        <p class="field-hint" id={parts.hintId}>
          {field.hint}
        </p>
      )}
      {field.error && <FieldError id={parts.errorId} text={field.error} />}
      {children}
    </fieldset>
  );
}
