// A careful person's hands in a real browser: does on the screen what the engine says is right, by touch or by keyboard alone.
// Eyes and memory are the engine's own copy of the run, made from its form and seed. Used by the player's tests and the bench.
import type { Locator, Page } from 'playwright-core';
import { act, startAttempt } from '#practice/attempt.ts';
import { nextAction } from '#practice/guide.ts';
import { inForm, type FormName, type Mode, type Scenario } from '#practice/scenario.ts';
import { type Action, type Attempt, stepNow } from '#practice/state.ts';
import { patience } from './simulated-person.ts';

export type Hands = 'touch' | 'keyboard';
export type Run = { readonly form: FormName; readonly mode: Mode; readonly seed: string };

/** Longer than the guard against double taps: the big button is the same one on every step. */
const REST_MS = 420;
/** A finger comes down on a page that stands still. */
const SETTLE_MS = 60;
/** Who presses Tab more often than this would have given up. */
const MOST_TABS = 80;

/**
 * Plays a run to its end, all right, on a screen wide enough for papers and device side by side.
 * @param each called after every action on the screen, with the step that it was done at
 * @returns the engine's copy at the end
 */
export async function playByHand(
  page: Page,
  scenario: Scenario,
  run: Run,
  hands: Hands,
  each: (step: string) => Promise<void> = () => Promise.resolve(),
): Promise<Attempt> {
  let attempt = startAttempt(scenario, run);
  for (let i = 0; i < patience; i += 1) {
    const action = nextAction(attempt);
    if (action === null) return attempt;
    await perform(page, attempt, action, hands);
    await each(attempt.at);
    attempt = act(attempt, action, 0);
  }
  throw new Error(`The end was never reached; the last step was "${attempt.at}"`);
}

async function perform(page: Page, attempt: Attempt, action: Action, hands: Hands): Promise<void> {
  const place = placeOf(page, attempt, action);
  if (hands === 'touch') {
    if (action.do === 'type') await place.fill(action.text);
    else await touch(page, place);
  } else {
    await reach(page, place);
    if (action.do === 'type') {
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(action.text);
    } else await page.keyboard.press('Enter');
  }
  if (action.do === 'next') await page.waitForTimeout(REST_MS);
}

/**
 * A bare finger: the browser gets the two touch events and nothing else. `tap()` would put listeners and searches of its own
 * into the page at the very moment that a bench measures.
 */
async function touch(page: Page, place: Locator): Promise<void> {
  await place.scrollIntoViewIfNeeded();
  const box = (await place.boundingBox())!;
  await page.waitForTimeout(SETTLE_MS);
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
}

function placeOf(page: Page, attempt: Attempt, action: Action): Locator {
  const step = stepNow(attempt);
  if (action.do === 'type' && step.kind === 'type') return page.locator(`#practice-${step.check}`);
  if (action.do === 'pick' && step.kind === 'check') {
    const lines = step.lines.filter((line) => inForm(line, attempt.form));
    const nth = lines.findIndex(({ id }) => `line.${id}` === action.target);
    return page.locator('.check-lines > li').nth(nth).locator('button').first();
  }
  if (action.do === 'pick') return page.locator(`[data-target="${action.target}"]:visible`).first();
  return page.locator('main .button-primary:visible').last();
}

/** Reaches something by Tab, as a person without a mouse does. */
async function reach(page: Page, place: Locator): Promise<void> {
  await place.waitFor();
  for (let i = 0; i < MOST_TABS; i += 1) {
    if (await place.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${await place.textContent()}`);
}
