// One question, group or repeat that is open: its words, its kind, its choices, when it is shown and what fits. Part of the survey editor.
import { isAnswered, isGroup, isSelect, type Item, type Question } from '#forms/schema.ts';
import { hintKey, labelKey } from '#forms/texts.ts';
import { t } from '#i18n/i18n.ts';
import { Checkbox } from '#ui/Checkbox.tsx';
import { Select } from '#ui/Select.tsx';
import { surveyFieldId } from './survey-faults.ts';
import { groupTypes, questionTypes, withType } from './survey-types.ts';
import { type ItemEdit, withColumn } from './survey-props.ts';
import { typeWords } from './survey-words.ts';
import { SurveyChoices } from './SurveyChoices.tsx';
import { SurveyCondition } from './SurveyCondition.tsx';
import { SurveyMore } from './SurveyMore.tsx';
import { SurveyRule } from './SurveyRule.tsx';
import { SurveyTexts } from './SurveyTexts.tsx';

export type SurveyItemProps = ItemEdit & { readonly onRenamed: (name: string) => void };

export function SurveyItem(props: SurveyItemProps) {
  const { item, onChange } = props;
  const silent = isGroup(item) || item.type === 'calculate' || item.type === 'hidden';
  const kinds: readonly Item['type'][] = isGroup(item) ? groupTypes : questionTypes;
  return (
    <>
      <SurveyTexts
        {...props}
        texts={[
          {
            key: labelKey(item),
            label: t(
              isGroup(item)
                ? 'survey-builder:text.group'
                : item.type === 'note'
                  ? 'survey-builder:text.note'
                  : 'survey-builder:text.label',
            ),
            needed: !silent,
          },
          ...(silent
            ? []
            : [{ key: hintKey(item), label: t('survey-builder:text.hint'), needed: false }]),
        ]}
      />
      <Select
        id={surveyFieldId(`${item.name}.type`)}
        label={t('survey-builder:type')}
        value={item.type}
        options={kinds.map((value) => ({ value, label: typeWords(value) }))}
        onChange={(type) => onChange(withType(item, type as Item['type']))}
      />
      {isGroup(item) && (
        <Checkbox
          label={t('survey-builder:together')}
          hint={t('survey-builder:together.hint')}
          checked={item.together === true}
          onChange={(on) => onChange(withColumn(item, 'together', on ? true : undefined))}
        />
      )}
      {!isGroup(item) && <QuestionParts {...props} item={item} />}
      <SurveyCondition {...props} />
      {!isGroup(item) && isAnswered(item) && <SurveyRule {...props} item={item} />}
      <SurveyMore {...props} />
    </>
  );
}

function QuestionParts(props: ItemEdit<Question>) {
  const { item, onChange } = props;
  if (!isAnswered(item)) return null;
  return (
    <>
      <div class="survey-ticks">
        <Checkbox
          id={surveyFieldId(`${item.name}.must`)}
          label={t('survey-builder:required')}
          {...(typeof item.required === 'string'
            ? { hint: t('survey-builder:required.byHand') }
            : {})}
          checked={item.required !== undefined && item.required !== false}
          onChange={(on) => onChange(withColumn(item, 'required', on ? true : undefined))}
        />
        <Checkbox
          id={surveyFieldId(`${item.name}.refuse`)}
          label={t('survey-builder:refuse')}
          checked={item.refuse !== false}
          onChange={(on) => onChange(withColumn(item, 'refuse', on ? undefined : false))}
        />
      </div>
      {isSelect(item) && <SurveyChoices {...props} item={item} />}
    </>
  );
}
