// Works out an expression's value. Called by the engine for every condition, constraint and calculation; never throws.
import { functions, type Surroundings } from './functions.ts';
import { below, contentOf, parentOf, placesOf, type Place, type Ref } from './nodes.ts';
import type { BinaryOperator, Expression } from './parse.ts';
import { lookupIn, nameOfPath, termsOf } from './trees.ts';
import type { Row, Rows } from './rows.ts';
import { frameAt, framesBelow, idsIn, shared, valueByName, type Cells, type View } from './tree.ts';
import { compare, isMany, isProblem, toBoolean, toNumber, toText } from './values.ts';
import type { ExpressionProblem } from './problems.ts';
import type { Outcome, Value } from './values.ts';

/** What an expression sees of the form. */
export type Scope = Surroundings & {
  readonly cells: Cells;
  /** The item the expression belongs to, in which instance. */
  readonly at: Place;
  /** Inside a predicate or a choice filter: the row or place that is looked at, its number and how many there are. */
  readonly context?: Ref;
  readonly position?: number;
  readonly size?: number;
  /** How many rows and places may still be looked at: predicates in predicates must end. */
  readonly fuel: { left: number };
};

type Path = Expression & { readonly is: 'path' };
type Call = Expression & { readonly is: 'call' };
type Nodes = readonly Ref[] | ExpressionProblem;

export function evaluate(expression: Expression, scope: Scope): Outcome {
  switch (expression.is) {
    case 'number':
    case 'text':
      return expression.value;
    case 'here':
      return scope.context === undefined ? scope.here : contentOf(scope.cells, scope.context);
    case 'ref':
      return byName(expression.name, expression.at, scope);
    case 'path':
      return followPath(expression, scope);
    case 'minus': {
      const value = evaluate(expression.of, scope);
      return isProblem(value) ? value : -toNumber(value);
    }
    case 'op':
      return operate(expression.op, expression.left, expression.right, scope);
    case 'call':
      return call(expression, scope);
  }
}

function byName(name: string, at: number, scope: Scope): Outcome {
  return (
    valueByName(scope.view, scope.cells, name, scope.at) ?? {
      code: 'unknown-name',
      at,
      found: name,
    }
  );
}

/** In a predicate a plain name is a part of what is looked at, when there is such a part; else a question of the form. */
function followPath(path: Path, scope: Scope): Outcome {
  const name = nameOfPath(path);
  if (name !== undefined && scope.context === undefined) return byName(name, path.at, scope);
  if (
    name !== undefined &&
    scope.context?.is === 'row' &&
    path.from === 'here' &&
    path.steps.length === 1
  )
    return scope.context.row(name) ?? [];
  const nodes = nodesOf(path, scope);
  if (isProblem(nodes)) return nodes;
  if (nodes.length === 0) {
    if (scope.context !== undefined && name !== undefined && scope.context.is !== 'row')
      return valueByName(scope.view, scope.cells, name, scope.at) ?? '';
    return [];
  }
  const values = nodes.map((node) => contentOf(scope.cells, node));
  return values.length === 1
    ? (values[0] ?? '')
    : values.flatMap((one) => (isMany(one) ? '' : one));
}

/** The places a path leads to, or the problem met in a predicate. */
export function nodesOf(tree: Expression, scope: Scope): Nodes {
  if (tree.is === 'here') return [scope.context ?? scope.at];
  if (tree.is === 'ref') return namedPlaces(tree.name, tree.at, scope);
  if (tree.is === 'call') return calledPlaces(tree, scope);
  if (tree.is !== 'path') return { code: 'path', at: 0, found: '' };
  let nodes: Nodes;
  if (tree.from === 'here') nodes = [scope.context ?? scope.at];
  else if (tree.from === 'root') return fromRoot(tree, scope);
  else nodes = nodesOf(tree.from, scope);
  if (isProblem(nodes)) return nodes;
  return walk(filtered(nodes, tree.where, scope), tree.steps, scope);
}

