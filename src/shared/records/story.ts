// A story of experience by a learner or a role model. Without a dated consent it is not a whole record, so it can't be published.
// Texts: `title`, `body`, and for each file `alt.<address>`, what is to be seen or heard. Withdrawing the consent erases the record.
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
    /** The day on which the teller agreed, in writing or on a recording. */
    consentOn: last(day()),
    /** The language in which it was told: shown where another one is missing, and the one in which the sound speaks. */
    toldIn: optional(last(text(8))),
    placeId: optional(last(id())),
    lesson: optional(last(slug())),
    /** Photos and sound, in the order in which they are shown. */
    media: optional(last(z.array(text(80)).check(z.maxLength(6)))),
  },
  indexes: ['slug'],
});
