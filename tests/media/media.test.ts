// Pictures and sound on the device against the real server: kept first, sent after the records, in parts that survive a cut line.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Device } from '#device/device.ts';
import { type ExchangeOptions, exchangeMedia, fetchMedia } from '#device/media-exchange.ts';
import { type MakePreview, previewKey, putMedia, readMedia } from '#device/media.ts';
import { seededBytes, testDevice } from '../support/device.ts';

import { CODE, testServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(async () => {
  await server.close();
});

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const picture = (size: number, seed = 1): Uint8Array<ArrayBuffer> =>
  new Uint8Array([...PNG, ...seededBytes(seed)(size - PNG.length)]);
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** Stands in for the browser's canvas. */
const preview: MakePreview = (bytes) => Promise.resolve(bytes.slice(0, 20));

/** A tablet on the real server whose requests are written down and may fail. */
async function tablet(): Promise<{
  device: Device;
  asked: string[];
  line: { after: number };
  options: ExchangeOptions;
}> {
  const asked: string[] = [];
  const line = { after: Number.POSITIVE_INFINITY };
  const { now } = server.clock;
  const clock = { now };
  const reach: typeof fetch = async (address, init) => {
    if (asked.length >= line.after) throw new TypeError('network');
    const range = new Headers(init?.headers).get('content-range');
    asked.push(
      `${init?.method} ${(address as string).replace(/^.*\/v1/, '').replace(/\/[0-9a-f]{64}/, '/sha')} ${range ?? ''}`.trim(),
    );
    return server.fetch(address, init);
  };
  const device = await testDevice({ clock, fetch: reach });
  const done = await device.enrol(CODE, 'Planšete');
  if (!done.ok) throw new Error(done.error.message);
  asked.length = 0;
  const transport = { fetch: reach, now: () => clock.now, origin: 'http://server.test' };
  return {
    device,
    asked,
    line,
    options: {
      db: device.db,
      transport,
      token: done.value.token,
      storage: () => Promise.resolve({}),
      preview,
      partBytes: 1000,
    },
  };
}
const put = async ({ options }: { options: ExchangeOptions }, bytes: Uint8Array<ArrayBuffer>) =>
  putMedia({ db: options.db, now: options.transport.now, preview }, bytes);

let stories = 0;
const storyOf = (media: readonly string[]) => {
  stories += 1;
  return {
    slug: `stasts-${stories}`,
    order: stories,
    who: 'Paraugs',
    consentOn: '2026-03-01',
    media: [...media],
    text: { 'lv.title': 'Stāsts' },
  };
};
/** Keeps pictures and a record that shows them, which has gone to the server already. */
async function shown(
  one: { device: Device; options: ExchangeOptions },
  ...pictures: Uint8Array<ArrayBuffer>[]
): Promise<string> {
  const addresses = [];
  for (const bytes of pictures) {
    const kept = await put(one, bytes);
    if (!kept.ok) throw new Error(kept.error.message);
    addresses.push(kept.value);
  }
  const made = await one.device.create('story', 'public', storyOf(addresses));
  if (!made.ok) throw new Error(made.error.message);
  expect((await one.device.engine.sync()).error).toBeUndefined();
  return made.value;
}

test('what the server would refuse is refused at once, by name, and nothing is kept', async () => {
  const one = await tablet();
  expect(await put(one, new TextEncoder().encode('%PDF-1.7'))).toMatchObject({
    ok: false,
    error: { code: 'bad-media' },
  });
  expect(await put(one, picture(10 * 1024 * 1024 + 1))).toMatchObject({
    ok: false,
    error: { code: 'large-media' },
  });
  expect(await one.options.db.media.count()).toBe(0);
  expect(await one.options.db.mediaBytes.count()).toBe(0);
});

test('a full tablet says so, and keeps no half of a picture', async () => {
  const one = await tablet();
  const { db } = one.options;
  const full = (): never => {
    throw new DOMException('no room', 'QuotaExceededError');
  };
  db.mediaBytes.hook('creating', full);
  expect(await put(one, picture(3000))).toMatchObject({
    ok: false,
    error: { code: 'storage-full' },
  });
  db.mediaBytes.hook('creating').unsubscribe(full);
  expect(await db.media.count()).toBe(0);
  expect(await db.mediaBytes.count()).toBe(0);
  expect((await put(one, picture(3000))).ok).toBe(true);
});

test('a picture is kept by its address, with its preview, and read with no network', async () => {
  const one = await tablet();
  const bytes = picture(3000);
  expect(await put(one, bytes)).toEqual({ ok: true, value: hashOf(bytes) });
  expect(await put(one, bytes)).toEqual({ ok: true, value: hashOf(bytes) });
  expect(await one.options.db.media.count()).toBe(1);
  expect(await (await one.device.media()).read(hashOf(bytes))).toMatchObject({
    bytes,
    type: 'image/png',
    preview: false,
    state: 'local',
  });
});

test('an upload goes on from where the line was cut, and is called sent only after the server has all', async () => {
  const one = await tablet();
  const bytes = picture(3500);
  await shown(one, bytes);
  one.asked.length = 0;
  one.line.after = 3;
  expect(await exchangeMedia(one.options)).toMatchObject({ sent: 0, why: 'line' });
  expect((await one.options.db.media.get(hashOf(bytes)))?.state).toBe('local');
  one.line.after = Number.POSITIVE_INFINITY;
  one.asked.length = 0;
  expect(await exchangeMedia(one.options)).toMatchObject({ sent: 1, why: 'ended' });
  expect(one.asked.filter((line) => line.startsWith('PUT'))).toEqual([
    'PUT /media/sha bytes */3500',
    'PUT /media/sha bytes 2000-2999/3500',
    'PUT /media/sha bytes 3000-3499/3500',
  ]);
  expect((await one.options.db.media.get(hashOf(bytes)))?.state).toBe('sent');
  const got = await server.call<Uint8Array>('GET', `/media/${hashOf(bytes)}`, {
    token: one.options.token!,
  });
  expect(hashOf(got.body)).toBe(hashOf(bytes));
});

test('never before records: while one waits, no byte of a picture goes', async () => {
  const one = await tablet();
  await shown(one, picture(2500));
  const [site] = one.device.identity.value!.sites;
  const made = await one.device.create('todo-list', `site:${site!.id}`, { title: 'Rēķini' });
  expect(made.ok).toBe(true);
  one.asked.length = 0;
  expect(await exchangeMedia(one.options)).toMatchObject({ why: 'records' });
  expect(one.asked).toEqual([]);
  await one.device.engine.sync();
  expect(await exchangeMedia(one.options)).toMatchObject({ sent: 1, why: 'ended' });
  const first = one.asked.findIndex((line) => line.includes('/media/'));
  expect(one.asked.slice(0, first).some((line) => line.includes('/sync'))).toBe(true);
});

test('what a record names is fetched in parts after the round, and a cut download goes on', async () => {
  const one = await tablet();
  const bytes = picture(2500);
  await shown(one, bytes);
  await exchangeMedia(one.options);
  // The same tablet after it lost all its pictures.
  await one.options.db.media.clear();
  await one.options.db.mediaBytes.clear();
  one.asked.length = 0;
  one.line.after = 2;
  expect(await exchangeMedia(one.options)).toMatchObject({ fetched: 0, why: 'line' });
  one.line.after = Number.POSITIVE_INFINITY;
  expect(await exchangeMedia(one.options)).toMatchObject({ fetched: 1, why: 'ended' });
  expect(one.asked).toHaveLength(3);
  expect((await readMedia({ db: one.options.db, now: () => 1 }, hashOf(bytes)))?.bytes).toEqual(
    bytes,
  );
  expect((await one.options.db.mediaBytes.toArray()).map(({ key }) => key).toSorted()).toEqual(
    [hashOf(bytes), previewKey(hashOf(bytes))].toSorted(),
  );
});

test('a nearly full tablet lets whole files go that the server has, keeps previews and what is only here', async () => {
  const one = await tablet();
  const [old, fresh, mine] = [picture(2000, 1), picture(2000, 2), picture(2000, 3)];
  let at = 1000;
  for (const bytes of [old, fresh]) {
    at += 1000;
    await putMedia({ db: one.options.db, now: () => server.clock.now + at, preview }, bytes);
  }
  await one.device.create('story', 'public', storyOf([hashOf(old), hashOf(fresh)]));
  await one.device.engine.sync();
  await exchangeMedia(one.options);
  one.line.after = 0;
  await put(one, mine);
  const storage = () => Promise.resolve({ storageUsed: 8600, storageQuota: 10_000 });
  one.line.after = Number.POSITIVE_INFINITY;
  const { token: _, ...nobody } = { ...one.options, storage };
  expect(await exchangeMedia(nobody)).toMatchObject({ letGo: 1 });
  const now = (): number => server.clock.now;
  const { db } = one.options;
  expect(await readMedia({ db, now }, hashOf(old))).toMatchObject({ preview: true });
  expect(await readMedia({ db, now }, hashOf(fresh))).toMatchObject({ preview: false });
  expect(await readMedia({ db, now }, hashOf(mine))).toMatchObject({
    preview: false,
    state: 'local',
  });
  // Wanted again, it comes again.
  expect(await fetchMedia(one.options, hashOf(old))).toBe(true);
  expect(await readMedia({ db, now }, hashOf(old))).toMatchObject({ preview: false, bytes: old });
});

test('a file that no record names any more leaves the tablet after a day', async () => {
  const one = await tablet();
  const id = await shown(one, picture(1500));
  await exchangeMedia(one.options);
  await one.device.change('story', id, { media: [] });
  await one.device.engine.sync();
  const later = {
    ...one.options,
    transport: { ...one.options.transport, now: () => server.clock.now + 2 * 86_400_000 },
  };
  await exchangeMedia(later);
  expect(await one.options.db.media.count()).toBe(0);
  expect(await one.options.db.mediaBytes.count()).toBe(0);
});

test('a picture that was taken back before it left never leaves', async () => {
  const one = await tablet();
  const id = await shown(one, picture(1500));
  await one.device.change('story', id, { media: [] });
  await one.device.engine.sync();
  one.asked.length = 0;
  expect(await exchangeMedia(one.options)).toMatchObject({ sent: 0, why: 'ended' });
  expect(one.asked).toEqual([]);
  // The way back is still there.
  await one.device.restore('story', id);
  expect(await one.options.db.media.count()).toBe(1);
});

test('of a place every tablet fetches the small picture; the large one comes when it is wanted', async () => {
  const one = await tablet();
  const [small, large] = [picture(900, 5), picture(4000, 6)];
  await put(one, small);
  await put(one, large);
  const place = {
    slug: 'vieta',
    order: 1,
    type: 'library',
    verified: false,
    text: { 'lv.name': 'Vieta', 'lv.photo.entrance': 'Durvis pa kreisi' },
    media: { entrance: hashOf(small) },
    originals: { entrance: hashOf(large) },
  } as const;
  const made = await one.device.create('place', 'public', place);
  expect(made.ok).toBe(true);
  await one.device.engine.sync();
  one.asked.length = 0;
  expect(await exchangeMedia(one.options)).toMatchObject({ sent: 2 });
  // The small one first: the others can show it while the large one still goes.
  expect(one.asked[0]).toBe('PUT /media/sha bytes */900');
  await one.options.db.media.clear();
  await one.options.db.mediaBytes.clear();
  expect(await exchangeMedia(one.options)).toMatchObject({ fetched: 1 });
  expect(await one.options.db.media.get(hashOf(large))).toBeUndefined();
  expect(await fetchMedia(one.options, hashOf(large))).toBe(true);
  expect((await one.options.db.media.get(hashOf(large)))?.whole).toBe(true);
});
