// An interest path: from a hobby workshop over small digital steps to the next date.
import * as z from 'zod/mini';
import { contentAccess, contentFields } from './content.ts';
import { defineRecord } from './define-record.ts';
import { count, last, slug, text } from './fields.ts';

const pathStep = z.object({
  id: text(20),
  kind: z.enum(['workshop', 'digital', 'meeting']),
  lesson: z.optional(slug()),
  walkthrough: z.optional(slug()),
  /** Days after the workshop. */
  dueDays: z.optional(count(730)),
});

export const path = defineRecord({
  kind: 'path',
  ...contentAccess,
  fields: {
    ...contentFields,
    steps: last(z.array(pathStep).check(z.minLength(1), z.maxLength(20))),
  },
  indexes: ['slug'],
});
