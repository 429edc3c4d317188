// Answers to one survey: one register per question, so that nothing answered is ever lost to a later page.
import { stage } from './content.ts';
import { defineRecord } from './define-record.ts';
import { answer, count, frozen, id, instant, last, map, optional, slug, text } from './fields.ts';

export const response = defineRecord({
  kind: 'response',
  scopes: ['site', 'device'],
  fields: {
    survey: frozen(slug()),
    /** The form's version when answering began. */
    formVersion: optional(last(count(1_000_000))),
    learnerId: optional(last(id())),
    startedAt: frozen(instant()),
    /** Question name -> answer. */
    answers: map(answer()),
    /** The question that was open last. */
    at: optional(last(text(100))),
    completedAt: optional(last(instant())),
    stage: optional(last(stage)),
  },
  indexes: ['survey'],
  read: (actor) => actor.role !== 'resident',
  write: () => true,
  personal: 'pseudonym',
});
