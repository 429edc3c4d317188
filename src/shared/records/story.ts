// A story of experience by a learner or a role model. Without a dated consent it is not a whole record, so it can't be published.
import * as z from 'zod/mini';
import { contentAccess, contentFields } from './content.ts';
import { defineRecord } from './define-record.ts';
import { day, id, last, optional, slug, text, title } from './fields.ts';

export const story = defineRecord({
  kind: 'story',
  ...contentAccess,
  fields: {
    ...contentFields,
    /** First name or nickname that the teller chose. */
    who: last(title(40)),
    consentOn: last(day()),
    placeId: optional(last(id())),
    lesson: optional(last(slug())),
    media: optional(last(z.array(text(80)).check(z.maxLength(6)))),
  },
  indexes: ['slug'],
});
