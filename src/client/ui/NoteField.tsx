// A short free text about work with a person. Says at once what may not be kept and why, and how long it may be.
// Called by every feature that has a note; the record schemas refuse the same things.
import { findPrivateData } from '#core/private-data.ts';
import { t } from '#i18n/i18n.ts';

import { TextArea } from './TextArea.tsx';

export const NOTE_LENGTH = 200;

/** What is to be mended in a note, in words; undefined when it may be kept as it is. */
export function noteProblem(text: string, max: number = NOTE_LENGTH): string | undefined {
  const found = findPrivateData(text)[0];
  if (found) return t(`private-data:${found.what}`, { found: found.found.trim() });
  return text.length > max ? t('private-data:too-long', { now: text.length, max }) : undefined;
}

export type NoteFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly id?: string | undefined;
  readonly hint?: string | undefined;
  /** An error of the whole form; the note's own problem comes first. */
  readonly error?: string | undefined;
  readonly max?: number | undefined;
  readonly rows?: number | undefined;
};

export function NoteField(props: NoteFieldProps) {
  const max = props.max ?? NOTE_LENGTH;
  return (
    <div class="stack-tight">
      <TextArea
        id={props.id}
        label={props.label}
        optional={t('common:optional')}
        hint={props.hint}
        rows={props.rows ?? 2}
        value={props.value}
        onInput={props.onInput}
        onBlur={props.onBlur}
        error={noteProblem(props.value, max) ?? props.error}
      />
      <p class="small soft digits" aria-hidden="true">
        {t('private-data:length', { now: props.value.length, max })}
      </p>
    </div>
  );
}
