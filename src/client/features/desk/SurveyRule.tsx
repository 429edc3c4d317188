// "What fits as an answer": from, to, how long, a pattern, chosen; the expression that it makes, and the sentence that is said when an
// answer does not fit. Part of the survey editor.
import { useState } from 'preact/hooks';
import { isSelect, type Question } from '#forms/schema.ts';
import { constraintKey } from '#forms/texts.ts';
import { t } from '#i18n/i18n.ts';
import { NumberField } from '#ui/NumberField.tsx';
import { Select } from '#ui/Select.tsx';
import { TextField } from '#ui/TextField.tsx';
import type { Operand } from './survey-condition.ts';
import { surveyFieldId } from './survey-faults.ts';
import { type ItemEdit, withColumn } from './survey-props.ts';
import { type Rule, ruleIn, ruleText } from './survey-rule.ts';
import { ValueField } from './SurveyCondition.tsx';
import { SurveyExpression } from './SurveyExpression.tsx';
import { SurveyTexts } from './SurveyTexts.tsx';

const NUMBERS = ['between', 'atLeast', 'atMost', 'above', 'below'] as const;

function rulesFor({ type }: Question): readonly Rule['is'][] {
  switch (type) {
    case 'integer':
    case 'decimal':
    case 'range':
      return NUMBERS;
    case 'date':
      return ['notFuture', 'notPast', ...NUMBERS];
    case 'text':
    case 'phone':
    case 'barcode':
      return ['longest', 'pattern'];
    case 'select_multiple':
    case 'rank':
      return ['most'];
    default:
      return [];
  }
}

/** Patterns that people ask for, by their names in words. */
const PATTERNS = { postcode: 'LV-[0-9]{4}', phone: '[0-9]{8}', digits: '[0-9]+' } as const;

const emptyValue = ({ type }: Question): Operand =>
  type === 'date' ? { is: 'day', value: '' } : { is: 'number', value: Number.NaN };

function ruleOf(item: Question, is: Rule['is']): Rule {
  switch (is) {
    case 'between':
      return { is, low: emptyValue(item), high: emptyValue(item) };
    case 'longest':
    case 'most':
      return { is, value: Number.NaN };
    case 'pattern':
      return { is, pattern: '' };
    case 'notFuture':
    case 'notPast':
      return { is };
    default:
      return { is, value: emptyValue(item) };
  }
}

export function SurveyRule(props: ItemEdit<Question>) {
  const { item, onChange } = props;
  const source = item.constraint ?? '';
  const [own, setOwn] = useState<{ readonly source: string; readonly rule: Rule }>();
  const rule = own?.source === source ? own.rule : source === '' ? undefined : ruleIn(source);
  const write = (next: Rule): void => {
    const text = ruleText(next);
    setOwn({ source: text ?? source, rule: next });
    if (text !== undefined) onChange(withColumn(item, 'constraint', text));
  };
  const offered = rulesFor(item);
  const byHand = source !== '' && rule === undefined;
  const kinds = rule && !offered.includes(rule.is) ? [rule.is, ...offered] : offered;
  const id = (part: string): string => surveyFieldId(`${item.name}.rule.${part}`);
  return (
    <fieldset class="edit-source stack-tight" id={surveyFieldId(`${item.name}.constraint`)}>
      <legend>{t('survey-builder:rule')}</legend>
      {byHand && <p>{t('survey-builder:rule.byHand')}</p>}
      {!byHand && kinds.length > 0 && (
        <Select
          id={id('kind')}
          label={t('survey-builder:rule.kind')}
          empty={t('survey-builder:rule.none')}
          value={rule?.is ?? ''}
          options={kinds.map((value) => ({
            value,
            label: t(
              `survey-builder:rule.${item.type === 'date' && (NUMBERS as readonly string[]).includes(value) ? 'day.' : ''}${value}`,
            ),
          }))}
          onChange={(is) => {
            if (is !== '') return write(ruleOf(item, is as Rule['is']));
            setOwn(undefined);
            onChange(withColumn(item, 'constraint', ''));
          }}
        />
      )}
      {rule && <RuleValues item={item} rule={rule} onRule={write} id={id} />}
      {rule && ruleText(rule) === undefined && (
        <p class="mark-missing">{t('survey-builder:condition.incomplete')}</p>
      )}
      <SurveyExpression
        {...props}
        part="constraint"
        label={t('survey-builder:expression')}
        hint={t('survey-builder:expression.here')}
        value={source}
        onInput={(text) => onChange(withColumn(item, 'constraint', text))}
      />
      {source !== '' && (
        <SurveyTexts
          {...props}
          texts={[
            { key: constraintKey(item), label: t('survey-builder:text.constraint'), needed: false },
          ]}
        />
      )}
    </fieldset>
  );
}

type RuleValuesProps = {
  readonly item: Question;
  readonly rule: Rule;
  readonly onRule: (rule: Rule) => void;
  readonly id: (part: string) => string;
};

function RuleValues({ item, rule, onRule, id }: RuleValuesProps) {
  const field = (part: 'low' | 'high' | 'value', value: Operand) => (
    <ValueField
      id={id(part)}
      label={t(`survey-builder:rule.${part}`)}
      asked={isSelect(item) ? undefined : item}
      options={[]}
      value={value}
      onChange={(next) => onRule({ ...rule, [part]: next })}
    />
  );
  switch (rule.is) {
    case 'notFuture':
    case 'notPast':
      return null;
    case 'between':
      return (
        <div class="survey-test">
          {field('low', rule.low)}
          {field('high', rule.high)}
        </div>
      );
    case 'longest':
    case 'most':
      return (
        <NumberField
          id={id('value')}
          label={t(`survey-builder:rule.${rule.is}.value`)}
          value={Number.isNaN(rule.value) ? null : rule.value}
          onChange={(value) => onRule({ ...rule, value: value ?? Number.NaN })}
        />
      );
    case 'pattern': {
      const known = Object.entries(PATTERNS).find(([, pattern]) => pattern === rule.pattern);
      return (
        <div class="survey-test">
          <Select
            id={id('known')}
            label={t('survey-builder:pattern')}
            empty={t('survey-builder:pattern.own')}
            value={known?.[0] ?? ''}
            options={Object.keys(PATTERNS).map((value) => ({
              value,
              label: t(`survey-builder:pattern.${value}`),
            }))}
            onChange={(name) =>
              onRule({ is: 'pattern', pattern: PATTERNS[name as keyof typeof PATTERNS] ?? '' })
            }
          />
          {!known && (
            <TextField
              id={id('pattern')}
              label={t('survey-builder:pattern.text')}
              hint={t('survey-builder:pattern.hint')}
              spellCheck={false}
              value={rule.pattern}
              onInput={(pattern) => onRule({ is: 'pattern', pattern })}
            />
          )}
        </div>
      );
    }
    default:
      return field('value', rule.value);
  }
}
