// A person who learns, known by code and never by name (domain part 4).
import * as z from 'zod/mini';
import { stage } from './content.ts';
import { defineRecord, isHelper } from './define-record.ts';
import { day, frozen, last, map, note, optional, text } from './fields.ts';

export const ageBand = z.enum(['under-55', '55-64', '65-74', '75-plus']);

export const learner = defineRecord({
  kind: 'learner',
  scopes: ['site'],
  fields: {
    /** Easy to say, says nothing about the person. */
    code: frozen(
      note(40).check(
        z.regex(
          /^[\p{L}\d]+(?:[ -][\p{L}\d]+)*$/u,
          'is not a code; use words and digits parted by dashes',
        ),
      ),
    ),
    language: optional(last(text(8))),
    ageBand: optional(last(ageBand)),
    gender: optional(last(z.enum(['female', 'male', 'other']))),
    stage: optional(last(stage)),
    needs: map(z.boolean()),
    lastSessionOn: optional(last(day())),
    note: optional(last(note(200))),
  },
  indexes: ['code'],
  read: isHelper,
  write: isHelper,
  personal: 'pseudonym',
  retentionDays: 365,
});
