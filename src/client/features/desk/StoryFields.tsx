// The fields of a story: texts in all languages side by side, the teller and the consent, place and lesson, files. Part of StoryEditScreen.
import { useRecords } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { DateField } from '#ui/DateField.tsx';
import { Select } from '#ui/Select.tsx';
import { TextField } from '#ui/TextField.tsx';
import { wordsIn } from './content-draft.ts';
import { fieldId } from './story-form.ts';
import { StoryFiles } from './StoryFiles.tsx';
import { type StoryFieldsProps, StoryTexts } from './StoryTexts.tsx';

const TITLE_ROWS = 2;
const BODY_ROWS = 10;

export function StoryFields(props: StoryFieldsProps) {
  const { now, set, errorOf } = props;
  return (
    <>
      <section class="edit-step">
        <h2>{t('story-desk:part.words')}</h2>
        <p class="soft">{t('story-desk:languages')}</p>
        <ChoiceList
          id={fieldId('toldIn')}
          label={t('story-desk:field.toldIn')}
          compact
          value={wordsIn(now, 'toldIn')}
          choices={languages.map(({ code, ownName: label }) => ({ value: code, label }))}
          onChange={(toldIn) => set({ toldIn })}
        />
        <StoryTexts
          {...props}
          textKey="title"
          rows={TITLE_ROWS}
          name={t('story-desk:field.title')}
        />
        <StoryTexts {...props} textKey="body" rows={BODY_ROWS} name={t('story-desk:field.body')} />
      </section>
      <section class="edit-step">
        <h2>{t('story-desk:part.teller')}</h2>
        <TextField
          id={fieldId('who')}
          label={t('story-desk:field.who')}
          hint={t('story-desk:field.who.hint')}
          value={wordsIn(now, 'who')}
          error={errorOf(fieldId('who'))}
          onInput={(who) => set({ who })}
        />
        <DateField
          id={fieldId('consentOn')}
          label={t('story-desk:field.consentOn')}
          hint={t('story-desk:field.consentOn.hint')}
          value={wordsIn(now, 'consentOn')}
          error={errorOf(fieldId('consentOn'))}
          onChange={(consentOn) => set({ consentOn })}
        />
      </section>
      <section class="edit-step">
        <h2>{t('story-desk:part.links')}</h2>
        <Links {...props} />
      </section>
      <section class="edit-step">
        <h2>{t('story-desk:part.files')}</h2>
        <StoryFiles {...props} />
      </section>
    </>
  );
}

function Links({ now, set }: StoryFieldsProps) {
  const places = useRecords('place') ?? [];
  const lessons = useRecords('lesson') ?? [];
  return (
    <>
      <Select
        id={fieldId('placeId')}
        label={t('story-desk:field.placeId')}
        optional={t('common:optional')}
        empty={t('story-desk:none')}
        value={wordsIn(now, 'placeId')}
        options={places.map(({ id, text }) => ({ value: id, label: contentWords(text, 'name') }))}
        onChange={(placeId) => set({ placeId })}
      />
      <Select
        id={fieldId('lesson')}
        label={t('story-desk:field.lesson')}
        optional={t('common:optional')}
        empty={t('story-desk:none')}
        value={wordsIn(now, 'lesson')}
        options={lessons.map(({ slug, text }) => ({
          value: slug,
          label: contentWords(text, 'title'),
        }))}
        onChange={(lesson) => set({ lesson })}
      />
    </>
  );
}
