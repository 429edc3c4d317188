// Says what keeps an answer from being good, by code; the words are found by the screen. Called by survey screens before the next page and at the end.
import { isDay } from '#core/dates.ts';
import { findPrivateData, type PrivateFinding } from '#core/private-data.ts';
import { isRefused, valueOf, type AnswerValue } from './answers.ts';
import { currentValue, holds, isRelevant, type FormState } from './engine.ts';
import { itemAt } from './keys.ts';
import { pagesOf } from './pages.ts';
import { choicesOf, isAnswered, type AnsweredType, type Question } from './schema.ts';
import { constraintKey, requiredKey } from './texts.ts';

export type AnswerFlaw = {
  /** The question's key. */
  readonly name: string;
  readonly code:
    | 'required'
    | 'not-a-number'
    | 'not-whole'
    | 'not-a-day'
    | 'unknown-choice'
    | 'private-data'
    | 'constraint';
  /** The form's own sentence for it, when its texts have one; else the app says it by code. */
  readonly textKey: string | undefined;
  /** What may not be written down, for `private-data`: such an answer is not to be stored (domain part 4). */
  readonly found?: PrivateFinding;
};

/** The first thing wrong with the answer to a question that is relevant now. A refusal is a good answer. */
export function flawOf(state: FormState, name: string): AnswerFlaw | undefined {
  const found = itemAt(state.compiled, state.cells, name);
  if (found === undefined || !isRelevant(state, name)) return undefined;
  const { node } = found;
  if (!isAnswered(node.item) || node.item.readOnly === true) return undefined;
  const given = state.answers[name];
  if (isRefused(given)) return undefined;
  const value = valueOf(given);
  const here = currentValue(state, name) ?? '';
  if (here === '') {
    const needed =
      node.required !== undefined && holds(state, node.required, { ...found, here }) === true;
    return needed ? { name, code: 'required', textKey: requiredKey(node.item) } : undefined;
  }
  const misread = value === undefined ? undefined : misreading(state, node.item, value);
  if (misread !== undefined) return { name, code: misread, textKey: undefined };
  const secret = node.item.type === 'text' ? findPrivateData(String(value ?? ''))[0] : undefined;
  if (secret !== undefined)
    return { name, code: 'private-data', textKey: undefined, found: secret };
  // A constraint that can't be worked out lets the answer pass: the form's mistake must not stop a person.
  if (node.constraint !== undefined && holds(state, node.constraint, { ...found, here }) === false)
    return { name, code: 'constraint', textKey: constraintKey(node.item) };
  return undefined;
}

function misreading(
  state: FormState,
  question: Question & { readonly type: AnsweredType },
  value: AnswerValue,
): 'not-a-number' | 'not-whole' | 'not-a-day' | 'unknown-choice' | undefined {
  switch (question.type) {
    case 'integer':
    case 'decimal':
    case 'range':
      if (typeof value !== 'number') return 'not-a-number';
      return question.type === 'integer' && !Number.isInteger(value) ? 'not-whole' : undefined;
    case 'date':
      return typeof value === 'string' && isDay(value) ? undefined : 'not-a-day';
    case 'select_one':
    case 'select_multiple':
    case 'rank': {
      const names = new Set(choicesOf(state.compiled.form, question).map((choice) => choice.name));
      const chosen = typeof value === 'object' ? value : [String(value)];
      return chosen.every((name) => names.has(name)) ? undefined : 'unknown-choice';
    }
    default:
      return undefined;
  }
}

/** All flaws of the form as it stands, in reading order. */
export const flawsOf = (state: FormState): readonly AnswerFlaw[] =>
  pagesOf(state).flatMap(({ keys }) => keys.flatMap((key) => flawOf(state, key) ?? []));

/** Every relevant question is answered well, refused, or may stay empty. */
export const isComplete = (state: FormState): boolean => flawsOf(state).length === 0;
