// Runs a form: open it with the answers there are, give answers, see what is relevant and what is calculated. Pure: every call gives a new state.
// Called by the survey screens, the paper sheet and the tests; the contract stands in README.md.
import { sameJson } from '#core/json.ts';
import { fail, ok, type Result } from '#core/result.ts';
import {
  hasShape,
  isEmpty,
  valueOf,
  type Answer,
  type Answers,
  type AnswerValue,
} from './answers.ts';
import { todayOf, type Clock } from './clock.ts';
import { compile, type Compiled } from './compile.ts';
import { evaluate } from './evaluate.ts';
import { itemAt, itemOfKey, type Found } from './keys.ts';
import { valueCell } from './order.ts';
import type { Expression } from './parse.ts';
import type { FormProblem } from './problems.ts';
import { Library } from './rows.ts';
import { isAnswered, isGroup, type Form } from './schema.ts';
import { emptyFrame, scopeFor, settle, type FormState, type Lent } from './settle.ts';
import { framesBelow, idsIn, isRelevantIn, keyIn, valueIn, type Node } from './tree.ts';
import { isProblem, toBoolean, type Value } from './values.ts';

export type { FormState } from './settle.ts';

export type AnswerProblem = {
  readonly code:
    | 'unknown-question'
    /** A note, a calculation, a group, or a question that is only shown. */
    | 'takes-no-answer'
    | 'wrong-shape'
    | 'refusal-not-offered'
    /** No repeat of that key, or one with a count: its instances come by themselves. */
    | 'no-instances-here'
    /** Not 1 to 8 letters and digits, or there is such an instance already. */
    | 'instance-id';
  readonly name: string;
};

/** What is wrong with the form's expressions; the questions themselves stay usable. */
export const problemsOf = (state: FormState): readonly FormProblem[] => state.compiled.problems;

type Sorted = Pick<FormState, 'answers' | 'strays'>;

/** Answers that fit the form, and those that don't. */
function sort(compiled: Compiled, given: Answers): Sorted {
  const answers: Record<string, Answer> = {};
  const strays: Record<string, { answer: Answer; why: 'gone' | 'other-type' }> = {};
  for (const [key, one] of Object.entries(given)) {
    const why = misfit(compiled, key, valueOf(one));
    if (why === undefined) answers[key] = one;
    else strays[key] = { answer: one, why };
  }
  return { answers, strays };
}

function misfit(
  compiled: Compiled,
  key: string,
  value: AnswerValue | undefined,
): 'gone' | 'other-type' | undefined {
  const found = itemOfKey(compiled, key);
  if (found === undefined) return 'gone';
  const { item } = found.node;
  if (found.id !== undefined)
    return value === undefined || typeof value === 'number' ? undefined : 'other-type';
  if (!isAnswered(item)) return found.node.kept ? undefined : 'gone';
  // A value the engine kept may be of any shape, and empty is empty for every type.
  const fits = value === undefined || value === '' || found.node.kept || hasShape(item.type, value);
  return fits ? undefined : 'other-type';
}

export type Opening = {
  readonly answers?: Answers;
  readonly now: Clock;
} & Partial<Lent>;

/**
 * Opens a checked form. Answers that don't fit it are put aside as strays. `seed` (the response's id) is where random numbers come
 * from, `textOf` finds the words of choices, `language` names months.
 */
export function openForm(form: Form, given: Opening): FormState {
  const compiled = compile(form);
  const { now, seed = '', language = 'en', textOf = (): undefined => undefined } = given;
  const state: FormState = {
    compiled,
    clock: now,
    library: new Library(form, textOf),
    lent: { seed, language, textOf },
    ...sort(compiled, given.answers ?? {}),
    cells: new Map([['', emptyFrame(compiled, undefined)]]),
    recalculated: [],
    changed: [],
  };
  const outside = compiled.order.filter((cell) => compiled.nodes[cell >> 1]?.chain.length === 0);
  return settle(
    state,
    outside.map((cell) => [cell, ''] as const),
    false,
  );
}

/** Gives, changes or (with undefined or an empty value) takes back one answer. Works out again only what depends on it. */
export function answer(
  state: FormState,
  key: string,
  value: AnswerValue | undefined,
): Result<FormState, AnswerProblem> {
  const found = asked(state, key);
  if (!found.ok) return found;
  const { item } = found.value.node;
  if (value !== undefined && isAnswered(item) && !hasShape(item.type, value))
    return fail({ code: 'wrong-shape', name: key });
  const at = todayOf(state.clock);
  if (value !== undefined && !isEmpty(value))
    return ok(keep(state, key, found.value, { value, at }));
  // What was filled in by itself and emptied by a person stays empty.
  const emptied = found.value.node.dynamicDefault === undefined ? undefined : { value: '', at };
  return ok(keep(state, key, found.value, emptied));
}

