// A lesson's step read aloud by a helper, in one language: heard where the tablet has no voice of that language. One record for each step and
// language, whoever reads it (its id is derived from them). Only enrolled devices have it: a voice is personal.
import { defineRecord, isHelper } from './define-record.ts';
import { frozen, id, last, mediaAddress, slug, text } from './fields.ts';

export const voice = defineRecord({
  kind: 'voice',
  scopes: ['org'],
  fields: {
    lesson: frozen(slug()),
    step: frozen(text(20)),
    lang: frozen(text(8)),
    media: last(mediaAddress()),
    /** Fingerprint of the words that were read: once they are others, the recording is not played. */
    words: last(text(32)),
    /** Whose voice it is. */
    personId: last(id()),
  },
  indexes: ['lesson'],
  read: isHelper,
  write: isHelper,
  personal: 'staff',
});
