// Makes a form ready to run: expressions parsed once, their order of calculation, and who must be worked out again after whom.
// Called by engine.ts when a form is opened. Wrong expressions are left out and reported; nothing here throws.
import { functions } from './functions.ts';
import { nameOfPath } from './evaluate.ts';
import { parseExpression, type Expression } from './parse.ts';
import { readPattern } from './pattern.ts';
import type { ExpressionProblem, FormProblem } from './problems.ts';
import { isGroup, type Form, type Item } from './schema.ts';

export type Node = {
  readonly index: number;
  readonly item: Item;
  readonly parent: Node | undefined;
  relevant: Expression | undefined;
  calculation: Expression | undefined;
  readonly required: Expression | undefined;
  readonly constraint: Expression | undefined;
};

/**
 * Every item has two cells: 2i is whether it is relevant, 2i + 1 is its value. `order` lists all cells so that each stands
 * after what it needs; `dependents` says which cells to look at again when one has changed.
 */
export type Compiled = {
  readonly form: Form;
  readonly nodes: readonly Node[];
  readonly byName: ReadonlyMap<string, Node>;
  readonly order: readonly number[];
  /** Cell -> its place in `order`. */
  readonly places: readonly number[];
  readonly dependents: readonly (readonly number[])[];
  readonly problems: readonly FormProblem[];
};

export const relevantCell = (node: Node): number => node.index * 2;
export const valueCell = (node: Node): number => node.index * 2 + 1;

/** All trees inside a tree, itself included. A loop, not recursion: chains may be long. */
function* treesOf(tree: Expression): Generator<Expression> {
  const waiting = [tree];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    if (next.is === 'op') waiting.push(next.right, next.left);
    else if (next.is === 'minus') waiting.push(next.of);
    else if (next.is === 'call') waiting.push(...next.args);
    else if (next.is === 'path') {
      if (typeof next.from !== 'string') waiting.push(next.from);
      waiting.push(...next.where, ...next.steps.flatMap((step) => step.where));
    }
  }
}