/** "I don't want to answer": counts as answered, has no value. */
export function refuse(state: FormState, key: string): Result<FormState, AnswerProblem> {
  const found = asked(state, key);
  if (!found.ok) return found;
  const { item } = found.value.node;
  if (!isGroup(item) && item.refuse === false)
    return fail({ code: 'refusal-not-offered', name: key });
  return ok(keep(state, key, found.value, { refused: true, at: todayOf(state.clock) }));
}

/** Takes over answers as they stand elsewhere (the record, another tablet); works out again only what differs. */
export function withAnswers(state: FormState, given: Answers): FormState {
  const sorted = sort(state.compiled, given);
  const keys = new Set([...Object.keys(state.answers), ...Object.keys(sorted.answers)]);
  const changed = [...keys].filter((key) => !sameJson(state.answers[key], sorted.answers[key]));
  const cells = changed.map((key) => {
    const { node, frame } = itemOfKey(state.compiled, key) as Found;
    return [valueCell(node), frame] as const;
  });
  return settle({ ...state, ...sorted, recalculated: [], changed: [] }, cells, false);
}

function asked(state: FormState, key: string): Result<Found, AnswerProblem> {
  const found = itemAt(state.compiled, state.cells, key);
  if (found === undefined) return fail({ code: 'unknown-question', name: key });
  const { item } = found.node;
  if (!isAnswered(item) || item.readOnly === true)
    return fail({ code: 'takes-no-answer', name: key });
  return ok(found);
}

/** Writes one register and works out what follows. Called by repeats.ts too, with the repeat as `node`. */
export function keep(
  state: FormState,
  key: string,
  { node, frame }: Found,
  one: Answer | undefined,
): FormState {
  // Leaving one out of a thousand by rest syntax took longer than all that follows from it.
  const answers: Record<string, Answer> = { ...state.answers };
  if (one === undefined) Reflect.deleteProperty(answers, key);
  else answers[key] = one;
  return settle(
    { ...state, answers, recalculated: [], changed: [key] },
    [[valueCell(node), frame]],
    true,
  );
}

/** Whether the item is asked now; false for unknown keys. */
export function isRelevant(state: FormState, key: string): boolean {
  const found = itemAt(state.compiled, state.cells, key);
  return found !== undefined && isRelevantIn(state.cells, found.node, found.frame);
}

/** The value as expressions see it; undefined for unknown keys. Of a repeat: the ids of its instances. */
export function currentValue(state: FormState, key: string): Value | undefined {
  const found = itemAt(state.compiled, state.cells, key);
  return found === undefined ? undefined : valueIn(state.cells, found.node, found.frame);
}

/** A condition or constraint worked out now; undefined when it can't be. Called by check.ts. */
export function holds(
  state: FormState,
  tree: Expression,
  at: { readonly node: Node; readonly frame: string; readonly here: Value },
): boolean | undefined {
  const outcome = evaluate(tree, scopeFor(state, at.node, at.frame, at.here));
  return isProblem(outcome) ? undefined : toBoolean(outcome);
}

/** What the answers come to: of relevant questions only, by key. */
export type FormResult = {
  readonly values: Readonly<Record<string, AnswerValue>>;
  readonly refused: readonly string[];
  /** Key -> the day it was answered. */
  readonly dates: Readonly<Record<string, string>>;
  /** Key of a repeat -> ids of its instances in order: a table of rows for each repeat (README, "Rows of repeats"). */
  readonly instances: Readonly<Record<string, readonly string[]>>;
};

export function resultOf(state: FormState): FormResult {
  const { cells, answers } = state;
  const values: Record<string, AnswerValue> = {};
  const dates: Record<string, string> = {};
  const refused: string[] = [];
  const instances: Record<string, readonly string[]> = {};
  for (const node of state.compiled.nodes) {
    const { item } = node;
    if (item.type === 'group' || item.type === 'note') continue;
    for (const frame of framesBelow(cells, node, '', 0)) {
      if (!isRelevantIn(cells, node, frame)) continue;
      const key = keyIn(frame, item.name);
      if (item.type === 'repeat') {
        instances[key] = idsIn(cells, node, frame);
        continue;
      }
      const given = answers[key];
      if (given !== undefined && 'refused' in given) refused.push(key);
      const value = valueOf(given) ?? shownValue(node, valueIn(cells, node, frame));
      if (given !== undefined && !('value' in given && given.value === '')) dates[key] = given.at;
      if (value !== undefined && value !== '' && !(given !== undefined && 'refused' in given))
        values[key] = value;
    }
  }
  return { values, refused, dates, instances };
}

/** What counts without an answer: a calculation, or the default in its own shape. */
function shownValue({ item }: Node, value: Value): AnswerValue | undefined {
  if (isGroup(item)) return undefined;
  if (item.default !== undefined && item.calculation === undefined) return item.default;
  if (typeof value === 'boolean' || typeof value === 'object') return undefined;
  return item.type === 'select_multiple' || item.type === 'rank'
    ? value === ''
      ? undefined
      : String(value).split(' ')
    : value;
}
