// A practice screen in a given state. Called by PracticePicture and by the editor of lessons.
import { act } from '#practice/attempt.ts';
import { nextAction, playTo } from '#practice/guide.ts';
import type { FormName, Scenario } from '#practice/scenario.ts';
import { stepNow, type Attempt } from '#practice/state.ts';
import { viewOf, type View } from '#practice/view.ts';

/** The step as it looks when its own work is done (typed, chosen), or before it when there is nothing to do. */
export function pictureOf(
  scenario: Scenario,
  slug: string,
  form: FormName,
  step: string,
): { attempt: Attempt; view: View } | null {
  // One fixed seed: a lesson's pictures of one bill agree with each other.
  const there = playTo(scenario, { form, seed: `lesson-${slug}` }, step);
  if (there.at !== step) return null;
  const kind = stepNow(there).kind;
  const next = kind === 'type' ? nextAction(there) : null;
  const attempt = next ? act(there, next, 0) : there;
  return { attempt, view: viewOf(attempt) };
}
