// The whole kit in a real browser: no accessibility violation, nothing wider than a 320 px phone at the
// largest text, targets as big and as far apart as rules 7 and 8 want, one action for a double tap.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { findChromium } from '../../src/tooling/chromium.mjs';
import { serveGallery } from './gallery/serve.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const parts = ['home', 'buttons', 'forms', 'desk', 'belts'];

let browser: Browser;
let gallery: Awaited<ReturnType<typeof serveGallery>>;

beforeAll(async () => {
  const executablePath = await findChromium();
  if (!executablePath)
    throw new Error('This test needs Chromium: run npm test once, or install it.');
  gallery = await serveGallery();
  browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await gallery?.server.close();
});

/** Opens a part of the gallery on a phone, uses it, and expects nothing in the console. */
async function withPage(part: string, visit: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  try {
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
    await page.goto(`${gallery.url}?part=${part}`);
    await page.waitForSelector('html[data-ready]');
    await visit(page);
    expect(troubles).toEqual([]);
  } finally {
    await context.close();
  }
}

type Look = {
  setLanguage(code: string): Promise<void>;
  setTextSize(size: string): void;
  setTheme(theme: string): void;
};

/** Changes the look of the open page; undrawn until the next frame. */
async function look(
  page: Page,
  wish: { lang?: string; size?: string; theme?: string },
): Promise<void> {
  await page.evaluate(async (wished) => {
    const { gallery: kit } = globalThis as unknown as { gallery: Look };
    if (wished.lang) await kit.setLanguage(wished.lang);
    if (wished.size) kit.setTextSize(wished.size);
    if (wished.theme) kit.setTheme(wished.theme);
    await new Promise(requestAnimationFrame);
  }, wish);
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: engine } = globalThis as unknown as {
      axe: {
        run(
          options: object,
        ): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>;
      };
    };
    const rules = {
      'color-contrast-enhanced': { enabled: true },
      'target-size': { enabled: true },
    };
    const { violations: found } = await engine.run({ rules });
    return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  });
}

/** Targets smaller than 48 px, and pairs of them nearer than 12 px. */
function badTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // A choice is tapped by its whole card, so the card is the target, not the box in it.
    const targets = [
      ...document.querySelectorAll<HTMLElement>('a, button, select, textarea, input, label.choice'),
    ]
      .filter(
        (one) =>
          !one.matches('.choice input, .skip-link') &&
          one.checkVisibility() &&
          !one.closest('dialog'),
      )
      // Dense tables are for a mouse at a desk.
      .filter((one) => !one.closest('.data-table'));
    const boxes = targets.map((one) => ({
      name: one.textContent || one.id,
      box: one.getBoundingClientRect(),
      nav: one.closest('.nav-bar, .list') !== null,
    }));
    const small = boxes
      .filter(({ box }) => box.height < 47.5 || box.width < 47.5)
      .map(({ name, box }) => `${name}: ${box.width} x ${box.height}`);
    const near = boxes.flatMap((one, index) =>
      boxes.slice(index + 1).flatMap((other) => {
        if (one.nav || other.nav) return [];
        const across =
          Math.max(one.box.left, other.box.left) - Math.min(one.box.right, other.box.right);
        const down =
          Math.max(one.box.top, other.box.top) - Math.min(one.box.bottom, other.box.bottom);
        return Math.max(across, down) < 11.5
          ? [`${one.name} | ${other.name}: ${Math.max(across, down)}`]
          : [];
      }),
    );
    return [...small, ...near];
  });
}

const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each(parts)('%s', { timeout: 60_000 }, (part) => {
  it('is accessible in both themes, fits 320 px at 150 %, has big targets apart', async () => {
    await withPage(part, async (page) => {
      expect(await badTargets(page)).toEqual([]);
      for (const theme of ['light', 'dark']) {
        await look(page, { theme });
        expect(await violations(page), theme).toEqual([]);
      }
      await page.setViewportSize({ width: 320, height: 640 });
      for (const lang of ['lv', 'ru']) {
        await look(page, { lang, size: '150' });
        expect(await tooWide(page), lang).toBe(0);
      }
    });
  });
});

describe('behaviour', { timeout: 60_000 }, () => {
  it('a double tap presses once; the same button works again after 400 ms', async () => {
    await withPage('forms', async (page) => {
      const more = page.getByRole('button', { name: 'Vairāk' });
      await more.dblclick();
      expect(await page.locator('.stepper-value').textContent()).toBe('60 min');
      await page.waitForTimeout(450);
      await more.click();
      expect(await page.locator('.stepper-value').textContent()).toBe('75 min');
    });
  });

  it('a dialog gives the focus back to what opened it', async () => {
    await withPage('buttons', async (page) => {
      const opener = page.getByRole('button', { name: 'Dzēst' }).first();
      await opener.click();
      await page.getByRole('dialog', { name: 'Dzēst šo ierakstu?' }).waitFor();
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('dialog[open]'));
      expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
    });
  });

  it('text size changes by one tap, the language by another, and both stay after a reload', async () => {
    await withPage('home', async (page) => {
      await page.getByRole('button', { name: 'Burti' }).click();
      await page.getByRole('button', { name: 'Русский' }).click();
      await page.getByRole('link', { name: 'Учиться' }).waitFor();
      await page.reload();
      await page.waitForSelector('html[data-ready]');
      expect(
        await page.evaluate(() => [
          document.documentElement.dataset['textSize'],
          localStorage.getItem('vestnesis.language'),
        ]),
      ).toEqual(['125', 'ru']);
    });
  });

  it('the help dialog names a person first', async () => {
    await withPage('home', async (page) => {
      await page.getByRole('button', { name: 'Palīdzība' }).click();
      await page.getByText('Pasauciet darbinieku, kas ir Jums blakus.').waitFor();
    });
  });
});
