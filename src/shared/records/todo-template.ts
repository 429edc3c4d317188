// A template for a learner's to-do list: items with due days counted from the start.
import * as z from 'zod/mini';
import { contentAccess, contentFields } from './content.ts';
import { defineRecord } from './define-record.ts';
import { count, last, slug, text } from './fields.ts';

export const todoItem = z.object({
  id: text(20),
  dueDays: count(730),
  lesson: z.optional(slug()),
  walkthrough: z.optional(slug()),
});

export const todoTemplate = defineRecord({
  kind: 'todo-template',
  ...contentAccess,
  fields: {
    ...contentFields,
    audience: last(z.enum(['learner', 'business'])),
    items: last(z.array(todoItem).check(z.minLength(1), z.maxLength(60))),
  },
  indexes: ['slug'],
});
