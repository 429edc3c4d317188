// What paths walk over: items of the form, instances of repeats, rows of tables. Called by evaluate.ts and compile.ts.
import {
  frameAt,
  framesOfRepeat,
  isRelevantIn,
  valueIn,
  type Cells,
  type Node,
  type View,
} from './tree.ts';
import type { Row, Rows } from './rows.ts';
import type { Value } from './values.ts';

/** A place a path can stand on. An item without a node is the form itself; a repeat with its own frame is one instance. */
export type Ref =
  | { readonly is: 'item'; readonly node: Node | undefined; readonly frame: string }
  | { readonly is: 'rows'; readonly rows: Rows; readonly depth: number }
  | { readonly is: 'row'; readonly row: Row }
  | { readonly is: 'text'; readonly text: string };

export type Place = Ref & { readonly is: 'item' };

/** One step up; above the form there is nothing. */
export function parentOf({ node, frame }: Place): readonly Place[] {
  if (node === undefined) return [];
  const around = node.item.type === 'repeat' ? frameAt(frame, node.chain.length) : frame;
  return [{ is: 'item', node: node.parent, frame: around }];
}

/** The instances of a repeat, or the one place of anything else, in a frame of its chain. */
export function placesOf(cells: Cells, node: Node, frame: string): readonly Place[] {
  if (node.item.type !== 'repeat') return [{ is: 'item', node, frame }];
  return framesOfRepeat(cells, node, frame).map((one) => ({ is: 'item', node, frame: one }));
}

export const childrenOf = (view: View, node: Node | undefined): readonly Node[] =>
  node === undefined ? view.nodes.filter((one) => one.parent === undefined) : node.children;

/** One step down; what is not relevant is not there. */
export function below(view: View, cells: Cells, ref: Ref, name: string): readonly Ref[] {
  switch (ref.is) {
    case 'item':
      return childrenOf(view, ref.node)
        .filter((child) => name === '*' || child.item.name === name)
        .filter((child) => isRelevantIn(cells, child, ref.frame))
        .flatMap((child) => placesOf(cells, child, ref.frame));
    case 'rows':
      // instance('places')/root/item: whatever the two are called.
      return ref.depth === 0
        ? [{ ...ref, depth: 1 }]
        : ref.rows.all.map((row) => ({ is: 'row', row }) as const);
    case 'row': {
      const text = ref.row(name);
      return text === undefined ? [] : [{ is: 'text', text }];
    }
    case 'text':
      return [];
  }
}

export function contentOf(cells: Cells, ref: Ref): Value {
  if (ref.is === 'text') return ref.text;
  if (ref.is !== 'item' || ref.node === undefined || ref.node.children.length > 0) return '';
  return valueIn(cells, ref.node, ref.frame);
}
