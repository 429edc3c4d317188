// Texts of an own practice: a row per text, a column per language; and what all its parts are given. Used by the parts of the editor.
import type { Json } from '#core/json.ts';
import { t } from '#i18n/i18n.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import type { Scenario } from '#practice/scenario.ts';
import { TextArea } from '#ui/TextArea.tsx';
import { type Registers, textRegister, wordsIn } from './content-draft.ts';
import type { TextKey } from './walkthrough-form.ts';
import { walkFieldId } from './walkthrough-faults.ts';
import { languageName, textName } from './walkthrough-words.ts';

export type EditProps = {
  readonly now: Registers;
  readonly drafted: Registers;
  readonly set: (registers: Registers) => void;
  /** What is wrong with the field of this id, in words. */
  readonly errorOf: (fieldId: string) => string | undefined;
};

/** Puts the changed scenario into the draft. */
export const putScenario = ({ set }: EditProps, scenario: Scenario): void =>
  set({ scenario: scenario as unknown as Json });

export type TextsProps = EditProps & { readonly keys: readonly TextKey[] };

export function Texts({ now, drafted, set, errorOf, keys }: TextsProps) {
  if (keys.length === 0) return <p class="soft">{t('authoring:noTexts')}</p>;
  return (
    <>
      {keys.map(({ key, needed }) => (
        <div class="edit-languages" key={key}>
          {languages.map(({ code }) => {
            const register = textRegister(code, key);
            const id = walkFieldId(register);
            const words = wordsIn(now, register);
            return (
              <div class="edit-cell" key={code}>
                <TextArea
                  id={id}
                  label={`${textName(now, key)} (${languageName(code)})`}
                  lang={code}
                  rows={2}
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
                  {drafted[register] !== undefined && (
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
