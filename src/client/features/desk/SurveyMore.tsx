// What few questions need: name, calculation, default, filter of choices, when an answer is required, how it is drawn. Part of the survey editor.
import { useState } from 'preact/hooks';
import {
  isAnswered,
  isGroup,
  isSelect,
  itemsOf,
  type Question,
  type Repeat,
} from '#forms/schema.ts';
import { requiredKey } from '#forms/texts.ts';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { Checkbox } from '#ui/Checkbox.tsx';
import { TextField } from '#ui/TextField.tsx';
import { textRegister, wordsIn, type Registers } from './content-draft.ts';
import { surveyFieldId } from './survey-faults.ts';
import { formRegister, type ItemEdit, withColumn } from './survey-props.ts';
import { renamed } from './survey-tree.ts';
import { SurveyExpression } from './SurveyExpression.tsx';
import { SurveyTexts } from './SurveyTexts.tsx';

export type SurveyMoreProps = ItemEdit & { readonly onRenamed: (name: string) => void };

export function SurveyMore(props: SurveyMoreProps) {
  const { item } = props;
  const calculates =
    !isGroup(item) && (item.type === 'calculate' || item.calculation !== undefined);
  return (
    <>
      {!isGroup(item) && calculates && <Calculation {...props} item={item} />}
      <details class="desk-help">
        <summary>{t('survey-builder:more')}</summary>
        <div class="stack-tight">
          <NameField {...props} />
          {item.type === 'repeat' && <Count {...props} item={item} />}
          {!isGroup(item) && <QuestionMore {...props} item={item} calculates={calculates} />}
        </div>
      </details>
    </>
  );
}

const Calculation = (props: ItemEdit<Question>) => (
  <SurveyExpression
    {...props}
    part="calculation"
    label={t('survey-builder:calculation')}
    hint={t('survey-builder:calculation.hint')}
    value={props.item.calculation ?? ''}
    onInput={(text) => props.onChange({ ...withColumn(props.item, 'calculation', text) })}
  />
);

const Count = (props: ItemEdit<Repeat>) => (
  <SurveyExpression
    {...props}
    part="count"
    label={t('survey-builder:count')}
    hint={t('survey-builder:count.hint')}
    value={props.item.count ?? ''}
    onInput={(text) => props.onChange(withColumn(props.item, 'count', text))}
  />
);

function QuestionMore(props: ItemEdit<Question> & { readonly calculates: boolean }) {
  const { item, onChange, calculates } = props;
  const id = (part: string): string => surveyFieldId(`${item.name}.${part}`);
  const plain =
    typeof item.default === 'object' ? item.default.join(' ') : String(item.default ?? '');
  return (
    <>
      {isAnswered(item) && (
        <>
          <SurveyExpression
            {...props}
            part="required"
            label={t('survey-builder:required.when')}
            value={typeof item.required === 'string' ? item.required : ''}
            onInput={(text) => onChange(withColumn(item, 'required', text))}
          />
          {item.required !== undefined && (
            <SurveyTexts
              {...props}
              texts={[
                { key: requiredKey(item), label: t('survey-builder:text.required'), needed: false },
              ]}
            />
          )}
          <TextField
            id={id('default')}
            label={t('survey-builder:default')}
            hint={t('survey-builder:default.hint')}
            value={plain}
            onInput={(text) => onChange(withColumn(item, 'default', defaultOf(item, text)))}
          />
          <SurveyExpression
            {...props}
            part="dynamicDefault"
            label={t('survey-builder:dynamicDefault')}
            hint={t('survey-builder:dynamicDefault.hint')}
            value={item.dynamicDefault ?? ''}
            onInput={(text) => onChange(withColumn(item, 'dynamicDefault', text))}
          />
          {!calculates && <Calculation {...props} />}
          <Checkbox
            label={t('survey-builder:readOnly')}
            checked={item.readOnly === true}
            onChange={(on) => onChange(withColumn(item, 'readOnly', on ? true : undefined))}
          />
        </>
      )}
      {isSelect(item) && (
        <SurveyExpression
          {...props}
          part="choiceFilter"
          label={t('survey-builder:choiceFilter')}
          hint={t('survey-builder:choiceFilter.hint')}
          value={item.choiceFilter ?? ''}
          onInput={(text) => onChange(withColumn(item, 'choiceFilter', text))}
        />
      )}
      <TextField
        id={id('appearance')}
        label={t('survey-builder:appearance')}
        hint={t('survey-builder:appearance.hint')}
        value={item.appearance ?? ''}
        onInput={(text) => onChange(withColumn(item, 'appearance', text))}
      />
    </>
  );
}

/** In the shape that the question's answers have. */
function defaultOf(item: Question, text: string): Question['default'] {
  if (text.trim() === '') return undefined;
  const many = item.type === 'select_multiple' || item.type === 'rank';
  if (many) return text.split(/\s+/).filter((word) => word !== '');
  const number = item.type === 'integer' || item.type === 'decimal' || item.type === 'range';
  return number && /^-?\d+(?:[.,]\d+)?$/.test(text.trim())
    ? Number(text.trim().replace(',', '.'))
    : text;
}

const NAME = /^[A-Za-z_][\w.-]{0,59}$/;

/** Another name, in all expressions too. Typed apart until it is one that can be: half a name would take others' references. */
function NameField({ item, form, now, set, published, onRenamed }: SurveyMoreProps) {
  const [typed, setTyped] = useState(item.name);
  const [error, setError] = useState<string>();
  const keep = (): void => {
    if (typed === item.name) return setError(undefined);
    const taken = [...itemsOf(form.items)].some(({ name }) => name === typed);
    if (!NAME.test(typed) || taken || typed in {})
      return setError(t(taken ? 'survey-builder:name.taken' : 'survey-builder:name.wrong'));
    setError(undefined);
    const texts: Record<string, string> = {};
    for (const { code } of languages) {
      const start = textRegister(code, `${item.name}.`);
      for (const register of Object.keys(now))
        if (register.startsWith(start))
          texts[textRegister(code, `${typed}.${register.slice(start.length)}`)] = wordsIn(
            now,
            register,
          );
    }
    const next: Registers = formRegister(renamed(form, new Map([[item.name, typed]])));
    set({ ...texts, ...next });
    onRenamed(typed);
  };
  return (
    <TextField
      id={surveyFieldId(`${item.name}.name`)}
      label={t('survey-builder:name')}
      hint={t(published ? 'survey-builder:name.published' : 'survey-builder:name.hint')}
      spellCheck={false}
      autoCapitalize="none"
      value={typed}
      error={error}
      onInput={setTyped}
      onBlur={keep}
    />
  );
}
