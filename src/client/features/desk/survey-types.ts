// The kinds of questions in the order in which they are offered, new ones, and a question that becomes another kind. Pure. Called by the
// survey editor.
import { isGroup, isSelect, type Item } from '#forms/schema.ts';
import { withColumn } from './survey-props.ts';

export const questionTypes = [
  'select_one',
  'select_multiple',
  'text',
  'integer',
  'decimal',
  'date',
  'time',
  'datetime',
  'range',
  'rank',
  'acknowledge',
  'phone',
  'image',
  'audio',
  'barcode',
  'geopoint',
  'note',
  'calculate',
  'hidden',
] as const satisfies readonly Item['type'][];
export const groupTypes = ['group', 'repeat'] as const satisfies readonly Item['type'][];
export const newTypes: readonly Item['type'][] = [...questionTypes, ...groupTypes];

const TWO = [{ name: 'c1' }, { name: 'c2' }] as const;

/** An item as it is before anything is written in it. */
export function newItem(name: string, type: Item['type']): Item {
  if (type === 'group' || type === 'repeat') return { name, type, items: [] };
  const item = { name, type };
  return isSelect(item) ? { ...item, choices: TWO } : item;
}

/** Another kind of the same: choices come and go with it. */
export function withType(item: Item, type: Item['type']): Item {
  const next = { ...item, type } as Item;
  if (isGroup(next)) return type === 'repeat' ? next : withColumn(next, 'count', undefined);
  const left = isSelect(next) ? next : withColumn(next, 'choices', undefined);
  return isSelect(left) && left.choices === undefined ? { ...left, choices: TWO } : left;
}
