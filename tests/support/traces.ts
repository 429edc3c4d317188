// What lies in a browser's own stores, read past the app: for journeys that must find nothing of what was erased.
import type { Page } from 'playwright-core';

/** Everything in IndexedDB and Cache Storage as one text: keys and values, bytes as single characters. */
export const everythingIn = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const found: string[] = [];
    const asText = (bytes: Uint8Array): string => {
      let text = '';
      for (let at = 0; at < bytes.length; at += 8192)
        text += String.fromCodePoint(...bytes.subarray(at, at + 8192));
      return text;
    };
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('read')));
      });
    for (const { name } of await indexedDB.databases()) {
      const db = await asked(indexedDB.open(name ?? ''));
      for (const table of db.objectStoreNames) {
        const store = db.transaction(table).objectStore(table);
        const all = [await asked(store.getAllKeys()), await asked(store.getAll())];
        found.push(
          JSON.stringify(all, (_, value: unknown) => {
            if (value instanceof Uint8Array) found.push(asText(value));
            return value instanceof Uint8Array ? value.length : value;
          }),
        );
      }
      db.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const answer = await cache.match(request);
        found.push(request.url, asText(new Uint8Array((await answer?.arrayBuffer()) ?? [])));
      }
    }
    return found.join('\n');
  });

/** Bytes of every file that this device keeps, as single characters, by their address. */
export const filesIn = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('vestnesis');
      opening.addEventListener('success', () => resolve(opening.result));
      opening.addEventListener('error', () => reject(opening.error ?? new Error('open')));
    });
    const asked = db.transaction('mediaBytes').objectStore('mediaBytes').getAll();
    const rows = await new Promise<{ key: string; bytes: Uint8Array }[]>((resolve) => {
      asked.addEventListener('success', () =>
        resolve(asked.result as { key: string; bytes: Uint8Array }[]),
      );
    });
    db.close();
    return Object.fromEntries(
      rows.map(({ key, bytes }) => [
        key,
        Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''),
      ]),
    );
  });