/** `/data/people[2]/age`: the first step is the form, whatever it is called. */
function fromRoot(tree: Path, scope: Scope): Nodes {
  const root: Place = { is: 'item', node: undefined, frame: '' };
  const deep = tree.steps[0]?.deep === true;
  return walk([root], deep ? tree.steps : tree.steps.slice(1), scope);
}

function walk(start: Nodes, steps: Path['steps'], scope: Scope): Nodes {
  let nodes = start;
  for (const step of steps) {
    if (isProblem(nodes)) return nodes;
    const [first] = nodes;
    const [test, ...others] = step.where;
    if (first?.is === 'rows' && first.depth === 1 && test !== undefined) {
      const rows = rowsWhere(first.rows, test, scope);
      if (isProblem(rows)) return rows;
      nodes = filtered(
        rows.map((row) => ({ is: 'row', row })),
        others,
        scope,
      );
      continue;
    }
    const next = step.deep
      ? namedBelow(step.name, scope)
      : nodes.flatMap((node): readonly Ref[] => {
          if (step.name === '.') return [node];
          if (step.name === '..') return node.is === 'item' ? parentOf(node) : [];
          return below(scope.view, scope.cells, node, step.name);
        });
    nodes = filtered(distinct(next), step.where, scope);
  }
  return nodes;
}

/**
 * The rows a test lets pass. The first `column = value` joined by `and` is looked up, the rest is worked out for each row that is
 * left: 30,000 rows are too many to work out at every answer. `only` leaves the other rows out from the start.
 */
export function rowsWhere(
  rows: Rows,
  test: Expression,
  scope: Scope,
  only?: readonly Row[],
): readonly Row[] | ExpressionProblem {
  let left = only;
  const rest: Expression[] = [];
  for (const term of termsOf(test)) {
    const lookup = left === undefined ? lookupIn(term) : undefined;
    const value = lookup === undefined ? undefined : evaluate(lookup.value, scope);
    if (value !== undefined && isProblem(value)) return value;
    if (lookup !== undefined && (typeof value === 'string' || typeof value === 'number'))
      left = rows.where(lookup.column, value);
    else rest.push(withValues(term, scope));
  }
  const found = left ?? rows.all;
  if (rest.length === 0) return found;
  scope.fuel.left -= found.length;
  if (scope.fuel.left < 0) return { code: 'too-long', at: 0, found: '' };
  const kept: Row[] = [];
  // One scope for all rows: making 30,000 of them took most of the time.
  const inside = {
    ...scope,
    context: { is: 'row', row: rows.all[0] } as Ref,
    position: 0,
    size: found.length,
  };
  for (const [i, row] of found.entries()) {
    inside.context = { is: 'row', row };
    inside.position = i + 1;
    let passes = true;
    for (const term of rest) {
      const outcome = evaluate(term, inside);
      if (isProblem(outcome)) return outcome;
      passes &&=
        typeof outcome === 'number' && rest.length === 1 ? outcome === i + 1 : toBoolean(outcome);
      if (!passes) break;
    }
    if (passes) kept.push(row);
  }
  return kept;
}

/** The same for every row: answers are looked up once, before. */
function withValues(tree: Expression, scope: Scope): Expression {
  if (tree.is === 'op')
    return { ...tree, left: withValues(tree.left, scope), right: withValues(tree.right, scope) };
  if (tree.is === 'call' && tree.name !== 'position' && tree.name !== 'indexed-repeat')
    return { ...tree, args: tree.args.map((arg) => withValues(arg, scope)) };
  const value = tree.is === 'ref' ? evaluate(tree, scope) : undefined;
  if (typeof value === 'string') return { is: 'text', value };
  return typeof value === 'number' ? { is: 'number', value } : tree;
}

