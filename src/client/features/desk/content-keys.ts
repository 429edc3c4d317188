// The texts of a lesson, an interest path or a to-do template in the order in which they are read: which keys there must be, by part. Pure.
import type { LessonStep } from '#records/lesson.ts';
import type { Values } from '#records/registry.ts';

/** Content that is a list of parts with texts: what `ContentEditScreen` edits. */
export const authoredKinds = ['lesson', 'path', 'todo-template'] as const;
export type AuthoredKind = (typeof authoredKinds)[number];
export const isAuthored = (kind: string | undefined): kind is AuthoredKind =>
  (authoredKinds as readonly (string | undefined)[]).includes(kind);

export type PathStep = Values<'path'>['steps'][number];
export type TodoItem = Values<'todo-template'>['items'][number];
/** A lesson's step, a path's step or a template's line. */
export type Part = LessonStep | PathStep | TodoItem;

/** The field that holds the parts. */
export const listField = {
  lesson: 'steps',
  path: 'steps',
  'todo-template': 'items',
} as const satisfies Record<AuthoredKind, string>;

/** A text key without language (`s1.title`), and what it is: words for the editor's label. */
export type TextKey = {
  readonly key: string;
  readonly part:
    | 'title'
    | 'summary'
    | 'body'
    | 'help'
    | 'question'
    | 'choice'
    | 'feedback'
    | 'explanation'
    | 'alt'
    | 'captions';
  readonly choice?: string;
};

export const headKeys: readonly TextKey[] = [
  { key: 'title', part: 'title' },
  { key: 'summary', part: 'summary' },
];

type QuestionStep = Extract<LessonStep, { kind: 'question' }>;

function questionKeys(step: QuestionStep): TextKey[] {
  const at = (part: string): string => `${step.id}.${part}`;
  const question: TextKey = { key: at('question'), part: 'question' };
  if (step.type === 'one' || step.type === 'several')
    return [
      question,
      ...step.choices.flatMap(({ id }): TextKey[] => [
        { key: at(id), part: 'choice', choice: id },
        { key: at(`${id}.feedback`), part: 'feedback', choice: id },
      ]),
    ];
  const choices = step.type === 'order' ? step.choices : [];
  return [
    question,
    ...choices.map(({ id }): TextKey => ({ key: at(id), part: 'choice', choice: id })),
    { key: at('feedback'), part: 'explanation' },
  ];
}

/** The texts that a part needs (content model of the starter pack). */
export function partKeys(kind: AuthoredKind, part: Part): TextKey[] {
  const at = (key: string): string => `${part.id}.${key}`;
  const title: TextKey = { key: at('title'), part: 'title' };
  if (kind === 'todo-template') return [title, { key: at('help'), part: 'help' }];
  const step = part as LessonStep | PathStep;
  if (step.kind === 'note') return [{ key: at('body'), part: 'body' }];
  if (step.kind === 'question') return questionKeys(step);
  const more: TextKey[] =
    step.kind === 'photo'
      ? [{ key: at('alt'), part: 'alt' }]
      : step.kind === 'video'
        ? [{ key: at('captions'), part: 'captions' }]
        : [];
  return [title, { key: at('body'), part: 'body' }, ...more];
}

export const allKeys = (kind: AuthoredKind, parts: readonly Part[]): TextKey[] => [
  ...headKeys,
  ...parts.flatMap((part) => partKeys(kind, part)),
];
