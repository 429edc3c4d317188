// A learner's own to-do list, made from a template in two taps or after a workshop from an interest path. Ticks merge item by item.
import * as z from 'zod/mini';
import { addDays } from '#core/dates.ts';
import { defineRecord } from './define-record.ts';
import { count, day, id, last, map, note, notBlank, optional, slug } from './fields.ts';

const listItem = z.object({
  order: count(1000),
  dueOn: z.optional(day()),
  lesson: z.optional(slug()),
  walkthrough: z.optional(slug()),
  /** Own wording; without it the template's text for this item is shown. */
  title: z.optional(note(200)),
});

export const todoList = defineRecord({
  kind: 'todo-list',
  scopes: ['site', 'device'],
  fields: {
    title: last(note(120).check(notBlank())),
    template: optional(last(slug())),
    /** Made from an interest path instead of a template. */
    path: optional(last(slug())),
    learnerId: optional(last(id())),
    startOn: optional(last(day())),
    /** Item id -> item. */
    items: map(listItem),
    /** Item id -> done. */
    ticks: map(z.boolean()),
    /** Item id -> what the mentor noted. */
    notes: map(note(200)),
  },
  indexes: ['learnerId'],
  read: (actor) => actor.role !== 'resident',
  write: () => true,
  personal: 'pseudonym',
});

/** What a template's item or a path's step gives to a list. */
type Planned = {
  readonly id: string;
  readonly dueDays?: number | undefined;
  readonly lesson?: string | undefined;
  readonly walkthrough?: string | undefined;
};

/** A list's items out of a template or a path, in its order; due days are counted from the start. @param startOn `YYYY-MM-DD` */
export const itemsFrom = (
  planned: readonly Planned[],
  startOn: string,
): Record<string, z.output<typeof listItem>> =>
  Object.fromEntries(
    planned.map(({ id: item, dueDays, lesson, walkthrough }, index) => [
      item,
      {
        order: (index + 1) * 10,
        ...(dueDays === undefined ? {} : { dueOn: addDays(startOn, dueDays) }),
        ...(lesson === undefined ? {} : { lesson }),
        ...(walkthrough === undefined ? {} : { walkthrough }),
      },
    ]),
  );
