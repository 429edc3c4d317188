// Draws one question of any type, with its hint, its choices and "I don't want to answer". Called by AnswerScreen.tsx.
import { useState } from 'preact/hooks';
import { isRefused, valueOf, fromTyped, type AnswerValue } from '#forms/answers.ts';
import type { AnswerFlaw } from '#forms/check.ts';
import { currentValue, type FormState } from '#forms/engine.ts';
import { choicesOf, isAnswered, type Question } from '#forms/schema.ts';
import { choiceKey, fillText, hintKey, labelKey } from '#forms/texts.ts';
import { toText } from '#forms/values.ts';
import { contentText, type ContentText } from '#i18n/content-text.ts';
import { hasText, t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { ChoiceList, type Choice } from '#ui/ChoiceList.tsx';
import { DateField } from '#ui/DateField.tsx';
import { TextArea } from '#ui/TextArea.tsx';
import { TextField } from '#ui/TextField.tsx';

export type Texts = Readonly<Record<string, string>> | undefined;

/** A survey's words in the present language, with answers put into them. */
export function wordsOf(texts: Texts, state: FormState, key: string): ContentText {
  const { words, lang } = contentText(texts, key);
  const filled = fillText(words, (name) => {
    const value = currentValue(state, name);
    return value === undefined ? undefined : toText(value);
  });
  return { words: filled, lang };
}

/** What is wrong, in words: the form's own sentence when it has one, else the app's. */
export function flawText(flaw: AnswerFlaw, texts: Texts, state: FormState): string {
  const own = flaw.textKey === undefined ? '' : wordsOf(texts, state, flaw.textKey).words;
  if (own !== '') return own;
  if (flaw.found !== undefined) {
    const key = `private-data:${flaw.found.what}`;
    if (hasText(key)) return t(key, { found: flaw.found.found });
  }
  return t(`surveys:flaw.${flaw.code}`);
}

/** No choice of a form has this name: choice names hold no blanks. */
const REFUSED = ' refused';

export type QuestionFieldProps = {
  readonly question: Question;
  readonly state: FormState;
  readonly texts: Texts;
  readonly flaw: AnswerFlaw | undefined;
  readonly onAnswer: (value: AnswerValue, typed?: boolean) => void;
  readonly onRefuse: () => void;
};

export function QuestionField(props: QuestionFieldProps) {
  const { question, state, texts } = props;
  const label = wordsOf(texts, state, labelKey(question));
  const hint = wordsOf(texts, state, hintKey(question));
  if (!isAnswered(question)) {
    return (
      <div class="survey-note" lang={label.lang}>
        <p>{label.words}</p>
        {hint.words !== '' && <p class="soft">{hint.words}</p>}
      </div>
    );
  }
  const given = state.answers[question.name];
  const refused = isRefused(given);
  const value = valueOf(given) ?? question.default;
  const field = {
    id: fieldId(question),
    label: label.words,
    ...(hint.words === '' ? {} : { hint: hint.words }),
    ...(props.flaw === undefined ? {} : { error: flawText(props.flaw, texts, state) }),
  };
  const type = (typed: string): void => props.onAnswer(typed.trim() === '' ? '' : typed, true);
  const mayRefuse = question.refuse !== false;
  if (question.type === 'select_one') {
    const choices: Choice[] = choicesFor(props);
    if (mayRefuse) choices.push({ value: REFUSED, label: t('surveys:refuse') });
    return (
      <div lang={label.lang} class="survey-question">
        <ChoiceList
          {...field}
          choices={choices}
          value={refused ? REFUSED : typeof value === 'string' ? value : null}
          onChange={(chosen) => (chosen === REFUSED ? props.onRefuse() : props.onAnswer(chosen))}
        />
      </div>
    );
  }
  return (
    <div lang={label.lang} class="survey-question">
      {question.type === 'select_multiple' && (
        <ChoiceList
          {...field}
          several
          choices={choicesFor(props)}
          value={typeof value === 'object' ? value : []}
          onChange={(chosen) => props.onAnswer(chosen)}
        />
      )}
      {question.type === 'date' && (
        <DateField
          {...field}
          value={typeof value === 'string' ? value : ''}
          onChange={(day) => props.onAnswer(day)}
        />
      )}
      {(question.type === 'integer' || question.type === 'decimal') && (
        <TypedNumber {...props} field={field} value={value} decimal={question.type === 'decimal'} />
      )}
      {question.type === 'text' &&
        (question.appearance === 'multiline' ? (
          <TextArea {...field} value={shown(value)} onInput={type} />
        ) : (
          <TextField {...field} value={shown(value)} onInput={type} />
        ))}
      {mayRefuse && (
        <Button
          pressed={refused}
          {...(refused ? { icon: 'check' } : {})}
          onPress={() => (refused ? props.onAnswer('') : props.onRefuse())}
        >
          {t('surveys:refuse')}
        </Button>
      )}
    </div>
  );
}

export const fieldId = (question: Question): string => `q-${question.name}`;

const shown = (value: unknown): string => (typeof value === 'string' ? value : '');

function choicesFor({ question, state, texts }: QuestionFieldProps): Choice[] {
  return choicesOf(state.compiled.form, question).map((choice) => {
    const { words, lang } = wordsOf(texts, state, choiceKey(question, choice.name));
    // A choice whose words are missing is still to be seen and chosen.
    return { value: choice.name, label: words === '' ? choice.name : words, lang };
  });
}

type TypedNumberProps = QuestionFieldProps & {
  readonly field: { readonly label: string };
  readonly value: AnswerValue | undefined;
  readonly decimal: boolean;
};

/** Keeps what was typed ("2," is on its way to a number) and answers the number, or the text while it is none. */
function TypedNumber({ question, field, value, decimal, onAnswer }: TypedNumberProps) {
  const type = question.type === 'decimal' ? 'decimal' : 'integer';
  const stored = typeof value === 'number' ? String(value).replace('.', ',') : shown(value);
  const [typed, setTyped] = useState(stored);
  const text = fromTyped(type, typed) === (value ?? '') ? typed : stored;
  return (
    <TextField
      {...field}
      digits
      size={10}
      inputMode={decimal ? 'decimal' : 'numeric'}
      value={text}
      onInput={(next) => {
        setTyped(next);
        onAnswer(fromTyped(type, next), true);
      }}
    />
  );
}
