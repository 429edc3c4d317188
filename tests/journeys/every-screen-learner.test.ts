// Vilma holds the tablet: every screen that she can come to while it is handed over is measured. Letters of 22 px, targets
// of 48, 64 and 72 px with 12 px between them, contrast of 7:1 in both themes, a focus ring that nothing covers.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { routes } from '#app/routes.ts';
import { playedSteps } from '#features/lessons/lesson-steps.ts';
import type { LessonStep } from '#records/lesson.ts';
import { builtServer, type BuiltServer, SETUP_CODE } from '#tests/support/built-server.ts';
import { answerWrong, type LessonRow } from '#tests/support/learn.ts';
import { focusFaults, sizeFaults } from '#tests/support/measures.ts';
import {
  axeFaults,
  enrol,
  type Language,
  received,
  rowsOf,
  settled,
  speak,
  tornWords,
  visit,
  watch,
  widthFaults,
  wordFaults,
} from '#tests/support/screens.ts';
import { Tablet } from '#tests/support/tablet.ts';

/** Rule 1: what a learner reads is at least so large. */
const LEARNER = { body: 22 };
/** A second tap within 400 ms is a trembling finger, not a wish (rule 9). */
const GUARD_MS = 420;
const CODE = '2468';

let server: BuiltServer;
let tablet: Tablet;
let seen: readonly string[];
/** What was found -> on which screens. */
let faults: Map<string, string[]>;
const looked = new Set<string>();

beforeAll(async () => {
  server = await builtServer();
  tablet = await Tablet.open({ url: server.url });
  await enrol(tablet, SETUP_CODE);
  seen = watch(tablet);
  const { page } = tablet;
  await received(page, 'survey');
  // The ambassador begins a list with Vilma, so that there is one to tick off.
  await visit(page, '/todos');
  await page.locator('main a.card-link').first().click();
  await settled(page);
  await page.locator('main .todo-learners .button').last().click();
  await received(page, 'todo-list');
  await page.waitForURL(/\/todos\/[^/]+$/);
  faults = new Map();
});
afterEach(() => {
  const told = [...faults].map(
    ([fault, where]) => `${fault} <- ${where.length}: ${where.slice(0, 3).join(', ')}`,
  );
  faults = new Map();
  expect(told).toEqual([]);
});
afterAll(async () => {
  await tablet?.close();
  await server?.close();
});

/** Measures the screen that is open, on a phone and on a tablet held upright. */
async function look(where: string): Promise<void> {
  const { page } = tablet;
  const say = (size: string, found: readonly string[]): void => {
    for (const fault of found)
      faults.set(fault, [...(faults.get(fault) ?? []), `${where} ${size}`]);
  };
  await page.setViewportSize({ width: 360, height: 740 });
  say('360', [
    ...(await sizeFaults(page, LEARNER)),
    ...(await widthFaults(page)),
    ...(await tornWords(page)),
    ...(await focusFaults(page)),
  ]);
  await page.setViewportSize({ width: 800, height: 1280 });
  say('800', [
    ...(await sizeFaults(page, LEARNER)),
    ...(await wordFaults(page)),
    ...(await axeFaults(page)),
    ...(await axeFaults(page, ['color-contrast-enhanced'])),
  ]);
  await page.emulateMedia({ colorScheme: 'dark' });
  say('dark', await axeFaults(page, ['color-contrast-enhanced']));
  await page.emulateMedia({ colorScheme: 'light' });
}

async function press(selector: string): Promise<void> {
  const { page } = tablet;
  await page.waitForTimeout(GUARD_MS);
  await page.locator(selector).last().click();
  await settled(page);
}

async function handOver(): Promise<void> {
  const { page } = tablet;
  await visit(page, '/hand-over');
  if ((await page.locator('#hand-over-code').count()) > 0) {
    await page.locator('#hand-over-code').fill(CODE);
    await press('main button[type="submit"]');
  }
  await press('main .button-primary');
  await page.locator('.nav-bar').waitFor({ state: 'detached' });
  await settled(page);
}

async function handBack(): Promise<void> {
  const { page } = tablet;
  await visit(page, '/hand-back');
  await page.locator('#hand-back-code').fill(CODE);
  await press('main button[type="submit"]');
  await page.locator('.nav-bar').waitFor();
}

