// Vilma is in the middle of something while a new version is published: two real builds, one after the other at the same
// address. Nothing interrupts her, nothing is lost, and the new version comes when she says so, on the start screen.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import homeWords from '#locales/lv/home.json';
import words from '#locales/lv/shell.json';
import surveyWords from '#locales/lv/surveys.json';
import { builtServer, type BuiltServer, SETUP_CODE } from '#tests/support/built-server.ts';
import { enrol, received, rowsOf, settled, visit, watch } from '#tests/support/screens.ts';
import { root } from '#tests/support/sources.ts';
import { Tablet } from '#tests/support/tablet.ts';

const GUARD_MS = 420;
const DAY_MS = 86_400_000;
const NEW_LEAD = 'Jaunā versija ir klāt.';

/** The next version: its number is another and the start screen says something else, so most files have new names. */
let nextVersion: string;
let served: string;
let server: BuiltServer;
let tablet: Tablet;
let seen: readonly string[];

beforeAll(() => {
  nextVersion = mkdtempSync(join(tmpdir(), 'vestnesis-next-'));
  for (const part of [
    'src',
    'locales',
    'public',
    'vite.config.ts',
    'tsconfig.json',
    'package.json',
  ])
    cpSync(join(root, part), join(nextVersion, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(nextVersion, 'node_modules'));
  const edit = (file: string, change: object): void => {
    const path = join(nextVersion, file);
    writeFileSync(
      path,
      JSON.stringify({ ...(JSON.parse(readFileSync(path, 'utf8')) as object), ...change }),
    );
  };
  // The next version also keeps its data in another form.
  const database = join(nextVersion, 'src/client/device/database.ts');
  const raised = readFileSync(database, 'utf8').replace(
    /(?<=const DATABASE_VERSION = )\d+/,
    (number) => `${Number(number) + 1}`,
  );
  writeFileSync(database, raised);
  edit('package.json', { version: '99.0.0' });
  edit('locales/lv/home.json', { lead: NEW_LEAD });
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build'],
    {
      cwd: nextVersion,
      env: { ...process.env, NODE_ENV: 'production' },
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`the next version could not be built: ${stderr}`);
});
afterAll(() => rmSync(nextVersion, { recursive: true, force: true }));

beforeEach(async () => {
  served = mkdtempSync(join(tmpdir(), 'vestnesis-served-'));
  cpSync(join(root, 'dist'), served, { recursive: true });
  server = await builtServer({}, { dist: served });
  tablet = await Tablet.open({ url: server.url, width: 360, height: 740 });
  await tablet.goto('/');
  seen = watch(tablet);
  await received(tablet.page, 'survey');
  await tablet.installed();
});
afterEach(async () => {
  await tablet?.close();
  await server?.close();
  rmSync(served, { recursive: true, force: true });
});

/** The server changes over to the next version; the tablet hears of it, as a browser does by itself once a day. */
async function publish(): Promise<void> {
  await server.stop();
  rmSync(join(served, 'client'), { recursive: true });
  cpSync(join(nextVersion, 'dist/client'), join(served, 'client'), { recursive: true });
  await server.start();
  await tablet.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
    while (registration?.waiting?.state !== 'installed')
      await new Promise((wait) => setTimeout(wait, 50));
  });
}

/** Does not outlive a reload. */
const mark = (): Promise<void> =>
  tablet.page.evaluate(() => {
    document.documentElement.setAttribute('data-same-page', '');
  });
const isSamePage = async (): Promise<boolean> =>
  (await tablet.page.locator('html[data-same-page]').count()) === 1;
const offer = () => tablet.page.getByText(words['update.title']);

async function press(selector: string): Promise<void> {
  await tablet.page.waitForTimeout(GUARD_MS);
  await tablet.page.locator(selector).last().click();
  await settled(tablet.page);
}

const answers = async (): Promise<unknown> =>
  (await rowsOf(tablet.page, 'response')).map((row) => row['answers']);
const scriptsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...document.scripts].map((one) => one.src));
const scripts = (): Promise<string[]> => scriptsOf(tablet.page);

