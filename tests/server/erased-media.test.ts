// What is erased takes its pictures and sound along: not a byte of them, nor of its words, stays where the server keeps things.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { DAY_MS } from '#core/dates.ts';
import { retain } from '#server/store/retention.ts';
import type { WireRecord } from '#sync/wire.ts';
import {
  LIBRARY,
  type Reply,
  type Tablet,
  type TestServer,
  testServer,
} from '../support/server.ts';
import { everythingStored } from '../support/store.ts';

let server: TestServer;
let desk: Tablet;
beforeEach(async () => {
  server = await testServer();
  desk = await server.coordinator();
});
afterEach(() => server.close());

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const ascii = (text: string): number[] => [...new TextEncoder().encode(text)];
/** A picture in which its own name stands again and again, over several pages of the database. */
const picture = (name: string, size = 30_000): { bytes: Uint8Array; sha: string } => {
  const words = ascii(`<${name}>`.repeat(Math.ceil(size / (name.length + 2)))).slice(0, size);
  const bytes = new Uint8Array([...PNG, ...words]);
  return { bytes, sha: createHash('sha256').update(bytes).digest('hex') };
};
const put = (
  { bytes, sha }: { bytes: Uint8Array; sha: string },
  headers: Record<string, string> = {},
): Promise<Reply> =>
  server.call('PUT', `/media/${sha}`, { token: desk.token, body: bytes, headers });
const see = (sha: string): Promise<Reply> =>
  server.call('GET', `/media/${sha}`, { token: desk.token });
let stories = 0;
const storyOf = (words: string, ...media: string[]): WireRecord =>
  desk.creation('story', 'public', {
    slug: `stasts-${(stories += 1)}`,
    order: 1,
    who: 'Paraugs',
    consentOn: '2026-03-01',
    media,
    text: { 'lv.title': words },
  });
const later = async (...changes: WireRecord[]): Promise<void> => {
  server.clock.now += 1000;
  const { rejected } = await desk.push(...changes);
  expect(rejected).toEqual([]);
};
/** How often each of these stands in what the server keeps. */
const kept = async (...words: string[]): Promise<boolean[]> => {
  const stored = await everythingStored(server.dataDir, server.store);
  // PostgreSQL shows bytes as hex.
  return words.map(
    (one) => stored.includes(one) || stored.includes(Buffer.from(one).toString('hex')),
  );
};

test('a story that is erased takes words, history, pictures and half-sent pictures along', async () => {
  const [shown, replaced, half] = [picture('REDZAMA'), picture('NOMAINITA'), picture('PUSE')];
  const story = storyOf('PIRMIE-VARDI', replaced.sha, half.sha);
  const draft = desk.creation('draft', 'org', {
    targetKind: 'story',
    targetId: story.id,
    values: { 'text.lv.title': 'MELNRAKSTA-VARDI', media: [replaced.sha] },
  });
  await desk.push(story, draft);
  await put(replaced);
  await put(
    { ...half, bytes: half.bytes.subarray(0, 9000) },
    { 'content-range': `bytes 0-8999/${half.bytes.length}` },
  );
  await later(
    desk.alteration(story, { 'text.lv.title': 'OTRIE-VARDI', media: [shown.sha, half.sha] }),
    desk.alteration(draft, { 'values.text.lv.title': null, 'values.media': null }),
  );
  await put(shown);
  const words = [
    'PIRMIE-VARDI', 'OTRIE-VARDI', 'MELNRAKSTA-VARDI', '<REDZAMA>', '<NOMAINITA>', '<PUSE>',
  ]; // prettier-ignore
  expect(await kept(...words)).toEqual(words.map(() => true));

  await later(desk.erasure(story), desk.erasure(draft));
  expect(await kept(...words)).toEqual(words.map(() => false));
  for (const { sha } of [shown, replaced, half]) expect((await see(sha)).status).toBe(404);
  // The tombstone is there, for tablets that have not heard of it yet.
  const after = await server.call<{ records: WireRecord[] }>('GET', '/public/records?after=0');
  expect(after.body.records.find(({ id }) => id === story.id)?.fields).toEqual({
    erased: [true, expect.any(String)],
  });
});

test('a file stays as long as another record names it: shown, drafted, or withdrawn with a way back', async () => {
  const one = picture('KOPIGA');
  const [gone, shows, withdrawn] = [
    storyOf('A', one.sha),
    storyOf('B', one.sha),
    storyOf('C', one.sha),
  ];
  const drafted = desk.creation('draft', 'org', {
    targetKind: 'story',
    targetId: LIBRARY,
    values: { media: [one.sha] },
  });
  await desk.push(gone, shows, withdrawn, drafted);
  await put(one);
  await later(desk.deletion(withdrawn));
  for (const next of [gone, shows, drafted]) {
    await later(desk.erasure(next));
    expect(await kept('<KOPIGA>')).toEqual([true]);
  }
  await later(desk.alteration(withdrawn, { deleted: false }));
  expect((await see(one.sha)).status).toBe(200);
  await later(desk.deletion(withdrawn), desk.erasure(withdrawn));
  expect(await kept('<KOPIGA>')).toEqual([false]);
});

test('an upload that was under way does not bring back what was erased; a record made since does', async () => {
  const one = picture('CELA');
  const range = (from: number, to: number): Record<string, string> => ({
    'content-range': `bytes ${from}-${to - 1}/${one.bytes.length}`,
  });
  const story = storyOf('A', one.sha);
  await desk.push(story);
  await put({ ...one, bytes: one.bytes.subarray(0, 9000) }, range(0, 9000));
  await later(desk.erasure(story));
  const rest = await put(
    { ...one, bytes: one.bytes.subarray(9000) },
    range(9000, one.bytes.length),
  );
  expect(rest).toMatchObject({ status: 415, body: { code: 'bad-media' } });
  expect((await put(one)).status).toBe(415);
  expect(await kept('<CELA>')).toEqual([false]);
  // The teller agreed once more: it is told under another record.
  await desk.push(storyOf('B', one.sha));
  expect((await put(one)).status).toBe(201);
  expect((await see(one.sha)).status).toBe(200);
});

test('what was withdrawn and never brought back goes with its files when its tombstone does; the note of erased files after a week', async () => {
  const [old, erased] = [picture('VECA'), picture('DZESTA')];
  const [withdrawn, story] = [storyOf('A', old.sha), storyOf('B', erased.sha)];
  await desk.push(withdrawn, story);
  await put(old);
  await later(desk.deletion(withdrawn), desk.erasure(story));
  await retain(server.store, server.clock.now + 6 * DAY_MS, 'svserver');
  expect((await put(erased)).status).toBe(415);
  await retain(server.store, server.clock.now + 8 * DAY_MS, 'svserver');
  expect((await put(erased)).status).toBe(201);
  expect(await kept('<VECA>')).toEqual([true]);
  await retain(server.store, server.clock.now + 402 * DAY_MS, 'svserver');
  expect(await kept('<VECA>')).toEqual([false]);
});

test.skipIf(inject('databaseUrl') !== undefined)(
  'bytes leave the log as soon as nobody reads, however long somebody does',
  async () => {
    const story = storyOf('LASA-VEL');
    await desk.push(story);
    let end = (): void => {};
    const reading = server.store.read(
      (at) =>
        new Promise<void>((resolve) => {
          end = resolve;
          void at.scopeState('public');
        }),
    );
    await later(desk.erasure(story));
    expect(await kept('LASA-VEL')).toEqual([true]);
    end();
    await reading;
    expect(await kept('LASA-VEL')).toEqual([false]);
  },
);
