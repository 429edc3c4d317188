// Works out cells: the given ones and then, in order, those whose needs changed, in the instances where they did. Called by engine.ts and repeats.ts.
import { asValue, valueOf, type Answer, type Answers } from './answers.ts';
import { todayOf, type Clock } from './clock.ts';
import type { Compiled } from './compile.ts';
import { evaluate, type Scope } from './evaluate.ts';
import { numberFrom } from './chance.ts';
import type { Library } from './rows.ts';
import { relevantCell, valueCell } from './order.ts';
import type { Expression } from './parse.ts';
import type { Question } from './schema.ts';
import { frameAt, framesBelow, keyIn, type Cells, type Node } from './tree.ts';
import {
  isMany,
  isProblem,
  toBoolean,
  toNumber,
  toText,
  type Outcome,
  type Value,
} from './values.ts';

/** What the caller lends the engine for as long as a form is open. */
export type Lent = {
  /** Where random numbers come from, the response's id for example: the same seed gives the same form the same numbers again. */
  readonly seed: string;
  /** The words under a text key (texts.ts), for `jr:choice-name()`. */
  readonly textOf: (key: string) => string | undefined;
  /** For the short names of months and days in `format-date()`, `lv` for example. */
  readonly language: string;
};

export type FormState = {
  readonly compiled: Compiled;
  readonly clock: Clock;
  readonly lent: Lent;
  readonly library: Library;
  /** Every answer given, those to questions that are not relevant now included: they come back with the question. */
  readonly answers: Answers;
  /** Answers that fit no question of this form (another version's): kept, shown, never lost. */
  readonly strays: Readonly<
    Record<string, { readonly answer: Answer; readonly why: 'gone' | 'other-type' }>
  >;
  readonly cells: Cells;
  /** Keys of the items looked at again by the last answer, in order of calculation. */
  readonly recalculated: readonly string[];
  /** Keys of the registers the last call wrote: the answer given, and values the engine keeps by itself. All are to be stored. */
  readonly changed: readonly string[];
};

/** By depth of nesting: more instances than these a count does not make. */
const MOST_INSTANCES = [1000, 100, 20];
/** Rows and places that one expression may look at. */
const FUEL = 300_000;

/** What an expression of `node` in `frame` sees. */
export function scopeFor(
  state: FormState,
  node: Node | undefined,
  frame: string,
  here: Value,
): Scope {
  const { compiled, clock, lent, cells, library } = state;
  let drawn = 0;
  return {
    clock,
    textOf: lent.textOf,
    language: lent.language,
    random: () => {
      drawn += 1;
      return numberFrom(`${lent.seed} ${keyIn(frame, node?.item.name ?? '')} ${drawn}`);
    },
    view: compiled,
    cells,
    library,
    at: { is: 'item', node, frame },
    here,
    fuel: { left: FUEL },
  };
}

/** Which cells to begin with, and in which frames. */
export type Start = Iterable<readonly [cell: number, frame: string]>;

/**
 * Each cell at most once in each frame, so it always ends. `isLive` when a person answers: triggers fire. Opening a form and taking
 * over answers from elsewhere fire none: what they did is among the answers already.
 */
export function settle(state: FormState, start: Start, isLive: boolean): FormState {
  return new Settling(state, isLive).run(start);
}

class Settling {
  private readonly cells: Map<string, Value[]>;
  /** Frames whose cells are this run's own copy. */
  private readonly own = new Set<string>();
  private readonly waiting = new Map<number, Map<string, boolean>>();
  private readonly kept: Record<string, Answer> = {};
  private readonly seen = new Set<string>();
  private readonly state: FormState;
  private readonly isLive: boolean;
  private place = 0;

  constructor(state: FormState, isLive: boolean) {
    this.cells = new Map(state.cells as ReadonlyMap<string, Value[]>);
    this.state = { ...state, cells: this.cells };
    this.isLive = isLive;
  }

