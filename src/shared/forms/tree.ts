// The form as a tree of nodes, and where values lie: one frame of cells for the form and one for each instance of a repeat.
// Called by compile.ts, settle.ts, nodes.ts and engine.ts, which know a value by its node and its frame.
import type { Expression } from './parse.ts';
import type { Form, Item } from './schema.ts';
import { isMany, type Value } from './values.ts';

export type Node = {
  readonly index: number;
  readonly item: Item;
  readonly parent: Node | undefined;
  readonly children: readonly Node[];
  /** The repeats around it, outermost first; a repeat is not in its own chain. */
  readonly chain: readonly Node[];
  /** Its place in its frame: cell 2 * slot is whether it is relevant, the next one its value. */
  readonly slot: number;
  relevant: Expression | undefined;
  /** Of a repeat: its count. */
  calculation: Expression | undefined;
  /** What it is worked out from once, when it comes to be. */
  dynamicDefault: Expression | undefined;
  readonly required: Expression | undefined;
  readonly constraint: Expression | undefined;
  readonly choiceFilter: Expression | undefined;
  /** Its value is kept among the answers: it can't be worked out again later (`once()`, `.`, trigger, dynamic default). */
  readonly kept: boolean;
};

/** Frame key ('' for the form, `people/a1`, `people/a1/pets/b2`) -> its cells. */
export type Cells = ReadonlyMap<string, readonly Value[]>;

export type View = {
  readonly form: Form;
  readonly nodes: readonly Node[];
  readonly byName: ReadonlyMap<string, Node>;
  /** How many slots a frame of this repeat has (undefined: the form's own). */
  readonly sizes: ReadonlyMap<Node | undefined, number>;
};

export const keyIn = (frame: string, name: string): string =>
  frame === '' ? name : `${frame}/${name}`;

/** The frame's ancestor with that many instances in its key. */
export function frameAt(frame: string, level: number): string {
  if (level === 0) return '';
  let end = -1;
  for (let parts = level * 2; parts > 0 && (end !== -1 || parts === level * 2); parts -= 1)
    end = frame.indexOf('/', end + 1);
  return end === -1 ? frame : frame.slice(0, end);
}

export const isRelevantIn = (cells: Cells, node: Node, frame: string): boolean =>
  cells.get(frame)?.[node.slot * 2] === true;
export const valueIn = (cells: Cells, node: Node, frame: string): Value =>
  cells.get(frame)?.[node.slot * 2 + 1] ?? '';

/** Ids of a repeat's instances in one frame, in order. */
export function idsIn(cells: Cells, repeat: Node, frame: string): readonly string[] {
  const ids = valueIn(cells, repeat, frame);
  return isMany(ids) ? (ids as readonly string[]) : [];
}

export const framesOfRepeat = (cells: Cells, repeat: Node, frame: string): readonly string[] =>
  idsIn(cells, repeat, frame).map((id) => keyIn(frame, `${repeat.item.name}/${id}`));

/** All frames a node has values in, below one frame that is `level` instances deep. */
export function framesBelow(
  cells: Cells,
  node: Node,
  frame: string,
  level: number,
): readonly string[] {
  let frames: readonly string[] = [frame];
  for (const repeat of node.chain.slice(level))
    frames = frames.flatMap((one) => framesOfRepeat(cells, repeat, one));
  return frames;
}

/** How many repeats two nodes stand in together. */
export function shared(a: Node | undefined, b: Node): number {
  if (a === undefined) return 0;
  let level = 0;
  while (level < b.chain.length && a.chain[level] === b.chain[level]) level += 1;
  return level;
}

/** What a name means at a place: the nearest one, or all (of a repeat: one empty text for each instance). */
export function valueByName(
  view: View,
  cells: Cells,
  name: string,
  at: { readonly node: Node | undefined; readonly frame: string },
): Value | undefined {
  const node = view.byName.get(name);
  if (node === undefined || node.item.type === 'group') return undefined;
  const level = shared(at.node, node);
  const near = frameAt(at.frame, level);
  if (node.item.type !== 'repeat' && node.chain.length === level) return valueIn(cells, node, near);
  const frames = framesBelow(cells, node, near, level);
  if (node.item.type === 'repeat')
    return frames.flatMap((frame) => idsIn(cells, node, frame).map(() => ''));
  return frames
    .filter((frame) => isRelevantIn(cells, node, frame))
    .map((frame) => valueIn(cells, node, frame) as string);
}
