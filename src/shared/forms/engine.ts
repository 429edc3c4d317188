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
import { compile, relevantCell, valueCell, type Compiled, type Node } from './compile.ts';
import { evaluate, type Scope } from './evaluate.ts';
import type { Expression } from './parse.ts';
import type { FormProblem } from './problems.ts';
import { isAnswered, isGroup, type Form } from './schema.ts';
import { isProblem, toBoolean, toText, type Value } from './values.ts';

export type FormState = {
  readonly compiled: Compiled;
  readonly clock: Clock;
  /** Every answer given, those to questions that are not relevant now included: they come back with the question. */
  readonly answers: Answers;
  /** Answers that fit no question of this form (another version's): kept, shown, never lost. */
  readonly strays: Readonly<
    Record<string, { readonly answer: Answer; readonly why: 'gone' | 'other-type' }>
  >;
  /** By cell (see Compiled): relevance as a boolean, value as expressions see it. */
  readonly cells: readonly Value[];
  /** Names of the items looked at again by the last answer, in order of calculation. */
  readonly recalculated: readonly string[];
};

export type AnswerProblem = {
  /** No such question, a question that takes no answer, a value of the wrong shape, a refusal where none is offered. */
  readonly code: 'unknown-question' | 'takes-no-answer' | 'wrong-shape' | 'refusal-not-offered';
  readonly name: string;
};

/** What is wrong with the form's expressions; the questions themselves stay usable. */
export const problemsOf = (state: FormState): readonly FormProblem[] => state.compiled.problems;

type Sorted = Pick<FormState, 'answers' | 'strays'>;

/** Answers that fit the form, and those that don't. */
function sort(compiled: Compiled, given: Answers): Sorted {
  const answers: Record<string, Answer> = {};
  const strays: Record<string, { answer: Answer; why: 'gone' | 'other-type' }> = {};
  for (const [name, one] of Object.entries(given)) {
    const item = compiled.byName.get(name)?.item;
    const value = valueOf(one);
    if (item === undefined || !isAnswered(item)) strays[name] = { answer: one, why: 'gone' };
    else if (value !== undefined && !hasShape(item.type, value))
      strays[name] = { answer: one, why: 'other-type' };
    else answers[name] = one;
  }
  return { answers, strays };
}

/** Opens a checked form. Answers that don't fit it are put aside as strays. */
export function openForm(
  form: Form,
  given: { readonly answers?: Answers; readonly now: Clock },
): FormState {
  const compiled = compile(form);
  const empty: Value[] = compiled.nodes.flatMap(() => [false, '']);
  const sorted = sort(compiled, given.answers ?? {});
  const state = { compiled, clock: given.now, ...sorted, cells: empty, recalculated: [] };
  return settle(state, compiled.order);
}

/** Gives, changes or (with undefined or an empty value) takes back one answer. Works out again only what depends on it. */
export function answer(
  state: FormState,
  name: string,
  value: AnswerValue | undefined,
): Result<FormState, AnswerProblem> {
  const node = state.compiled.byName.get(name);
  if (node === undefined) return fail({ code: 'unknown-question', name });
  if (!isAnswered(node.item)) return fail({ code: 'takes-no-answer', name });
  if (value !== undefined && !hasShape(node.item.type, value))
    return fail({ code: 'wrong-shape', name });
  if (value === undefined || isEmpty(value)) return ok(keep(state, node, undefined));
  return ok(keep(state, node, { value, at: todayOf(state.clock) }));
}

/** "I don't want to answer": counts as answered, has no value. */
export function refuse(state: FormState, name: string): Result<FormState, AnswerProblem> {
  const node = state.compiled.byName.get(name);
  if (node === undefined) return fail({ code: 'unknown-question', name });
  if (!isAnswered(node.item)) return fail({ code: 'takes-no-answer', name });
  if (node.item.refuse === false) return fail({ code: 'refusal-not-offered', name });
  return ok(keep(state, node, { refused: true, at: todayOf(state.clock) }));
}

/** Takes over answers as they stand elsewhere (the record, another tablet); works out again only what differs. */
export function withAnswers(state: FormState, given: Answers): FormState {
  const sorted = sort(state.compiled, given);
  const names = new Set([...Object.keys(state.answers), ...Object.keys(sorted.answers)]);
  const changed = [...names].filter((name) => !sameJson(state.answers[name], sorted.answers[name]));
  const cells = changed.map((name) => valueCell(state.compiled.byName.get(name) as Node));
  return settle({ ...state, ...sorted, recalculated: [] }, cells);
}

function keep(state: FormState, node: Node, one: Answer | undefined): FormState {
  const { [node.item.name]: _before, ...others } = state.answers;
  const answers = one === undefined ? others : { ...others, [node.item.name]: one };
  return settle({ ...state, answers, recalculated: [] }, [valueCell(node)]);
}

