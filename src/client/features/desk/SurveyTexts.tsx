// Texts of a survey: a row for each, a column for each language, with a mark where words are missing. Part of the survey editor.
import { t } from '#i18n/i18n.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import { TextArea } from '#ui/TextArea.tsx';
import { textRegister, wordsIn } from './content-draft.ts';
import { surveyFieldId } from './survey-faults.ts';
import type { SurveyEdit } from './survey-props.ts';

export type SurveyText = {
  readonly key: string;
  readonly label: string;
  readonly needed: boolean;
};

export type SurveyTextsProps = Pick<
  SurveyEdit,
  'now' | 'drafted' | 'published' | 'set' | 'errorOf'
> & {
  readonly texts: readonly SurveyText[];
};

export function SurveyTexts({ now, drafted, published, set, errorOf, texts }: SurveyTextsProps) {
  return (
    <>
      {texts.map(({ key, label, needed }) => (
        <div class="edit-languages" key={key}>
          {languages.map(({ code, ownName }) => {
            const register = textRegister(code, key);
            const id = surveyFieldId(register);
            const words = wordsIn(now, register);
            return (
              <div class="edit-cell" key={code}>
                <TextArea
                  id={id}
                  label={`${label} (${ownName})`}
                  lang={code}
                  rows={1}
                  value={words}
                  error={errorOf(id)}
                  onInput={(next) => set({ [register]: next })}
                />
                <div class="edit-marks">
                  {needed && words.trim() === '' && (
                    <span class="mark-missing">
                      {t(code === fallbackLanguage ? 'desk:mark.missing' : 'authoring:latvian')}
                    </span>
                  )}
                  {published && drafted[register] !== undefined && (
                    <span class="mark-draft">{t('desk:mark.draft')}</span>
                  )}
                </div>
              </div>
            );
          })}
        </div>
      ))}
    </>
  );
}
