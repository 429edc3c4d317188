// The fields of a scam card: texts in all languages side by side, what kind it is, the surprise, the sources. Part of ScamCardEditScreen.
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { guestWants } from '#practice/scam-guest.ts';
import { Button } from '#ui/Button.tsx';
import { Checkbox } from '#ui/Checkbox.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { DateField } from '#ui/DateField.tsx';
import { Select } from '#ui/Select.tsx';
import { TextArea } from '#ui/TextArea.tsx';
import { TextField } from '#ui/TextField.tsx';
import { type Registers, textRegister, wordsIn } from './content-draft.ts';
import {
  type CardTextKey,
  channels,
  fieldId,
  MOST_SOURCES,
  noSource,
  type Source,
  sourcesIn,
} from './scam-card-form.ts';

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
        <Sources {...props} />
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

function Sources({ now, set, errorOf }: ScamCardFieldsProps) {
  const sources = sourcesIn(now);
  const write = (next: readonly Source[]): void =>
    set({ sources: next.map((one) => ({ ...one })) });
  const change = (at: number, part: Partial<Source>): void =>
    write(sources.map((one, i) => (i === at ? { ...one, ...part } : one)));
  return (
    <>
      {sources.map((source, i) => {
        const at = (part: string): string => fieldId(`sources.${i}.${part}`);
        const name = t('scams:desk.field.source', { number: i + 1 });
        return (
          <fieldset class="edit-source stack-tight" key={i}>
            <legend>{name}</legend>
            <TextField
              id={at('url')}
              type="url"
              label={t('scams:desk.field.url')}
              hint={t('scams:desk.field.url.hint')}
              value={source.url}
              error={errorOf(at('url'))}
              onInput={(url) => change(i, { url })}
            />
            <TextField
              id={at('title')}
              label={t('scams:desk.field.sourceTitle')}
              value={source.title}
              error={errorOf(at('title'))}
              onInput={(title) => change(i, { title })}
            />
            <DateField
              id={at('checked')}
              label={t('scams:desk.field.checked')}
              value={source.checked}
              error={errorOf(at('checked'))}
              onChange={(checked) => change(i, { checked })}
            />
            {sources.length > 1 && (
              <div>
                <Button
                  kind="quiet"
                  icon="remove"
                  about={name}
                  onPress={() => write(sources.filter((_, other) => other !== i))}
                >
                  {t('scams:desk.source.remove')}
                </Button>
              </div>
            )}
          </fieldset>
        );
      })}
      {sources.length < MOST_SOURCES && (
        <div>
          <Button
            id={fieldId('add-source')}
            icon="plus"
            onPress={() => write([...sources, noSource])}
          >
            {t('scams:desk.source.add')}
          </Button>
        </div>
      )}
    </>
  );
}
