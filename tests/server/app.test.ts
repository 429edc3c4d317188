// What every answer carries, how the built app is served, and what is said when something goes wrong.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestServer, testServer } from '../support/server.ts';

let server: TestServer;
const SCRIPT = `export const x = 1;\n${'// filler\n'.repeat(200)}`;
beforeAll(async () => {
  const clientDir = join(mkdtempSync(join(tmpdir(), 'vestnesis-client-')), 'client');
  mkdirSync(join(clientDir, 'assets'), { recursive: true });
  mkdirSync(join(clientDir, '.vite'));
  writeFileSync(join(clientDir, 'index.html'), '<!doctype html><title>Vēstnesis</title>');
  writeFileSync(join(clientDir, 'sw.js'), '// worker');
  writeFileSync(join(clientDir, 'assets', 'main-a1B2c3D4.js'), SCRIPT);
  writeFileSync(join(clientDir, 'assets', 'font-a1B2c3D4.woff2'), 'font');
  writeFileSync(join(clientDir, '..', 'secret.txt'), 'secret');
  server = await testServer({ clientDir });
});
afterAll(() => server.close());
const get = (
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Response> => Promise.resolve(server.app.app.request(path, { headers, method }));

test.each([
  '/',
  '/api/v1/health',
  '/api/v1/nowhere',
  '/assets/main-a1B2c3D4.js',
  '/assets/none.js',
  '/api/v1/devices',
])('%s carries the closing headers', async (path) => {
  const { headers } = await get(path);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/unsafe|http|\*/);
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(headers.get('permissions-policy')).toMatch(
    /camera=\(self\), microphone=\(self\), geolocation=\(self\), .*payment=\(\)/,
  );
  expect(headers.get('strict-transport-security')).toBeNull();
});

test('behind https the browser is told to stay there', async () => {
  expect(
    (await get('/', { 'x-forwarded-proto': 'https' })).headers.get('strict-transport-security'),
  ).toMatch(/max-age=\d{8}/);
});

test.each(['/', '/learn', '/records/session/1', '/enrol'])(
  'the screen %s gets the app, always fresh',
  async (path) => {
    const answer = await get(path);
    expect([
      answer.status,
      answer.headers.get('content-type'),
      answer.headers.get('cache-control'),
    ]).toEqual([200, 'text/html; charset=utf-8', 'no-cache']);
    expect(await answer.text()).toContain('<title>');
    const again = await get(path, { 'if-none-match': answer.headers.get('etag')! });
    expect(again.status).toBe(304);
  },
);

test('files with a hash in their name may be kept for ever, the worker is asked for each time', async () => {
  expect((await get('/assets/main-a1B2c3D4.js')).headers.get('cache-control')).toBe(
    'public, max-age=31536000, immutable',
  );
  expect((await get('/assets/font-a1B2c3D4.woff2')).headers.get('content-type')).toBe('font/woff2');
  expect((await get('/sw.js')).headers.get('cache-control')).toBe('no-cache');
  expect((await get('/', {}, 'HEAD')).status).toBe(200);
});

test('text is packed with the best that the asker takes', async () => {
  for (const [accept, encoding, unpack] of [
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
  ] as const) {
    const answer = await get('/assets/main-a1B2c3D4.js', { 'accept-encoding': accept });
    expect(answer.headers.get('content-encoding'), accept).toBe(encoding);
    expect(unpack(await answer.bytes()).toString()).toBe(SCRIPT);
  }
  const plain = await get('/assets/main-a1B2c3D4.js');
  expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, SCRIPT]);
});

test.each([
  '/assets/none.js',
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/../../secret.txt',
  '/icons/none.png',
])('%s is not there', async (path) => {
  const answer = await get(path);
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toContain('secret');
});

test('an unknown call of the API is refused as JSON, whatever the method', async () => {
  for (const [path, method] of [
    ['/api/v1/nowhere', 'GET'],
    ['/api/v1/sync', 'GET'],
    ['/api/v2/sync', 'POST'],
    ['/api/v1/health', 'DELETE'],
  ] as const) {
    const answer = await get(path, {}, method);
    expect(answer.status, path).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'not-found' });
  }
});

test('a fault of ours is told as such, and the log holds no data', async () => {
  const broken = await testServer();
  const a = await broken.staff('ambassador');
  await broken.store.close();
  const { status, body } = await a.ask({ changes: [] });
  expect([status, (body as unknown as { code: string }).code]).toEqual([500, 'server-failed']);
  expect(broken.log).toHaveLength(1);
  expect(broken.log[0]).toMatch(/^server-failed POST \/api\/v1\/sync/);
  expect(broken.log[0]).not.toContain(a.token);
});

test('without a built app the start is explained', async () => {
  const bare = await testServer();
  const answer = await bare.app.app.request('/');
  expect([answer.status, await answer.text()]).toEqual([
    404,
    expect.stringContaining('npm run build'),
  ]);
  await bare.close();
});
