// What the to-do screens write. Called by the screens of this folder; every function answers what the device's door answered.
import type { Device } from '#device/device.ts';
import type { Row } from '#device/database.ts';
import { contentWords } from '#i18n/content-text.ts';
import { itemsFrom } from '#records/todo-list.ts';
import type { ListedItem } from '#device/todo-state.ts';

export type Answer = ReturnType<Device['change']>;

/** A learner's own list out of a template, beginning today. Answers the new list's id. */
export const makeList = (
  device: Device,
  template: Row<'todo-template'>,
  learnerId: string | undefined,
  today: string,
): ReturnType<Device['create']> =>
  device.create('todo-list', device.homeScope('todo-list'), {
    title: contentWords(template.text, 'title') || template.slug,
    template: template.slug,
    startOn: today,
    items: itemsFrom(template.items, today),
    ...(learnerId === undefined ? {} : { learnerId }),
  });

export const tick = (device: Device, id: string, item: string, done: boolean): Answer =>
  device.change('todo-list', id, { ticks: { [item]: done } });

/** What the mentor noted at an item; an empty text takes the note away. */
export const noteItem = (device: Device, id: string, item: string, text: string): Answer =>
  device.change('todo-list', id, { notes: { [item]: text.trim() === '' ? null : text.trim() } });

/** An item in one's own words, after all others. */
export function addItem(
  device: Device,
  id: string,
  items: readonly ListedItem[],
  title: string,
  dueOn: string,
): Answer {
  const order = Math.min(1000, Math.max(0, ...items.map((item) => item.order)) + 10);
  const key = `own-${Array.from(device.random(5), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  return device.change('todo-list', id, {
    items: { [key]: { order, title: title.trim(), ...(dueOn === '' ? {} : { dueOn }) } },
  });
}

/** Takes one's own item off the list. `bringBack` undoes it. */
export const removeItem = (device: Device, id: string, item: string): Answer =>
  device.change('todo-list', id, { items: { [item]: null } });

export function bringBack(
  device: Device,
  id: string,
  { id: key, done: _, ...item }: ListedItem,
): Answer {
  const whole = Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
  return device.change('todo-list', id, { items: { [key]: whole as typeof item } });
}

export const removeList = (device: Device, id: string): Answer => device.remove('todo-list', id);
export const restoreList = (device: Device, id: string): Answer => device.restore('todo-list', id);
