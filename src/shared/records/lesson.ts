// A lesson: steps and their texts. Played by features/lessons; each `do` step opens a walkthrough.
import * as z from 'zod/mini';
import { contentAccess, contentFields, stage } from './content.ts';
import { defineRecord } from './define-record.ts';
import { count, last, slug, text } from './fields.ts';

const stepId = text(20);

/** A drawn practice screen of one walkthrough step, one target pointed at. */
const practiceScreen = z.object({
  walkthrough: slug(),
  form: z.enum(['a', 'b', 'c']),
  step: text(40),
  point: z.optional(text(60)),
});

export const lessonStep = z.discriminatedUnion('kind', [
  z.object({ id: stepId, kind: z.literal('text') }),
  z.object({ id: stepId, kind: z.literal('screen'), screen: practiceScreen }),
  z.object({
    id: stepId,
    kind: z.literal('question'),
    type: z.literal('one'),
    choices: z
      .array(z.object({ id: text(20), correct: z.optional(z.boolean()) }))
      .check(z.minLength(2), z.maxLength(5)),
  }),
  z.object({
    id: stepId,
    kind: z.literal('do'),
    walkthrough: slug(),
    mode: z.enum(['shown', 'together', 'alone']),
  }),
  z.object({ id: stepId, kind: z.literal('note') }),
]);
export type LessonStep = z.output<typeof lessonStep>;

/** Competence code of the European framework with its version, since 2.2 and 3.0 are worded and levelled apart. */
const digcomp = z.object({
  code: text(8),
  version: z.enum(['2.2', '3.0']),
  level: z.int().check(z.minimum(1), z.maximum(8)),
});

export const lesson = defineRecord({
  kind: 'lesson',
  ...contentAccess,
  fields: {
    ...contentFields,
    theme: last(stage),
    topic: last(slug()),
    minutes: last(count(120)),
    digcomp: last(z.array(digcomp).check(z.maxLength(6))),
    steps: last(z.array(lessonStep).check(z.minLength(1), z.maxLength(40))),
  },
  indexes: ['slug'],
});
