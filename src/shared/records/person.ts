// A member of staff or a mentor: the name others see, the role and the places. Learners are never persons here.
import * as z from 'zod/mini';
import { defineRecord, isCoordinator } from './define-record.ts';
import { last, map, optional, text, title } from './fields.ts';

export const role = z.enum(['coordinator', 'ambassador', 'mentor']);

export const person = defineRecord({
  kind: 'person',
  scopes: ['org'],
  fields: {
    displayName: last(title(80)),
    role: last(role),
    /** Place id -> works there. */
    sites: map(z.boolean()),
    languages: optional(last(z.array(text(8)).check(z.maxLength(20)))),
    /** Under 18: an adult on duty is named in each of this mentor's sessions (domain part 4). */
    minor: optional(last(z.boolean())),
    active: optional(last(z.boolean())),
  },
  read: () => true,
  write: isCoordinator,
  personal: 'staff',
});
