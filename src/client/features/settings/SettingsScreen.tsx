// `/settings`: how the app looks here, whose device it is, where the records are, whether they are safe.
import { useDevice } from '#device/live.ts';
import { formatList } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { TextSizeControl, ThemeControl } from '#ui/AppearanceControls.tsx';
import { Card } from '#ui/Card.tsx';
import { LanguageSwitch } from '#ui/LanguageSwitch.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { List, ListRow } from '#ui/List.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';

import { InstallCard } from './InstallCard.tsx';
import { StorageCard } from './StorageCard.tsx';
import { SyncCard } from './SyncCard.tsx';

export function SettingsScreen() {
  const { identity } = useDevice();
  return (
    <PageFrame title={t('common:nav.settings')} back="/">
      <LanguageSwitch />
      <TextSizeControl />
      <ThemeControl />
      <DeviceCard />
      {identity.value && <SyncCard />}
      <StorageCard />
      <InstallCard />
      <List label={t('settings:about')}>
        <ListRow href="/accessibility" icon="info" title={t('settings:accessibility.title')} />
      </List>
    </PageFrame>
  );
}

function DeviceCard() {
  const held = useDevice().identity.value;
  if (!held) {
    return (
      <Card
        title={t('settings:device.title')}
        icon="tablet"
        actions={
          <LinkButton kind="secondary" icon="key" href="/enrol">
            {t('settings:device.enrol')}
          </LinkButton>
        }
      >
        <p>{t('settings:device.nobody')}</p>
      </Card>
    );
  }
  const sites = held.sites.map((site) => site.name);
  return (
    <Card
      title={t('settings:device.title')}
      icon="tablet"
      actions={
        <LinkButton kind="secondary" icon="handover" href="/hand-over">
          {t('settings:handOver.title')}
        </LinkButton>
      }
    >
      {held.signedOut && (
        <Notice kind="careful" title={t(`errors:${held.signedOut}`)}>
          <div>
            <LinkButton kind="secondary" icon="key" href="/enrol">
              {t('settings:device.enrol')}
            </LinkButton>
          </div>
        </Notice>
      )}
      <p>{t('settings:device.person', { name: held.person.displayName })}</p>
      {/* A coordinator works at all of them: a list of fifty names says less than nothing. */}
      {held.person.role !== 'coordinator' && sites.length > 0 && (
        <p>{t('settings:device.sites', { sites: formatList(sites) })}</p>
      )}
    </Card>
  );
}
