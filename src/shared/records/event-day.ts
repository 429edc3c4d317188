// One bill-payment day at one place: which devices are there, which tablet numbers people how, when it was opened and closed.
import * as z from 'zod/mini';
import { defineRecord, isHelper } from './define-record.ts';
import { count, day, frozen, instant, last, map, note, optional } from './fields.ts';

const thing = z.object({
  label: note(40),
  /** Whose it is: the place's tablet, or a phone that somebody brought along. */
  owner: z.enum(['place', 'person']),
  /** Taken out of use; what was practised on it still counts. */
  out: z.boolean(),
});

export const eventDay = defineRecord({
  kind: 'event-day',
  scopes: ['site'],
  fields: {
    day: frozen(day()),
    openedAt: last(instant()),
    closedAt: optional(last(instant())),
    /** Id of a device of that day -> what it is. */
    devices: map(thing),
    /** A tablet's part of its stamps -> its own series of numbers, so that two without network never give the same one. */
    series: map(count(9999)),
  },
  indexes: ['day'],
  read: isHelper,
  write: isHelper,
  personal: 'pseudonym',
});