/** The names an expression needs; `.` is given as the item's own name. */
function namesIn(tree: Expression, own: string | undefined): Set<string> {
  const names = new Set<string>();
  for (const part of treesOf(tree)) {
    if (part.is === 'ref') names.add(part.name);
    else if (part.is === 'here' && own !== undefined) names.add(own);
    else if (part.is === 'path') {
      const name = nameOfPath(part);
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}

/** What is wrong with a tree before it ever runs. */
function problemIn(
  tree: Expression,
  known: (name: string) => boolean,
): ExpressionProblem | undefined {
  for (const part of treesOf(tree)) {
    if (part.is === 'ref' && !known(part.name))
      return { code: 'unknown-name', at: part.at, found: part.name };
    if (part.is === 'path') {
      const name = nameOfPath(part);
      if (name === undefined) return { code: 'path', at: part.at, found: '' };
      if (!known(name)) return { code: 'unknown-name', at: part.at, found: name };
    }
    if (part.is === 'call') {
      const called = functions.get(part.name);
      if (called === undefined) return { code: 'unknown-function', at: part.at, found: part.name };
      if (part.args.length < called.least || part.args.length > called.most)
        return { code: 'wrong-count', at: part.at, found: part.name };
      const pattern = part.name === 'regex' ? part.args[1] : undefined;
      if (pattern?.is === 'text' && !readPattern(pattern.value).ok)
        return { code: 'pattern', at: part.at, found: pattern.value };
    }
  }
  return undefined;
}

export function compile(form: Form): Compiled {
  const problems: FormProblem[] = [];
  const flat: { item: Item; parent: number | undefined }[] = [];
  const flatten = (items: readonly Item[], parent: number | undefined): void => {
    for (const item of items) {
      flat.push({ item, parent });
      if (isGroup(item)) flatten(item.items, flat.length - 1);
    }
  };
  flatten(form.items, undefined);
  const names = new Set(flat.filter(({ item }) => !isGroup(item)).map(({ item }) => item.name));
  const ready = (
    item: Item,
    part: FormProblem['part'],
    source: string | undefined,
  ): Expression | undefined => {
    if (source === undefined || source.trim() === '') return undefined;
    const parsed = parseExpression(source);
    const problem = parsed.ok ? problemIn(parsed.value, (name) => names.has(name)) : parsed.error;
    if (problem !== undefined) problems.push({ ...problem, name: item.name, part });
    return parsed.ok && problem === undefined ? parsed.value : undefined;
  };
  const nodes: Node[] = [];
  flat.forEach(({ item, parent }, index) => {
    const question = isGroup(item) ? undefined : item;
    const required =
      typeof question?.required === 'boolean'
        ? question.required
          ? 'true()'
          : undefined
        : question?.required;
    nodes.push({
      index,
      item,
      parent: parent === undefined ? undefined : nodes[parent],
      relevant: ready(item, 'relevant', item.relevant),
      required: ready(item, 'required', required),
      constraint: ready(item, 'constraint', question?.constraint),
      calculation: ready(item, 'calculation', question?.calculation),
    });
  });
  const byName = new Map(nodes.map((node) => [node.item.name, node]));
  return { form, nodes, byName, ...orderOf(nodes, byName, problems), problems };
}

function needsOf(nodes: readonly Node[], byName: ReadonlyMap<string, Node>): number[][] {
  const needs: number[][] = [];
  const values = (tree: Expression | undefined, own: string | undefined): number[] =>
    tree === undefined
      ? []
      : [...namesIn(tree, own)].map((name) => valueCell(byName.get(name) as Node));
  for (const node of nodes) {
    const above = node.parent === undefined ? [] : [relevantCell(node.parent)];
    needs.push([...above, ...values(node.relevant, node.item.name)]);
    // `.` in a calculation is the value it had before, so it is no need.
    needs.push([relevantCell(node), ...values(node.calculation, undefined)]);
  }
  return needs;
}

/** Sorts the cells. Where they need each other in a ring, the ring's expressions are dropped and reported, and sorting starts again. */
function orderOf(
  nodes: readonly Node[],
  byName: ReadonlyMap<string, Node>,
  problems: FormProblem[],
): Pick<Compiled, 'order' | 'places' | 'dependents'> {
  for (;;) {
    const needs = needsOf(nodes, byName);
    const dependents: number[][] = needs.map(() => []);
    needs.forEach((list, cell) => list.forEach((need) => dependents[need]?.push(cell)));
    const open = needs.map((list) => list.length);
    const order = open.flatMap((count, cell) => (count === 0 ? [cell] : []));
    for (let i = 0; i < order.length; i += 1)
      for (const next of dependents[order[i] as number] ?? []) {
        open[next] = (open[next] as number) - 1;
        if (open[next] === 0) order.push(next);
      }
    if (order.length === needs.length) {
      const places: number[] = [];
      order.forEach((cell, place) => (places[cell] = place));
      return { order, places, dependents };
    }
    breakRing(nodes, needs, new Set(order), problems);
  }
}

/** Walks needs among the unsorted cells until one comes back: that stretch is a ring. At least one expression goes, so this ends. */
function breakRing(
  nodes: readonly Node[],
  needs: readonly (readonly number[])[],
  sorted: ReadonlySet<number>,
  problems: FormProblem[],
): void {
  const walk: number[] = [];
  let cell = needs.findIndex((_, index) => !sorted.has(index));
  while (!walk.includes(cell)) {
    walk.push(cell);
    cell = needs[cell]?.find((need) => !sorted.has(need)) as number;
  }
  const ring = walk.slice(walk.indexOf(cell));
  const nodeOf = (one: number): Node => nodes[one >> 1] as Node;
  const names = ring
    .map((one) => nodeOf(one).item.name)
    .filter((name, i, all) => name !== all[i - 1]);
  if (names[0] !== names.at(-1) || names.length === 1) names.push(names[0] as string);
  for (const [i, one] of ring.entries()) {
    // Only expressions need values (odd cells); needing a parent's or one's own relevance is nobody's mistake.
    const need = ring[(i + 1) % ring.length] as number;
    if (need % 2 === 0) continue;
    const node = nodeOf(one);
    const part = one % 2 === 0 ? 'relevant' : 'calculation';
    node[part] = undefined;
    problems.push({ code: 'cycle', at: 0, found: names.join(' → '), name: node.item.name, part });
  }
}
