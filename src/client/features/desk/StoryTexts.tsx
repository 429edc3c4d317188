// One text of a story in all languages side by side, and what the fields of a story are called. Part of StoryFields and StoryFiles.
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { TextArea } from '#ui/TextArea.tsx';
import { type Registers, textRegister, wordsIn } from './content-draft.ts';
import { fieldId, lackingIn } from './story-form.ts';

const ownName = (lang: string): string =>
  languages.find(({ code }) => code === lang)?.ownName ?? lang;
/** "Stāsts (Latviešu)"; without a language the field's name alone. */
export const fieldName = (key: string, lang: string | undefined): string =>
  t(`story-desk:field.${key}`) + (lang === undefined ? '' : ` (${ownName(lang)})`);
/** What is seen or heard in a file, by its number from 1. */
export const altName = (number: number): string =>
  `${t('story-desk:file.file', { number })}: ${t('story-desk:field.alt.file')}`;

export type StoryFieldsProps = {
  readonly now: Registers;
  readonly set: (registers: Registers) => void;
  /** Stores what is set now. */
  readonly flush: () => Promise<void>;
  readonly errorOf: (fieldId: string) => string | undefined;
};

export type StoryTextsProps = StoryFieldsProps & {
  readonly textKey: string;
  readonly name: string;
  readonly rows: number;
};

/** One text in all languages; where the teller's language has it and another has not, that one says so. */
export function StoryTexts({ now, set, errorOf, textKey, name, rows }: StoryTextsProps) {
  return (
    <div class="edit-languages">
      {languages.map(({ code }) => {
        const register = textRegister(code, textKey);
        const id = fieldId(register);
        return (
          <div class="edit-cell" key={code}>
            <TextArea
              id={id}
              label={`${name} (${ownName(code)})`}
              lang={code}
              rows={rows}
              value={wordsIn(now, register)}
              error={errorOf(id)}
              onInput={(words) => set({ [register]: words })}
            />
            {lackingIn(now, code).includes(textKey) && (
              <span class="mark-missing">{t('story-desk:lacking')}</span>
            )}
          </div>
        );
      })}
    </div>
  );
}
