// What an address says whose card is not here, or not any more. Used by the screens of this folder.
import { t } from '#i18n/i18n.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { SCAMS } from './scam-paths.ts';

export const NoSuchCard = () => (
  <EmptyState
    icon="shield"
    title={t('scams:missing.title')}
    action={<LinkButton href={SCAMS}>{t('scams:all')}</LinkButton>}
  >
    <p>{t('scams:missing.text')}</p>
  </EmptyState>
);
