// A teller withdraws the consent: not a byte of the story stays on the server or on any tablet, whatever it went through before.
import '#tests/support/device.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Device } from '#device/device.ts';
import { type ExchangeOptions, exchangeMedia } from '#device/media-exchange.ts';
import { previewKey, putMedia } from '#device/media.ts';
import { keepContentDraft } from '#features/desk/content-draft.ts';
import { publishStory, storyDraftId, withdrawStory } from '#features/desk/story-actions.ts';
import { testDevice } from '../support/device.ts';
import { testServer, type TestServer } from '../support/server.ts';
import { everythingStored } from '../support/store.ts';

const ID = '0199b4a1-52ac-7a53-9f49-6a2a54b0c3d1';
const TODAY = '2026-03-02';
let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

type Tablet = { readonly name: string; readonly device: Device; readonly options: ExchangeOptions };
let tablets = 0;
/** A tablet on the real server; without a code a resident's. */
async function tablet(code?: string): Promise<Tablet> {
  const name = `stories-${(tablets += 1)}`;
  const device = await testDevice({ clock: server.clock, fetch: server.fetch, name });
  const enrolled = code === undefined ? undefined : await device.enrol(code, name);
  if (enrolled && !enrolled.ok) throw new Error(enrolled.error.message);
  const transport = {
    fetch: server.fetch,
    now: () => server.clock.now,
    origin: 'http://server.test',
  };
  const options: ExchangeOptions = {
    db: device.db,
    transport,
    ...(enrolled ? { token: enrolled.value.token } : {}),
    storage: () => Promise.resolve({}),
    preview: (bytes) => Promise.resolve(bytes.slice(0, 40)),
    partBytes: 1000,
  };
  return { name, device, options };
}
const good = (answer: { readonly ok: boolean }): void => expect(answer).toMatchObject({ ok: true });
const synced = async ({ device, options }: Tablet): Promise<void> => {
  server.clock.now += 1000;
  expect((await device.engine.sync()).error).toBeUndefined();
  await exchangeMedia(options);
};

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const file = (head: readonly number[], name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array([...head, ...new TextEncoder().encode(`<${name}>`.repeat(400))]);
const SOUND = [...new TextEncoder().encode('OggS')];
const kept = async ({ options }: Tablet, bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
  const done = await putMedia(
    { db: options.db, now: options.transport.now, preview: options.preview },
    bytes,
  );
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
};

/** Everything that lies in a tablet's IndexedDB, keys and values, read past the app. */
async function everythingOn({ name }: Tablet): Promise<string> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(opening.error ?? new Error(name)));
  });
  const found: string[] = [];
  for (const store of db.objectStoreNames) {
    const all = db.transaction(store).objectStore(store);
    for (const asked of [all.getAllKeys(), all.getAll()] as IDBRequest<unknown[]>[])
      await new Promise<void>((resolve) => {
        asked.addEventListener('success', () => {
          found.push(
            JSON.stringify(asked.result, (_, value: unknown) =>
              value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
            ),
          );
          resolve();
        });
      });
  }
  db.close();
  return found.join('\n');
}
const WORDS = [
  'STASTA-NOSAUKUMS', 'STASTA-TEKSTS', 'PIRMAIS-MELNRAKSTS', 'LABOJUMS', 'Paraugs-P', '<FOTO>', '<BALSS>', '<NOMAINITS>',
]; // prettier-ignore
const of = (text: string): string[] => WORDS.filter((one) => text.includes(one));
const onServer = async (): Promise<string[]> =>
  of(await everythingStored(server.dataDir, server.store));

const keep = keepContentDraft('story');
/** Drafted, sent, changed, published and seen by a resident; one more change waits in the draft. */
async function told(): Promise<{
  desk: Tablet;
  home: Tablet;
  shas: readonly [string, string, string];
}> {
  const desk = await tablet(await server.codeFor('coordinator'));
  const home = await tablet();
  const shas = [
    await kept(desk, file(PNG, 'FOTO')),
    await kept(desk, file(SOUND, 'BALSS')),
    await kept(desk, file(PNG, 'NOMAINITS')),
  ] as const;
  const draft = {
    'text.lv.title': 'STASTA-NOSAUKUMS',
    'text.lv.body': 'PIRMAIS-MELNRAKSTS',
    who: 'Paraugs-P',
    consentOn: '2026-03-01',
    toldIn: 'lv',
    media: [shas[2]],
  };
  good(await keep(desk.device, ID, draft));
  await synced(desk);
  const whole = { ...draft, 'text.lv.body': 'STASTA-TEKSTS', media: [shas[0], shas[1]] };
  good(await keep(desk.device, ID, whole));
  good(await publishStory(desk.device, ID, undefined, whole, TODAY));
  await synced(desk);
  await synced(home);
  good(await keep(desk.device, ID, { 'text.lv.title': 'LABOJUMS' }));
  await synced(desk);
  return { desk, home, shas };
}

