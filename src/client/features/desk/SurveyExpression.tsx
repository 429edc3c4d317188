// An expression of a question as text, for those who know the language, with what is wrong in it. Part of the survey editor.
import type { FormProblem } from '#forms/problems.ts';
import { TextArea } from '#ui/TextArea.tsx';
import { surveyFieldId } from './survey-faults.ts';
import type { ItemEdit } from './survey-props.ts';
import { problemWords } from './survey-words.ts';

export type SurveyExpressionProps = Pick<ItemEdit, 'item' | 'problems'> & {
  readonly part: FormProblem['part'];
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onInput: (source: string) => void;
};

export function SurveyExpression({
  item,
  problems,
  part,
  label,
  hint,
  value,
  onInput,
}: SurveyExpressionProps) {
  const problem = problems.find((one) => one.name === item.name && one.part === part);
  return (
    <div class="survey-expression" translate={false}>
      <TextArea
        id={surveyFieldId(`${item.name}.${part}.source`)}
        label={label}
        {...(hint === undefined ? {} : { hint })}
        rows={1}
        value={value}
        error={problem && value.trim() !== '' ? problemWords(problem) : undefined}
        onInput={(source) => onInput(source.trim() === '' ? '' : source)}
      />
    </div>
  );
}
