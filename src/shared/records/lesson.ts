// A lesson: steps and their texts. Played by features/lessons; each `do` step opens a walkthrough.
import * as z from 'zod/mini';
import { contentAccess, contentFields, stage } from './content.ts';
import { defineRecord } from './define-record.ts';
import { count, last, mediaAddress, optional, slug, text } from './fields.ts';

const stepId = text(20);

/** A drawn practice screen of one walkthrough step, one target pointed at. */
const practiceScreen = z.object({
  walkthrough: slug(),
  form: z.enum(['a', 'b', 'c']),
  step: text(40),
  point: z.optional(text(60)),
});

const choice = { id: text(20) };
const question = { id: stepId, kind: z.literal('question') };

/** Questions: one or several fitting answers, true or false, put in order (told in the right one), find on a practice screen. */
export const questionStep = z.discriminatedUnion('type', [
  z.object({
    ...question,
    type: z.enum(['one', 'several']),
    choices: z
      .array(z.object({ ...choice, correct: z.optional(z.boolean()) }))
      .check(z.minLength(2), z.maxLength(5)),
  }),
  z.object({ ...question, type: z.literal('true-false'), correct: z.boolean() }),
  z.object({
    ...question,
    type: z.literal('order'),
    choices: z.array(z.object(choice)).check(z.minLength(3), z.maxLength(5)),
  }),
  z.object({
    ...question,
    type: z.literal('find'),
    screen: z.extend(practiceScreen, { point: text(60) }),
  }),
]);

export const lessonStep = z.discriminatedUnion('kind', [
  z.object({ id: stepId, kind: z.literal('text') }),
  z.object({ id: stepId, kind: z.literal('screen'), screen: practiceScreen }),
  questionStep,
  /** Do it now in the practice world. */
  z.object({
    id: stepId,
    kind: z.literal('do'),
    walkthrough: slug(),
    mode: z.enum(['shown', 'together', 'alone']),
  }),
  /** A photo, a sound or a video without a network. What is seen or heard stands beside it as text (`alt`, `body`, `captions`). */
  z.object({ id: stepId, kind: z.enum(['photo', 'audio', 'video']), media: mediaAddress() }),
  /** Do it now on the own phone, tablet or computer, where the practice world has no such thing. */
  z.object({ id: stepId, kind: z.literal('try') }),
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
    /** Every file that a step shows: what a record names here comes to each tablet (sync/media-names.ts). */
    media: optional(last(z.array(mediaAddress()).check(z.maxLength(20)))),
    steps: last(z.array(lessonStep).check(z.minLength(1), z.maxLength(40))),
  },
  indexes: ['slug'],
});
