// The texts of a lesson in the order in which it is read: which keys there must be, which language lacks one, what a draft changes. Pure.
import type { LessonStep } from '#records/lesson.ts';

/** A text key without language (`s1.title`), and what it is: words for the editor's label. */
export type TextKey = {
  readonly key: string;
  readonly part: 'title' | 'summary' | 'body' | 'question' | 'choice' | 'feedback';
  readonly choice?: string;
};

/** The texts that a step needs (content model of the starter pack). */
export function stepKeys(step: LessonStep): TextKey[] {
  const at = (part: string): string => `${step.id}.${part}`;
  switch (step.kind) {
    case 'note':
      return [{ key: at('body'), part: 'body' }];
    case 'question':
      return [
        { key: at('question'), part: 'question' },
        ...step.choices.flatMap(({ id }): TextKey[] => [
          { key: at(id), part: 'choice', choice: id },
          { key: at(`${id}.feedback`), part: 'feedback', choice: id },
        ]),
      ];
    default:
      return [
        { key: at('title'), part: 'title' },
        { key: at('body'), part: 'body' },
      ];
  }
}

export const headKeys: readonly TextKey[] = [
  { key: 'title', part: 'title' },
  { key: 'summary', part: 'summary' },
];

export const allKeys = (steps: readonly LessonStep[]): TextKey[] => [
  ...headKeys,
  ...steps.flatMap(stepKeys),
];

export const registerOf = (lang: string, key: string): string => `text.${lang}.${key}`;

/** Register name -> unpublished text, as a draft keeps it. */
export type DraftValues = Readonly<Record<string, string>>;

/** Only texts of the lesson: a draft may hold more than this page edits. */
export const draftTexts = (values: Readonly<Record<string, unknown>> | undefined): DraftValues =>
  Object.fromEntries(
    Object.entries(values ?? {}).filter(
      (entry): entry is [string, string] =>
        entry[0].startsWith('text.') && typeof entry[1] === 'string',
    ),
  );

/** What would be shown once the draft is published; empty text when there is none. */
export const textNow = (
  text: Readonly<Record<string, string>> | undefined,
  draft: DraftValues,
  lang: string,
  key: string,
): string => draft[registerOf(lang, key)] ?? text?.[`${lang}.${key}`] ?? '';

/** Keys that have no words in a language, the draft counted in. */
export const missingIn = (
  steps: readonly LessonStep[],
  text: Readonly<Record<string, string>> | undefined,
  draft: DraftValues,
  lang: string,
): string[] =>
  allKeys(steps)
    .map(({ key }) => key)
    .filter((key) => textNow(text, draft, lang, key).trim() === '');

/** The draft as a change to the lesson's `text`; emptied texts are cleared, so that Latvian stands in for them. */
export const publishedPatch = (draft: DraftValues): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(draft).map(([name, value]) => [
      name.slice('text.'.length),
      value.trim() === '' ? null : value,
    ]),
  );

/** What the lesson's texts are before publishing a draft: the way back. */
export const beforePatch = (
  text: Readonly<Record<string, string>> | undefined,
  draft: DraftValues,
): Record<string, string | null> =>
  Object.fromEntries(
    Object.keys(draft).map((name) => [
      name.slice('text.'.length),
      text?.[name.slice('text.'.length)] ?? null,
    ]),
  );
