// One teaching session: where, when, who helped, whom, what about, what next. The minimal record of domain part 4.
import * as z from 'zod/mini';
import { defineRecord, isHelper } from './define-record.ts';
import { count, id, instant, last, map, note, optional } from './fields.ts';

export const session = defineRecord({
  kind: 'session',
  scopes: ['site'],
  fields: {
    startedAt: last(instant()),
    endedAt: optional(last(instant())),
    form: last(z.enum(['one-to-one', 'group', 'walk-in'])),
    /** Person id -> helped here. */
    mentors: map(z.boolean()),
    /** Needed where a mentor is under 18. */
    adultOnDuty: optional(last(id())),
    /** Learner id -> was here. */
    learners: map(z.boolean()),
    /** People present, those without a code included. */
    headCount: last(count(500)),
    device: optional(last(z.enum(['own', 'shared', 'both']))),
    /** Topic or lesson or walkthrough slug -> was dealt with. */
    topics: map(z.boolean()),
    firstPayments: optional(last(count(500))),
    nextStep: optional(last(note(200))),
    nextOn: optional(last(instant())),
    referral: optional(last(z.enum(['none', 'social-worker', 'service-point', 'bank', 'library']))),
    note: optional(last(note(200))),
  },
  indexes: ['startedAt'],
  read: isHelper,
  write: isHelper,
  personal: 'pseudonym',
});
