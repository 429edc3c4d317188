// For the helper, never for the learner: mistakes by code, help used, noticed by oneself or told. Called by ResultPage.
import { t } from '#i18n/i18n.ts';
import type { Words } from '#practice-world/words.ts';
import type { Attempt } from '#practice/state.ts';
import type { Outcome } from '#practice/outcome.ts';

export type StaffBlockProps = {
  readonly attempt: Attempt;
  readonly outcome: Outcome;
  readonly words: Words;
  /** What to offer next, in words. */
  readonly next: string;
};

export function StaffBlock({ attempt, outcome, words, next }: StaffBlockProps) {
  const level = (hint: number): string =>
    t('practice:staff.help', { what: t(`practice:staff.help.${hint}`) });
  return (
    <details class="practice-staff">
      <summary>{t('practice:staff.title')}</summary>
      <div class="stack-tight">
        <p>
          {t('practice:staff.form', {
            form: attempt.form.toUpperCase(),
            mode: t(`practice:mode.${attempt.mode}`),
          })}
        </p>
        <p>
          {outcome.passed ? t('practice:staff.passed') : t('practice:staff.notPassed')}{' '}
          {level(outcome.hintLevel)}
        </p>
        <p>{t('practice:staff.next', { next })}</p>
        {(outcome.missed > 0 || outcome.falseAlarms > 0) && (
          <p>
            {t('practice:staff.missed', { count: outcome.missed })}.{' '}
            {t('practice:staff.falseAlarms', { count: outcome.falseAlarms })}.
          </p>
        )}
        {outcome.mistakes.length === 0 ? (
          <p>{t('practice:staff.none')}</p>
        ) : (
          <ul class="staff-mistakes">
            {outcome.mistakes.map((one) => (
              <li key={`${one.step}${one.code}${one.atMs}`}>
                <strong>
                  {one.code} {t(`practice:mistake.${one.code}`)}
                </strong>
                <span>{t('practice:staff.step', { step: words.own(`${one.step}.title`) })}</span>
                <span>{one.corrected ? t('practice:staff.self') : t('practice:staff.told')}</span>
                <span>{level(one.hintLevel)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </details>
  );
}
