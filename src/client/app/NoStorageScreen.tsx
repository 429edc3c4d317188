// What a person sees when the browser refuses to keep anything: without storage nothing could be promised.
import '#ui/icons.ts';
import { t } from '#i18n/i18n.ts';
import { LanguageSwitch } from '#ui/LanguageSwitch.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';

export function NoStorageScreen() {
  return (
    <main>
      <PageFrame title={t('shell:noStorage.title')}>
        <EmptyState icon="tablet" title={t('shell:noStorage.text')}>
          <p>{t('shell:noStorage.hint')}</p>
        </EmptyState>
        <LanguageSwitch />
      </PageFrame>
    </main>
  );
}
