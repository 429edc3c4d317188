// A survey form: its structure (checked closely by shared/forms), its texts and how long its answers stay true.
import { contentAccess, contentFields } from './content.ts';
import { defineRecord } from './define-record.ts';
import { count, last, structure } from './fields.ts';

export const survey = defineRecord({
  kind: 'survey',
  ...contentAccess,
  fields: { ...contentFields, form: last(structure()), validDays: last(count(3650)) },
  indexes: ['slug'],
});
