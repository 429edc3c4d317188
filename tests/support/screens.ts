// Opens any screen of the app in a real Chromium and says what is wrong with it: axe, title, words, width.
// Called by tests/journeys/every-screen*.test.ts.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CDPSession, Page } from 'playwright-core';
import { routes } from '#app/routes.ts';
import { filesBelow, textOf } from './sources.ts';
import type { Tablet } from './tablet.ts';

export type Language = 'lv' | 'ru' | 'en';
export const languages: readonly Language[] = ['lv', 'ru', 'en'];

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
/** What a screen says while it still reads the device. */
const waitingWords = languages.map(
  (language) =>
    (JSON.parse(textOf(`locales/${language}/common.json`)) as { loading: string }).loading,
);
/** `common:`, `lessons:` ...: a text key that reached the screen. */
const namespaces = filesBelow('locales/lv')
  .filter((path) => /^locales\/lv\/[\w-]+\.json$/.test(path))
  .map((path) => path.replace(/^.*\/|\.json$/g, ''));
const rawKey = new RegExp(
  `(?<![\\w/])(?:${namespaces.join('|')}):[a-zA-Z][\\w.-]*|\\{\\{|\\[object |\\bundefined\\b|\\bNaN\\b`,
);

/** Watches a tablet's page for what no screen may do: complain in the console, or call another host. */
export function watch(tablet: Tablet): readonly string[] {
  const seen: string[] = [];
  const own = new URL(tablet.page.url()).origin;
  tablet.page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      seen.push(`console: ${message.text()}`);
  });
  tablet.page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  tablet.page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== own && protocol !== 'blob:' && protocol !== 'data:')
      seen.push(`another host: ${request.url()}`);
  });
  return seen;
}

/** Resolves when the screen has its title, has read what it shows, and nothing changes any more. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    (waiting) =>
      new Promise<void>((resolve, reject) => {
        const quietMs = 100;
        const ready = (): boolean => {
          const main = document.querySelector('main');
          const text = main?.textContent ?? '';
          return (
            main?.querySelector('h1') !== null &&
            main?.ariaBusy !== 'true' &&
            !waiting.some((words) => text.includes(words))
          );
        };
        let quiet: ReturnType<typeof setTimeout>;
        const again = (): void => {
          clearTimeout(quiet);
          quiet = setTimeout(() => {
            if (!ready()) return;
            clearTimeout(late);
            observer.disconnect();
            resolve();
          }, quietMs);
        };
        const observer = new MutationObserver(again);
        observer.observe(document, {
          childList: true,
          subtree: true,
          characterData: true,
          attributes: true,
        });
        const late = setTimeout(() => {
          observer.disconnect();
          reject(
            new Error(
              `${location.pathname} never came to rest: ${document.querySelector('main')?.textContent?.slice(0, 200)}`,
            ),
          );
        }, 15_000);
        again();
      }),
    waitingWords,
  );
}

/** Goes to an address inside the running app, as its own links do: without a reload. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
    scrollTo(0, 0);
  }, address);
  await settled(page);
}

/** Chooses the language by the app's own buttons. */
export async function speak(page: Page, language: Language): Promise<void> {
  await visit(page, '/settings');
  await page.locator(`main button[lang="${language}"]`).click();
  await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' });
  await settled(page);
}

/** All rows of one table of the device's database. */
export function rowsOf(page: Page, table: string): Promise<Record<string, unknown>[]> {
  return page.evaluate(
    (name) =>
      new Promise<Record<string, unknown>[]>((resolve, reject) => {
        const opening = indexedDB.open('vestnesis');
        opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')));
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction(name).objectStore(name).getAll();
          reading.addEventListener('error', () => reject(reading.error ?? new Error(name)));
          reading.addEventListener('success', () => {
            opening.result.close();
            resolve(reading.result as Record<string, unknown>[]);
          });
        });
      }),
    table,
  );
}

/** Lets no write into a table, as a busy tablet's slow database does, until the answer is called. */
export async function holdDatabase(page: Page, table: string): Promise<() => Promise<void>> {
  const held = await page.evaluateHandle(
    (name) =>
      new Promise<{ go: boolean }>((resolve, reject) => {
        const state = { go: false };
        const opening = indexedDB.open('vestnesis');
        opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')));
        opening.addEventListener('success', () => {
          const store = opening.result.transaction(name, 'readwrite').objectStore(name);
          const wait = (): void => {
            resolve(state);
            if (state.go) opening.result.close();
            else store.count().addEventListener('success', wait);
          };
          wait();
        });
      }),
    table,
  );
  return () =>
    held.evaluate((state) => {
      state.go = true;
    });
}

