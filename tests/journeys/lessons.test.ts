// A resident at home with no network and no sign-in goes through every lesson that came with the app.
// Each is done in one of the three languages in turn, every third with wrong answers first and a reload at each step; LESSONS=all does
// each in all of them with all of that (some 10 minutes).
import { DAY_MS } from '#core/dates.ts';
import { askedAgain } from '#features/lessons/lesson-steps.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, type BuiltServer } from '#tests/support/built-server.ts';
import { answer, finishLesson, type LessonRow } from '#tests/support/learn.ts';
import { type Language, rowsOf, speak } from '#tests/support/screens.ts';
import { Tablet } from '#tests/support/tablet.ts';

const languages: readonly Language[] = ['lv', 'ru', 'en'];
const ALL = process.env['LESSONS'] === 'all';
/** The average of a lesson's record, all languages together. */
const MOST_BYTES = 30_000;

let server: BuiltServer;
let tablet: Tablet;
let lessons: LessonRow[];

beforeAll(async () => {
  server = await builtServer();
  tablet = await Tablet.open({ url: server.url, width: 1280, height: 800 });
  await tablet.goto('/learn');
  await tablet.page.locator('main a[href^="/learn/"]').first().waitFor();
  await tablet.installed();
  lessons = ((await rowsOf(tablet.page, 'lesson')) as unknown as LessonRow[]).toSorted((a, b) =>
    a.slug < b.slug ? -1 : 1,
  );
  await tablet.setOffline(true);
});
afterAll(async () => {
  await tablet?.close();
  await server?.close();
});

test('there are lessons for the plan, each light enough for a slow line', () => {
  const bytes = lessons.map((lesson) => Buffer.byteLength(JSON.stringify(lesson)));
  expect(lessons.length).toBeGreaterThanOrEqual(36);
  expect(bytes.reduce((sum, one) => sum + one, 0) / lessons.length).toBeLessThan(MOST_BYTES);
});

test.each(languages)('every lesson is done to its end, in %s', async (language) => {
  const { page } = tablet;
  await speak(page, language);
  const mine = lessons.filter((_, i) => ALL || languages[i % 3] === language);
  const gaps: string[] = [];
  for (const [i, lesson] of mine.entries()) {
    await tablet.goto(`/learn/${lesson.slug}`);
    const isThorough = ALL || i % 3 === 0;
    const look = async (_: unknown, place: string): Promise<void> => {
      if (isThorough) {
        await page.reload();
        await page.locator('main .lesson-step').waitFor();
        const { searchParams } = new URL(page.url());
        if (searchParams.get('step') !== place.split(' ')[1]) gaps.push(`${place}: reload`);
      }
      const words = await page.locator('main').innerText();
      // A key instead of its text, a placeholder not filled in, a text that fell back to Latvian.
      const raw = /\{\{|\bs\d+\.[a-z]/u.exec(words);
      if (raw) gaps.push(`${place}: ${raw[0]}`);
      const strange = await page
        .locator(`main .lesson-body[lang]:not([lang="${language}"])`)
        .count();
      if (strange > 0) gaps.push(`${place}: not in ${language}`);
    };
    await finishLesson(page, lesson, look, isThorough);
  }
  expect(gaps).toEqual([]);
  expect(mine.length).toBeGreaterThan(0);
});

test('what was done is kept on this device: each lesson is called finished in the list', async () => {
  await tablet.goto('/learn');
  const { page } = tablet;
  await expect.poll(() => rowsOf(page, 'progress').then((rows) => rows.length)).toBe(
    lessons.length,
  ); // prettier-ignore
  const open = (await rowsOf(page, 'progress')).filter((row) => !row['finishedAt']);
  expect(open.map((row) => row['lesson'])).toEqual([]);
  expect(tablet.complaints).toEqual([]);
});

test('a day later a finished lesson is asked again, and remembered until next week', async () => {
  const { page } = tablet;
  await page.clock.setFixedTime(Date.now() + DAY_MS);
  await tablet.goto('/learn');
  const due = page.locator('main a[href$="/refresh"]');
  await due.first().waitFor();
  // Never a wall of debts.
  expect(await due.count()).toBe(3);
  const slug = (await due.first().getAttribute('href'))!.split('/')[2]!;
  const lesson = lessons.find((one) => one.slug === slug)!;
  await due.first().click();
  for (const step of askedAgain(lesson.steps, 0)) {
    await page.locator('main .lesson-step').waitFor();
    await answer(page, step, false);
    await page.locator('main .button-primary').click();
  }
  await page.locator('main .lesson-step').waitFor();
  const returns = async (): Promise<unknown[]> =>
    (await rowsOf(page, 'progress')).flatMap((row) =>
      row['lesson'] === slug ? Object.values(row['returns'] ?? {}) : [],
    );
  await expect.poll(returns).toEqual([true]);
  await tablet.goto('/learn');
  await due.first().waitFor();
  expect(await page.locator(`main a[href="/learn/${slug}/refresh"]`).count()).toBe(0);
});
