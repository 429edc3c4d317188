// How to put the app on the tablet's own screen: by the browser's offer, or in words where it makes none.
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';

import { installOffer } from './install-offer.ts';

const isInstalled = (): boolean => matchMedia('(display-mode: standalone)').matches;

export function InstallCard() {
  if (isInstalled()) return null;
  const offer = installOffer.value;
  return (
    <Card
      title={t('settings:install.title')}
      icon="download"
      actions={
        offer && (
          <Button icon="download" onPress={() => void offer.prompt()}>
            {t('settings:install.now')}
          </Button>
        )
      }
    >
      <p>{t('settings:install.why')}</p>
      {!offer && (
        <ul>
          <li>{t('settings:install.android')}</li>
          <li>{t('settings:install.apple')}</li>
          <li>{t('settings:install.desktop')}</li>
        </ul>
      )}
    </Card>
  );
}
