// Draws one question of any type, with its hint, its choices and "I don't want to answer". Called by AnswerScreen.tsx.
import { useState } from 'preact/hooks';
import { isRefused, valueOf, fromTyped, type AnswerValue } from '#forms/answers.ts';
import type { AnswerFlaw } from '#forms/check.ts';
import { choicesFor } from '#forms/choices.ts';
import { currentValue, type FormState } from '#forms/engine.ts';
import { isAnswered, type Question } from '#forms/schema.ts';
import { choiceKey, fillText, hintKey, labelKey } from '#forms/texts.ts';
import { toText } from '#forms/values.ts';
import { contentText, type ContentText } from '#i18n/content-text.ts';
import { hasText, t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { ChoiceList, type Choice } from '#ui/ChoiceList.tsx';
import { DateField } from '#ui/DateField.tsx';
import { TextArea } from '#ui/TextArea.tsx';
import { TextField } from '#ui/TextField.tsx';
import { RareField } from './RareField.tsx';

export type Texts = Readonly<Record<string, string>> | undefined;

/**
 * A survey's words in the present language, with answers put into them.
 * @param beside key of the question that they belong to: inside a repeat a name means the answer of the same instance
 */
export function wordsOf(
  texts: Texts,
  state: FormState,
  key: string,
  beside: string = '',
): ContentText {
  const { words, lang } = contentText(texts, key);
  const frames = beside.split('/').slice(0, -1);
  const filled = fillText(words, (name) => {
    for (let depth = frames.length; depth >= 0; depth -= 2) {
      const value = currentValue(state, [...frames.slice(0, depth), name].join('/'));
      if (value !== undefined) return toText(value);
    }
    return undefined;
  });
  return { words: filled, lang };
}

/** What is wrong, in words: the form's own sentence when it has one, else the app's. */
export function flawText(flaw: AnswerFlaw, texts: Texts, state: FormState): string {
  const own =
    flaw.textKey === undefined ? '' : wordsOf(texts, state, flaw.textKey, flaw.name).words;
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
  /** The key of its answer: its name, inside a repeat with the instance before it. */
  readonly name: string;
  readonly state: FormState;
  readonly texts: Texts;
  readonly flaw: AnswerFlaw | undefined;
  readonly onAnswer: (value: AnswerValue, typed?: boolean) => void;
  readonly onRefuse: () => void;
};

export function QuestionField(props: QuestionFieldProps) {
  const { question, name, state, texts } = props;
  const label = wordsOf(texts, state, labelKey(question), name);
  const hint = wordsOf(texts, state, hintKey(question), name);
  if (!isAnswered(question) || question.readOnly === true) {
    const value = isAnswered(question) ? shownValue(props) : '';
    return (
      <div class="survey-note" lang={label.lang}>
        <p>{label.words}</p>
        {value !== '' && <p class="survey-value">{value}</p>}
        {hint.words !== '' && <p class="soft">{hint.words}</p>}
      </div>
    );
  }
  const given = state.answers[name];
  const refused = isRefused(given);
  const value = valueOf(given) ?? (given === undefined ? question.default : undefined);
  const field = {
    id: fieldId(name),
    label: label.words,
    ...(hint.words === '' ? {} : { hint: hint.words }),
    ...(props.flaw === undefined ? {} : { error: flawText(props.flaw, texts, state) }),
  };
  const type = (typed: string): void => props.onAnswer(typed.trim() === '' ? '' : typed, true);
  const mayRefuse = question.refuse !== false;
  if (question.type === 'select_one') {
    const choices: Choice[] = offeredTo(props);
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
          choices={offeredTo(props)}
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
      {(question.type === 'text' || question.type === 'barcode') &&
        (question.appearance === 'multiline' ? (
          <TextArea {...field} value={shown(value)} onInput={type} />
        ) : (
          <TextField {...field} value={shown(value)} onInput={type} />
        ))}
      {question.type === 'phone' && (
        <TextField {...field} digits inputMode="tel" value={shown(value)} onInput={type} />
      )}
      {isRare(question.type) && (
        <RareField
          question={question}
          field={field}
          value={value}
          choices={offeredTo(props)}
          onAnswer={props.onAnswer}
        />
      )}
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

export const fieldId = (name: string): string => `q-${name}`;

const COMMON: readonly string[] = [
  'select_one',
  'select_multiple',
  'text',
  'barcode',
  'phone',
  'integer',
  'decimal',
  'date',
];
const isRare = (type: Question['type']): boolean => !COMMON.includes(type);

/** An answer that is only shown: choices by their words. */
function shownValue(props: QuestionFieldProps): string {
  const value = currentValue(props.state, props.name);
  const text = value === undefined ? '' : toText(value);
  const offered = offeredTo(props);
  if (offered.length === 0) return text;
  const chosen = new Set(text.split(' '));
  return offered
    .filter((choice) => chosen.has(choice.value))
    .map((choice) => choice.label)
    .join(', ');
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What may be chosen now, in words. A choice whose words are missing is still to be seen and chosen. */
function offeredTo({ question, name, state, texts }: QuestionFieldProps): Choice[] {
  return choicesFor(state, name).map((choice) => {
    if (choice.label !== undefined && choice.label !== '')
      return { value: choice.name, label: choice.label };
    const { words, lang } = wordsOf(texts, state, choiceKey(question, choice.name), name);
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
