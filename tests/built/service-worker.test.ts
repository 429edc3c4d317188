// The service worker in a real browser: the app opens with no network right after the first visit, an
// update waits for a person's word, and the API is never touched. Serves dist/client itself, so it asks
// nothing of the server.
import { createServer, type Server } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, chromiumPath } from '../support/chromium.ts';
import { root } from '../support/sources.ts';

const built = join(root, 'dist', 'client');
const types: Record<string, string> = { js: 'text/javascript', html: 'text/html', css: 'text/css' };

/** What the site serves as its worker: tests append to it to make a new version. */
let workerSuffix = '';
let apiCalls = 0;
let server: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let address = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/api/')) {
      if (pathname === '/api/v1/health') apiCalls += 1;
      response.end('from the server');
      return;
    }
    const asked = join(built, pathname);
    const file = existsSync(asked) && statSync(asked).isFile() ? asked : join(built, 'index.html');
    response.setHeader(
      'content-type',
      types[file.replace(/^.*\./, '')] ?? 'application/octet-stream',
    );
    response.setHeader('cache-control', 'no-store');
    const body = readFileSync(file);
    response.end(pathname === '/sw.js' ? `${body.toString()}\n${workerSuffix}` : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
  browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
});

afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(async () => {
  workerSuffix = '';
  apiCalls = 0;
  context = await browser.newContext();
  page = await context.newPage();
  await page.goto(address);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js');
    await navigator.serviceWorker.ready;
  });
});

afterEach(() => context.close());

/** The file names of the page's worker in each of its states. */
const workers = () =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return {
      controls: navigator.serviceWorker.controller !== null,
      controlledByActive: navigator.serviceWorker.controller === registration?.active,
      waiting: registration?.waiting?.state,
    };
  });

const publishNewVersion = async () => {
  workerSuffix = '// a new version';
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
  });
  await expect.poll(async () => (await workers()).waiting).toBe('installed');
};

test('the first visit is enough: the page is controlled and opens again with no network', async () => {
  await expect.poll(async () => (await workers()).controls).toBe(true);
  await context.setOffline(true);
  await page.goto(`${address}/lessons/anything?from=poster`);
  expect(await page.title()).toBe('Vēstnesis');
  expect(await page.locator('#app').count()).toBe(1);
});

test('an update waits, and takes over only when told to', async () => {
  await expect.poll(async () => (await workers()).controls).toBe(true);
  await page.evaluate(() => {
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      document.documentElement.dataset['takenOver'] = 'yes';
    });
  });
  await publishNewVersion();
  await page.waitForTimeout(500);
  expect(await workers()).toEqual({
    controls: true,
    controlledByActive: true,
    waiting: 'installed',
  });
  expect(await page.evaluate(() => document.documentElement.dataset['takenOver'])).toBeUndefined();

  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    registration?.waiting?.postMessage({ type: 'SKIP_WAITING' });
  });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.dataset['takenOver']))
    .toBe('yes');
});

test('the API and other methods go to the network untouched', async () => {
  await expect.poll(async () => (await workers()).controls).toBe(true);
  const get = await page.evaluate(async () => (await fetch('/api/v1/health')).text());
  const post = await page.evaluate(async () => (await fetch('/', { method: 'POST' })).status);
  expect(get).toBe('from the server');
  expect(post).toBe(200);
  expect(apiCalls).toBe(1);

  await page.goto(`${address}/api/v1/openapi.json`);
  expect(await page.textContent('body')).toBe('from the server');

  await context.setOffline(true);
  await page.goto(address);
  const offline = await page.evaluate(() =>
    fetch('/api/v1/health').then(String, () => 'no network'),
  );
  expect(offline).toBe('no network');
});
