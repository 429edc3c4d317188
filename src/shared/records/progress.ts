// How far one learner (or the resident at home) is in one lesson. Each finished step is a register, so two tablets add up.
import * as z from 'zod/mini';
import { defineRecord } from './define-record.ts';
import { frozen, id, instant, last, map, optional, slug, text } from './fields.ts';

export const progress = defineRecord({
  kind: 'progress',
  scopes: ['site', 'device'],
  fields: {
    lesson: frozen(slug()),
    learnerId: optional(last(id())),
    startedAt: frozen(instant()),
    /** The step that was open last. */
    step: optional(last(text(20))),
    /** Step id -> done. */
    done: map(z.boolean()),
    /** Question step id -> the answer checked last: ids of choices parted by blanks, `true` or `false`, or the target tapped. */
    answers: map(text(120)),
    finishedAt: optional(last(instant())),
    /** Day (`YYYY-MM-DD`) on which it was asked again -> whether all was answered rightly at the first try. */
    returns: map(z.boolean()),
  },
  indexes: ['lesson'],
  read: (actor) => actor.role !== 'resident',
  write: () => true,
  personal: 'pseudonym',
});
