// One person's visit to a bill-payment day: known by a number, or a nickname beside it. Every tap is a register of its own.
import * as z from 'zod/mini';
import { defineRecord, isHelper } from './define-record.ts';
import { count, frozen, id, instant, last, note, optional } from './fields.ts';

export const visit = defineRecord({
  kind: 'visit',
  scopes: ['site'],
  fields: {
    dayId: frozen(id()),
    /** Which series of numbers (event-day), and the number in it: "A 7". */
    series: frozen(count(9999)),
    number: frozen(count(999)),
    nickname: optional(last(note(24))),
    arrivedAt: last(instant()),
    /** A key of the day's devices. */
    device: optional(last(id())),
    startedAt: optional(last(instant())),
    endedAt: optional(last(instant())),
    /** Went home before it was their turn. */
    leftAt: optional(last(instant())),
    /** A helper is wanted since then; cleared when one has come. */
    helpAt: optional(last(instant())),
    result: optional(last(z.enum(['alone', 'with-help', 'not-yet']))),
    aloneRuns: optional(last(count(99))),
    /** Paid a real bill alone for the first time. Never a sum, never a bank. */
    firstPayment: optional(last(z.boolean())),
  },
  indexes: ['dayId'],
  read: isHelper,
  write: isHelper,
  personal: 'pseudonym',
  retentionDays: 365,
});
