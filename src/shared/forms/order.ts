// The order in which cells are worked out, who follows whom, and rings broken where there is no order. Called by compile.ts.
import { needsIn, type Need } from './needs.ts';
import type { FormProblem } from './problems.ts';
import { isGroup } from './schema.ts';
import { shared, type Node } from './tree.ts';

/** A cell to look at again when another changed, in all frames that share `level` instances with it. */
export type Dependent = {
  readonly cell: number;
  readonly level: number;
  /** The other is its trigger. */
  readonly fires: boolean;
};

/** Every item has two cells: 2i is whether it is relevant, 2i + 1 is its value; in as many frames as its repeats have instances. */
export type Order = {
  /** All cells, each after what it needs. */
  readonly order: readonly number[];
  /** Cell -> its place in `order`. */
  readonly places: readonly number[];
  readonly dependents: readonly (readonly Dependent[])[];
  /** Cells that need themselves in other instances: worked out from the first instance on. */
  readonly running: ReadonlySet<number>;
};

export const relevantCell = (node: Node): number => node.index * 2;
export const valueCell = (node: Node): number => node.index * 2 + 1;

type Edge = {
  readonly from: number;
  readonly level: number;
  readonly fires: boolean;
  /** Nothing follows from its changes; it only comes before: `must`, or `wish` where no ring stands against it. */
  readonly silent?: 'must' | 'wish';
};

const edge = (from: number, level: number): Edge => ({ from, level, fires: false });
const ofNeed = ({ node, part, level }: Need): Edge =>
  edge(part === 'value' ? valueCell(node) : relevantCell(node), level);
const asWish = (need: Need): Edge => ({ ...ofNeed(need), silent: 'wish' });

function edgesOf(nodes: readonly Node[], byName: ReadonlyMap<string, Node>): Edge[][] {
  const edges: Edge[][] = [];
  for (const node of nodes) {
    const level = node.chain.length;
    const relevance: Edge[] = [];
    if (node.parent?.item.type === 'repeat')
      relevance.push({ ...edge(valueCell(node.parent), node.parent.chain.length), silent: 'must' });
    else if (node.parent !== undefined) relevance.push(edge(relevantCell(node.parent), level));
    if (node.relevant !== undefined)
      relevance.push(...needsIn(node.relevant, node, byName, true).map(ofNeed));
    const value: Edge[] = [edge(relevantCell(node), level)];
    const triggers = isGroup(node.item) ? undefined : node.item.trigger;
    // `.` in a calculation is the value it had before, so it is no need.
    if (node.calculation !== undefined) {
      const needs = needsIn(node.calculation, node, byName, false);
      value.push(...needs.map(triggers === undefined ? ofNeed : asWish));
    }
    if (node.dynamicDefault !== undefined)
      value.push(...needsIn(node.dynamicDefault, node, byName, false).map(asWish));
    // Without its calculation there is nothing to trigger; so a ring through a trigger ends when that is dropped.
    for (const name of node.calculation === undefined ? [] : (triggers ?? [])) {
      const trigger = byName.get(name);
      if (trigger === undefined) continue;
      value.push({ from: valueCell(trigger), level: shared(node, trigger), fires: true });
    }
    edges.push(relevance, value);
  }
  return edges;
}

/** Sorts the cells. Where they need each other in a ring, the ring's expressions are dropped and reported, and sorting starts again. */
export function orderOf(
  nodes: readonly Node[],
  byName: ReadonlyMap<string, Node>,
  problems: FormProblem[],
): Order {
  let wishes = true;
  for (;;) {
    const running = new Set<number>();
    const dependents: Dependent[][] = nodes.flatMap(() => [[], []]);
    const after: number[][] = nodes.flatMap(() => [[], []]);
    const needs = edgesOf(nodes, byName).map((edges, cell) => {
      const kept: number[] = [];
      for (const { from, level, fires, silent } of edges) {
        if (silent === 'wish' && !wishes) continue;
        if (silent === undefined) dependents[from]?.push({ cell, level, fires });
        // Its own value in other instances: the ones before are known when instances are taken in order.
        if (from === cell && level < (nodes[cell >> 1] as Node).chain.length) {
          running.add(cell);
          continue;
        }
        kept.push(from);
        after[from]?.push(cell);
      }
      return kept;
    });
    const open = needs.map((list) => list.length);
    const order = open.flatMap((count, cell) => (count === 0 ? [cell] : []));
    for (let i = 0; i < order.length; i += 1)
      for (const next of after[order[i] as number] ?? []) {
        open[next] = (open[next] as number) - 1;
        if (open[next] === 0) order.push(next);
      }
    if (order.length === needs.length) {
      const places: number[] = [];
      order.forEach((cell, place) => (places[cell] = place));
      return { order, places, dependents: dependents.map(distinct), running };
    }
    if (wishes) wishes = false;
    else breakRing(nodes, needs, new Set(order), problems);
  }
}

function distinct(list: readonly Dependent[]): readonly Dependent[] {
  if (list.length < 2) return list;
  return [...new Map(list.map((one) => [`${one.cell} ${one.level} ${one.fires}`, one])).values()];
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
    const node = nodeOf(one);
    const need = ring[(i + 1) % ring.length] as number;
    if (isStructure(node, one, need)) continue;
    const relevance = one % 2 === 0;
    if (relevance) node.relevant = undefined;
    else node.calculation = undefined;
    const part = relevance ? 'relevant' : node.item.type === 'repeat' ? 'count' : 'calculation';
    problems.push({ code: 'cycle', at: 0, found: names.join(' → '), name: node.item.name, part });
  }
}

/** Needing a parent's or one's own relevance, or the instance one is in, is nobody's mistake. */
const isStructure = (node: Node, cell: number, need: number): boolean =>
  cell % 2 === 1
    ? need === relevantCell(node)
    : node.parent !== undefined &&
      need ===
        (node.parent.item.type === 'repeat' ? valueCell(node.parent) : relevantCell(node.parent));
