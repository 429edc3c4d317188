// "Show when": tests of other answers, chosen one by one, and the expression that they make. Part of the survey editor. What can't be
// chosen stays as it is written.
import { useState } from 'preact/hooks';
import { isGroup, isSelect, type Item, type Question } from '#forms/schema.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { DateField } from '#ui/DateField.tsx';
import { NumberField } from '#ui/NumberField.tsx';
import { Select } from '#ui/Select.tsx';
import { TextField } from '#ui/TextField.tsx';
import {
  type Compare,
  type Condition,
  conditionIn,
  conditionText,
  type Operand,
  orders,
  type Test,
} from './survey-condition.ts';
import { surveyFieldId } from './survey-faults.ts';
import { type ItemEdit, withColumn } from './survey-props.ts';
import { itemNamed, linesOf } from './survey-tree.ts';
import { choiceOptions, itemWords, lineWords } from './survey-words.ts';
import { SurveyExpression } from './SurveyExpression.tsx';

const STATE = ['answered', 'unanswered'] as const;

/** How an answer of this kind may be compared. */
function comparesFor(item: Question | undefined): readonly Compare[] {
  switch (item?.type) {
    case 'select_multiple':
    case 'rank':
      return ['chosen', 'notChosen', ...STATE];
    case 'integer':
    case 'decimal':
    case 'range':
    case 'date':
    case 'calculate':
    case 'hidden':
      return [...orders, ...STATE];
    case 'acknowledge':
    case 'image':
    case 'audio':
    case 'geopoint':
      return STATE;
    default:
      return ['equal', 'unequal', ...STATE];
  }
}

const isNumber = ({ type }: Question): boolean =>
  type === 'integer' || type === 'decimal' || type === 'range';

/** A test of this question before its value is there. */
function testOf(item: Question, compare: Compare = comparesFor(item)[0] ?? 'answered'): Test {
  const { name } = item;
  if (compare === 'answered' || compare === 'unanswered') return { name, compare };
  if (compare === 'chosen' || compare === 'notChosen') return { name, compare, value: '' };
  const value: Operand = isNumber(item)
    ? { is: 'number', value: Number.NaN }
    : { is: item.type === 'date' ? 'day' : 'text', value: '' };
  return { name, compare, value };
}

/** The same test compared otherwise, with its value where it still has a meaning. */
function comparedBy(item: Question, test: Test, compare: Compare): Test {
  const next = testOf(item, compare);
  if (!('value' in next) || !('value' in test)) return next;
  return typeof next.value === typeof test.value ? ({ ...next, value: test.value } as Test) : next;
}

export function SurveyCondition(props: ItemEdit) {
  const { item, now, form, onChange } = props;
  const source = item.relevant ?? '';
  // What is chosen so far; it becomes the expression as soon as it is whole.
  const [own, setOwn] = useState<{ readonly source: string; readonly condition: Condition }>();
  const condition =
    own?.source === source ? own.condition : source === '' ? undefined : conditionIn(source);
  const write = (next: Condition): void => {
    if (next.tests.length === 0) {
      setOwn(undefined);
      onChange(withColumn(item, 'relevant', ''));
      return;
    }
    const text = conditionText(next);
    setOwn({ source: text ?? source, condition: next });
    if (text !== undefined) onChange(withColumn(item, 'relevant', text));
  };
  const askable = linesOf(form.items).filter(
    (line): line is typeof line & { readonly item: Question } =>
      !isGroup(line.item) && line.item.type !== 'note' && line.item.name !== item.name,
  );
  const join = condition?.join ?? 'and';
  const tests = condition?.tests ?? [];
  const byHand = source !== '' && condition === undefined;
  const incomplete = condition !== undefined && conditionText(condition) === undefined;
  return (
    <fieldset class="edit-source stack-tight" id={surveyFieldId(`${item.name}.relevant`)}>
      <legend>{t('survey-builder:condition')}</legend>
      {!byHand && tests.length === 0 && <p class="soft">{t('survey-builder:condition.always')}</p>}
      {byHand && <p>{t('survey-builder:condition.byHand')}</p>}
      {tests.length > 1 && (
        <Select
          label={t('survey-builder:condition.join')}
          value={join}
          options={(['and', 'or'] as const).map((value) => ({
            value,
            label: t(`survey-builder:condition.join.${value}`),
          }))}
          onChange={(value) => write({ join: value as Condition['join'], tests })}
        />
      )}
      {tests.map((test, i) => (
        <TestRow
          // oxlint-disable-next-line react/no-array-index-key -- a test has no name of its own
          key={i}
          {...props}
          number={i + 1}
          test={test}
          options={askable.map(({ item: one, number }) => ({
            value: one.name,
            label: lineWords(now, number, one),
          }))}
          onTest={(next) =>
            write({
              join,
              tests: next === undefined ? tests.toSpliced(i, 1) : tests.with(i, next),
            })
          }
        />
      ))}
      {incomplete && <p class="mark-missing">{t('survey-builder:condition.incomplete')}</p>}
      {!byHand && (
        <div>
          <Button
            icon="plus"
            about={itemWords(now, item)}
            disabled={askable.length === 0}
            onPress={() => {
              const before = askable.findLast(({ item: one }) => precedes(form.items, one, item));
              const first = (before ?? askable[0])?.item;
              if (first) write({ join, tests: [...tests, testOf(first)] });
            }}
          >
            {t(
              tests.length === 0
                ? 'survey-builder:condition.add'
                : 'survey-builder:condition.addMore',
            )}
          </Button>
        </div>
      )}
      <SurveyExpression
        {...props}
        part="relevant"
        label={t('survey-builder:expression')}
        hint={t('survey-builder:expression.hint')}
        value={source}
        onInput={(text) => onChange(withColumn(item, 'relevant', text))}
      />
    </fieldset>
  );
}

