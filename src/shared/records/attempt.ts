// One practice run of one walkthrough. Replayable from its seed and events; at home it stays on the device.
import * as z from 'zod/mini';
import { defineRecord } from './define-record.ts';
import { count, frozen, id, instant, last, optional, slug, structure, text } from './fields.ts';

const mistake = z.object({
  code: text(4).check(z.regex(/^E\d{1,2}$/, 'is not a mistake code; E1 to E18')),
  step: text(40),
  hintLevel: count(3),
  atMs: count(86_400_000),
  corrected: z.boolean(),
});

export const attempt = defineRecord({
  kind: 'attempt',
  scopes: ['site', 'device'],
  fields: {
    walkthrough: frozen(slug()),
    form: frozen(z.enum(['a', 'b', 'c'])),
    mode: frozen(z.enum(['shown', 'together', 'alone', 'surprise'])),
    seed: frozen(text(64)),
    startedAt: frozen(instant()),
    learnerId: optional(last(id())),
    sessionId: optional(last(id())),
    finishedAt: optional(last(instant())),
    /** The engine's own events, without anything typed that is not practice data. */
    events: optional(last(structure())),
    mistakes: optional(last(z.array(mistake).check(z.maxLength(200)))),
    /** The most help used: 0 none, 1 a word, 2 pointing, 3 shown. */
    hintLevel: optional(last(count(3))),
    passed: optional(last(z.boolean())),
  },
  indexes: ['learnerId'],
  read: (actor) => actor.role !== 'resident',
  write: () => true,
  personal: 'pseudonym',
});
