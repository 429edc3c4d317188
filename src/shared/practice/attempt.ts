// The engine: one run of a scenario as a value, and what each action makes of it. Pure: no clock, no chance, no screen.
// Called by features/practice (player), practice-world (lesson pictures, through guide.ts) and tests.
import { makeWorld, type World } from './details.ts';
import { logged, refusal, type Refusal } from './guard.ts';
import { judge, type Verdict } from './judge.ts';
import type { MistakeCode } from './mistakes.ts';
import { inForm, type FormName, type Mode, type Scenario, type Step, type StepOf } from './scenario.ts';

/** 0 none, 1 a word, 2 pointing, 3 shown. */
export type HelpLevel = 0 | 1 | 2 | 3;

export type Action =
  /** A tap on a target: `bill.total`, `option.yes`, `line.sum`. */
  | { readonly do: 'pick'; readonly target: string }
  /** The whole text of the field, after each change. */
  | { readonly do: 'type'; readonly text: string }
  | { readonly do: 'next' }
  | { readonly do: 'back' }
  /** From the check screen to one line's step. */
  | { readonly do: 'change'; readonly line: string }
  | { readonly do: 'hint' }
  | { readonly do: 'undo' }
  /** What `type` becomes when the text was somebody's real data; nothing of it is kept. */
  | { readonly do: 'refused'; readonly what: Refusal };
/** `atMs`: milliseconds since the attempt began. */
export type LoggedAction = Action & { readonly atMs: number };

export interface Fault {
  /** Null for a slip that the scenario does not score. */
  readonly code: MistakeCode | null;
  readonly step: string;
  /** What exactly: a slip, a line or an option. */
  readonly slip: string;
  readonly help: HelpLevel;
  readonly atMs: number;
  /** True once the app told what is wrong; what is mended before that was noticed by the learner. */
  readonly told: boolean;
  readonly mended: boolean;
}

export interface Notice {
  readonly reason: 'right' | 'wrong' | 'bank' | 'refused' | 'unread' | 'mismatch' | 'pick-first';
  /** The step that it is about; after a right answer that is the step before. */
  readonly step: string;
  readonly slip: string;
}

/** What undo brings back. */
interface Position {
  readonly at: string;
  readonly came: readonly string[];
  readonly returnTo: string | null;
  readonly texts: Readonly<Record<string, string>>;
  readonly picks: Readonly<Record<string, string>>;
  readonly matched: readonly string[];
}

export interface Attempt extends Position {
  readonly scenario: Scenario;
  readonly form: FormName;
  readonly mode: Mode;
  readonly seed: string;
  readonly world: World;
  /** The steps that this form has, in order. */
  readonly steps: readonly Step[];
  readonly help: Readonly<Record<string, HelpLevel>>;
  readonly troubles: Readonly<Record<string, number>>;
  readonly faults: readonly Fault[];
  readonly notice: Notice | null;
  readonly past: readonly Position[];
  readonly log: readonly LoggedAction[];
  readonly finished: boolean;
}

export interface AttemptStart {
  readonly form: FormName;
  readonly mode: Mode;
  /** Any text; the same one gives the same bill. */
  readonly seed: string;
}

export function startAttempt(scenario: Scenario, { form, mode, seed }: AttemptStart): Attempt {
  const steps = scenario.steps.filter((step) => inForm(step, form));
  const first = steps[0];
  if (!first) throw new Error(`Form ${form} has no steps`);
  return {
    scenario, form, mode, seed, steps,
    world: makeWorld(scenario, form, seed),
    at: first.id, came: [], returnTo: null, texts: {}, picks: {}, matched: [],
    help: {}, troubles: {}, faults: [], notice: null, past: [], log: [], finished: false,
  }; // prettier-ignore
}

/** The attempt as it was after those events: how a reload continues. Events that no longer fit are passed over. */
export function replay(scenario: Scenario, start: AttemptStart, log: readonly LoggedAction[]): Attempt {
  return log.reduce((attempt, { atMs, ...action }) => act(attempt, action, atMs), startAttempt(scenario, start));
}

export function stepNow(attempt: Attempt): Step {
  const step = attempt.steps.find((one) => one.id === attempt.at);
  if (!step) throw new Error(`No step ${attempt.at}`);
  return step;
}

export const helpNow = (attempt: Attempt): HelpLevel => (attempt.mode === 'shown' ? 3 : (attempt.help[attempt.at] ?? 0));

/** Help and explanations come at once in these modes; alone, a mistake that a bank would let pass waits for the learner. */
const coached = (attempt: Attempt): boolean => attempt.mode === 'shown' || attempt.mode === 'together';

export const openFaults = (attempt: Attempt, step: string): readonly Fault[] =>
  attempt.faults.filter((fault) => fault.step === step && !fault.mended);

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
    case 'pick': return pick(attempt, action.target, atMs);
    case 'type': return type(attempt, action.text);
    case 'refused': return refuse(attempt, action.what);
    case 'next': return submit(attempt, atMs);
    case 'back': return goBack(attempt);
    case 'change': return change(attempt, action.line);
    case 'undo': return undo(attempt);
    case 'hint': {
      const level = helpNow(attempt);
      return level === 3 ? attempt : { ...attempt, help: { ...attempt.help, [attempt.at]: (level + 1) as HelpLevel } };
    }
  }
}

