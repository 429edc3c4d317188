// What a person sees at the start while another window of the app keeps the database from being renewed. Drawn by main.tsx;
// it goes away by itself when that window is closed.
import '#ui/icons.ts';
import { t } from '#i18n/i18n.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LanguageSwitch } from '#ui/LanguageSwitch.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';

export function BlockedScreen() {
  return (
    <main>
      <PageFrame title={t('shell:blocked.title')}>
        <EmptyState icon="careful" title={t('shell:blocked.text')}>
          <p>{t('shell:blocked.hint')}</p>
          <p>{t('shell:blocked.last')}</p>
        </EmptyState>
        <LanguageSwitch />
      </PageFrame>
    </main>
  );
}