/** Waits until the device has received at least one row of a table. */
export async function received(page: Page, table: string): Promise<Record<string, unknown>[]> {
  for (;;) {
    const rows = await rowsOf(page, table);
    if (rows.length > 0) return rows;
    await page.waitForTimeout(50);
  }
}

/** Makes this tablet the device of the person with this code. */
export async function enrol(tablet: Tablet, code: string): Promise<void> {
  await tablet.goto(`/enrol#${code}`);
  await tablet.page.locator('#enrol-name').fill('Paraugs');
  await tablet.page.locator('main form button[type="submit"]').click();
  await tablet.page.locator('.notice-done').waitFor();
}

/** Works from now on at the place with the most learners, so that its lists are full. */
export async function workAtBusiestPlace(page: Page): Promise<void> {
  const learners = await received(page, 'learner');
  const counts = new Map<string, number>();
  for (const { scope } of learners) counts.set(String(scope), (counts.get(String(scope)) ?? 0) + 1);
  const [scope] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  await visit(page, '/records');
  await page.locator('main select').first().selectOption(String(scope).replace('site:', ''));
  await settled(page);
}

/** Which table gives the address its `:id`, `:slug` or `:response`; a screen whose row is missing is left out. */
const rowsFor: Readonly<Record<string, string>> = {
  '/learn/:slug': 'lesson',
  '/practice/:slug': 'walkthrough',
  '/paths/:slug': 'path',
  '/scams/:slug': 'scam-card',
  '/stories/:slug': 'story',
  '/sessions/:id': 'session',
  '/day/:id': 'event-day',
  '/learners/:id': 'learner',
  '/todos/:id': 'todo-list',
  '/surveys/:slug': 'survey',
  '/places/:slug': 'place',
  '/desk/people/:id': 'person',
  '/desk/content/:kind': 'lesson',
  '/desk/practice/:id': 'draft',
  '/desk/surveys/:id': 'survey',
  '/desk/scams/:id': 'scam-card',
  '/desk/results/:slug': 'survey',
  '/desk/stories/:id': 'story',
};
/** Addresses of the same screens with another face. */
const moreFaces: Readonly<Record<string, readonly string[]>> = {
  '/day/:id': ['/day/no-such-day'],
  '/sessions/:id': ['/sessions/new'],
  '/desk/people/:id': ['/desk/people/new'],
  '/scams/:slug': ['/scams/no-such-card'],
  '/paths/:slug': ['/paths/no-such-path'],
  '/scams/:slug/paper': ['/scams/all/paper'],
  '/desk/scams/:id': ['/desk/scams/new'],
  '/desk/results/:slug': ['/desk/results/no-such-survey'],
  '/desk/surveys/:id': ['/desk/surveys/new'],
  '/stories/:slug': ['/stories/no-such-story'],
  '/desk/stories/:id': ['/desk/stories/new'],
  '/desk/practice/:id': ['/desk/practice/no-such-exercise'],
  '/learn/:slug': [
    '/learn/read-a-bill?step=s1',
    '/learn/read-a-bill?step=done',
    '/learn/no-such-lesson',
  ],
  '/practice/:slug': [
    '/practice/s2?mode=together',
    '/practice/s1?mode=shown',
    '/practice/no-such-run',
  ],
};

export type Screen = {
  readonly path: string;
  readonly audience: string;
  readonly addresses: readonly string[];
};

/** Every route with real addresses from what is on this device; none where the device has no such record. */
export async function screensOf(page: Page): Promise<Screen[]> {
  const responses = await rowsOf(page, 'response');
  return Promise.all(
    routes.map(async ({ path, audience }) => {
      const [prefix] = Object.keys(rowsFor).filter(
        (key) => path === key || path.startsWith(`${key}/`),
      );
      const more = moreFaces[path] ?? [];
      if (!path.includes(':')) return { path, audience, addresses: [path, ...more] };
      if (prefix === undefined)
        throw new Error(`tests/support/screens.ts does not know the rows of ${path}`);
      const rows = (await rowsOf(page, rowsFor[prefix] ?? '')).filter(
        (row) => row['deleted'] !== true,
      );
      const row = rows.toSorted((a, b) => Number(a['order'] ?? 0) - Number(b['order'] ?? 0))[0];
      const response = responses.find(
        (one) => (one['completedAt'] !== undefined) === path.includes('/result/'),
      );
      if (!row || (path.includes(':response') && !response))
        return { path, audience, addresses: more };
      const survey = String(response?.['survey'] ?? row['slug']);
      const address = path
        .replace(':kind', 'lesson')
        .replace(':slug', path.includes(':response') ? survey : String(row['slug']))
        .replace(':id', String(row['targetId'] ?? row['id']))
        .replace(':response', String(response?.['id']));
      return { path, audience, addresses: [address, ...more] };
    }),
  );
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** Runs a script in the page past its security policy, which rightly forbids what a test must do. */
async function insert(page: Page, script: string): Promise<void> {
  const opening = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, opening);
  const { exceptionDetails } = await (
    await opening
  ).send('Runtime.evaluate', { expression: script });
  if (exceptionDetails) throw new Error(exceptionDetails.text);
}

