// `/sessions/new` and `/sessions/:id`: recording one teaching session in under half a minute, reading it, changing it later.
import { useRoute } from 'preact-iso';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { PageFrame } from '#ui/PageFrame.tsx';
import { NewSession } from './NewSession.tsx';
import { StaffOnly } from './StaffOnly.tsx';
import { StoredSession } from './StoredSession.tsx';

export function SessionScreen() {
  const device = useDevice();
  const id = useRoute().params['id'] ?? 'new';
  if (!device.identity.value) {
    return (
      <PageFrame title={t('sessions:one.title')} back="/records">
        <StaffOnly />
      </PageFrame>
    );
  }
  return id === 'new' ? <NewSession /> : <StoredSession key={id} id={id} />;
}
