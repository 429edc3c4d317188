// Notes for whoever helps: shown to enrolled staff while they hold the tablet, never to the learner.
// Called by the lesson's first page and by the step that a note follows.
import { useDevice } from '#device/live.ts';
import type { Row } from '#device/database.ts';
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { mode } from '#ui/appearance.ts';
import { Icon } from '#ui/Icon.tsx';
import { ContentBody } from './ContentBody.tsx';
import { bodyKey, type NoteStep } from './lesson-steps.ts';

export type HelperNotesProps = {
  readonly lesson: Row<'lesson'>;
  readonly notes: readonly NoteStep[];
};

export function HelperNotes({ lesson, notes }: HelperNotesProps) {
  const helper = useDevice().identity.value !== undefined && mode.value !== 'learner';
  if (!helper || notes.length === 0) return null;
  return (
    <aside class="lesson-note no-print" aria-label={t('lessons:note')}>
      <p class="lesson-note-title">
        <Icon name="note" /> {t('lessons:note')}
      </p>
      {notes.map((note) => (
        <ContentBody key={note.id} text={contentText(lesson.text, bodyKey(note))} />
      ))}
    </aside>
  );
}
