// What an expression needs to be worked out again for: which items, in which instances. Called by compile.ts.
import { nameOfPath, treesOf } from './trees.ts';
import type { Expression } from './parse.ts';
import { shared, type Node } from './tree.ts';

/** `level`: how many instances the one who needs and the one needed share; deeper ones are needed all. */
export type Need = {
  readonly node: Node;
  readonly part: 'relevant' | 'value';
  readonly level: number;
};

/** What `own` needs for this expression. `.` counts only where it is another's value (in a condition: its own value). */
export function needsIn(
  tree: Expression,
  own: Node,
  byName: ReadonlyMap<string, Node>,
  withHere: boolean,
): readonly Need[] {
  const needs: Need[] = [];
  /** Of one item: the near one, or all from `level` on, with the lists of instances on the way. */
  const add = (node: Node | undefined, level: number): void => {
    if (node === undefined || node.item.type === 'group') return;
    needs.push({ node, part: 'value', level });
    if (node.chain.length === level) return;
    needs.push({ node, part: 'relevant', level });
    for (const repeat of node.chain.slice(level))
      needs.push({ node: repeat, part: 'value', level });
  };
  const named = (name: string): void => {
    const node = byName.get(name);
    if (node !== undefined) add(node, shared(own, node));
  };
  /** Names that stand for all instances where they are written, not for the near one. */
  const wide = new Set<Expression>();
  for (const part of treesOf(tree)) {
    if (wide.has(part)) continue;
    if (part.is === 'ref') named(part.name);
    else if (part.is === 'here' && withHere) add(own, own.chain.length);
    else if (part.is === 'path') {
      const plain = nameOfPath(part);
      if (plain !== undefined) named(plain);
      // Which instances a path with predicates or `..` meets is only known when it is walked: all count.
      else for (const step of part.steps) add(byName.get(step.name), 0);
    } else if (part.is === 'call' && part.name === 'position') {
      for (const repeat of own.chain) add(repeat, repeat.chain.length);
    } else if (part.is === 'call' && part.name === 'indexed-repeat') {
      const [first] = part.args;
      if (first !== undefined) wide.add(first);
      if (first?.is === 'ref') add(byName.get(first.name), 0);
      else if (first?.is === 'path') add(byName.get(first.steps.at(-1)?.name ?? ''), 0);
    }
  }
  return needs;
}