/** Several ways may lead to one place, `people/../people`: it counts once. */
function distinct(nodes: readonly Ref[]): readonly Ref[] {
  if (nodes.length < 2) return nodes;
  const seen = new Map<unknown, Ref>();
  for (const node of nodes)
    seen.set(node.is === 'item' ? `${node.frame} ${node.node?.index}` : node, node);
  return [...seen.values()];
}

function namedBelow(name: string, { view, cells }: Scope): readonly Ref[] {
  const node = view.byName.get(name);
  if (node === undefined) return [];
  return framesBelow(cells, node, '', 0).flatMap((frame) => placesOf(cells, node, frame));
}

function filtered(nodes: Nodes, where: readonly Expression[], scope: Scope): Nodes {
  let left = nodes;
  for (const test of where) {
    if (isProblem(left)) return left;
    const kept: Ref[] = [];
    scope.fuel.left -= left.length;
    if (scope.fuel.left < 0) return { code: 'too-long', at: 0, found: '' };
    for (const [i, node] of left.entries()) {
      const outcome = evaluate(test, {
        ...scope,
        context: node,
        position: i + 1,
        size: left.length,
      });
      if (isProblem(outcome)) return outcome;
      if (typeof outcome === 'number' ? outcome === i + 1 : toBoolean(outcome)) kept.push(node);
    }
    left = kept;
  }
  return left;
}

/** Like `valueByName`, as places. A repeat seen from inside is all its instances around. */
function namedPlaces(name: string, at: number, { view, cells, at: own }: Scope): Nodes {
  const node = view.byName.get(name);
  if (node === undefined) return { code: 'unknown-name', at, found: name };
  const level = shared(own.node, node);
  return framesBelow(cells, node, frameAt(own.frame, level), level).flatMap((frame) =>
    placesOf(cells, node, frame),
  );
}

function calledPlaces(tree: Call, scope: Scope): Nodes {
  if (tree.name === 'current') return [scope.at];
  if (tree.name === 'randomize' && tree.args[0] !== undefined) return nodesOf(tree.args[0], scope);
  if (tree.name !== 'instance' || tree.args[0] === undefined)
    return { code: 'path', at: tree.at, found: tree.name };
  const name = evaluate(tree.args[0], scope);
  if (isProblem(name)) return name;
  const rows = scope.library.named(toText(name));
  if (rows === undefined) return { code: 'unknown-name', at: tree.at, found: toText(name) };
  return [{ is: 'rows', rows, depth: 0 }];
}

function operate(
  op: BinaryOperator,
  leftTree: Expression,
  rightTree: Expression,
  scope: Scope,
): Outcome {
  const left = evaluate(leftTree, scope);
  if (isProblem(left)) return left;
  if (op === 'and' || op === 'or') {
    if (toBoolean(left) === (op === 'or')) return op === 'or';
    const right = evaluate(rightTree, scope);
    return isProblem(right) ? right : toBoolean(right);
  }
  const right = evaluate(rightTree, scope);
  return isProblem(right) ? right : combine(op, left, right);
}

function combine(op: Exclude<BinaryOperator, 'and' | 'or'>, left: Value, right: Value): Value {
  switch (op) {
    case '|':
      return [left, right].flatMap((value) => (isMany(value) ? value : [value]));
    case '+':
      return toNumber(left) + toNumber(right);
    case '-':
      return toNumber(left) - toNumber(right);
    case '*':
      return toNumber(left) * toNumber(right);
    case 'div':
      return toNumber(left) / toNumber(right);
    case 'mod':
      return toNumber(left) % toNumber(right);
    default:
      return compare(op, left, right);
  }
}

function call(tree: Call, scope: Scope): Outcome {
  const known = functions.get(tree.name);
  if (known === undefined) return { code: 'unknown-function', at: tree.at, found: tree.name };
  if (tree.args.length < known.least || tree.args.length > known.most)
    return { code: 'wrong-count', at: tree.at, found: tree.name };
  if ('lazy' in known) return known.lazy(tree.args.map((arg) => () => evaluate(arg, scope)));
  if ('nodes' in known) return OF_NODES[known.nodes](tree, scope);
  const values: Value[] = [];
  for (const arg of tree.args) {
    const value = evaluate(arg, scope);
    if (isProblem(value)) return value;
    values.push(value);
  }
  const outcome = known.run(values, scope);
  return isProblem(outcome) ? { ...outcome, at: tree.at } : outcome;
}

