// The storage of a real browser lets the app down: blocked by another window, full, taken away, gone with a private window, refused.
// The person is told, nothing that was confirmed is lost, and the app goes on as soon as the browser lets it.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import common from '#locales/lv/common.json';
import errors from '#locales/lv/errors.json';
import en from '#locales/en/shell.json';
import lv from '#locales/lv/shell.json';
import ru from '#locales/ru/shell.json';
import { Desk } from '../support/acknowledged.ts';
import { type BuiltServer, builtServer } from '../support/built-server.ts';
import { CHROMIUM_FLAGS, chromiumPath } from '../support/chromium.ts';
import { enrol } from '../support/screens.ts';
import { Tablet } from '../support/tablet.ts';

let server: BuiltServer;
let desk: Desk;
let tablet: Tablet;
let list: string;

beforeAll(async () => {
  server = await builtServer();
  desk = await Desk.open(server);
  tablet = await Tablet.open({ url: server.url });
});
afterAll(async () => {
  expect(tablet?.complaints).toEqual([]);
  await tablet?.close();
  await server?.close();
});

const boxes = (page: Page) => page.locator('main').getByRole('checkbox');
const stands = (page: Page, words: string): Promise<void> =>
  page.locator('main .state', { hasText: words }).first().waitFor();
const ticked = (page: Page, count: number): Promise<void> =>
  page.getByText(`Izdarīti ${count} darbi no 8`).waitFor();

async function listOnServer(): Promise<{ scope: string; ticks: number }> {
  const record = (await desk.everything()).find(({ id }) => list.endsWith(id));
  const ticks = Object.entries(record?.fields ?? {}).filter(
    ([name, [value]]) => name.startsWith('ticks.') && value === true,
  );
  return { scope: record?.scope ?? '', ticks: ticks.length };
}
async function newList(page: Page): Promise<string> {
  await page.goto(`${server.url}/todos?template=first-e-payment`);
  await page.getByRole('button', { name: 'Bez koda' }).click();
  await boxes(page).first().waitFor();
  return new URL(page.url()).pathname;
}

/** The browser itself closes every connection to the app's database. */
async function forceClose(page: Page): Promise<void> {
  const internals = await page.context().newPage();
  await internals.goto('chrome://indexeddb-internals');
  const close = internals.getByText('Force close', { exact: true }).first();
  await close.waitFor();
  await close.click();
  await internals.close();
  await page.bringToFront();
}

test('a blocked database upgrade is told in three languages with what to do, and goes on when the other window is closed', async () => {
  const stubborn = tablet.page;
  await stubborn.goto(`${server.url}/api/v1/health`);
  await stubborn.evaluate(
    () =>
      new Promise<void>((resolve) => {
        indexedDB.open('vestnesis', 1).addEventListener('success', () => resolve());
      }),
  );
  const page = await tablet.newPage();
  await page.goto(server.url);
  await page.getByRole('heading', { level: 1, name: lv['blocked.title'] }).waitFor();
  for (const [language, words] of [
    ['ru', ru],
    ['en', en],
    ['lv', lv],
  ] as const) {
    await page.locator(`main button[lang="${language}"]`).click();
    await page.getByRole('heading', { level: 1, name: words['blocked.title'] }).waitFor();
    for (const key of ['blocked.text', 'blocked.hint', 'blocked.last'] as const)
      await page.getByText(words[key]).waitFor();
  }
  await stubborn.close();
  await page.getByRole('navigation', { name: common['nav.label'] }).waitFor();
  expect(await page.getByText(lv['blocked.title']).count()).toBe(0);
  await enrol(tablet, await desk.code());
  list = await newList(page);
  await stands(page, common['state.received']);
});

test('quota full (CHT #7149): the tick is told as not stored, what was there stays, and with space again it is kept', async () => {
  await boxes(tablet.page).nth(0).press('Space');
  await boxes(tablet.page).nth(1).press('Space');
  await ticked(tablet.page, 2);
  await stands(tablet.page, common['state.received']);
  // A browser that has written once remembers for half a minute how much space there was: a new one does not know yet.
  await tablet.kill();
  await tablet.start();
  const { page } = tablet;
  const devtools = await page.context().newCDPSession(page);
  const origin = server.url;
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  await tablet.goto(list);
  await ticked(page, 2);
  await boxes(page).nth(2).press('Space');
  await page.getByRole('alert').getByText(errors['storage-full']).waitFor();
  await ticked(page, 2);
  expect(await boxes(page).nth(2).isChecked()).toBe(false);

  // What comes from the server finds no space either: told, and not called received.
  const sent = await desk.sync([
    {
      kind: 'todo-list',
      id: '0199a000-0000-7000-8000-000000000001',
      scope: (await listOnServer()).scope,
      fields: {
        title: ['No galda', `${(Date.now() - 1000).toString(16).padStart(12, '0')}-0000-desk0000`],
      },
    },
  ]);
  expect(sent.receipts).toHaveLength(1);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await page.locator('.sync-badge', { hasText: common['sync.full'] }).waitFor();

  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await boxes(page).nth(2).press('Space');
  await ticked(page, 3);
  await stands(page, common['state.received']);
  await page.locator('.sync-badge', { hasText: 'Viss saņemts' }).waitFor();
  expect((await listOnServer()).ticks).toBe(3);
  await page.goto(`${server.url}/todos`);
  await page.getByText('No galda').waitFor();
  await page.goto(`${server.url}${list}`);
});

test('dead IndexedDB connection (Enketo #953): the browser closes it, the next tap is stored and sent all the same', async () => {
  const { page } = tablet;
  await boxes(page).first().waitFor();
  await forceClose(page);
  await boxes(page).nth(3).press('Space');
  await ticked(page, 4);
  await stands(page, common['state.received']);
  expect((await listOnServer()).ticks).toBe(4);
});

test('a private window: all works, what is sent is received, and the next private window begins empty', async () => {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
  try {
    const first = await browser.newContext({ locale: 'lv-LV' });
    const page = await first.newPage();
    await page.goto(`${server.url}/enrol#${await desk.code()}`);
    await page.locator('#enrol-name').fill('Privāts logs');
    await page.locator('main form button[type="submit"]').click();
    await page.locator('.notice-done').waitFor();
    list = await newList(page);
    await boxes(page).nth(0).press('Space');
    await boxes(page).nth(1).press('Space');
    await ticked(page, 2);
    await stands(page, common['state.received']);
    expect((await listOnServer()).ticks).toBe(2);
    await first.close();
    const second = await (await browser.newContext({ locale: 'lv-LV' })).newPage();
    await second.goto(`${server.url}${list}`);
    await second.locator('main h1').waitFor();
    expect(await boxes(second).count()).toBe(0);
  } finally {
    await browser.close();
  }
});

test('storage refused altogether: the app says so with what to do, instead of taking work that it could not keep', async () => {
  const refusing = await Tablet.open({
    url: server.url,
    prepare: async (profile) => {
      await mkdir(join(profile, 'Default'), { recursive: true });
      const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
      await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
    },
  });
  try {
    await refusing.goto('/');
    await refusing.page.getByRole('heading', { level: 1, name: lv['noStorage.title'] }).waitFor();
    await refusing.page.locator('main button[lang="ru"]').click();
    await refusing.page.getByText(ru['noStorage.hint']).waitFor();
  } finally {
    await refusing.close();
  }
});
