// Keys of answers: `name` outside repeats, `<repeat>/<instance id>/<name>` inside, as deep as repeats lie in each other. They are
// the registers of a response's `answers`. Called by the engine wherever a key comes from outside.
import type { Cells, Node, View } from './tree.ts';

/** Ids of instances are made by the device: so short that nested keys fit a register's 100 signs. */
export const INSTANCE_ID = /^[A-Za-z0-9]{1,8}$/;

export type Found = { readonly node: Node; readonly frame: string };

/** The item a key names, whether or not its instance exists now; an instance's key names its repeat. */
export function itemOfKey(view: View, key: string): (Found & { readonly id?: string }) | undefined {
  const parts = key.split('/');
  const isInstance = parts.length % 2 === 0;
  const node = view.byName.get(parts.at(isInstance ? -2 : -1) as string);
  const chain = isInstance && node?.item.type === 'repeat' ? [...node.chain, node] : node?.chain;
  if (node === undefined || chain === undefined || chain.length !== parts.length >> 1)
    return undefined;
  if (isInstance && node.item.type !== 'repeat') return undefined;
  if (
    chain.some(
      (repeat, i) => repeat.item.name !== parts[i * 2] || !INSTANCE_ID.test(parts[i * 2 + 1] ?? ''),
    )
  )
    return undefined;
  const own = isInstance ? -2 : -1;
  const found = { node, frame: parts.slice(0, own).join('/') };
  return isInstance ? { ...found, id: parts.at(-1) as string } : found;
}

/** The item a key names where its instance exists; undefined for keys of instances themselves. */
export function itemAt(view: View, cells: Cells, key: string): Found | undefined {
  const found = key.includes('/')
    ? itemOfKey(view, key)
    : { node: view.byName.get(key), frame: '', id: undefined };
  if (found?.node === undefined || found.id !== undefined || !cells.has(found.frame))
    return undefined;
  if (found.frame === '' && found.node.chain.length > 0) return undefined;
  return found as Found;
}
