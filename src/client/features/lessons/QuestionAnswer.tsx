// Where an answer is given: one of the choices, several, true or false, an order, a place on a picture. Called by QuestionStepView.
import type { Row } from '#device/database.ts';
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { type Given, isRight, shownChoices } from './lesson-answers.ts';
import type { QuestionStep } from './lesson-steps.ts';
import { OrderList } from './OrderList.tsx';
import { StepPicture } from './StepPicture.tsx';

export type QuestionAnswerProps = {
  readonly lesson: Row<'lesson'>;
  readonly step: QuestionStep;
  readonly given: Given;
  readonly onChange: (given: Given) => void;
};

export function QuestionAnswer({ lesson, step, given, onChange }: QuestionAnswerProps) {
  const worded = (id: string) => contentText(lesson.text, `${step.id}.${id}`);
  switch (step.type) {
    case 'find':
      return (
        <StepPicture
          screen={step.screen}
          find={{ found: isRight(step, given), onPick: (target) => onChange([target]) }}
        />
      );
    case 'order':
      return (
        <OrderList
          choices={shownChoices(step).map(({ id }) => ({ id, ...worded(id) }))}
          given={given}
          onChange={onChange}
        />
      );
    case 'true-false':
      return (
        <ChoiceList
          label={t('lessons:trueOrFalse')}
          value={given[0] ?? null}
          onChange={(value) => onChange([value])}
          choices={[
            { value: 'true', label: t('lessons:true') },
            { value: 'false', label: t('lessons:false') },
          ]}
        />
      );
    default: {
      const choices = step.choices.map(({ id }) => ({
        value: id,
        label: worded(id).words,
        lang: worded(id).lang,
      }));
      return step.type === 'several' ? (
        <ChoiceList
          several
          label={t('lessons:chooseSeveral')}
          value={given}
          onChange={onChange}
          choices={choices}
        />
      ) : (
        <ChoiceList
          label={t('lessons:chooseOne')}
          value={given[0] ?? null}
          onChange={(value) => onChange([value])}
          choices={choices}
        />
      );
    }
  }
}
