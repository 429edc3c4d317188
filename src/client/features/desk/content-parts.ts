// New parts of a lesson, a path or a to-do template, and changes of one part. Pure. Called by the content editor.
import type { LessonStep } from '#records/lesson.ts';
import type { Registers } from './content-draft.ts';
import { freshPartId } from './content-form.ts';
import type { AuthoredKind, Part, PathStep, TodoItem } from './content-keys.ts';

/** What can be added, in the order in which it is offered. */
export const newPartKinds = {
  lesson: [
    'text',
    'screen',
    'one',
    'several',
    'true-false',
    'order',
    'find',
    'do',
    'try',
    'note',
    'photo',
    'audio',
    'video',
  ],
  path: ['workshop', 'digital', 'meeting'],
  'todo-template': ['item'],
} as const satisfies Record<AuthoredKind, readonly string[]>;
export type NewPart = (typeof newPartKinds)[AuthoredKind][number];

const noScreen = { walkthrough: '', form: 'a', step: '' } as const;

/** A part as it is before anything is chosen or written in it. */
export function newPart(kind: AuthoredKind, what: NewPart, now: Registers): Part {
  const id = freshPartId(kind, now);
  switch (what) {
    case 'item':
      return { id, dueDays: 7 } satisfies TodoItem;
    case 'workshop':
    case 'digital':
    case 'meeting':
      return { id, kind: what, dueDays: what === 'workshop' ? 0 : 7 } satisfies PathStep;
    case 'one':
    case 'several':
      return {
        id,
        kind: 'question',
        type: what,
        choices: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      } satisfies LessonStep;
    case 'order':
      return {
        id,
        kind: 'question',
        type: what,
        choices: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      } satisfies LessonStep;
    case 'true-false':
      return { id, kind: 'question', type: what, correct: true } satisfies LessonStep;
    case 'find':
      return {
        id,
        kind: 'question',
        type: what,
        screen: { ...noScreen, point: '' },
      } satisfies LessonStep;
    case 'screen':
      return { id, kind: 'screen', screen: noScreen } satisfies LessonStep;
    case 'do':
      return { id, kind: 'do', walkthrough: '', mode: 'together' } satisfies LessonStep;
    case 'photo':
    case 'audio':
    case 'video':
      return { id, kind: what, media: '' } satisfies LessonStep;
    case 'text':
    case 'try':
    case 'note':
      return { id, kind: what } satisfies LessonStep;
  }
}

type Choosing = Extract<LessonStep, { choices: unknown }>;
export const MOST_CHOICES = 5;
/** The schema's least number of answers (records/lesson.ts). */
export const leastChoices = (step: Choosing): number => (step.type === 'order' ? 3 : 2);

const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;

/** One more answer, under a letter that none has. */
export function withChoice(step: Choosing): Choosing {
  const id = letters.find((letter) => step.choices.every((choice) => choice.id !== letter)) ?? 'z';
  return { ...step, choices: [...step.choices, { id }] };
}

export const withoutChoice = (step: Choosing, id: string): Choosing => ({
  ...step,
  choices: step.choices.filter((choice) => choice.id !== id),
});

export const movedChoice = (step: Choosing, at: number, by: -1 | 1): Choosing => {
  const choices = [...step.choices];
  choices.splice(at + by, 0, ...choices.splice(at, 1));
  return { ...step, choices };
};

/** Which answers are right; `one` has exactly one. */
export const withRight = (step: Choosing, right: readonly string[]): Choosing => ({
  ...step,
  choices: step.choices.map(({ id }) => (right.includes(id) ? { id, correct: true } : { id })),
});

/** The part without fields that say nothing. */
export function withField<P extends Part>(
  part: P,
  field: string,
  value: string | number | null,
): P {
  const { [field]: _old, ...rest } = part as unknown as Record<string, unknown>;
  return (value === null || value === '' ? rest : { ...rest, [field]: value }) as P;
}
