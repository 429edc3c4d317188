// A lesson's draft as its editor sees it: texts by register. Called by LessonEditScreen.
import type { Row } from '#device/database.ts';
import { draftId, keepDraft } from './desk-actions.ts';
import { draftTexts, type DraftValues } from './lesson-texts.ts';
import { type Draft, useDraft } from './use-draft.ts';

export type LessonDraft = Pick<Draft, 'row' | 'flush' | 'keeping' | 'problem'> & {
  /** The draft with what is still being typed. */
  readonly values: DraftValues;
  /** Sets one register's unpublished text; the published text takes it out of the draft. */
  readonly set: (register: string, words: string) => void;
  readonly drop: (register: string) => void;
};

export function useLessonDraft(lesson: Row<'lesson'>): LessonDraft {
  const { typed, note, ...draft } = useDraft(draftId(lesson.id), lesson.id, keepDraft);
  const published = (register: string): string =>
    lesson.text?.[register.slice('text.'.length)] ?? '';
  const merged = { ...draftTexts(draft.row?.values), ...typed };
  return {
    ...draft,
    values: Object.fromEntries(
      Object.entries(merged).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
    set: (register, words) => note({ [register]: words === published(register) ? null : words }),
    drop: (register) => note({ [register]: null }),
  };
}
