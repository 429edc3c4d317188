// A card about one scam that goes round now: how it begins, what to do, where it is written. Shown by features/scams, and lent to
// practice as a surprise (practice/scam-guest.ts). Texts: `title`, `happens`, `do`; `says` is what the scammer says or writes.
import * as z from 'zod/mini';
import { contentAccess, contentFields, source } from './content.ts';
import { defineRecord } from './define-record.ts';
import { day, last, optional } from './fields.ts';

export const scamCard = defineRecord({
  kind: 'scam-card',
  ...contentAccess,
  fields: {
    ...contentFields,
    /** How the scammer comes. */
    channel: last(z.enum(['call', 'message', 'email', 'page', 'qr', 'visit', 'other'])),
    /** What the scammer wants at first; a surprise needs it. */
    wants: optional(last(z.enum(['link', 'code', 'app', 'money']))),
    /** May come by surprise into practice runs; only a call or a message that has words to say. */
    surprise: last(z.boolean()),
    /** When it was first seen; left out where nobody wrote it down. */
    firstSeen: optional(last(day())),
    /** A warning without a source, or one that never ends, is no warning. */
    sources: last(z.array(source).check(z.minLength(1), z.maxLength(5))),
    reviewBy: last(day()),
  },
  indexes: ['slug'],
});
