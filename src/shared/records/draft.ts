// Unpublished changes to one piece of content: register name -> new value. Publishing writes them to the public record.
import { defineRecord, isAdultStaff } from './define-record.ts';
import { frozen, id, LARGE_JSON, map, structure, text } from './fields.ts';

export const draft = defineRecord({
  kind: 'draft',
  scopes: ['org'],
  fields: {
    targetKind: frozen(text(40)),
    targetId: frozen(id()),
    /** Keys are register names of the target, such as `text.lv.s1.title`. */
    values: map(structure(LARGE_JSON)),
  },
  indexes: ['targetId'],
  read: isAdultStaff,
  write: isAdultStaff,
  personal: 'none',
});