  run(start: Start): FormState {
    const { order, places } = this.state.compiled;
    this.place = order.length;
    for (const [cell, frame] of start) {
      this.wait(cell, frame, false);
      this.place = Math.min(this.place, places[cell] ?? 0);
    }
    for (; this.place < order.length && this.waiting.size > 0; this.place += 1)
      this.settleCell(order[this.place] as number);
    const { state } = this;
    const written = Object.keys(this.kept);
    return {
      ...state,
      answers: written.length === 0 ? state.answers : { ...state.answers, ...this.kept },
      changed: written.length === 0 ? state.changed : [...new Set([...state.changed, ...written])],
      recalculated: [...this.seen],
    };
  }

  private wait(cell: number, frame: string, fires: boolean): void {
    let frames = this.waiting.get(cell);
    if (frames === undefined) this.waiting.set(cell, (frames = new Map<string, boolean>()));
    frames.set(frame, fires || frames.get(frame) === true);
  }

  private settleCell(cell: number): void {
    const frames = this.waiting.get(cell);
    if (frames === undefined) return;
    this.waiting.delete(cell);
    const { compiled } = this.state;
    const node = compiled.nodes[cell >> 1] as Node;
    if (!compiled.running.has(cell)) {
      for (const [frame, fired] of frames) this.settleIn(cell, node, frame, fired);
      return;
    }
    const all = framesBelow(this.cells, node, '', 0);
    const before = all.map((frame) => this.cells.get(frame)?.[node.slot * 2 + (cell % 2)] ?? '');
    for (const frame of all) this.write(node, cell, frame, '');
    for (const [i, frame] of all.entries())
      this.settleIn(cell, node, frame, frames.get(frame) === true, before[i]);
  }

  private settleIn(cell: number, node: Node, frame: string, fired: boolean, was?: Value): void {
    const now = this.cells.get(frame);
    // The instance was taken away meanwhile.
    if (now === undefined) return;
    const before = was ?? now[node.slot * 2 + (cell % 2)] ?? '';
    this.seen.add(keyIn(frame, node.item.name));
    const value =
      cell % 2 === 0 ? this.relevance(node, frame) : this.value(node, frame, before, fired);
    if (isSame(value, before)) {
      if (was !== undefined) this.write(node, cell, frame, before);
      return;
    }
    this.write(node, cell, frame, value);
    if (cell % 2 === 1 && node.item.type === 'repeat') this.reshape(node, frame, before, value);
    for (const { cell: next, level, fires } of this.state.compiled.dependents[cell] ?? []) {
      if (this.state.compiled.running.has(next) && next === cell) continue;
      const dependent = this.state.compiled.nodes[next >> 1] as Node;
      for (const one of framesBelow(this.cells, dependent, frameAt(frame, level), level))
        this.wait(next, one, fires);
    }
  }

  private write(node: Node, cell: number, frame: string, value: Value): void {
    let cells = this.cells.get(frame);
    if (cells === undefined) return;
    if (!this.own.has(frame)) {
      this.cells.set(frame, (cells = [...cells]));
      this.own.add(frame);
    }
    cells[node.slot * 2 + (cell % 2)] = value;
  }

  /** Frames of instances that came, without those of instances that went. */
  private reshape(repeat: Node, frame: string, before: Value, after: Value): void {
    const left = new Set(isMany(after) ? after : []);
    for (const id of isMany(before) ? before : [])
      if (!left.delete(id)) {
        const gone = keyIn(frame, `${repeat.item.name}/${id}`);
        for (const one of this.cells.keys())
          if (one === gone || one.startsWith(`${gone}/`)) this.cells.delete(one);
      }
    const { compiled } = this.state;
    for (const id of left) {
      const made = keyIn(frame, `${repeat.item.name}/${id}`);
      this.cells.set(made, emptyFrame(compiled, repeat));
      this.own.add(made);
      const plant = (node: Node): void => {
        this.wait(relevantCell(node), made, false);
        this.wait(valueCell(node), made, false);
        if (node.item.type !== 'repeat') node.children.forEach(plant);
      };
      repeat.children.forEach(plant);
    }
  }

