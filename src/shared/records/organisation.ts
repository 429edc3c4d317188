// The municipality itself: its name and the person whom anyone may ask for help (rule 27).
import * as z from 'zod/mini';
import { defineRecord, isCoordinator } from './define-record.ts';
import { last, optional, text, title } from './fields.ts';

export const organisation = defineRecord({
  kind: 'organisation',
  scopes: ['org'],
  fields: {
    name: last(title(120)),
    languages: optional(last(z.array(text(8)).check(z.maxLength(20)))),
    helpName: optional(last(text(80))),
    helpPhone: optional(last(text(40))),
  },
  read: () => true,
  write: isCoordinator,
  personal: 'none',
});
