// The word MĀCĪBAS: on every drawn thing and in the band above them, so that nobody takes practice for a real bank.
import { formatDate } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';

/** The stamp on a drawn thing. */
export function TrainingStamp() {
  return <span class="training-stamp">{t('common:training')}</span>;
}

/** The band that stays at the top of the window while a run goes on. @param clock today in the practice world */
export function TrainingBand({ clock }: { readonly clock: string }) {
  return (
    <div class="training-band">
      <strong>{t('common:training')}</strong>
      <span class="training-note">{t('practice:band')}</span>
      <span class="training-clock">{t('practice:today', { date: formatDate(clock) })}</span>
    </div>
  );
}
