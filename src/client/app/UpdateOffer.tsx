// Offers a newer version on the start screen, never while something is half written (rule 41).
// Drawn by Shell.tsx when one waits.
import { useSignal } from '@preact/signals';

import { useDevice, useLive } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';

import { applyUpdate } from './update.ts';

/** A draft left alone for longer is not work in progress; it would keep a tablet on an old version for ever. */
const openWorkMs = 24 * 3_600_000;

export function UpdateOffer() {
  const { now } = useDevice();
  const later = useSignal(false);
  const openWork = useLive(async (db) => {
    const drafts = await db.drafts.toArray();
    return drafts.some((draft) => now() - draft.at < openWorkMs);
  }, []);
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
