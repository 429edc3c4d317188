// What a person sees when the browser refuses to keep anything: without storage nothing could be promised.
import { t } from '#i18n/i18n.ts';
import { LanguageSwitch } from '#ui/LanguageSwitch.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';

export function NoStorageScreen() {
  return (
    <main>
      <PageFrame title={t('common:noStorage.title')}>
        <EmptyState icon="tablet" title={t('common:noStorage.text')}>
          <p>{t('common:noStorage.hint')}</p>
        </EmptyState>
        <LanguageSwitch />
      </PageFrame>
    </main>
  );
}
