// The fields of a scam card: texts in all languages side by side, what kind it is, the surprise, the sources. Part of ScamCardEditScreen.
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { guestWants } from '#practice/scam-guest.ts';
import { Checkbox } from '#ui/Checkbox.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { DateField } from '#ui/DateField.tsx';
import { Select } from '#ui/Select.tsx';
import { TextArea } from '#ui/TextArea.tsx';
import { type Registers, textRegister, wordsIn } from './content-draft.ts';
import { type CardTextKey, channels, fieldId } from './scam-card-form.ts';
import { SourceFields } from './SourceFields.tsx';

/** "Ko darīt (Latviešu)". */
export const fieldName = (key: string, lang: string): string =>
  `${t(`scams:desk.field.${key}`)} (${languages.find(({ code }) => code === lang)?.ownName ?? lang})`;

export type ScamCardFieldsProps = {
  readonly now: Registers;
  readonly set: (registers: Registers) => void;
  readonly errorOf: (fieldId: string) => string | undefined;
};

const SHORT_ROWS = 2;
const BODY_ROWS = 6;

export function ScamCardFields(props: ScamCardFieldsProps) {
  const { now, set, errorOf } = props;
  const surprise = now['surprise'] === true;
  return (
    <>
      <section class="edit-step">
        <h2>{t('scams:desk.part.words')}</h2>
        <p class="soft">{t('scams:desk.languages')}</p>
        <Texts {...props} textKey="title" />
        <Texts {...props} textKey="happens" />
        <Texts {...props} textKey="do" />
      </section>
      <section class="edit-step">
        <h2>{t('scams:desk.part.facts')}</h2>
        <Select
          id={fieldId('channel')}
          label={t('scams:desk.field.channel')}
          empty={t('common:choose')}
          value={wordsIn(now, 'channel')}
          options={channels.map((value) => ({ value, label: t(`scams:channel.${value}`) }))}
          error={errorOf(fieldId('channel'))}
          onChange={(channel) => set({ channel })}
        />
        <DateField
          id={fieldId('firstSeen')}
          label={t('scams:desk.field.firstSeen')}
          optional={t('common:optional')}
          value={wordsIn(now, 'firstSeen')}
          error={errorOf(fieldId('firstSeen'))}
          onChange={(firstSeen) => set({ firstSeen })}
        />
      </section>
      <section class="edit-step">
        <h2>{t('scams:desk.part.surprise')}</h2>
        <Checkbox
          id={fieldId('surprise')}
          label={t('scams:desk.field.surprise')}
          hint={t('scams:desk.field.surprise.hint')}
          checked={surprise}
          error={errorOf(fieldId('surprise'))}
          onChange={(on) => set({ surprise: on })}
        />
        {surprise && (
          <ChoiceList
            id={fieldId('wants')}
            label={t('scams:desk.field.wants')}
            compact
            value={wordsIn(now, 'wants') || null}
            choices={guestWants.map((value) => ({ value, label: t(`scams:wants.${value}`) }))}
            error={errorOf(fieldId('wants'))}
            onChange={(wants) => set({ wants })}
          />
        )}
        <p class="soft">{t('scams:desk.field.says.hint')}</p>
        <Texts {...props} textKey="says" />
      </section>
      <section class="edit-step">
        <h2>{t('scams:desk.part.sources')}</h2>
        <SourceFields now={now} set={set} errorOf={errorOf} fieldId={fieldId} atLeast={1} />
        <DateField
          id={fieldId('reviewBy')}
          label={t('scams:desk.field.reviewBy')}
          hint={t('scams:desk.field.reviewBy.hint')}
          value={wordsIn(now, 'reviewBy')}
          error={errorOf(fieldId('reviewBy'))}
          onChange={(reviewBy) => set({ reviewBy })}
        />
      </section>
    </>
  );
}

type TextsProps = ScamCardFieldsProps & { readonly textKey: CardTextKey };

function Texts({ now, set, errorOf, textKey }: TextsProps) {
  return (
    <div class="edit-languages">
      {languages.map(({ code }) => {
        const register = textRegister(code, textKey);
        const id = fieldId(register);
        return (
          <div class="edit-cell" key={code}>
            <TextArea
              id={id}
              label={fieldName(textKey, code)}
              lang={code}
              rows={textKey === 'title' || textKey === 'says' ? SHORT_ROWS : BODY_ROWS}
              value={wordsIn(now, register)}
              error={errorOf(id)}
              onInput={(words) => set({ [register]: words })}
            />
          </div>
        );
      })}
    </div>
  );
}
