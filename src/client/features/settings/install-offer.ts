// The browser's own offer to install, held back until a person asks for it in the settings (rule 41).
// Started by app/main.tsx, because the offer comes only once, soon after the page has opened.
import { signal } from '@preact/signals';

/** Chromium's event; other browsers have none and install from their menu. */
export type InstallOffer = Event & { prompt(): Promise<unknown> };

export const installOffer = signal<InstallOffer | null>(null);

/** Catches the offer. Call once. */
export function watchInstallOffer(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    installOffer.value = event as InstallOffer;
  });
  addEventListener('appinstalled', () => {
    installOffer.value = null;
  });
}
