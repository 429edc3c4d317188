// Makes a form ready to run: expressions parsed once, their order of calculation, and who must be worked out again after whom.
// Called by engine.ts when a form is opened. Wrong expressions are left out and reported; nothing here throws.
import { looksAtItself, nameOfPath, treesOf } from './trees.ts';
import { functions } from './functions.ts';
import { orderOf, type Order } from './order.ts';
import { parseExpression, type Expression } from './parse.ts';
import { readPattern } from './pattern.ts';
import type { ExpressionProblem, FormProblem } from './problems.ts';
import { isGroup, type Form, type Item } from './schema.ts';
import type { Node, View } from './tree.ts';

export type Compiled = View & Order & { readonly problems: readonly FormProblem[] };

type Names = {
  readonly question: (name: string) => boolean;
  readonly rows: (name: string) => boolean;
};

/** What is wrong with a tree before it ever runs. */
function problemIn(tree: Expression, names: Names, loose: boolean): ExpressionProblem | undefined {
  for (const part of treesOf(tree)) {
    if (part.is === 'ref' && !names.question(part.name))
      return { code: 'unknown-name', at: part.at, found: part.name };
    if (part.is === 'path' && !loose) {
      const name = nameOfPath(part);
      if (name !== undefined && !names.question(name))
        return { code: 'unknown-name', at: part.at, found: name };
    }
    if (part.is === 'call') {
      const called = functions.get(part.name);
      if (called === undefined) return { code: 'unknown-function', at: part.at, found: part.name };
      if (part.args.length < called.least || part.args.length > called.most)
        return { code: 'wrong-count', at: part.at, found: part.name };
      const pattern = part.name === 'regex' ? part.args[1] : undefined;
      if (pattern?.is === 'text' && !readPattern(pattern.value).ok)
        return { code: 'pattern', at: part.at, found: pattern.value };
      const [file] = part.name === 'instance' || part.name === 'pulldata' ? part.args : [];
      if (file?.is === 'text' && !names.rows(file.value))
        return { code: 'unknown-table', at: part.at, found: file.value };
    }
  }
  return undefined;
}

/** Names in predicates and choice filters may be columns: only running shows what they mean. */
const hasPredicate = (tree: Expression): boolean => {
  for (const part of treesOf(tree))
    if (
      part.is === 'path' &&
      (part.where.length > 0 || part.steps.some((one) => one.where.length > 0))
    )
      return true;
  return false;
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const ready = new WeakMap<Form, Compiled>();

/** Compiled once for each form; a form is data and never changes. */
export function compile(form: Form): Compiled {
  const known = ready.get(form);
  if (known !== undefined) return known;
  const made = make(form);
  ready.set(form, made);
  return made;
}

function make(form: Form): Compiled {
  const problems: FormProblem[] = [];
  const nodes: Node[] = [];
  const byName = new Map<string, Node>();
  const sizes = new Map<Node | undefined, number>();
  const plant = (
    items: readonly Item[],
    parent: Node | undefined,
    chain: readonly Node[],
  ): Node[] =>
    items.map((item) => {
      const frame = chain.at(-1);
      const slot = sizes.get(frame) ?? 0;
      sizes.set(frame, slot + 1);
      const node = {
        index: nodes.length,
        item,
        parent,
        chain,
        slot,
        children: [],
      } as unknown as Mutable<Node>;
      nodes.push(node);
      byName.set(item.name, node);
      if (item.type === 'repeat') sizes.set(node, 0);
      if (isGroup(item))
        node.children = plant(item.items, node, item.type === 'repeat' ? [...chain, node] : chain);
      return node;
    });
  plant(form.items, undefined, []);
  const names: Names = {
    question: (name) => byName.has(name),
    rows: (name) => Object.hasOwn(form.tables ?? {}, name) || Object.hasOwn(form.lists ?? {}, name),
  };
  for (const node of nodes as Mutable<Node>[]) {
    const { item } = node;
    const read = (
      part: FormProblem['part'],
      source: string | undefined,
    ): Expression | undefined => {
      if (source === undefined || source.trim() === '') return undefined;
      const parsed = parseExpression(source);
      const problem = parsed.ok
        ? problemIn(parsed.value, names, part === 'choiceFilter' || hasPredicate(parsed.value))
        : parsed.error;
      if (problem !== undefined) problems.push({ ...problem, name: item.name, part });
      return parsed.ok && problem === undefined ? parsed.value : undefined;
    };
    node.relevant = read('relevant', item.relevant);
    if (item.type === 'repeat') node.calculation = read('count', item.count);
    if (isGroup(item)) continue;
    const { required } = item;
    node.required = read(
      'required',
      typeof required === 'boolean' ? (required ? 'true()' : '') : required,
    );
    node.constraint = read('constraint', item.constraint);
    node.calculation = read('calculation', item.calculation);
    node.dynamicDefault = read('dynamicDefault', item.dynamicDefault);
    node.choiceFilter = read('choiceFilter', item.choiceFilter);
    node.kept =
      node.dynamicDefault !== undefined ||
      (node.calculation !== undefined &&
        (item.trigger !== undefined || looksAtItself(node.calculation)));
  }
  return { form, nodes, byName, sizes, ...orderOf(nodes, byName, problems), problems };
}
