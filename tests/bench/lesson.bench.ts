// From a tap on a lesson to its page, and from "Sākt" to the first step with its picture, for every lesson, offline, on a processor six times
// slower: until the first frame in which the new screen stands whole. Writes dist/bench.json.
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltServer, builtServer } from '../support/built-server.ts';
import { CHROMIUM_FLAGS, chromiumPath } from '../support/chromium.ts';
import { rowsOf } from '../support/screens.ts';
import { keep, median } from './report.ts';

const SLOWER = 6;
const WANTED_MS = 150;

let browser: Browser;
let server: BuiltServer;
beforeAll(async () => {
  server = await builtServer();
  browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
}, 300_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function openTablet(): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 800, height: 1280 },
    hasTouch: true,
    locale: 'lv-LV',
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/learn`);
  await page.locator('main details').first().waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.waitForTimeout(3000);
  await context.setOffline(true);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return page;
}

/** Clicks and answers the time until what is asked for stands on the screen and is painted. */
const untilDrawn = (page: Page, press: string, there: string): Promise<number> =>
  page.evaluate(
    ([toPress, wanted]) =>
      new Promise<number>((resolve, reject) => {
        const button = document.querySelector<HTMLElement>(toPress!);
        if (!button) {
          reject(new Error(`there is no ${toPress}`));
          return;
        }
        const began = performance.now();
        const { port1, port2 } = new MessageChannel();
        // A task made before a frame runs after it: style, layout and paint are done.
        port1.addEventListener('message', () => resolve(performance.now() - began));
        port1.start();
        const late = began + 20_000;
        const again = (): void => {
          if (performance.now() > late)
            reject(
              new Error(`${wanted} did not come after ${toPress}: ${document.body.innerText}`),
            );
          else if (document.querySelector(wanted!)) port2.postMessage(0);
          else requestAnimationFrame(again);
        };
        requestAnimationFrame(again);
        button.click();
      }),
    [press, there],
  );

test('opening a lesson', { timeout: 3_600_000 }, async () => {
  const page = await openTablet();
  const slugs = (await rowsOf(page, 'lesson')).map(({ slug }) => String(slug));
  const all: { slug: string; page: number; step: number }[] = [];
  for (const slug of slugs) {
    await page.goto(`${server.url}/learn`);
    const link = `main a[href="/learn/${slug}"]`;
    await page.locator(link).waitFor({ state: 'attached' });
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll<HTMLDetailsElement>('main details'))
        fold.open = true;
    });
    await page.waitForTimeout(700);
    const opened = await untilDrawn(page, link, 'main a.button-primary');
    await page.waitForTimeout(700);
    const begun = await untilDrawn(page, 'main a.button-primary', 'main progress');
    all.push({ slug, page: Math.round(opened), step: Math.round(begun) });
  }
  for (const what of ['page', 'step'] as const) {
    const sorted = all.map((one) => one[what]).toSorted((a, b) => a - b);
    const late = sorted.filter((ms) => ms > WANTED_MS).length;
    console.log(
      `${all.length} lessons, ${what}, ${SLOWER} times slower: median ${median(sorted)} ms, the longest ${sorted.at(-1)} ms; over ${WANTED_MS} ms: ${late}`,
    );
  }
  console.table(all.toSorted((a, b) => b.step - a.step).slice(0, 8));
  await keep('lessons', { slower: SLOWER, all });
  expect(all.length).toBeGreaterThanOrEqual(36);
});
