// A practice walkthrough: the scenario's structure (checked closely by shared/practice) and its texts.
import { contentAccess, contentFields } from './content.ts';
import { defineRecord } from './define-record.ts';
import { last, optional, slug, structure } from './fields.ts';

export const walkthrough = defineRecord({
  kind: 'walkthrough',
  ...contentAccess,
  fields: {
    ...contentFields,
    scenario: last(structure()),
    /** A coordinator's own practice: short name of the one that it was copied from. */
    madeFrom: optional(last(slug())),
  },
  indexes: ['slug'],
});