type AxeResult = {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly {
      readonly target: readonly unknown[];
      readonly failureSummary?: string;
    }[];
  }[];
};
type WithAxe = {
  readonly axe?: { readonly run: (where: Document, options: object) => Promise<AxeResult> };
};

/** Each violation in one line; `only` names the rules to run. */
export async function axeFaults(page: Page, only?: readonly string[]): Promise<string[]> {
  if (await page.evaluate(() => (globalThis as WithAxe).axe === undefined))
    await insert(page, axeSource);
  const violations = await page.evaluate(async (rules) => {
    const { axe } = globalThis as WithAxe;
    const found = await axe?.run(document, {
      resultTypes: ['violations'],
      ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}),
    });
    return (found?.violations ?? []).flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 3)
        .map(
          ({ target, failureSummary }) =>
            `axe ${id}: ${target.join(' ')} (${(failureSummary ?? '').split('\n').slice(1, 2).join(' ').trim()})`,
        ),
    );
  }, only);
  return violations;
}

/** Title, heading, words: what must be so on every screen. */
export async function wordFaults(page: Page): Promise<string[]> {
  const { title, headings, text } = await page.evaluate(() => ({
    title: document.title,
    headings: [...document.querySelectorAll('h1')].map((one) => one.textContent?.trim() ?? ''),
    text: document.body.innerText,
  }));
  const faults: string[] = [];
  const [heading] = headings;
  if (headings.length !== 1) faults.push(`${headings.length} h1: ${headings.join(' | ')}`);
  if (heading === '') faults.push('an empty h1');
  if (heading !== undefined && !title.includes(heading))
    faults.push(`the title of the window is "${title}", of the screen "${heading}"`);
  const raw = rawKey.exec(`${title}\n${text}`);
  if (raw) faults.push(`not a word for people: ${raw[0]}`);
  return faults;
}

/** Words or boxes that stand out of the window's width; tables that scroll in a frame of their own may. */
export function widthFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement;
    const width = root.clientWidth;
    const found =
      root.scrollWidth > width ? [`${root.scrollWidth - width} px wider than the window`] : [];
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (['auto', 'scroll'].includes(getComputedStyle(element).overflowX) ||
        scrolls(element.parentElement));
    for (const element of document.querySelectorAll('main *, header *')) {
      if (
        !(element instanceof HTMLElement) ||
        element.closest('.visually-hidden, .skip-link, input, textarea, select') ||
        scrolls(element.parentElement)
      )
        continue;
      const box = element.getBoundingClientRect();
      if (box.width > 0 && box.height > 0 && (box.right > width + 1 || box.left < -1))
        found.push(
          `out of the window: ${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.slice(0, 40)}"`,
        );
      // Words cut off by their own box.
      const style = getComputedStyle(element);
      if (
        style.overflowX !== 'visible' &&
        !scrolls(element) &&
        element.scrollWidth > element.clientWidth + 1 &&
        element.clientWidth > 1
      )
        found.push(
          `cut off: ${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.slice(0, 40)}"`,
        );
    }
    return found.slice(0, 4);
  });
}

/** Words torn in two at the end of a line: letters of a usual size must never need that. */
export function tornWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const torn = new Set<string>();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const apart = '.visually-hidden, .skip-link, textarea, option, .digits';
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const { parentElement: parent, textContent: text } = node;
      if (!text?.trim() || !parent?.checkVisibility() || parent.closest(apart)) continue;
      // This browser has no dictionaries; a tablet's has, and hyphenates long words where it may.
      const long = getComputedStyle(parent).hyphens === 'auto' ? 12 : Infinity;
      // Addresses may break anywhere.
      for (const { 0: word, index } of text.matchAll(
        /(?<![\p{L}/@:.-])\p{L}[\p{L}\p{M}]+(?![/@:.-]\p{L})/gu,
      )) {
        if (word.length >= long) continue;
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        if (lines.size > 1) torn.add(word);
      }
    }
    return [...torn].map((word) => `torn in two: ${word}`);
  });
}

/** Doubles all letters, as a browser set to 200 % text does. */
export async function textScale(page: Page, scale: 1 | 2): Promise<void> {
  await page.evaluate((by) => {
    const { style } = document.documentElement;
    if (by === 1) style.removeProperty('--text-scale');
    else style.setProperty('--text-scale', String(by));
  }, scale);
}
