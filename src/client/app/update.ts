// Registers the service worker and tells when a newer version waits. Loaded by main.tsx after
// the first screen stands; offered by UpdateOffer.tsx. Nothing here ever reloads under a person's hands (rule 41).
// Its modern modules: the ready-made file is for browsers that this app can't run on, and weighs half as much again.
import { Workbox } from 'workbox-window/Workbox.js';

import { scriptAddress } from '#core/script-address.ts';

import { isOutdated, updateWaits } from './update-state.ts';

const workerPath = '/sw.js';
/** How often a tablet that stays open looks for a newer version. */
const lookEveryMs = 3_600_000;

let workbox: Workbox | undefined;
let asked = false;

/** Makes the app open with no network. Does nothing where the browser has no service workers. */
export async function startServiceWorker(now: () => number): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  // Workbox hands it to navigator.serviceWorker.register() as it is; for reading it calls toString().
  const own = new Workbox(scriptAddress('vestnesis', workerPath));
  workbox = own;
  own.addEventListener('waiting', () => {
    updateWaits.value = true;
  });
  own.addEventListener('controlling', ({ isUpdate }) => {
    if (asked) location.reload();
    else if (isUpdate) isOutdated.value = true;
  });
  await own.register();
  let looked = now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || now() - looked < lookEveryMs) return;
    looked = now();
    // Without a network there is nothing newer to be had.
    void own.update().catch(() => undefined);
  });
}

/** Has every file of the app kept here: whoever takes the tablet to a village has all of it there. Called on an enrolled tablet at every start. */
export async function keepEverything(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ type: 'KEEP_REST' });
}

/** Puts the waiting version in place and reloads: only ever from a tap on "update now". */
export function applyUpdate(): void {
  asked = true;
  workbox?.messageSkipWaiting();
}
