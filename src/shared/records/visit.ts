// One person's visit to a bill-payment day: a number, perhaps a nickname, and what came of it. Never a name.
import * as z from 'zod/mini';
import { defineRecord, isHelper } from './define-record.ts';
import { count, frozen, id, instant, last, map, note, optional } from './fields.ts';

/** The letter that one tablet sets before the numbers it gives; P stands for numbers given on paper. */
export const letter = (): z.ZodMiniString =>
  z.string().check(z.regex(/^[A-Z]$/, 'is not a letter from A to Z'));

/** A device's id, or a key in the day's `devices`: never typed by a person, so it holds no words. */
const deviceKey = (): z.ZodMiniString =>
  z.string().check(z.regex(/^[\w-]{1,64}$/, 'is not the key of a device'));

export const visit = defineRecord({
  kind: 'visit',
  scopes: ['site'],
  fields: {
    dayId: frozen(id()),
    letter: frozen(letter()),
    number: frozen(count(999)),
    /** Id of the device that gave the number: tells two tablets with the same letter apart. */
    tablet: frozen(deviceKey()),
    nickname: optional(last(note(24))),
    arrivedAt: last(instant()),
    /** Key in the day's `devices`. */
    device: optional(last(deviceKey())),
    startedAt: optional(last(instant())),
    endedAt: optional(last(instant())),
    /** Went away before a device was free. */
    leftAt: optional(last(instant())),
    /** Since when a helper is awaited; nothing when nobody is called. */
    helpAt: optional(last(instant())),
    firstPayment: optional(last(z.boolean())),
    /** Practice runs alone, as a helper counted or corrected them; stands before what `runs` tells. */
    runsAlone: optional(last(count(50))),
    /** Attempt id -> was run alone during this visit, at this device. */
    runs: map(z.boolean()),
  },
  indexes: ['dayId'],
  read: isHelper,
  write: isHelper,
  personal: 'pseudonym',
  retentionDays: 365,
});
