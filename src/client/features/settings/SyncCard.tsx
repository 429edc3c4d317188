// The exchange with the server in detail: what waits, when the last one ended well, what went wrong, a button.
import { useDevice, useLive } from '#device/live.ts';
import { readMeta } from '#device/meta.ts';
import { countWaiting } from '#device/outbox.ts';
import type { SyncState } from '#device/sync/engine.ts';
import { formatDateTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';

export function SyncCard() {
  const { engine } = useDevice();
  const waiting = useLive(countWaiting, []);
  const state = useLive((db) => readMeta<SyncState>(db, 'sync'), []);
  const busy = engine.busy.value;
  const trouble = engine.unkept.value ?? state?.error;
  return (
    <Card
      title={t('settings:sync.title')}
      icon="sync"
      actions={
        <>
          <Button icon="sync" disabled={busy} onPress={() => void engine.sync()}>
            {busy ? t('common:loading') : t('settings:sync.now')}
          </Button>
          {waiting !== undefined && waiting.refused > 0 && (
            <LinkButton kind="secondary" icon="careful" href="/attention">
              {t('common:sync.check', { count: waiting.refused })}
            </LinkButton>
          )}
          <LinkButton kind="secondary" icon="tablet" href="/carry">
            {t('carry:title')}
          </LinkButton>
        </>
      }
    >
      {waiting && <p>{t('settings:sync.waiting', { count: waiting.unsent })}</p>}
      <p>
        {state?.syncedAt === undefined
          ? t('settings:sync.never')
          : t('settings:sync.last', { time: formatDateTime(state.syncedAt) })}
      </p>
      {busy && engine.progress.value > 0 && (
        <p role="status">{t('settings:sync.progress', { count: engine.progress.value })}</p>
      )}
      {!busy && trouble !== undefined && <p>{t(`errors:${trouble}`)}</p>}
    </Card>
  );
}