function precedes(items: readonly Item[], one: Item, other: Item): boolean {
  const names = linesOf(items).map(({ item }) => item.name);
  return names.indexOf(one.name) < names.indexOf(other.name);
}

type TestRowProps = ItemEdit & {
  readonly number: number;
  readonly test: Test;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Undefined takes it away. */
  readonly onTest: (test: Test | undefined) => void;
};

function TestRow({ form, now, item, number, test, options, onTest }: TestRowProps) {
  const found = itemNamed(form.items, test.name);
  const asked = found && !isGroup(found) ? found : undefined;
  const day = asked?.type === 'date' ? 'day.' : '';
  const offered = comparesFor(asked);
  const compares = offered.includes(test.compare) ? offered : [test.compare, ...offered];
  const id = (part: string): string => surveyFieldId(`${item.name}.test.${number}.${part}`);
  return (
    <div class="survey-test">
      <Select
        id={id('question')}
        label={t('survey-builder:test.question', { number })}
        value={test.name}
        options={asked ? options : [{ value: test.name, label: test.name }, ...options]}
        onChange={(name) => {
          const next = itemNamed(form.items, name);
          if (next && !isGroup(next)) onTest(testOf(next));
        }}
      />
      <Select
        id={id('compare')}
        label={t('survey-builder:test.compare', { number })}
        value={test.compare}
        options={compares.map((value) => ({
          value,
          label: t(
            `survey-builder:compare.${(orders as readonly string[]).includes(value) ? day : ''}${value}`,
          ),
        }))}
        onChange={(compare) => asked && onTest(comparedBy(asked, test, compare as Compare))}
      />
      {'value' in test && (
        <ValueField
          id={id('value')}
          label={t('survey-builder:test.value', { number })}
          asked={asked}
          options={choiceOptions(now, form, asked)}
          value={typeof test.value === 'string' ? { is: 'text', value: test.value } : test.value}
          onChange={(value) =>
            onTest(
              (typeof test.value === 'string'
                ? { ...test, value: String(value.value) }
                : { ...test, value }) as Test,
            )
          }
        />
      )}
      <Button
        kind="quiet"
        icon="remove"
        about={t('survey-builder:test.question', { number })}
        onPress={() => onTest(undefined)}
      >
        {t('survey-builder:test.remove')}
      </Button>
    </div>
  );
}

export type ValueFieldProps = {
  readonly id: string;
  readonly label: string;
  /** Whose answer the value is compared with. */
  readonly asked: Question | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value: Operand;
  readonly onChange: (value: Operand) => void;
};

/** A value of the kind that the question's answers have. */
export function ValueField({ id, label, asked, options, value, onChange }: ValueFieldProps) {
  const shown = Number.isNaN(value.value) ? '' : String(value.value);
  if (asked && isSelect(asked) && value.is === 'text' && options.length > 0) {
    const known = shown === '' || options.some((one) => one.value === shown);
    return (
      <Select
        id={id}
        label={label}
        empty={t('common:choose')}
        value={shown}
        options={known ? options : [{ value: shown, label: shown }, ...options]}
        onChange={(text) => onChange({ is: 'text', value: text })}
      />
    );
  }
  if (value.is === 'day')
    return (
      <DateField
        id={id}
        label={label}
        value={value.value}
        onChange={(text) => onChange({ is: 'day', value: text })}
      />
    );
  if (value.is === 'number' && asked?.type !== 'calculate' && asked?.type !== 'hidden')
    return (
      <NumberField
        id={id}
        label={label}
        decimals
        value={Number.isNaN(value.value) ? null : value.value}
        onChange={(number) => onChange({ is: 'number', value: number ?? Number.NaN })}
      />
    );
  const calculated = asked?.type === 'calculate' || asked?.type === 'hidden';
  return (
    <TextField
      id={id}
      label={label}
      value={shown}
      onInput={(text) =>
        onChange(
          // What is calculated may be either; digits mean a number.
          calculated && /^-?\d+(?:\.\d+)?$/.test(text) && text !== '-0'
            ? { is: 'number', value: Number(text) }
            : { is: 'text', value: text },
        )
      }
    />
  );
}
