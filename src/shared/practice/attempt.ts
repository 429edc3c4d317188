// The engine: one run of a scenario as a value, and what each action makes of it. Pure: no clock, no chance, no screen.
// Called by features/practice (player), practice-world (lesson pictures, through guide.ts) and tests.
import { makeWorld } from './details.ts';
import { logged, refusal, type Refusal } from './guard.ts';
import { actsAtOnce, inForm, type Scenario } from './scenario.ts';
import {
  helpNow,
  remember,
  stepNow,
  stopTarget,
  type Action,
  type Attempt,
  type AttemptStart,
  type HelpLevel,
  type LoggedAction,
} from './state.ts';
import { submit } from './submit.ts';

export function startAttempt(scenario: Scenario, { form, mode, seed }: AttemptStart): Attempt {
  const steps = scenario.steps.filter((step) => inForm(step, form));
  const first = steps[0];
  if (!first) throw new Error(`Form ${form} has no steps`);
  return {
    scenario, form, mode, seed, steps,
    world: makeWorld(scenario, form, seed),
    at: first.id, came: [], returnTo: null, texts: {}, picks: {}, matched: [],
    help: {}, troubles: {}, tries: {}, faults: [], notice: null, past: [], log: [], finished: false,
  }; // prettier-ignore
}

/** The attempt as it was after those events: how a reload continues. Events that no longer fit are passed over. */
export function replay(
  scenario: Scenario,
  start: AttemptStart,
  log: readonly LoggedAction[],
): Attempt {
  return log.reduce(
    (attempt, { atMs, ...action }) => act(attempt, action, atMs),
    startAttempt(scenario, start),
  );
}

/**
 * What one action makes of the attempt. Total: an action that does not fit the step changes nothing.
 * @param atMs milliseconds since the attempt began
 */
export function act(attempt: Attempt, action: Action, atMs: number): Attempt {
  if (attempt.finished) return attempt;
  const done = perform(attempt, action, atMs);
  return done === attempt ? attempt : { ...done, log: addToLog(attempt, done, action, atMs) };
}

function perform(attempt: Attempt, action: Action, atMs: number): Attempt {
  switch (action.do) {
    case 'pick':
      return pick(attempt, action.target, atMs);
    case 'type':
      return type(attempt, action.text);
    case 'refused':
      return refuse(attempt, action.what);
    case 'next':
      return submit(attempt, atMs);
    case 'back':
      return goBack(attempt);
    case 'change':
      return change(attempt, action.line);
    case 'undo':
      return undo(attempt);
    case 'hint': {
      const level = helpNow(attempt);
      return level === 3
        ? attempt
        : { ...attempt, help: { ...attempt.help, [attempt.at]: (level + 1) as HelpLevel } };
    }
  }
}

/** Typing is kept as one event per stretch, so that no half-typed real number stays in the log. */
function addToLog(
  before: Attempt,
  after: Attempt,
  action: Action,
  atMs: number,
): readonly LoggedAction[] {
  const step = stepNow(before);
  const earlier =
    isTyping(action) && isTyping(before.log.at(-1)) ? before.log.slice(0, -1) : before.log;
  if (action.do !== 'type' || step.kind !== 'type') return [...earlier, { ...action, atMs }];
  if (after.notice?.reason === 'refused')
    return [...earlier, { do: 'refused', what: after.notice.slip as Refusal, atMs }];
  return [
    ...earlier,
    { do: 'type', text: logged(step, action.text, before.world, before.form), atMs },
  ];
}

function pick(attempt: Attempt, target: string, atMs: number): Attempt {
  const step = stepNow(attempt);
  const picked = (): Attempt => ({
    ...remember(attempt),
    picks: { ...attempt.picks, [step.id]: target },
    notice: null,
  });
  const [where, what = ''] = target.split('.') as [string, string?];
  if (step.kind === 'find') {
    const paper = attempt.scenario.papers.find((one) => one.id === step.in);
    const has =
      where === step.in &&
      paper !== undefined &&
      inForm(paper, attempt.form) &&
      paper.lines.some((line) => line.id === what && inForm(line, attempt.form));
    return has ? picked() : attempt;
  }
  if (step.kind === 'choose') {
    const has =
      where === 'option' &&
      step.options.some((option) => option.id === what && inForm(option, attempt.form));
    if (!has) return attempt;
    return actsAtOnce(step.look) ? submit(picked(), atMs) : picked();
  }
  if (step.kind === 'type' && step.stop && target === stopTarget) return submit(picked(), atMs);
  if (step.kind === 'check' && where === 'line' && step.match.includes(what)) {
    const key = `${step.id}.${what}`;
    const matched = attempt.matched.includes(key)
      ? attempt.matched.filter((one) => one !== key)
      : [...attempt.matched, key];
    return { ...remember(attempt), matched, notice: null };
  }
  return attempt;
}

function type(attempt: Attempt, text: string): Attempt {
  const step = stepNow(attempt);
  if (step.kind !== 'type') return attempt;
  const what = refusal(text, attempt.world);
  if (what !== null) return refuse(attempt, what);
  return { ...beforeTyping(attempt), texts: { ...attempt.texts, [step.id]: text }, notice: null };
}

/** One undo takes back a whole stretch of typing, the same stretch that is one event in the log. */
const beforeTyping = (attempt: Attempt): Attempt =>
  isTyping(attempt.log.at(-1)) ? attempt : remember(attempt);

const isTyping = (action: Action | undefined): boolean =>
  action?.do === 'type' || action?.do === 'refused';

function refuse(attempt: Attempt, what: Refusal): Attempt {
  if (stepNow(attempt).kind !== 'type') return attempt;
  const before = beforeTyping(attempt);
  return {
    ...before,
    past: before.past.map((position) => ({
      ...position,
      texts: { ...position.texts, [attempt.at]: '' },
    })),
    texts: { ...attempt.texts, [attempt.at]: '' },
    notice: { reason: 'refused', step: attempt.at, slip: what },
  };
}

function change(attempt: Attempt, lineId: string): Attempt {
  const step = stepNow(attempt);
  const line = step.kind === 'check' ? step.lines.find((one) => one.id === lineId) : undefined;
  if (line?.step === undefined || !attempt.steps.some((one) => one.id === line.step))
    return attempt;
  const matched = attempt.matched.filter((one) => one !== `${step.id}.${lineId}`);
  return { ...remember(attempt), at: line.step, returnTo: step.id, matched, notice: null };
}

function goBack(attempt: Attempt): Attempt {
  if (attempt.returnTo !== null)
    return { ...remember(attempt), at: attempt.returnTo, returnTo: null, notice: null };
  const previous = attempt.came.at(-1);
  if (previous === undefined) return attempt;
  return { ...remember(attempt), at: previous, came: attempt.came.slice(0, -1), notice: null };
}

function undo(attempt: Attempt): Attempt {
  const before = attempt.past.at(-1);
  return before
    ? { ...attempt, ...before, past: attempt.past.slice(0, -1), notice: null }
    : attempt;
}
