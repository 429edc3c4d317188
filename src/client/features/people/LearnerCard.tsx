// The card that a learner takes home: the code in large letters and a QR that only staff can open. Prints alone. Part of LearnerScreen.
import type { Row } from '#device/database.ts';
import { useRecord } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { PrintButton } from '#ui/PrintButton.tsx';
import { QrCode } from '#ui/QrCode.tsx';

/** Said aloud the parts stand apart: "bērzs, upe, 27". */
export const spoken = (code: string): string => code.split('-').join(', ');

export function LearnerCard({ row }: { readonly row: Row<'learner'> }) {
  const site = useRecord('site', row.scope.slice('site:'.length));
  return (
    <section class="stack-tight">
      <h2 class="no-print">{t('people:card')}</h2>
      <p class="no-print">{t('people:card.text')}</p>
      <div class="learner-card">
        <div class="learner-card-words">
          <p class="learner-card-head">{t('people:card.yours')}</p>
          <p class="learner-card-code" lang="lv">
            {row.code}
          </p>
          <p>{t('people:card.say', { code: spoken(row.code) })}</p>
          <p>{t('people:card.bring')}</p>
          {site && <p class="soft">{site.name}</p>}
        </div>
        <QrCode
          value={`${globalThis.location?.origin ?? ''}/learners/${row.id}`}
          label={t('people:card.qr', { code: row.code })}
          bare
          size={150}
        />
      </div>
      <div class="no-print">
        <PrintButton label={t('people:card.print')} />
      </div>
    </section>
  );
}