/** Works out the given cells and then, in order, those whose needs changed. Each cell at most once, so it always ends. */
function settle(state: FormState, first: readonly number[]): FormState {
  const { compiled } = state;
  const cells = [...state.cells];
  const scope = scopeOf(state, cells);
  const waiting = new Set(first);
  const seen: string[] = [];
  const all = first.length === compiled.order.length;
  const start = Math.min(...first.map((cell) => compiled.places[cell] ?? 0));
  for (
    let place = first.length === 0 ? compiled.order.length : start;
    place < compiled.order.length && waiting.size > 0;
    place += 1
  ) {
    const cell = compiled.order[place] as number;
    if (!waiting.delete(cell)) continue;
    const node = compiled.nodes[cell >> 1] as Node;
    const value =
      cell % 2 === 0 ? relevance(node, cells, scope) : valueIn(state, node, cells, scope);
    if (seen.at(-1) !== node.item.name) seen.push(node.item.name);
    if (Object.is(value, cells[cell])) continue;
    cells[cell] = value;
    if (!all) for (const next of compiled.dependents[cell] ?? []) waiting.add(next);
  }
  return { ...state, cells, recalculated: [...new Set(seen)] };
}

function scopeOf(state: FormState, cells: readonly Value[]): Omit<Scope, 'here'> {
  const { byName } = state.compiled;
  return {
    clock: state.clock,
    valueOf: (name) => {
      const node = byName.get(name);
      return node === undefined || isGroup(node.item) ? undefined : (cells[valueCell(node)] ?? '');
    },
  };
}

/** Relevant when everything above is and its own condition holds. A condition that can't be worked out hides nothing. */
function relevance(node: Node, cells: readonly Value[], scope: Omit<Scope, 'here'>): boolean {
  if (node.parent !== undefined && cells[relevantCell(node.parent)] !== true) return false;
  if (node.relevant === undefined) return true;
  const outcome = evaluate(node.relevant, { ...scope, here: '' });
  return isProblem(outcome) || toBoolean(outcome);
}

/** As expressions see it: '' when not relevant, refused or unanswered; choices of a select_multiple parted by blanks. */
function valueIn(
  state: FormState,
  node: Node,
  cells: readonly Value[],
  scope: Omit<Scope, 'here'>,
): Value {
  if (cells[relevantCell(node)] !== true || isGroup(node.item)) return '';
  const given = state.answers[node.item.name];
  if (given !== undefined) return asValue(valueOf(given) ?? '');
  if (node.calculation !== undefined)
    return calculated(node.calculation, cells[valueCell(node)] ?? '', scope);
  return node.item.default === undefined ? '' : asValue(node.item.default);
}

const asValue = (value: AnswerValue): Value =>
  typeof value === 'object' ? value.join(' ') : value;

/** Kept as ODK keeps it: booleans as the words true and false, what is no number as nothing. */
function calculated(tree: Expression, before: Value, scope: Omit<Scope, 'here'>): Value {
  const outcome = evaluate(tree, { ...scope, here: before });
  if (isProblem(outcome)) return '';
  if (typeof outcome === 'number') return Number.isNaN(outcome) ? '' : outcome;
  return toText(outcome);
}

const nodeOf = (state: FormState, name: string): Node | undefined =>
  state.compiled.byName.get(name);

/** Whether the item is asked now; false for unknown names. */
export function isRelevant(state: FormState, name: string): boolean {
  const node = nodeOf(state, name);
  return node !== undefined && state.cells[relevantCell(node)] === true;
}

/** The value as expressions see it; undefined for unknown names. */
export function currentValue(state: FormState, name: string): Value | undefined {
  const node = nodeOf(state, name);
  return node === undefined ? undefined : state.cells[valueCell(node)];
}

/** A condition or constraint worked out now; undefined when it can't be. Called by check.ts. */
export function holds(state: FormState, tree: Expression, here: Value): boolean | undefined {
  const outcome = evaluate(tree, { ...scopeOf(state, state.cells), here });
  return isProblem(outcome) ? undefined : toBoolean(outcome);
}

/** What the answers come to: of relevant questions only. */
export type FormResult = {
  readonly values: Readonly<Record<string, AnswerValue>>;
  readonly refused: readonly string[];
  /** Name -> the day it was answered. */
  readonly dates: Readonly<Record<string, string>>;
};

export function resultOf(state: FormState): FormResult {
  const values: Record<string, AnswerValue> = {};
  const dates: Record<string, string> = {};
  const refused: string[] = [];
  for (const { item } of state.compiled.nodes) {
    if (isGroup(item) || !isRelevant(state, item.name)) continue;
    const given = state.answers[item.name];
    if (given !== undefined) dates[item.name] = given.at;
    if (given !== undefined && 'refused' in given) refused.push(item.name);
    else {
      const value =
        valueOf(given) ??
        (item.type === 'calculate' ? currentValue(state, item.name) : item.default);
      if (value !== undefined && value !== '' && typeof value !== 'boolean')
        values[item.name] = value as AnswerValue;
    }
  }
  return { values, refused, dates };
}
