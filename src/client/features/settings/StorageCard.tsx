// Whether the browser promised to keep what is on this device, in plain words, with a button to ask for it.
import { useEffect, useState } from 'preact/hooks';

import { askToPersist, measureStorage, type StorageFacts } from '#device/storage.ts';
import { formatBytes } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';

export function StorageCard() {
  const [facts, setFacts] = useState<StorageFacts | null>(null);
  const [refused, setRefused] = useState(false);
  const look = async (): Promise<void> => setFacts(await measureStorage());
  useEffect(() => void look(), []);
  if (!facts) return null;

  async function ask(): Promise<void> {
    setRefused(!(await askToPersist()));
    await look();
  }

  return (
    <Card
      title={t('settings:storage.title')}
      icon="shield"
      actions={
        facts.persisted === false && (
          <Button icon="lock" onPress={() => void ask()}>
            {t('settings:storage.ask')}
          </Button>
        )
      }
    >
      <p>{facts.persisted ? t('settings:storage.kept') : t('settings:storage.notKept')}</p>
      {refused && <p role="status">{t('settings:storage.refused')}</p>}
      {facts.storageUsed !== undefined && facts.storageQuota !== undefined && (
        <p>
          {t('settings:storage.used', {
            used: formatBytes(facts.storageUsed),
            quota: formatBytes(facts.storageQuota),
          })}
        </p>
      )}
    </Card>
  );
}