/** Functions that ask where something stands, not what it is. */
const OF_NODES: Readonly<
  Record<'position' | 'last' | 'indexed' | 'places' | 'once', (tree: Call, scope: Scope) => Outcome>
> = {
  position: positionOf,
  last: (_, { size }) => size ?? 1,
  indexed,
  places: (tree, scope) => {
    const nodes = nodesOf(tree, scope);
    return isProblem(nodes) ? nodes : nodes.map((node) => toText(contentOf(scope.cells, node)));
  },
  once: (tree, scope) =>
    toText(scope.here) === '' ? evaluate(tree.args[0] as Expression, scope) : scope.here,
};

/** Which instance a place is in its repeat; 1 for what is in none. Without a place: of the row looked at. */
function positionOf(tree: Call, scope: Scope): Outcome {
  const [path] = tree.args;
  if (path === undefined && scope.position !== undefined) return scope.position;
  if (path?.is === 'ref') return number(scope, scope.view.byName.get(path.name));
  const nodes = path === undefined ? [scope.at] : nodesOf(path, scope);
  if (isProblem(nodes)) return nodes;
  const [first] = nodes;
  if (first?.is !== 'item' || first.node === undefined) return first === undefined ? Number.NaN : 1;
  return number({ ...scope, at: first }, path === undefined ? first.node.chain.at(-1) : first.node);
}

function number(
  { cells, at }: Scope,
  repeat: Expression | View['nodes'][number] | undefined,
): number {
  if (repeat === undefined || !('item' in repeat) || repeat.item.type !== 'repeat') return 1;
  const level = repeat.chain.length;
  const own = frameAt(at.frame, level + 1);
  const id = own.slice(own.lastIndexOf('/') + 1);
  return idsIn(cells, repeat, frameAt(at.frame, level)).indexOf(id) + 1 || 1;
}

/** `indexed-repeat(${age}, ${people}, 2)`: the age in the second instance; further pairs go into nested repeats. */
function indexed(tree: Call, scope: Scope): Outcome {
  const named = (i: number): View['nodes'][number] | undefined => {
    const arg = tree.args[i];
    const name =
      arg?.is === 'ref' ? arg.name : arg?.is === 'path' ? arg.steps.at(-1)?.name : undefined;
    return name === undefined ? undefined : scope.view.byName.get(name);
  };
  const target = named(0);
  if (target === undefined) return { code: 'path', at: tree.at, found: tree.name };
  const wanted = new Map<unknown, number>();
  for (let i = 1; i + 1 < tree.args.length; i += 2) {
    const at = evaluate(tree.args[i + 1] as Expression, scope);
    if (isProblem(at)) return at;
    wanted.set(named(i), toNumber(at));
  }
  const near = shared(scope.at.node, target);
  let frames: readonly string[] = [''];
  for (const [level, repeat] of target.chain.entries()) {
    const at = wanted.get(repeat);
    frames = frames.flatMap((frame) => {
      const ids = idsIn(scope.cells, repeat, frame);
      const prefix = `${frame === '' ? '' : `${frame}/`}${repeat.item.name}/`;
      if (at !== undefined) return ids[at - 1] === undefined ? [] : [`${prefix}${ids[at - 1]}`];
      if (level < near && frameAt(scope.at.frame, level) === frame)
        return [frameAt(scope.at.frame, level + 1)];
      return ids.map((id) => `${prefix}${id}`);
    });
  }
  const values = frames.map((frame) => contentOf(scope.cells, { is: 'item', node: target, frame }));
  return values.length === 1 ? (values[0] ?? '') : values.length === 0 ? '' : (values as string[]);
}
