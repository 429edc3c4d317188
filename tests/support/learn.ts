// A person who goes through a lesson in a real browser: reads, answers wrong and then right, leaves exercises for later. Used by journeys.
import type { Page } from 'playwright-core';
import { hasChoices, rightAnswer, shownChoices } from '#features/lessons/lesson-answers.ts';
import { playedSteps, type QuestionStep } from '#features/lessons/lesson-steps.ts';
import type { LessonStep } from '#records/lesson.ts';

export type LessonRow = {
  readonly slug: string;
  readonly steps: readonly LessonStep[];
  /** `<language>.<key>` -> text. */
  readonly text: Readonly<Record<string, string>>;
};

const NEXT = 'main .button-primary';
/** A second tap at once on the same button counts as a trembling finger. */
const TREMBLE_MS = 420;

/** An answer that does not fit, by the places of its choices on the screen; none where every tap but one is wrong. */
function wrongAnswer(step: QuestionStep): number[] {
  const right = rightAnswer(step);
  if (step.type === 'true-false') return [step.correct ? 1 : 0];
  if (!hasChoices(step)) return [];
  const shown = shownChoices(step).map(({ id }) => id);
  // As they stand: an order is never shown as it should be.
  if (step.type === 'order') return shown.map((_, i) => i);
  return [shown.findIndex((id) => !right.includes(id))];
}

function rightPlaces(step: QuestionStep): number[] {
  if (step.type === 'true-false') return [step.correct ? 0 : 1];
  if (!hasChoices(step)) return [];
  const shown = shownChoices(step).map(({ id }) => id);
  return rightAnswer(step).map((id) => shown.indexOf(id));
}

async function tap(page: Page, places: readonly number[]): Promise<void> {
  for (const place of places) await page.locator('main .choice').nth(place).click();
}

/** Answers a question that is open in a way that does not fit, and waits for what is said to that. */
export async function answerWrong(page: Page, step: QuestionStep): Promise<void> {
  if (step.type === 'find') {
    const elsewhere = `.tap:visible:not([data-target="${step.screen.point}"])`;
    await page.locator(`main .practice-picture ${elsewhere}`).first().click();
    await page.locator('main [role="status"] .notice').waitFor();
    return;
  }
  await tap(page, wrongAnswer(step));
  await page.locator(NEXT).click();
  await page.locator('main .notice-info').waitFor();
}

/** Answers a question that is open: wrong first where `wrong` says so, and right at last. */
export async function answer(page: Page, step: QuestionStep, wrong = true): Promise<void> {
  if (wrong) await answerWrong(page, step);
  if (step.type === 'find') {
    await page
      .locator(`main .practice-picture [data-target="${step.screen.point}"]`)
      .first()
      .click();
    await page.locator('main .notice-done').waitFor();
    return;
  }
  if (wrong) {
    // What is chosen wrong is taken back: of an order all that stands behind its first place, too.
    await page.waitForTimeout(TREMBLE_MS);
    if (step.type === 'order') await tap(page, [0]);
    if (step.type === 'several') await tap(page, wrongAnswer(step));
    await page.waitForTimeout(step.type === 'order' ? TREMBLE_MS : 0);
  }
  await tap(page, rightPlaces(step));
  await page.locator(NEXT).click();
  await page.locator('main .notice-done').waitFor();
  await page.waitForTimeout(TREMBLE_MS);
}

/**
 * From the first page to the last.
 * @param each called at every step before anything is done there @param wrong whether each question is first answered wrong
 */
export async function finishLesson(
  page: Page,
  lesson: LessonRow,
  each: (step: LessonStep, place: string) => Promise<void> = () => Promise.resolve(),
  wrong = true,
): Promise<void> {
  await page.locator(NEXT).click();
  for (const step of playedSteps(lesson.steps)) {
    const place = `${lesson.slug} ${step.id}`;
    await page.waitForURL((url) => url.searchParams.get('step') === step.id);
    await page.locator('main .lesson-step').waitFor();
    await each(step, place);
    if (step.kind === 'question') await answer(page, step, wrong);
    // An exercise is played elsewhere (tests/practice): here it waits for later.
    await page.locator(step.kind === 'do' ? 'main .lesson-actions .button-quiet' : NEXT).click();
  }
  await page.waitForURL((url) => url.searchParams.get('step') === 'done');
}
