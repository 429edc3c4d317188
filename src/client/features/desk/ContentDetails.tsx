// What belongs to a whole piece of content beside its texts: a lesson's topic, stage, minutes and competences, for whom a template is, the
// place in the list. Part of ContentEditScreen.
import { hasText, t } from '#i18n/i18n.ts';
import type { Values } from '#records/registry.ts';
import { Button } from '#ui/Button.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { NumberField } from '#ui/NumberField.tsx';
import { Select } from '#ui/Select.tsx';
import type { Json } from '#core/json.ts';
import { type Registers, wordsIn } from './content-draft.ts';
import { audiences, fieldId, MOST_MINUTES, themes } from './content-form.ts';
import type { ContentFieldsProps } from './content-props.ts';

/** Topics that the list of lessons has names for (`lessons:topic.*`). */
const topics = [
  'bills',
  'phone-id',
  'scams',
  'safety',
  'bank',
  'device',
  'internet',
  'portal',
  'health',
  'contacts',
  'hobby',
  'business',
  'other',
] as const;

type Competence = Values<'lesson'>['digcomp'][number];
const MOST_COMPETENCES = 6;
/** The 21 competences of DigComp, numbered alike in 2.2 and 3.0 (Joint Research Centre, JRC128415). */
const codes = [3, 6, 4, 4, 4].flatMap((count, area) =>
  Array.from({ length: count }, (_, i) => `${area + 1}.${i + 1}`),
);
const MOST_LEVEL = 8;

const numberIn = (now: Registers, register: string): number | null => {
  const value = now[register];
  return typeof value === 'number' ? value : null;
};

export function ContentDetails(props: ContentFieldsProps) {
  const { kind, now, published, set, errorOf } = props;
  const number = (field: 'minutes' | 'order', hint: string) => (
    <NumberField
      id={fieldId(field)}
      label={t(`desk:field.${field}`)}
      hint={hint}
      value={numberIn(now, field)}
      error={errorOf(fieldId(field))}
      onChange={(value) => set({ [field]: value ?? '' })}
    />
  );
  if (kind === 'path' && !published) return null;
  return (
    <section class="edit-step">
      <h2>{t('desk:edit.details')}</h2>
      {kind === 'lesson' && (
        <>
          <Select
            id={fieldId('topic')}
            label={t('desk:field.topic')}
            empty={t('common:choose')}
            value={wordsIn(now, 'topic')}
            options={[...new Set([...topics, wordsIn(now, 'topic')])]
              .filter((value) => value !== '')
              .map((value) => ({ value, label: topicName(value) }))}
            error={errorOf(fieldId('topic'))}
            onChange={(topic) => set({ topic })}
          />
          <ChoiceList
            id={fieldId('theme')}
            label={t('desk:field.theme')}
            hint={t('desk:field.theme.hint')}
            compact
            value={wordsIn(now, 'theme')}
            choices={themes.map((value) => ({ value, label: t(`people:stage.${value}`) }))}
            onChange={(theme) => set({ theme })}
          />
          {number('minutes', t('desk:field.minutes.hint', { max: MOST_MINUTES }))}
          <Competences {...props} />
        </>
      )}
      {kind === 'todo-template' && (
        <ChoiceList
          id={fieldId('audience')}
          label={t('desk:field.audience')}
          compact
          value={wordsIn(now, 'audience')}
          choices={audiences.map((value) => ({ value, label: t(`desk:audience.${value}`) }))}
          onChange={(audience) => set({ audience })}
        />
      )}
      {published && number('order', t('desk:field.order.hint'))}
    </section>
  );
}

const topicName = (topic: string): string =>
  hasText(`lessons:topic.${topic}`) ? t(`lessons:topic.${topic}`) : topic;

function Competences({ now, set }: ContentFieldsProps) {
  const all = (now['digcomp'] ?? []) as unknown as readonly Competence[];
  const write = (next: readonly Competence[]): void =>
    set({ digcomp: next.map((one) => ({ ...one })) as Json });
  const change = (at: number, part: Partial<Competence>): void =>
    write(all.map((one, i) => (i === at ? { ...one, ...part } : one)));
  return (
    <div class="stack-tight">
      {all.map((one, i) => {
        const name = t('desk:field.competence', { number: i + 1 });
        return (
          <fieldset class="edit-source stack-tight" key={i}>
            <legend>{name}</legend>
            <div class="row">
              <Select
                label={t('desk:field.competence.code', { version: one.version })}
                value={one.code}
                options={codes.map((value) => ({ value, label: value }))}
                onChange={(code) => change(i, { code })}
              />
              <Select
                label={t('desk:field.competence.level')}
                value={String(one.level)}
                options={Array.from({ length: MOST_LEVEL }, (_, n) => ({
                  value: String(n + 1),
                  label: String(n + 1),
                }))}
                onChange={(level) => change(i, { level: Number(level) })}
              />
            </div>
            <div>
              <Button
                kind="quiet"
                icon="remove"
                about={name}
                onPress={() => write(all.filter((_, other) => other !== i))}
              >
                {t('desk:competence.remove')}
              </Button>
            </div>
          </fieldset>
        );
      })}
      {all.length < MOST_COMPETENCES && (
        <div>
          <Button
            icon="plus"
            onPress={() => write([...all, { code: '1.1', version: '2.2', level: 1 }])}
          >
            {t('desk:competence.add')}
          </Button>
        </div>
      )}
    </div>
  );
}
