// What an attempt is: its actions, faults and state, and the questions asked of it everywhere. Pure values.
// Called by every file of this room and, for the types, by the screens.
import type { World } from './details.ts';
import type { Refusal } from './guard.ts';
import type { MistakeCode } from './mistakes.ts';
import type { FormName, Mode, Scenario, Step } from './scenario.ts';

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
export interface Position {
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
  /** Wrong PINs in a row, by the detail that was asked for. */
  readonly tries: Readonly<Record<string, number>>;
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

export function stepNow(attempt: Attempt): Step {
  const step = attempt.steps.find((one) => one.id === attempt.at);
  if (!step) throw new Error(`No step ${attempt.at}`);
  return step;
}

/** What a tap on "stop and ask" picks at a step that asks for typing. */
export const stopTarget = 'option.stop';

export const helpNow = (attempt: Attempt): HelpLevel =>
  attempt.mode === 'shown' ? 3 : (attempt.help[attempt.at] ?? 0);

/** Help and explanations come at once in these modes; alone, a mistake that a bank would let pass waits for the learner. */
export const coached = (attempt: Attempt): boolean =>
  attempt.mode === 'shown' || attempt.mode === 'together';

export const openFaults = (attempt: Attempt, step: string): readonly Fault[] =>
  attempt.faults.filter((fault) => fault.step === step && !fault.mended);

const positionOf = ({ at, came, returnTo, texts, picks, matched }: Attempt): Position => ({
  at,
  came,
  returnTo,
  texts,
  picks,
  matched,
});
export const remember = (attempt: Attempt): Attempt => ({
  ...attempt,
  past: [...attempt.past, positionOf(attempt)],
});