test('after it not a byte is on the server, on the desk or on a resident’s tablet', async () => {
  const { desk, home, shas } = await told();
  // Everybody has what is published, the desk and the server have more.
  expect(of(await everythingOn(home))).toEqual([
    'STASTA-NOSAUKUMS', 'STASTA-TEKSTS', 'Paraugs-P', '<FOTO>', '<BALSS>',
  ]); // prettier-ignore
  expect(await onServer()).toEqual(WORDS);

  good(await withdrawStory(desk.device, ID));
  await synced(desk);
  expect(await onServer()).toEqual([]);
  expect(of(await everythingOn(desk))).toEqual([]);
  await synced(home);
  expect(of(await everythingOn(home))).toEqual([]);
  for (const at of [desk, home]) {
    expect(await at.device.db.media.count()).toBe(0);
    expect(await at.device.db.mediaBytes.count()).toBe(0);
  }
  // The address is refused from now on, also to whoever had sent it.
  const see = await server.call('GET', `/media/${shas[0]}`, { token: desk.options.token! });
  expect(see.status).toBe(404);
  for (const at of [desk, home]) at.device.close();
});

test('with no network it is gone from this tablet at once, and the tombstone goes with the next sync', async () => {
  const { desk } = await told();
  const reach = server.app.app.fetch.bind(server.app.app);
  server.app.app.fetch = () => {
    throw new TypeError('network');
  };
  good(await withdrawStory(desk.device, ID));
  expect((await desk.device.engine.sync()).error).toBe('offline');
  expect(of(await everythingOn(desk))).toEqual([]);
  expect(await onServer()).toEqual(WORDS);
  server.app.app.fetch = reach;
  await synced(desk);
  expect(await onServer()).toEqual([]);
  desk.device.close();
});

test('a file that another story shows stays everywhere', async () => {
  const { desk, home, shas } = await told();
  const values = { slug: 'cits', order: 1, who: 'Cits', consentOn: '2026-03-01', media: [shas[0]] };
  good(await desk.device.create('story', 'public', { ...values, text: { 'lv.title': 'Cits' } }));
  await synced(desk);
  good(await withdrawStory(desk.device, ID));
  await synced(desk);
  await synced(home);
  for (const text of [await onServer(), of(await everythingOn(desk)), of(await everythingOn(home))])
    expect(text).toEqual(['<FOTO>']);
  expect((await home.device.db.mediaBytes.toCollection().primaryKeys()).toSorted()).toEqual([
    shas[0],
    previewKey(shas[0]),
  ]);
});

test('a photo that is just coming while the story is withdrawn does not stay', async () => {
  const { desk } = await told();
  const late = await tablet();
  server.clock.now += 1000;
  expect((await late.device.engine.sync()).error).toBeUndefined();
  const { fetch: reach } = late.options.transport;
  let asked = 0;
  const slow: typeof fetch = async (address, init) => {
    asked += 1;
    const answer = await reach(address, init);
    if (asked === 3) {
      good(await withdrawStory(desk.device, ID));
      await synced(desk);
      expect((await late.device.engine.sync()).error).toBeUndefined();
    }
    return answer;
  };
  await exchangeMedia({ ...late.options, transport: { ...late.options.transport, fetch: slow } });
  expect(asked).toBeGreaterThan(3);
  expect(of(await everythingOn(late))).toEqual([]);
});

test('what was withdrawn can’t be written to any more, from any tablet', async () => {
  const { desk } = await told();
  const other = await tablet(await server.codeFor('coordinator'));
  await synced(other);
  good(await withdrawStory(desk.device, ID));
  await synced(desk);
  // It has not heard of it yet.
  good(await other.device.change('story', ID, { who: 'Paraugs-P2' }));
  good(await keep(other.device, ID, { 'text.lv.title': 'LABOJUMS' }));
  await synced(other);
  expect(await onServer()).toEqual([]);
  expect(of(await everythingOn(other))).toEqual([]);
  expect((await other.device.db.rows('draft').get(storyDraftId(ID)))?.deleted).toBe(true);
  expect(await keep(other.device, ID, { who: 'X' })).toMatchObject({
    ok: false,
    error: { code: 'erased' },
  });
});

test('only a coordinator may withdraw what is public', async () => {
  const { desk } = await told();
  const helper = await tablet(await server.codeFor('ambassador'));
  await synced(helper);
  expect(await withdrawStory(helper.device, ID)).toMatchObject({
    ok: false,
    error: { code: 'forbidden' },
  });
  expect(await onServer()).toEqual(WORDS);
  desk.device.close();
});
