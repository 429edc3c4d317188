// One person's part in one session: by learner code, or by the number on the list.
import * as z from 'zod/mini';
import { defineRecord, isHelper } from './define-record.ts';
import { count, frozen, id, last, optional } from './fields.ts';

const oneToFive = z
  .int()
  .check(z.minimum(1, 'is below 1; give 1 to 5'), z.maximum(5, 'is above 5; give 1 to 5'));

export const attendance = defineRecord({
  kind: 'attendance',
  scopes: ['site'],
  fields: {
    sessionId: frozen(id()),
    learnerId: optional(last(id())),
    number: optional(last(count(500))),
    present: last(z.boolean()),
    /** 0 none, 1 a word, 2 pointing, 3 shown: the most help that was needed. */
    hintLevel: optional(last(count(3))),
    confidenceBefore: optional(last(oneToFive)),
    confidenceAfter: optional(last(oneToFive)),
    /** Paid a real bill alone for the first time. Never a sum, never a bank. */
    firstPayment: optional(last(z.boolean())),
  },
  indexes: ['sessionId'],
  read: isHelper,
  write: isHelper,
  personal: 'pseudonym',
});