test('a survey goes on to its end, and only then the start screen offers the new version', async () => {
  const { page } = tablet;
  const oldScripts = await scripts();
  await visit(page, '/surveys/stage-profile');
  await press('main .button-primary');
  for (const choice of [0, 1, 2]) {
    await page.locator('.choice').nth(choice).click();
    await press('main .button-primary');
  }
  await page.locator('.choice').nth(1).click();
  await settled(page);
  const given = await answers();
  const address = page.url();
  await mark();

  await publish();
  await page.waitForTimeout(1000);
  expect(await isSamePage()).toBe(true);
  expect(page.url()).toBe(address);
  expect(await page.locator('.choice:nth-child(2) :checked').count()).toBe(1);
  expect(await page.locator('dialog[open]').count()).toBe(0);
  expect(await offer().count()).toBe(0);

  // Screens that were never opened here still come, although their files are gone from the server.
  await visit(page, '/places');
  await page.locator('.list-main').first().waitFor();

  // The half answered survey is open work.
  await visit(page, '/');
  await page.waitForTimeout(500);
  expect(await offer().count()).toBe(0);
  expect(await answers()).toEqual(given);

  await page.goto(address);
  await settled(page);
  expect(await page.locator('.choice:nth-child(2) :checked').count()).toBe(1);
  expect(await scripts()).toEqual(oldScripts);
  await mark();
  for (let left = 0; page.url().includes('/answer/') && left < 12; left += 1) {
    if ((await page.locator('.choice :checked').count()) === 0)
      await page.locator('.choice').first().click();
    await press('main .button-primary');
  }
  await page.waitForURL(/\/result\//);
  expect(await offer().count()).toBe(0);
  expect(await isSamePage()).toBe(true);

  await visit(page, '/');
  await offer().waitFor();
  const whole = await answers();
  await page.getByRole('button', { name: words['update.later'] }).click();
  expect(await offer().count()).toBe(0);
  expect(await isSamePage()).toBe(true);
  await visit(page, '/learn');
  await visit(page, '/');
  await page.getByRole('button', { name: words['update.now'] }).click();
  await page.getByText(NEW_LEAD).waitFor();
  expect(await isSamePage()).toBe(false);
  expect(await scripts()).not.toEqual(oldScripts);
  expect(await offer().count()).toBe(0);
  expect(await answers()).toEqual(whole);
  expect([...new Set(seen)]).toEqual([]);
});

test('an enrolled tablet is offered the new version whole: screens that nobody opened yet work in it with no network', async () => {
  await enrol(tablet, SETUP_CODE);
  const { page } = tablet;
  const laterOf = (dist: string): string[] => readdirSync(join(dist, 'client/assets/later'));
  const missing = (dist: string): Promise<string[]> =>
    page.evaluate(async (names) => {
      const kept = await (await caches.open('vestnesis-later')).keys();
      const here = new Set(kept.map(({ url }) => url.slice(url.lastIndexOf('/') + 1)));
      return names.filter((name) => /\.(?:js|css)$/.test(name) && !here.has(name));
    }, laterOf(dist));
  await expect.poll(() => missing(join(root, 'dist')), { timeout: 20_000 }).toEqual([]);
  await publish();
  expect(await missing(join(nextVersion, 'dist'))).toEqual([]);
  await tablet.setOffline(true);
  await visit(page, '/');
  await page.getByRole('button', { name: words['update.now'] }).click();
  await page.getByText(NEW_LEAD).waitFor();
  await visit(page, '/practice/bills');
  await page.locator('.bills-ways, main form').first().waitFor();
  expect(tablet.complaints).toEqual([]);
});

test('a draft of the day before yesterday is still there in the new version; another window is told, not reloaded', async () => {
  const { page } = tablet;
  await visit(page, '/surveys/stage-profile');
  await press('main .button-primary');
  await page.locator('.choice').first().click();
  await settled(page);
  const given = await answers();
  const address = page.url();
  await makeOld(DAY_MS * 2);
  await publish();
  const other = await page.context().newPage();
  const wrong: string[] = [];
  other.on('pageerror', (error) => wrong.push(error.message));
  await other.goto(address);
  await other.locator('.choice:first-child :checked').waitFor();
  await other.evaluate(() => document.documentElement.setAttribute('data-same-page', ''));

  await page.bringToFront();
  await page.goto(`${server.url}/`);
  await page.getByText(homeWords.lead).waitFor();
  await page.getByRole('button', { name: words['update.now'] }).click();
  await page.getByText(NEW_LEAD).waitFor();
  expect(await answers()).toEqual(given);
  await visit(page, '/surveys/stage-profile');
  await press('main .button-primary');
  expect(await page.locator('.choice:first-child :checked').count()).toBe(1);

  // The other window has lost the database to the new version: it stays as it is, and says what it can't do any more.
  await other.bringToFront();
  await other.getByText(words['replaced.title']).waitFor();
  expect(await other.locator('html[data-same-page]').count()).toBe(1);
  await other.locator('.choice').nth(1).click();
  await other.getByText(surveyWords['failed.title']).waitFor();
  expect(await other.getByText(surveyWords.saved).isVisible()).toBe(false);
  expect(await answers()).toEqual(given);
  await other.getByRole('button', { name: words['replaced.again'] }).click();
  await other.locator('html:not([data-same-page]) .choice:first-child :checked').waitFor();
  expect(await scriptsOf(other)).toEqual(await scripts());
  expect(wrong).toEqual([]);
});

test('a practice run goes on where it was, and is open work too', async () => {
  const { page } = tablet;
  await visit(page, '/practice/s1?mode=shown');
  await press('main .button-primary');
  await press('main .button-primary');
  const title = await page.locator('h1').innerText();
  await mark();
  await publish();
  await page.waitForTimeout(1000);
  expect(await isSamePage()).toBe(true);
  expect(await page.locator('h1').innerText()).toBe(title);
  expect(await offer().count()).toBe(0);
  await visit(page, '/');
  await page.waitForTimeout(500);
  expect(await offer().count()).toBe(0);
  await page.goBack();
  await settled(page);
  expect(await page.locator('h1').innerText()).toBe(title);
  for (let steps = 0; (await page.locator('.training-band').count()) > 0 && steps < 40; steps += 1)
    await press('main .button-primary');
  await visit(page, '/');
  await offer().waitFor();
  expect(await isSamePage()).toBe(true);
});

/** Moves everything that is begun here back in time. */
function makeOld(byMs: number): Promise<void> {
  return tablet.page.evaluate(
    (by) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('vestnesis');
        opening.addEventListener('success', () => {
          const change = opening.result.transaction(['drafts', 'response'], 'readwrite');
          for (const [table, field] of [
            ['drafts', 'at'],
            ['response', 'startedAt'],
          ] as const) {
            const store = change.objectStore(table);
            const reading = store.getAll();
            reading.addEventListener('success', () => {
              for (const row of reading.result as Record<string, unknown>[])
                store.put({ ...row, [field]: Number(row[field]) - by });
            });
          }
          change.addEventListener('complete', () => {
            opening.result.close();
            resolve();
          });
          change.addEventListener('error', () => reject(change.error ?? new Error('not changed')));
        });
      }),
    byMs,
  );
}
