// A tablet as the desk calls it. What it last reported (contact, storage, version) stays on the server and is no record.
import { defineRecord, isCoordinator } from './define-record.ts';
import { id, last, optional, text, title } from './fields.ts';

export const device = defineRecord({
  kind: 'device',
  scopes: ['org'],
  fields: {
    name: last(title(80)),
    /** The device's part of its stamps, or whatever name it enrolled with. */
    deviceId: last(text(64)),
    personId: last(id()),
    siteId: optional(last(id())),
  },
  read: () => true,
  write: isCoordinator,
  personal: 'staff',
});
