// One text of a piece of content: a column for each language, marks for what is missing or not published, and its earlier words. Part of ContentEditScreen.
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { Button } from '#ui/Button.tsx';
import { TextArea } from '#ui/TextArea.tsx';
import { textRegister, wordsIn } from './content-draft.ts';
import { fieldId } from './content-form.ts';
import type { TextKey } from './content-keys.ts';
import { textName } from './content-words.ts';
import type { ContentFieldsProps } from './content-props.ts';

const SHORT_ROWS = 2;
const BODY_ROWS = 6;

export type ContentTextsProps = ContentFieldsProps & {
  readonly textKey: TextKey;
  /** What the text belongs to, for those who hear the buttons read out. */
  readonly about: string;
};

export function ContentTexts(props: ContentTextsProps) {
  const { textKey, about, published, onHistory } = props;
  return (
    <div class="stack-tight">
      <div class="edit-languages">
        {languages.map(({ code, ownName }) => (
          <Cell key={code} {...props} lang={code} label={`${textName(textKey)} (${ownName})`} />
        ))}
      </div>
      {published && (
        <div class="edit-marks no-print">
          <Button
            kind="quiet"
            icon="history"
            about={`${about}, ${textName(textKey)}`}
            onPress={() => onHistory(textKey)}
          >
            {t('desk:history')}
          </Button>
        </div>
      )}
    </div>
  );
}

type CellProps = ContentTextsProps & { readonly lang: string; readonly label: string };

function Cell({ now, drafted, published, set, drop, errorOf, textKey, lang, label }: CellProps) {
  const register = textRegister(lang, textKey.key);
  const id = fieldId(register);
  const words = wordsIn(now, register);
  return (
    <div class="edit-cell">
      <TextArea
        id={id}
        label={label}
        lang={lang}
        rows={textKey.part === 'body' ? BODY_ROWS : SHORT_ROWS}
        value={words}
        error={errorOf(id)}
        onInput={(next) => set({ [register]: next })}
      />
      <div class="edit-marks">
        {words.trim() === '' && <span class="mark-missing">{t('desk:mark.missing')}</span>}
        {published && drafted[register] !== undefined && (
          <>
            <span class="mark-draft">{t('desk:mark.draft')}</span>
            <Button kind="quiet" icon="undo" about={label} onPress={() => drop(register)}>
              {t('desk:draft.drop')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
