// One step's texts: a row per text, a column per language, marks for what is missing or not published, and a preview. Part of LessonEditScreen.
import { useState } from 'preact/hooks';
import type { Row } from '#device/database.ts';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import type { LessonStep } from '#records/lesson.ts';
import { Button } from '#ui/Button.tsx';
import { TextArea } from '#ui/TextArea.tsx';
import { registerOf, textNow, type TextKey } from './lesson-texts.ts';
import { StepPreview } from './StepPreview.tsx';
import type { LessonDraft } from './use-lesson-draft.ts';

const MOST = 4000;
const SHORT_ROWS = 2;
const BODY_ROWS = 6;

export type EditStepProps = {
  readonly lesson: Row<'lesson'>;
  readonly draft: LessonDraft;
  readonly title: string;
  readonly keys: readonly TextKey[];
  /** None for the head of the lesson. */
  readonly step?: LessonStep | undefined;
  readonly onHistory: (key: TextKey) => void;
};

export const partName = ({ part, choice }: TextKey): string =>
  choice === undefined ? t(`desk:text.${part}`) : t(`desk:text.${part}`, { choice });

export function EditStep({ lesson, draft, title, keys, step, onHistory }: EditStepProps) {
  const [preview, setPreview] = useState(false);
  return (
    <section class="edit-step">
      <div class="row row-apart">
        <h2>{title}</h2>
        {step && (
          <Button
            icon={preview ? 'up' : 'down'}
            expanded={preview}
            about={title}
            onPress={() => setPreview(!preview)}
          >
            {t('desk:preview')}
          </Button>
        )}
      </div>
      {preview && step && <StepPreview lesson={lesson} draft={draft.values} step={step} />}
      {keys.map((key) => (
        <div key={key.key} class="stack-tight">
          <div class="edit-languages">
            {languages.map(({ code, ownName }) => (
              <Cell
                key={code}
                lesson={lesson}
                draft={draft}
                textKey={key}
                lang={code}
                label={`${partName(key)} (${ownName})`}
              />
            ))}
          </div>
          <div class="edit-marks">
            <Button
              kind="quiet"
              icon="history"
              about={`${title}, ${partName(key)}`}
              onPress={() => onHistory(key)}
            >
              {t('desk:history')}
            </Button>
          </div>
        </div>
      ))}
    </section>
  );
}

type CellProps = {
  readonly lesson: Row<'lesson'>;
  readonly draft: LessonDraft;
  readonly textKey: TextKey;
  readonly lang: string;
  readonly label: string;
};

function Cell({ lesson, draft, textKey, lang, label }: CellProps) {
  const register = registerOf(lang, textKey.key);
  const words = textNow(lesson.text, draft.values, lang, textKey.key);
  const changed = draft.values[register] !== undefined;
  return (
    <div class="edit-cell">
      <TextArea
        label={label}
        lang={lang}
        rows={textKey.part === 'body' ? BODY_ROWS : SHORT_ROWS}
        value={words}
        onInput={(next) => draft.set(register, next)}
        error={
          words.length > MOST ? t('desk:edit.tooLong', { now: words.length, max: MOST }) : undefined
        }
      />
      <div class="edit-marks">
        {words.trim() === '' && <span class="mark-missing">{t('desk:mark.missing')}</span>}
        {changed && (
          <>
            <span class="mark-draft">{t('desk:mark.draft')}</span>
            <Button kind="quiet" icon="undo" about={label} onPress={() => draft.drop(register)}>
              {t('desk:draft.drop')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
