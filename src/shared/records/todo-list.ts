// A learner's own to-do list, made from a template in two taps. Ticks merge item by item.
import * as z from 'zod/mini';
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
