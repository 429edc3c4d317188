// The entrance: clock, randomness and network are made here and nowhere else on the device; opens the
// texts and the device, puts the app on the page, then registers the service worker. Called by index.html.
import '#ui/tokens.css';
import '#ui/base.css';
import '#ui/print.css';
import './shell.css';

import { effect } from '@preact/signals';
import { render } from 'preact';

import { type Device, openDevice } from '#device/device.ts';
import { DeviceContext, watchStanding } from '#device/live.ts';
import { allTexts, initI18n } from '#i18n/i18n.ts';
import { keptSetting } from '#i18n/kept-settings.ts';
import { firstLanguage } from '#i18n/languages.ts';
import { watchInstallOffer } from '#features/settings/install-offer.ts';
import { mode, startAppearance } from '#ui/appearance.ts';
import { outbox, underWay } from '#ui/record-place.ts';

import { version } from '../../../package.json';
import { Shell } from './Shell.tsx';
import { isOutdated, isReplaced } from './update-state.ts';

const now = (): number => Date.now();
const random = (bytes: number): Uint8Array<ArrayBuffer> =>
  crypto.getRandomValues(new Uint8Array(bytes));

/** The device, or null where the browser lets nothing be kept (some private windows). */
async function open(onBlocked: () => void): Promise<Device | null> {
  try {
    const onReplaced = (): void => {
      isOutdated.value = true;
      isReplaced.value = true;
    };
    return await openDevice({
      now,
      random,
      fetch: (...call) => fetch(...call),
      gzip: async (text) => (await import('#device/sync/gzip-aside.ts')).gzipAside(text),
      version,
      onReplaced,
      onBlocked,
    });
  } catch (error) {
    console.error(error);
    return null;
  }
}

/** A window that is only slow to let go of the database needs no words. */
const BLOCKED_MS = 1000;

async function start(place: HTMLElement): Promise<void> {
  watchInstallOffer();
  startAppearance();
  const texts = initI18n(firstLanguage(keptSetting('language'), navigator.languages), 'start');
  let opened = false;
  const sayBlocked = async (): Promise<void> => {
    const [{ BlockedScreen }] = await Promise.all([
      import('./BlockedScreen.tsx'),
      texts.then(allTexts),
    ]);
    if (opened) return;
    place.replaceChildren();
    render(<BlockedScreen />, place);
  };
  const [device] = await Promise.all([
    open(() => setTimeout(() => void sayBlocked(), BLOCKED_MS)),
    texts,
  ]);
  opened = true;
  render(null, place);
  place.replaceChildren();
  if (!device) {
    const [{ NoStorageScreen }] = await Promise.all([import('./NoStorageScreen.tsx'), allTexts()]);
    render(<NoStorageScreen />, place);
    return;
  }
  effect(() => {
    mode.value = device.handOver.active.value ? 'learner' : 'helper';
    underWay.value = device.engine.sending.value;
  });
  watchStanding(device.db, (standing) => {
    outbox.value = standing;
  });
  render(
    <DeviceContext.Provider value={device}>
      <Shell />
    </DeviceContext.Provider>,
    place,
  );
  if (!import.meta.env.PROD) return;
  const { keepEverything, startServiceWorker } = await import('./update.ts');
  await startServiceWorker(now);
  effect(() => {
    if (device.identity.value) void keepEverything();
  });
}

const place = document.getElementById('app');
if (place) void start(place);
