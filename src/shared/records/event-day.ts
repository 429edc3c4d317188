// A bill-payment day at one place: its tablets, their letters, when it was closed. Its visits are `visit` records.
import * as z from 'zod/mini';
import { defineRecord, isHelper } from './define-record.ts';
import { day, instant, last, map, note, optional, text } from './fields.ts';
import { letter } from './visit.ts';

export const eventDay = defineRecord({
  kind: 'event-day',
  scopes: ['site'],
  fields: {
    on: last(day()),
    openedAt: last(instant()),
    closedAt: optional(last(instant())),
    /** Device id -> the letter before the numbers that it gives. */
    letters: map(letter()),
    /** Key -> a device to practise on; `tablet` is its device id where this program runs on it. */
    devices: map(
      z.object({
        name: note(30),
        own: z.boolean(),
        tablet: z.optional(text(64)),
        gone: z.optional(z.boolean()),
      }),
    ),
  },
  indexes: ['on'],
  read: isHelper,
  write: isHelper,
  personal: 'none',
  retentionDays: 365,
});