/** Typing is kept as one event per stretch, so that no half-typed real number stays in the log. */
function addToLog(before: Attempt, after: Attempt, action: Action, atMs: number): readonly LoggedAction[] {
  const step = stepNow(before);
  const earlier = isTyping(action) && isTyping(before.log.at(-1)) ? before.log.slice(0, -1) : before.log;
  if (action.do !== 'type' || step.kind !== 'type') return [...earlier, { ...action, atMs }];
  if (after.notice?.reason === 'refused') return [...earlier, { do: 'refused', what: after.notice.slip as Refusal, atMs }];
  return [...earlier, { do: 'type', text: logged(step, action.text, before.world, before.form), atMs }];
}

const positionOf = ({ at, came, returnTo, texts, picks, matched }: Attempt): Position => ({ at, came, returnTo, texts, picks, matched });
const remember = (attempt: Attempt): Attempt => ({ ...attempt, past: [...attempt.past, positionOf(attempt)] });

function pick(attempt: Attempt, target: string, atMs: number): Attempt {
  const step = stepNow(attempt);
  const picked = (): Attempt => ({ ...remember(attempt), picks: { ...attempt.picks, [step.id]: target }, notice: null });
  const [where, what = ''] = target.split('.') as [string, string?];
  if (step.kind === 'find') {
    const paper = attempt.scenario.papers.find((one) => one.id === step.in);
    const has = where === step.in && paper?.lines.some((line) => line.id === what && inForm(line, attempt.form));
    return has ? picked() : attempt;
  }
  if (step.kind === 'choose') {
    const has = where === 'option' && step.options.some((option) => option.id === what && inForm(option, attempt.form));
    if (!has) return attempt;
    return step.look === 'menu' ? submit(picked(), atMs) : picked();
  }
  if (step.kind === 'check' && where === 'line' && step.match.includes(what)) {
    const key = `${step.id}.${what}`;
    const matched = attempt.matched.includes(key) ? attempt.matched.filter((one) => one !== key) : [...attempt.matched, key];
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
const beforeTyping = (attempt: Attempt): Attempt => (isTyping(attempt.log.at(-1)) ? attempt : remember(attempt));

const isTyping = (action: Action | undefined): boolean => action?.do === 'type' || action?.do === 'refused';

function refuse(attempt: Attempt, what: Refusal): Attempt {
  if (stepNow(attempt).kind !== 'type') return attempt;
  const before = beforeTyping(attempt);
  return {
    ...before,
    past: before.past.map((position) => ({ ...position, texts: { ...position.texts, [attempt.at]: '' } })),
    texts: { ...attempt.texts, [attempt.at]: '' },
    notice: { reason: 'refused', step: attempt.at, slip: what },
  };
}

function submit(attempt: Attempt, atMs: number): Attempt {
  const step = stepNow(attempt);
  switch (step.kind) {
    case 'read': return advance(attempt, step);
    case 'find': {
      const line = attempt.picks[step.id]?.split('.')[1];
      if (line === undefined) return tell(attempt, 'pick-first', '');
      if (line === step.line) return advance(mend(attempt, step.id), step, 'right');
      const declared = step.mistakes?.find((mistake) => mistake.line === line && inForm(mistake, attempt.form));
      return trouble(raise(attempt, step.id, declared?.code ?? null, line, true, atMs), 'wrong', line);
    }
    case 'choose': {
      const id = attempt.picks[step.id]?.split('.')[1];
      const option = step.options.find((one) => one.id === id);
      if (!option) return tell(attempt, 'pick-first', '');
      if (option.correct) return advance(mend(attempt, step.id), step, 'right', option.to);
      const raised = raise(attempt, step.id, option.code ?? null, option.id, true, atMs);
      return option.to === undefined ? trouble(raised, 'wrong', option.id) : advance(raised, step, undefined, option.to);
    }
    case 'type': {
      const verdict = judge(step, attempt.texts[step.id] ?? '', attempt.world, attempt.form);
      return verdict === null ? advance(mend(attempt, step.id), step) : submitWrong(attempt, step, verdict, atMs);
    }
    case 'check': return submitCheck(attempt, step, atMs);
  }
}

function submitWrong(attempt: Attempt, step: StepOf<'type'>, verdict: Verdict, atMs: number): Attempt {
  const again = openFaults(attempt, step.id).length > 0;
  const slip = verdict.like === undefined ? verdict.slip : `like-${verdict.like}`;
  if (verdict.stopped) {
    // The bank's own field refuses it, in any mode. Alone, the learner first hears only what a bank would say.
    const told = coached(attempt) || again;
    // As on a real device: a PIN is asked anew.
    const cleared = step.check === 'pin' ? { ...attempt, texts: { ...attempt.texts, [step.id]: '' } } : attempt;
    return trouble(raise(cleared, step.id, verdict.code, slip, told, atMs), told ? 'wrong' : 'bank', slip);
  }
  const checkedLater = attempt.steps.some((one) => one.kind === 'check' && one.lines.some((line) => line.step === step.id));
  if (coached(attempt) || !checkedLater) {
    return trouble(raise(attempt, step.id, verdict.code, slip, true, atMs), 'wrong', slip);
  }
  return advance(raise(attempt, step.id, verdict.code, slip, false, atMs), step);
}

function submitCheck(attempt: Attempt, step: StepOf<'check'>, atMs: number): Attempt {
  if (step.match.some((line) => !attempt.matched.includes(`${step.id}.${line}`))) {
    return trouble(raise(attempt, step.id, step.unread, 'unmatched', true, atMs), 'unread', 'unmatched');
  }
  const wrong = step.lines.find((line) => line.step !== undefined && openFaults(attempt, line.step).length > 0);
  if (wrong?.step === undefined) return advance(mend(attempt, step.id), step);
  // Nothing is lost: the practice stops before the payment, shows the difference, and the learner mends it.
  const told = attempt.faults.map((fault) => (fault.step === wrong.step && !fault.mended ? { ...fault, told: true } : fault));
  const matched = attempt.matched.filter((one) => one !== `${step.id}.${wrong.id}`);
  return trouble(raise({ ...attempt, faults: told, matched }, step.id, step.unread, 'mismatch', true, atMs), 'mismatch', wrong.id);
}

function change(attempt: Attempt, lineId: string): Attempt {
  const step = stepNow(attempt);
  const line = step.kind === 'check' ? step.lines.find((one) => one.id === lineId) : undefined;
  if (line?.step === undefined || !attempt.steps.some((one) => one.id === line.step)) return attempt;
  const matched = attempt.matched.filter((one) => one !== `${step.id}.${lineId}`);
  return { ...remember(attempt), at: line.step, returnTo: step.id, matched, notice: null };
}

function goBack(attempt: Attempt): Attempt {
  if (attempt.returnTo !== null) return { ...remember(attempt), at: attempt.returnTo, returnTo: null, notice: null };
  const previous = attempt.came.at(-1);
  if (previous === undefined) return attempt;
  return { ...remember(attempt), at: previous, came: attempt.came.slice(0, -1), notice: null };
}

function undo(attempt: Attempt): Attempt {
  const before = attempt.past.at(-1);
  return before ? { ...attempt, ...before, past: attempt.past.slice(0, -1), notice: null } : attempt;
}

function advance(attempt: Attempt, step: Step, reason?: 'right', to?: string): Attempt {
  const following = attempt.steps[attempt.steps.indexOf(step) + 1]?.id;
  const target = attempt.returnTo ?? to ?? step.then ?? following;
  const notice: Notice | null = reason ? { reason, step: step.id, slip: attempt.picks[step.id]?.split('.')[1] ?? '' } : null;
  if (target === undefined) return { ...attempt, notice, finished: true };
  const came = attempt.returnTo === null ? [...attempt.came, step.id] : attempt.came;
  const moved = { ...remember(attempt), at: target, came, returnTo: null, notice };
  // What was sent stays sent: neither Back nor undo crosses it.
  return step.final ? { ...moved, came: [], past: [] } : moved;
}

const tell = (attempt: Attempt, reason: Notice['reason'], slip: string): Attempt => ({
  ...attempt,
  notice: { reason, step: attempt.at, slip },
});

/** After trouble the app helps by itself in "together": first a word, then it points. */
function trouble(attempt: Attempt, reason: Notice['reason'], slip: string): Attempt {
  const count = (attempt.troubles[attempt.at] ?? 0) + 1;
  const level = Math.max(helpNow(attempt), attempt.mode === 'together' ? Math.min(count, 2) : 0) as HelpLevel;
  const told = tell(attempt, reason, slip);
  return { ...told, troubles: { ...attempt.troubles, [attempt.at]: count }, help: { ...attempt.help, [attempt.at]: level } };
}

/** One open fault per step and code: trying again differently is still the same mistake. */
function raise(attempt: Attempt, step: string, code: MistakeCode | null, slip: string, told: boolean, atMs: number): Attempt {
  const faults = attempt.faults.map((fault) => (fault.step === step && fault.code !== code ? { ...fault, mended: true } : fault));
  const same = faults.findIndex((fault) => fault.step === step && fault.code === code && !fault.mended);
  const before = faults[same];
  if (before) return { ...attempt, faults: faults.with(same, { ...before, slip, told: before.told || told }) };
  return { ...attempt, faults: [...faults, { code, step, slip, help: helpNow(attempt), atMs, told, mended: false }] };
}

const mend = (attempt: Attempt, step: string): Attempt => ({
  ...attempt,
  faults: attempt.faults.map((fault) => (fault.step === step ? { ...fault, mended: true } : fault)),
});
