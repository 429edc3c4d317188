// A survey form: its structure (checked closely by shared/forms), its texts and how long its answers stay true.
import * as z from 'zod/mini';
import { contentAccess, contentFields } from './content.ts';
import { defineRecord } from './define-record.ts';
import { count, id, last, LARGE_JSON, optional, structure } from './fields.ts';

export const survey = defineRecord({
  kind: 'survey',
  ...contentAccess,
  fields: {
    ...contentFields,
    form: last(structure(LARGE_JSON)),
    validDays: last(count(3650)),
    /** A published scale in our translation that nobody has validated: the survey's page says so. */
    translated: optional(last(z.boolean())),
    /** Places whose tablets offer it; empty or left out: everywhere. */
    sites: optional(last(z.array(id()).check(z.maxLength(500)))),
  },
  indexes: ['slug'],
});
