// Offers a newer version on the start screen, never while something is half written (rule 41).
// Drawn by Shell.tsx when one waits.
import { useSignal } from '@preact/signals';

import { useDevice, useLive } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';

import { isWorkOpen } from './open-work.ts';
import { applyUpdate } from './update.ts';

export function UpdateOffer() {
  const { now, deviceId } = useDevice();
  const later = useSignal(false);
  const openWork = useLive((db) => isWorkOpen(db, deviceId, now()), []);
  if (later.value || openWork !== false) return null;
  return (
    <div class="page-notice">
      <Notice kind="info" title={t('shell:update.title')}>
        <p>{t('shell:update.text')}</p>
        <div class="row">
          <Button icon="sync" onPress={applyUpdate}>
            {t('shell:update.now')}
          </Button>
          <Button
            kind="quiet"
            onPress={() => {
              later.value = true;
            }}
          >
            {t('shell:update.later')}
          </Button>
        </div>
      </Notice>
    </div>
  );
}