/** The routes a learner may open, with what stands on this device. */
async function learnerAddresses(): Promise<string[]> {
  const { page } = tablet;
  const [list] = await rowsOf(page, 'todo-list');
  const known: Readonly<Record<string, string>> = {
    '/learn/:slug': '/learn/read-a-bill',
    '/learn/:slug/refresh': '/learn/read-a-bill/refresh',
    '/practice/:slug': '/practice/s2',
    '/paths/:slug': '/paths/basket-weaving',
    '/scams/:slug': '/scams/traffic-fine-message',
    '/stories/:slug': '/stories/no-such-story',
    '/todos/:id': `/todos/${String(list?.['id'])}`,
    '/surveys/:slug': '/surveys/stage-profile',
  };
  return routes
    .filter(({ learner }) => learner)
    .flatMap(({ path }) => {
      looked.add(path);
      return path.includes(':response') ? [] : [known[path] ?? path];
    });
}

test.each<Language>(['lv', 'ru'])(
  'every address that stays open after the hand-over, in %s',
  async (language) => {
    const { page } = tablet;
    await speak(page, language);
    await handOver();
    for (const address of ['/', '/settings', ...(await learnerAddresses())]) {
      await visit(page, address);
      await look(address);
    }
    await visit(page, '/learn');
    await press('.page-tools-end > .button-tool');
    await page.locator('dialog[open]').waitFor();
    await look('help');
    await press('dialog[open] .button');
    await handBack();
  },
);

/** What a step looks like depends on its kind, and on how much it says. */
const shapeOf = (step: LessonStep): string =>
  step.kind === 'question' ? step.type : step.kind === 'do' ? `do ${step.mode}` : step.kind;

/** Of all lessons the two steps of each shape that have the most to say in Latvian. */
async function fullestSteps(page: Page): Promise<{ slug: string; step: LessonStep }[]> {
  const rows = (await rowsOf(page, 'lesson')) as unknown as LessonRow[];
  const steps = rows.flatMap(({ slug, steps: own, text }) =>
    playedSteps(own).map((step) => {
      const words = Object.entries(text).filter(([key]) => key.startsWith(`lv.${step.id}.`));
      return { slug, step, length: words.reduce((sum, [, said]) => sum + said.length, 0) };
    }),
  );
  const shapes = Map.groupBy(steps, ({ step }) => shapeOf(step));
  return [...shapes.values()].flatMap((alike) =>
    alike.toSorted((one, other) => other.length - one.length).slice(0, 2),
  );
}

test('each kind of step of a lesson where it says the most, with a question answered wrong', async () => {
  const { page } = tablet;
  await speak(page, 'lv');
  await handOver();
  const steps = await fullestSteps(page);
  expect(new Set(steps.map(({ step }) => shapeOf(step))).size).toBeGreaterThan(8);
  for (const { slug, step } of steps) {
    const address = `/learn/${slug}?step=${step.id}`;
    await visit(page, address);
    await look(address);
    if (step.kind !== 'question') continue;
    await page.waitForTimeout(GUARD_MS);
    await answerWrong(page, step);
    await look(`${address} wrong`);
  }
  await handBack();
});

test.each(['s1', 's2', 's7'])(
  'every step of the practice run %s, a mistake and a hint',
  async (slug) => {
    const { page } = tablet;
    await handOver();
    await visit(page, `/practice/${slug}?mode=alone`);
    await press('main .button-primary');
    await look(`${slug}, nothing done`);
    await press('.page-tools-end > .button-tool');
    await look(`${slug}, help`);
    await press('dialog[open] .button-primary');
    await look(`${slug}, a hint`);

    await visit(page, `/practice/${slug}?mode=shown`);
    let steps = 0;
    while ((await page.locator('.training-band').count()) > 0 && steps < 80) {
      await look(`${slug}, ${await page.locator('h1').innerText()}`);
      await press('main .button-primary');
      steps += 1;
    }
    expect(steps).toBeGreaterThan(4);
    await look(`${slug}, result`);
    await handBack();
  },
);

test('every question of the 12, and what comes of them', async () => {
  const { page } = tablet;
  await handOver();
  await visit(page, '/surveys/stage-profile');
  await press('main .button-primary');
  let questions = 0;
  while (page.url().includes('/answer/') && questions < 20) {
    await look(`question ${questions + 1}`);
    await page
      .locator('.choice')
      .nth(questions % 3)
      .click();
    await press('main .button-primary');
    questions += 1;
  }
  expect(questions).toBe(12);
  await look('result');
  await visit(page, '/surveys');
  await look('/surveys');
  await handBack();
});

test('nothing was left out, and the browser had nothing to complain of', () => {
  expect(routes.filter(({ learner, path }) => learner && !looked.has(path))).toEqual([]);
  expect([...new Set(seen)]).toEqual([]);
});
