// Media: by the content's address, whole or in parts, for those who may see a record that shows them.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededBytes } from '../support/device.ts';
import {
  LIBRARY,
  type Reply,
  type Tablet,
  type TestServer,
  testServer,
} from '../support/server.ts';

let server: TestServer;
let a: Tablet;
let b: Tablet;
beforeAll(async () => {
  server = await testServer();
  a = await server.staff('ambassador');
  b = await server.staff('ambassador');
});
afterAll(() => server.close());

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const ascii = (text: string): number[] => [...new TextEncoder().encode(text)];
let seed = 0;
const file = (head: number[], size: number): { bytes: Uint8Array; sha: string } => {
  const bytes = new Uint8Array([...head, ...seededBytes((seed += 1))(size - head.length)]);
  return { bytes, sha: createHash('sha256').update(bytes).digest('hex') };
};
const put = (
  sha: string,
  bytes: Uint8Array,
  headers: Record<string, string> = {},
  tablet = a,
): Promise<Reply> =>
  server.call('PUT', `/media/${sha}`, { token: tablet.token, body: bytes, headers });

test.each([
  ['image/png', PNG],
  ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
  ['image/webp', [...ascii('RIFF'), 0, 0, 0, 0, ...ascii('WEBP')]],
  ['audio/webm', [0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84, ...ascii('webm')]],
  ['audio/ogg', ascii('OggS')],
  ['audio/mp4', [0, 0, 0, 0x20, ...ascii('ftypM4A ')]],
])('%s is known by its first bytes and comes back as it was', async (type, head) => {
  const { bytes, sha } = file(head, 1000);
  expect(await put(sha, bytes)).toMatchObject({
    status: 201,
    body: { sha256: sha, type, size: 1000 },
  });
  expect(await put(sha, bytes)).toMatchObject({ status: 200 });
  const got = await server.call<Uint8Array>('GET', `/media/${sha}`, { token: a.token });
  expect([
    got.status,
    got.headers.get('content-type'),
    got.headers.get('x-content-type-options'),
  ]).toEqual([200, type, 'nosniff']);
  expect(got.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
  expect(Buffer.compare(got.body, bytes)).toBe(0);
});

test('what it is not, what is too large and what is no picture is refused', async () => {
  const { bytes, sha } = file(PNG, 100);
  expect(await put('f'.repeat(64), bytes)).toMatchObject({
    status: 415,
    body: { code: 'bad-media' },
  });
  expect(await put('short', bytes)).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  const page = file(ascii('<svg onload=x>'), 100);
  expect(await put(page.sha, page.bytes)).toMatchObject({
    status: 415,
    body: { code: 'bad-media' },
  });
  const large = file(PNG, 10 * 1024 * 1024 + 1);
  expect(await put(large.sha, large.bytes)).toMatchObject({
    status: 413,
    body: { code: 'too-large', limit: 10 * 1024 * 1024 },
  });
  const largest = file(PNG, 10 * 1024 * 1024);
  expect((await put(largest.sha, largest.bytes)).status).toBe(201);
  expect(await server.call('GET', `/media/${sha}`, { token: a.token })).toMatchObject({
    status: 404,
  });
});

test('an upload that was cut off goes on where it stopped', async () => {
  const { bytes, sha } = file(PNG, 10_000);
  const part = (from: number, to: number, total = 10_000): Promise<Reply> =>
    put(sha, bytes.subarray(from, to), { 'content-range': `bytes ${from}-${to - 1}/${total}` });
  const ask = (): Promise<Reply> =>
    put(sha, new Uint8Array(), { 'content-range': 'bytes */10000' });
  expect((await ask()).headers.get('upload-offset')).toBe('0');
  const first = await part(0, 4000);
  expect([first.status, first.headers.get('upload-offset')]).toEqual([308, '4000']);
  // Sent twice, or with a gap: nothing is spoilt, and the answer says where to go on.
  for (const again of [await part(0, 4000), await part(6000, 8000)])
    expect([again.status, again.headers.get('upload-offset')]).toEqual([308, '4000']);
  // Another device's upload of the same is its own.
  expect(
    (
      await put(sha, new Uint8Array([1, 2, 3]), { 'content-range': 'bytes 0-2/10000' }, b)
    ).headers.get('upload-offset'),
  ).toBe('3');
  await part(4000, 9000);
  expect((await ask()).headers.get('upload-offset')).toBe('9000');
  expect(await part(9000, 10_000)).toMatchObject({ status: 201, body: { size: 10_000 } });
  expect((await ask()).status).toBe(200);
  const got = await server.call<Uint8Array>('GET', `/media/${sha}`, { token: a.token });
  expect(Buffer.compare(got.body, bytes)).toBe(0);
});

test('parts that do not make the promised content are thrown away', async () => {
  const { bytes, sha } = file(PNG, 2000);
  await put(sha, bytes.subarray(1000), { 'content-range': 'bytes 0-999/2000' });
  expect(
    await put(sha, bytes.subarray(1000), { 'content-range': 'bytes 1000-1999/2000' }),
  ).toMatchObject({ status: 415, body: { code: 'bad-media' } });
  expect(
    (await put(sha, new Uint8Array(), { 'content-range': 'bytes */2000' })).headers.get(
      'upload-offset',
    ),
  ).toBe('0');
  expect(await put(sha, bytes, { 'content-range': 'bytes 0-9/99999999' })).toMatchObject({
    status: 413,
  });
  expect(await put(sha, bytes, { 'content-range': 'lines 1-2' })).toMatchObject({ status: 400 });
});

test('seen by its sender, by readers of a record that shows it, and by all once a public record does', async () => {
  const desk = await server.coordinator();
  const { bytes, sha } = file(PNG, 500);
  await put(sha, bytes);
  const see = (token?: string): Promise<Reply> =>
    server.call('GET', `/media/${sha}`, token === undefined ? {} : { token });
  expect((await see(a.token)).status).toBe(200);
  expect(await see(b.token)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect(await see()).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  await desk.push(
    desk.creation('draft', 'org', {
      targetKind: 'story',
      targetId: LIBRARY,
      values: { media: [sha] },
    }),
  );
  expect((await see(b.token)).status).toBe(200);
  expect((await see()).status).toBe(401);
  const story = desk.creation('story', 'public', {
    slug: 'stasts',
    order: 1,
    who: 'Vija',
    consentOn: '2026-03-01',
    media: [sha],
  });
  await desk.push(story);
  const open = await see();
  expect([open.status, open.headers.get('cache-control')]).toEqual([
    200,
    'public, max-age=31536000, immutable',
  ]);
  // Withdrawn: gone for everybody outside.
  server.clock.now += 1000;
  await desk.push(desk.erasure(story));
  expect((await see()).status).toBe(401);
});

test('players may ask for a part', async () => {
  const { bytes, sha } = file(ascii('OggS'), 1000);
  await put(sha, bytes);
  const part = await server.call<Uint8Array>('GET', `/media/${sha}`, {
    token: a.token,
    headers: { range: 'bytes=100-199' },
  });
  expect([part.status, part.headers.get('content-range'), part.body.length]).toEqual([
    206,
    'bytes 100-199/1000',
    100,
  ]);
  expect(Buffer.compare(part.body, bytes.subarray(100, 200))).toBe(0);
  const rest = await server.call<Uint8Array>('GET', `/media/${sha}`, {
    token: a.token,
    headers: { range: 'bytes=900-' },
  });
  expect([rest.status, rest.body.length]).toEqual([206, 100]);
  const same = await server.call('GET', `/media/${sha}`, {
    token: a.token,
    headers: { 'if-none-match': `"${sha}"` },
  });
  expect(same.status).toBe(304);
});
