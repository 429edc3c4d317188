// What is to be mended, at the top of a form, in the same words as at the fields (rule 24).
// Takes the focus when it appears, so that nobody has to look for the reason.
import { useEffect, useRef } from 'preact/hooks';

import { t } from '#i18n/i18n.ts';

import { Icon } from './Icon.tsx';
import './fields.css';

export type FormError = { readonly fieldId: string; readonly text: string };

export type ErrorSummaryProps = { readonly errors: readonly FormError[] };

export function ErrorSummary({ errors }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const told = errors.map((error) => error.text).join('\n');
  useEffect(() => {
    if (told !== '') box.current?.focus();
  }, [told]);
  if (errors.length === 0) return null;
  return (
    <div class="error-summary" role="alert" tabIndex={-1} ref={box}>
      <h2>
        <Icon name="problem" /> {t('common:errors.title', { count: errors.length })}
      </h2>
      <ul class="error-list">
        {errors.map((error) => (
          <li key={error.fieldId}>
            <a
              href={`#${error.fieldId}`}
              onClick={(event) => {
                event.preventDefault();
                const field = document.getElementById(error.fieldId);
                field?.scrollIntoView({ block: 'center' });
                (field?.matches('fieldset') ? field.querySelector('input') : field)?.focus();
              }}
            >
              {error.text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
