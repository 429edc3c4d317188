// The service worker: makes the app open with no network. It answers GET requests for the app's own
// files and nothing else; data goes through the device's database, never through here.
// Registered by src/client/app; built apart, as a classic script (vite.config.ts).
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope;

/** Files fetched at first use and kept from then on, on an enrolled tablet beforehand: see `later` in vite.config.ts. */
const laterFolder = 'assets/later/';
const laterCache = 'vestnesis-later';

// The list of built files: the build writes it in place of this very name.
const files = self.__WB_MANIFEST.map((file) =>
  typeof file === 'string' ? { url: file, revision: null } : file,
);
const later = new Set(files.map((file) => file.url).filter((url) => url.startsWith(laterFolder)));

precacheAndRoute(files.filter((file) => !later.has(file.url)));
cleanupOutdatedCaches();

// Every address of the app is the same page; the API and the files with a name of their own are not.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('index.html'), {
    denylist: [/^\/api\//, /^[^?]*\.[a-z0-9]+(\?|$)/i],
  }),
);

const pathOf = (url: URL) => url.pathname.slice(1);

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && later.has(pathOf(url)),
  async ({ request }) => {
    const cache = await caches.open(laterCache);
    const kept = await cache.match(request);
    if (kept) return kept;
    const fresh = await fetch(request);
    if (fresh.ok) await cache.put(request, fresh.clone());
    return fresh;
  },
);

/** Its presence says that this tablet keeps everything: an update must then bring everything, too. */
const wholeMark = 'vestnesis-whole';

/** Fetches the rest before anybody needs it, one file after the other. Answers false when the network ends; the next start goes on. */
const keepRest = async () => {
  const cache = await caches.open(laterCache);
  const kept = new Set((await cache.keys()).map(({ url }) => pathOf(new URL(url))));
  for (const path of later) {
    if (kept.has(path)) continue;
    const fresh = await fetch(`/${path}`, { priority: 'low' }).catch(() => undefined);
    if (!fresh?.ok) return false;
    await cache.put(`/${path}`, fresh);
  }
  return true;
};

/** A new version that came only in part is not offered: its screens would be missing in the village. */
const bringWhole = async () => {
  if ((await caches.has(wholeMark)) && !(await keepRest()))
    throw new Error('The new version could not be fetched whole; it is tried again later.');
};

/** Lets go of kept files that this version no longer has; names carry a hash, so the rest stays true. */
const dropOldLater = async () => {
  const cache = await caches.open(laterCache);
  const requests = await cache.keys();
  await Promise.all(
    requests
      .filter((request) => !later.has(pathOf(new URL(request.url))))
      .map((request) => cache.delete(request)),
  );
};

let isFirstInstall = false;

self.addEventListener('install', (event) => {
  isFirstInstall = self.registration.active === null;
  event.waitUntil(bringWhole());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldLater());
  // The very first worker takes the page it was installed from, so that the tablet works offline right
  // after the first visit. An update never does: a page must not get new files under an open survey.
  if (isFirstInstall) event.waitUntil(self.clients.claim());
});

self.addEventListener('message', (event) => {
  const message: unknown = event.data;
  if (typeof message === 'object' && message !== null && 'type' in message) {
    // Only a person's word (the update offer on the start screen) makes a waiting update take over.
    if (message.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
    if (message.type === 'KEEP_REST')
      event.waitUntil(caches.open(wholeMark).then(() => keepRest()));
  }
});
