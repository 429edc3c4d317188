// What a careful person would do next: leads the mode "shown", points, plays up to a step for lesson pictures.
// Called by view.ts, practice-world and the simulated person in the tests.
import { act, startAttempt } from './attempt.ts';
import { openFaults, stepNow, stopTarget, type Action, type Attempt } from './state.ts';
import { judge, rightText } from './judge.ts';
import {
  actsAtOnce,
  inForm,
  type FormName,
  type Mode,
  type Scenario,
  type Step,
} from './scenario.ts';

/** The next right action, or null when the attempt is finished. */
export function nextAction(attempt: Attempt): Action | null {
  if (attempt.finished) return null;
  const step = stepNow(attempt);
  switch (step.kind) {
    case 'read':
      return { do: 'next' };
    case 'find': {
      const target = `${step.in}.${step.line}`;
      return attempt.picks[step.id] === target ? { do: 'next' } : { do: 'pick', target };
    }
    case 'choose': {
      const right = step.options
        .filter((option) => option.correct && inForm(option, attempt.form))
        .map((one) => `option.${one.id}`);
      const picked = attempt.picks[step.id];
      // A menu, a call, a list act on the tap itself.
      if (!actsAtOnce(step.look) && picked !== undefined && right.includes(picked))
        return { do: 'next' };
      return { do: 'pick', target: right[0] ?? '' };
    }
    case 'type': {
      if (step.stop?.correct) return { do: 'pick', target: stopTarget };
      const typed = attempt.texts[step.id] ?? '';
      if (judge(step, typed, attempt.world, attempt.form) === null) return { do: 'next' };
      return { do: 'type', text: rightText(step, attempt.world) };
    }
    case 'check': {
      const wrong = step.lines.find(
        (line) => line.step !== undefined && openFaults(attempt, line.step).length > 0,
      );
      if (wrong) return { do: 'change', line: wrong.id };
      const unmatched = step.match.find((line) => !attempt.matched.includes(`${step.id}.${line}`));
      return unmatched === undefined ? { do: 'next' } : { do: 'pick', target: `line.${unmatched}` };
    }
  }
}

/** Where on the screen an action happens. */
export function targetOf(action: Action | null): string | null {
  switch (action?.do) {
    case 'pick':
      return action.target;
    case 'type':
      return 'field';
    case 'change':
      return `change.${action.line}`;
    case 'next':
      return 'next';
    default:
      return null;
  }
}

/** Plays rightly from the start until `step` (or the end, when there is no such step on the way). */
export function playTo(
  scenario: Scenario,
  start: { readonly form: FormName; readonly mode?: Mode; readonly seed: string },
  step: string,
): Attempt {
  let attempt = startAttempt(scenario, { mode: 'alone', ...start });
  for (let i = 0; i < 500 && attempt.at !== step; i += 1) {
    const action = nextAction(attempt);
    if (action === null) break;
    attempt = act(attempt, action, 0);
  }
  return attempt;
}

/** The steps that a careful person goes through, each once, in this run's form and with its details. */
export function rightWay({ scenario, form, seed }: Attempt): Step[] {
  const way: Step[] = [];
  let there = startAttempt(scenario, { form, mode: 'alone', seed });
  for (let i = 0; i < 500; i += 1) {
    const action = nextAction(there);
    if (action === null) break;
    const step = stepNow(there);
    if (!way.includes(step)) way.push(step);
    there = act(there, action, 0);
  }
  return way;
}
