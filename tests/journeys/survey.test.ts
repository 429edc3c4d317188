// Vilma answers the 12 questions in a village with no network; the tablet's battery dies in the middle.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, type BuiltServer } from '#tests/support/built-server.ts';
import { holdDatabase } from '#tests/support/screens.ts';
import { Tablet } from '#tests/support/tablet.ts';
import lessonTexts from '#locales/lv/content/lessons/read-a-bill.json';
import words from '#locales/lv/surveys.json';

let server: BuiltServer;
let tablet: Tablet;

beforeAll(async () => {
  server = await builtServer();
  tablet = await Tablet.open({ url: server.url });
});
afterAll(async () => {
  await tablet?.close();
  await server?.close();
});

const progress = (now: number): string =>
  words.progress.replace('{{now}}', `${now}`).replace('{{of}}', '12');

/** Chooses an answer of the question with this number and goes on; impatient taps within 400 ms would count once. */
async function answerQuestion(now: number, choice: number): Promise<void> {
  const { page } = tablet;
  await page.getByText(progress(now), { exact: true }).waitFor();
  await page.locator('.choice').nth(choice).click();
  await page.getByText(words.saved).waitFor();
  await page.waitForTimeout(420);
  await page.locator('.button-primary').click();
}

test('the answers outlive a dead battery, and 3 lessons come of them, all without network', async () => {
  const { page: first } = tablet;
  await tablet.goto('/surveys');
  await first.locator('.card-link').first().waitFor();
  await tablet.installed();
  await tablet.setOffline(true);
  await first.locator('.card-link').first().click();
  await first.getByRole('button', { name: words.begin }).click();
  for (let now = 1; now <= 5; now += 1) await answerQuestion(now, 0);
  await first.getByText(progress(6), { exact: true }).waitFor();
  // A slow database: "saved" is not said before it is, and the word of the answer before does not stand for this one.
  const release = await holdDatabase(first, 'response');
  await first.locator('.choice').nth(3).click();
  await first.locator('.choice:has(:checked)').waitFor();
  await first.waitForTimeout(300);
  expect(await first.getByText(words.saved).isVisible()).toBe(false);
  await release();
  await first.getByText(words.saved).waitFor();
  // Not a moment later: what the screen calls saved is.
  await tablet.kill();
  await tablet.start();

  const { page } = tablet;
  await tablet.goto('/surveys');
  const card = page.locator('.card-link').first();
  await card.getByText(words['state.open']).waitFor();
  await card.click();
  await page.getByRole('link', { name: words.goOn }).click();
  await page.getByText(progress(6), { exact: true }).waitFor();
  expect(await page.locator('.choice:has(:checked)').innerText()).toBe(words.refuse);

  // Nobody is let past a question without a word, and the words say what to do.
  await page.locator('.button-primary').click();
  await page.getByText(progress(7), { exact: true }).waitFor();
  await page.waitForTimeout(420);
  await page.locator('.button-primary').click();
  await page.getByText(words['flaw.required']).waitFor();

  for (let now = 7; now <= 9; now += 1) await answerQuestion(now, 2);
  await page.goBack();
  await page.getByText(progress(9), { exact: true }).waitFor();
  expect(await page.locator('input:checked').count()).toBe(1);
  await page.goForward();
  for (let now = 10; now <= 12; now += 1) await answerQuestion(now, 1);

  await page.getByRole('heading', { name: words['result.lessons'] }).waitFor();
  const lessons = page.locator('a[href^="/learn/"].card-link');
  await lessons.nth(2).waitFor();
  expect(await lessons.count()).toBe(3);
  expect(await lessons.first().innerText()).toContain(lessonTexts.title);
  expect(tablet.complaints).toEqual([]);
}, 120_000);
