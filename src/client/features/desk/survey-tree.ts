// The items of a survey form as a tree that one works on: find, put in, take out, move, copy, rename. Pure; names of items are their ids.
// Called by the survey editor.
import {
  isGroup,
  itemsOf,
  type Form,
  type Group,
  type Item,
  type Question,
  type Repeat,
} from '#forms/schema.ts';

export type Line = {
  readonly item: Item;
  /** `2.3`: the third of the second group. */
  readonly number: string;
  /** How many groups it lies in. */
  readonly depth: number;
};

/** All items in reading order, with their numbers. */
export function linesOf(items: readonly Item[], above = '', depth = 0): readonly Line[] {
  return items.flatMap((item, i) => {
    const number = `${above}${i + 1}`;
    const line = { item, number: above === '' ? `${number}.` : number, depth };
    return isGroup(item) ? [line, ...linesOf(item.items, `${number}.`, depth + 1)] : [line];
  });
}

export const itemNamed = (items: readonly Item[], name: string): Item | undefined =>
  [...itemsOf(items)].find((item) => item.name === name);

/** The items with one of them changed; everything else stays the same object. */
export const withItem = (items: readonly Item[], name: string, next: Item): readonly Item[] =>
  replaced(items, name, () => [next]);

export const withoutItem = (items: readonly Item[], name: string): readonly Item[] =>
  replaced(items, name, () => []);

/** After the item of that name; at the end without one. */
export const insertedAfter = (
  items: readonly Item[],
  name: string | undefined,
  added: Item,
): readonly Item[] =>
  name === undefined ? [...items, added] : replaced(items, name, (item) => [item, added]);

/** At the end of the group of that name. */
export const insertedInto = (items: readonly Item[], name: string, added: Item): readonly Item[] =>
  replaced(items, name, (item) =>
    isGroup(item) ? [{ ...item, items: [...item.items, added] }] : [item],
  );

function replaced(
  items: readonly Item[],
  name: string,
  by: (item: Item) => readonly Item[],
): readonly Item[] {
  let changed = false;
  const next = items.flatMap((item): readonly Item[] => {
    if (item.name === name) {
      changed = true;
      return by(item);
    }
    if (!isGroup(item)) return [item];
    const inner = replaced(item.items, name, by);
    if (inner === item.items) return [item];
    changed = true;
    return [{ ...item, items: inner }];
  });
  return changed ? next : items;
}

/**
 * One step up or down in reading order: past a question, into a group that stands there, out of the own group at its edge.
 * The same items when there is nowhere to go.
 */
export function moved(items: readonly Item[], name: string, by: -1 | 1): readonly Item[] {
  const at = items.findIndex((item) => item.name === name);
  if (at === -1) {
    for (const group of items) {
      if (!isGroup(group)) continue;
      const edge = by === -1 ? group.items[0] : group.items.at(-1);
      if (edge?.name === name) {
        const rest = { ...group, items: group.items.filter((item) => item.name !== name) };
        return replaced(items, group.name, () => (by === -1 ? [edge, rest] : [rest, edge]));
      }
      const inner = moved(group.items, name, by);
      if (inner !== group.items)
        return replaced(items, group.name, () => [{ ...group, items: inner }]);
    }
    return items;
  }
  const item = items[at];
  const neighbour = items[at + by];
  if (item === undefined || neighbour === undefined) return items;
  if (isGroup(neighbour)) {
    const inner = by === -1 ? [...neighbour.items, item] : [item, ...neighbour.items];
    return items.flatMap((one) =>
      one === item ? [] : one === neighbour ? [{ ...neighbour, items: inner }] : [one],
    );
  }
  const next = [...items];
  next.splice(at, 1);
  next.splice(at + by, 0, item);
  return next;
}

export const canMove = (items: readonly Item[], name: string, by: -1 | 1): boolean =>
  moved(items, name, by) !== items;

/**
 * A name that no item has, and no text is left of, so that a new question never takes over a removed one's words. With its version in it,
 * so that it never takes over the answers to a question that an earlier version had.
 */
export function freshName(taken: ReadonlySet<string>, version: number, start = 'q'): string {
  const head = version === 1 ? start : `${start}${version}_`;
  for (let n = 1; ; n += 1) if (!taken.has(`${head}${n}`)) return `${head}${n}`;
}

type Expressions = { -readonly [K in keyof (Question & Group & Repeat)]?: unknown };
/** Columns that hold expressions. */
const EXPRESSIONS = [
  'relevant',
  'required',
  'constraint',
  'calculation',
  'dynamicDefault',
  'choiceFilter',
  'count',
] as const;

/** The expression with other names in it. */
export const renamedIn = (source: string, names: ReadonlyMap<string, string>): string =>
  source.replaceAll(/\$\{\s*([^\s{}]+)\s*\}/g, (whole, name: string) => {
    const next = names.get(name);
    return next === undefined ? whole : `\${${next}}`;
  });

function renamedItem(item: Item, names: ReadonlyMap<string, string>): Item {
  const next: Expressions & { name: string } = { ...item, name: names.get(item.name) ?? item.name };
  const columns = next as Record<string, unknown>;
  for (const column of EXPRESSIONS)
    if (typeof columns[column] === 'string') columns[column] = renamedIn(columns[column], names);
  if (Array.isArray(columns['trigger']))
    columns['trigger'] = columns['trigger'].map((name: string) => names.get(name) ?? name);
  if (isGroup(item)) columns['items'] = item.items.map((inner) => renamedItem(inner, names));
  return next as unknown as Item;
}

/** The form with items called otherwise, in expressions too. */
export const renamed = (form: Form, names: ReadonlyMap<string, string>): Form => ({
  ...form,
  items: form.items.map((item) => renamedItem(item, names)),
});

/** A copy of an item and all in it, under new names. @returns the copy and which name became which */
export function copied(
  item: Item,
  taken: ReadonlySet<string>,
  version: number,
): { readonly copy: Item; readonly names: ReadonlyMap<string, string> } {
  const names = new Map<string, string>();
  const all = new Set(taken);
  for (const one of itemsOf([item])) {
    const name = freshName(all, version, isGroup(one) ? 'g' : 'q');
    all.add(name);
    names.set(one.name, name);
  }
  return { copy: renamedItem(item, names), names };
}