  /** Relevant when everything above is and its own condition holds. A condition that can't be worked out hides nothing. */
  private relevance(node: Node, frame: string): boolean {
    const { parent } = node;
    if (parent !== undefined && parent.item.type !== 'repeat')
      if (this.cells.get(frame)?.[parent.slot * 2] !== true) return false;
    if (node.relevant === undefined) return true;
    const outcome = evaluate(node.relevant, scopeFor(this.state, node, frame, ''));
    return isProblem(outcome) || toBoolean(outcome);
  }

  /** As expressions see it: '' when not relevant, refused or unanswered; choices of a select_multiple parted by blanks; of a repeat the ids of its instances. */
  private value(node: Node, frame: string, before: Value, fired: boolean): Value {
    const { item } = node;
    const isShown = this.cells.get(frame)?.[node.slot * 2] === true;
    if (item.type === 'group') return '';
    if (item.type === 'repeat') return isShown ? this.instances(node, frame) : [];
    if (node.kept) this.keep(node, item, frame, fired);
    if (!isShown) return '';
    const key = keyIn(frame, item.name);
    const given = this.kept[key] ?? this.state.answers[key];
    if (given !== undefined) return asValue(valueOf(given) ?? '');
    if (node.calculation !== undefined && !node.kept)
      return calculated(evaluate(node.calculation, scopeFor(this.state, node, frame, before)));
    return item.default === undefined ? '' : asValue(item.default);
  }

  /** Values that can't be worked out again later become answers when they are worked out. */
  private keep(node: Node, item: Question, frame: string, fired: boolean): void {
    const key = keyIn(frame, item.name);
    const given = this.state.answers[key];
    const here = given === undefined ? '' : asValue(valueOf(given) ?? '');
    let tree: Expression | undefined;
    if (item.trigger !== undefined && fired && this.isLive) tree = node.calculation;
    else if (given === undefined && node.dynamicDefault !== undefined) tree = node.dynamicDefault;
    else if (item.trigger === undefined && this.cells.get(frame)?.[node.slot * 2] === true)
      tree = node.calculation;
    if (tree === undefined) return;
    const value = calculated(evaluate(tree, scopeFor(this.state, node, frame, here)));
    if (value === here && (given !== undefined || tree !== node.dynamicDefault)) return;
    this.kept[key] = { value, at: todayOf(this.state.clock) };
  }

  private instances(repeat: Node, frame: string): readonly string[] {
    const { item } = repeat;
    if (item.type !== 'repeat' || item.count === undefined)
      return registeredIds(this.state.answers, repeat, frame);
    if (repeat.calculation === undefined) return [];
    const outcome = evaluate(repeat.calculation, scopeFor(this.state, repeat, frame, ''));
    const wanted = isProblem(outcome) ? 0 : Math.trunc(toNumber(outcome));
    const most = MOST_INSTANCES[repeat.chain.length] ?? 5;
    return Array.from({ length: Math.min(Math.max(wanted || 0, 0), most) }, (_, i) => `n${i + 1}`);
  }
}

/** Ids whose register holds a number, by that number; equal numbers (two tablets) by id. */
export function registeredIds(answers: Answers, repeat: Node, frame: string): readonly string[] {
  const prefix = `${keyIn(frame, repeat.item.name)}/`;
  const found: (readonly [number, string])[] = [];
  for (const key in answers) {
    if (!key.startsWith(prefix)) continue;
    const id = key.slice(prefix.length);
    const place = valueOf(answers[key]);
    if (!id.includes('/') && typeof place === 'number') found.push([place, id]);
  }
  return found.toSorted(([a, idA], [b, idB]) => a - b || (idA < idB ? -1 : 1)).map(([, id]) => id);
}

export const emptyFrame = ({ sizes }: Compiled, repeat: Node | undefined): Value[] =>
  Array.from({ length: (sizes.get(repeat) ?? 0) * 2 }, (_, i) => (i % 2 === 0 ? false : ''));

function isSame(a: Value, b: Value): boolean {
  if (!isMany(a) || !isMany(b)) return Object.is(a, b);
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

/** Kept as ODK keeps it: booleans as the words true and false, what is no number as nothing. */
function calculated(outcome: Outcome): string | number {
  if (isProblem(outcome)) return '';
  if (typeof outcome === 'number') return Number.isNaN(outcome) ? '' : outcome;
  return toText(outcome);
}
