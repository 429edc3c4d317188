// Plays a scenario that an author has changed, before anybody else does: what no look at its shape can tell. Called by the
// coordinator's editor before publishing, after checkScenario has passed.
import { act, startAttempt } from './attempt.ts';
import { plainValue } from './details.ts';
import { nextAction } from './guide.ts';
import { outcomeOf } from './outcome.ts';
import { formNames, inForm, type FormName, type Scenario } from './scenario.ts';
import type { Attempt } from './state.ts';

export type TrialFault =
  /** A careful person does not come past this step. */
  | { readonly what: 'dead-end'; readonly form: FormName; readonly step: string }
  /** A careful person would be told of a mistake here. */
  | { readonly what: 'scored'; readonly form: FormName; readonly step: string }
  /** A sum comes out below zero. */
  | { readonly what: 'negative'; readonly form: FormName; readonly detail: string }
  /** What would be a mistake can come out the same as what is right. */
  | {
      readonly what: 'same';
      readonly form: FormName;
      readonly step: string;
      readonly detail: string;
    };

/** Worlds drawn for each form: two sums that meet once in 1,000 are found in 6 of 7 tries, and a laptop takes a fifth of a second. */
const WORLDS = 2000;
const RUNS = 20;
const MOST_ACTIONS = 500;

/** Everything found, each once; empty when the scenario can be played rightly to its end in all forms. */
export function tryOut(scenario: Scenario): TrialFault[] {
  const found = new Map<string, TrialFault>();
  const note = (fault: TrialFault): void => void found.set(JSON.stringify(fault), fault);
  for (const form of formNames) {
    for (let turn = 0; turn < WORLDS; turn += 1) {
      const begun = startAttempt(scenario, { form, mode: 'alone', seed: `trial ${turn}` });
      for (const fault of worldFaults(begun)) note(fault);
      if (turn < RUNS) for (const fault of runFaults(begun)) note(fault);
    }
  }
  return [...found.values()];
}

function worldFaults({ scenario, form, world: { values } }: Attempt): TrialFault[] {
  const faults: TrialFault[] = [];
  for (const [detail, value] of Object.entries(values))
    if (value.kind === 'money' && value.cents < 0) faults.push({ what: 'negative', form, detail });
  for (const step of scenario.steps) {
    if (step.kind !== 'type' || !inForm(step, form)) continue;
    const right = values[step.is];
    for (const mistake of step.mistakes ?? []) {
      const like = mistake.like === undefined ? undefined : values[mistake.like];
      if (right && like && inForm(mistake, form) && plainValue(like) === plainValue(right))
        faults.push({ what: 'same', form, step: step.id, detail: mistake.like ?? '' });
    }
  }
  return faults;
}

function runFaults(begun: Attempt): TrialFault[] {
  const { form } = begun;
  let attempt = begun;
  for (let i = 0; i < MOST_ACTIONS; i += 1) {
    const action = nextAction(attempt);
    if (action === null) break;
    attempt = act(attempt, action, 0);
  }
  if (!attempt.finished) return [{ what: 'dead-end', form, step: attempt.at }];
  return outcomeOf(attempt).mistakes.map(({ step }) => ({ what: 'scored', form, step }));
}
