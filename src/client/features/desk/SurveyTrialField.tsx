// One question of a survey that is tried out, drawn plainly: the answer screens draw it with more care. Part of SurveyTrial.
import { fromTyped, isRefused, valueOf, type AnswerValue } from '#forms/answers.ts';
import type { AnswerFlaw } from '#forms/check.ts';
import { choicesFor } from '#forms/choices.ts';
import { currentValue, type FormState } from '#forms/engine.ts';
import { isAnswered, isSelect, type Question } from '#forms/schema.ts';
import { choiceKey, hintKey, labelKey } from '#forms/texts.ts';
import { toText } from '#forms/values.ts';
import { hasText, t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Checkbox } from '#ui/Checkbox.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { DateField } from '#ui/DateField.tsx';
import { TextBlocks } from '#ui/TextBlocks.tsx';
import { TextField } from '#ui/TextField.tsx';

/** A list from a file may have thousands. */
const MOST_CHOICES = 60;

export type SurveyTrialFieldProps = {
  readonly question: Question;
  /** The question's key in the run. */
  readonly at: string;
  readonly state: FormState;
  readonly say: (key: string) => string;
  readonly flaw: AnswerFlaw | undefined;
  readonly onAnswer: (value: AnswerValue) => void;
  readonly onRefuse: () => void;
};

export function SurveyTrialField(props: SurveyTrialFieldProps) {
  const { question, at, state, say, flaw, onAnswer, onRefuse } = props;
  const label = say(labelKey(question)) || question.name;
  const hint = say(hintKey(question));
  if (!isAnswered(question))
    return (
      <>
        <TextBlocks text={label} />
        {hint !== '' && <p class="soft">{hint}</p>}
      </>
    );
  if (question.readOnly === true)
    return (
      <p>
        {label}: <strong>{toText(currentValue(state, at) ?? '') || '–'}</strong>
      </p>
    );
  const given = state.answers[at];
  const refused = isRefused(given);
  const value = valueOf(given) ?? (refused ? undefined : question.default);
  const field = {
    label,
    ...(hint === '' ? {} : { hint }),
    ...(flaw === undefined ? {} : { error: flawWords(flaw, say) }),
  };
  return (
    <>
      {isSelect(question) ? (
        <Choices {...props} field={field} value={value} />
      ) : question.type === 'acknowledge' ? (
        <Checkbox {...field} checked={value === 'OK'} onChange={(on) => onAnswer(on ? 'OK' : '')} />
      ) : question.type === 'date' || question.type === 'time' ? (
        <DateField
          {...field}
          type={question.type}
          value={typeof value === 'string' ? value : ''}
          onChange={onAnswer}
        />
      ) : question.type === 'image' || question.type === 'audio' || question.type === 'geopoint' ? (
        <p>
          {label}
          <span class="desk-fact-more">{t('survey-builder:trial.device')}</span>
        </p>
      ) : (
        <TextField
          key={question.type}
          {...field}
          value={value === undefined ? '' : String(value)}
          onInput={(text) => {
            const typed = fromTyped(question.type, text);
            onAnswer(typeof typed === 'number' && String(typed) !== text ? text : typed);
          }}
          onBlur={() => {
            const typed = fromTyped(question.type, String(value ?? ''));
            if (typeof typed === 'number') onAnswer(typed);
          }}
        />
      )}
      {question.refuse !== false && (
        <div>
          <Button
            pressed={refused}
            {...(refused ? { icon: 'check' as const } : {})}
            onPress={() => (refused ? onAnswer('') : onRefuse())}
          >
            {t('surveys:refuse')}
          </Button>
        </div>
      )}
    </>
  );
}

type ChoicesProps = SurveyTrialFieldProps & {
  readonly field: { readonly label: string };
  readonly value: AnswerValue | undefined;
};

function Choices({ question, at, state, say, field, value, onAnswer }: ChoicesProps) {
  const offered = choicesFor(state, at);
  const choices = offered.slice(0, MOST_CHOICES).map(({ name, label }) => ({
    value: name,
    label: (label ?? say(choiceKey(question, name))) || name,
  }));
  return (
    <>
      {question.type === 'select_one' ? (
        <ChoiceList
          {...field}
          choices={choices}
          value={typeof value === 'string' ? value : null}
          onChange={onAnswer}
        />
      ) : (
        <ChoiceList
          {...field}
          several
          choices={choices}
          value={typeof value === 'object' ? value : []}
          onChange={onAnswer}
        />
      )}
      {offered.length > choices.length && (
        <p class="soft">
          {t('survey-builder:more.lines', { now: offered.length - choices.length })}
        </p>
      )}
    </>
  );
}

/** The form's own sentence, else the app's. */
function flawWords(flaw: AnswerFlaw, say: (key: string) => string): string {
  const own = flaw.textKey === undefined ? '' : say(flaw.textKey);
  if (own !== '') return own;
  const secret = flaw.found && `private-data:${flaw.found.what}`;
  if (secret && hasText(secret)) return t(secret, { found: flaw.found?.found });
  return t(`surveys:flaw.${flaw.code}`);
}
