// The municipality itself: its name and the person whom anyone may ask for help (rule 27).
import * as z from 'zod/mini';
import { defineRecord, isCoordinator } from './define-record.ts';
import { count, last, map, optional, text, title } from './fields.ts';

export const organisation = defineRecord({
  kind: 'organisation',
  scopes: ['org'],
  fields: {
    name: last(title(120)),
    languages: optional(last(z.array(text(8)).check(z.maxLength(20)))),
    helpName: optional(last(text(80))),
    helpPhone: optional(last(text(40))),
    /** What hours are planned with: kind of offer -> minutes, `group` -> people, `hours` -> hours of helpers in a month (forms/needs/hours.ts). */
    planning: map(count(10_000)),
  },
  read: () => true,
  write: isCoordinator,
  personal: 'none',
});
