// A place where we work: its id is the place's id, and `site:<id>` is the scope of what is recorded there.
import * as z from 'zod/mini';
import { defineRecord, isCoordinator } from './define-record.ts';
import { last, optional, text, title } from './fields.ts';

export const site = defineRecord({
  kind: 'site',
  scopes: ['org'],
  fields: {
    name: last(title(160)),
    parish: optional(last(text(80))),
    closed: optional(last(z.boolean())),
  },
  read: () => true,
  write: isCoordinator,
  personal: 'none',
});
