// Says what keeps an answer from being good, by code; the words are found by the screen. Called by survey screens before the next page and at the end.
import { isDay } from '#core/dates.ts';
import { findPrivateData, type PrivateFinding } from '#core/private-data.ts';
import { isRefused, valueOf, type AnswerValue } from './answers.ts';
import { currentValue, holds, isRelevant, type FormState } from './engine.ts';
import { itemAt } from './keys.ts';
import { pagesOf } from './pages.ts';
import { choicesFor, standingOf } from './choices.ts';
import { isTime } from './days.ts';
import { pointsOf } from './geo.ts';
import { isAnswered, type AnsweredType, type Question } from './schema.ts';
import { constraintKey, requiredKey } from './texts.ts';

export type AnswerFlaw = {
  /** The question's key. */
  readonly name: string;
  readonly code:
    | 'required'
    | 'not-a-number'
    | 'not-whole'
    | 'not-a-day'
    | 'not-a-time'
    /** No day and time. */
    | 'not-a-moment'
    /** No `lat lon alt acc`. */
    | 'not-a-place'
    /** Off the scale of a range question, or between its steps. */
    | 'out-of-range'
    | 'unknown-choice'
    /** In the list, but not after the choice filter: another answer changed. */
    | 'not-offered'
    /** A ranking without all the choices, each once. */
    | 'not-ranked'
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
  const misread = value === undefined ? undefined : misreading(state, name, node.item, value);
  if (misread !== undefined) return { name, code: misread, textKey: undefined };
  const secret = node.item.type === 'text' ? findPrivateData(String(value ?? ''))[0] : undefined;
  if (secret !== undefined)
    return { name, code: 'private-data', textKey: undefined, found: secret };
  // A constraint that can't be worked out lets the answer pass: the form's mistake must not stop a person.
  if (node.constraint !== undefined && holds(state, node.constraint, { ...found, here }) === false)
    return { name, code: 'constraint', textKey: constraintKey(node.item) };
  return undefined;
}

type Misreading = Exclude<AnswerFlaw['code'], 'required' | 'private-data' | 'constraint'>;

function misreading(
  state: FormState,
  key: string,
  question: Question & { readonly type: AnsweredType },
  value: AnswerValue,
): Misreading | undefined {
  const text = typeof value === 'string' ? value : '';
  switch (question.type) {
    case 'integer':
    case 'decimal':
    case 'range':
      if (typeof value !== 'number') return 'not-a-number';
      if (question.type === 'integer' && !Number.isInteger(value)) return 'not-whole';
      return question.type === 'range' && !isOnScale(question, value) ? 'out-of-range' : undefined;
    case 'date':
      return isDay(text) ? undefined : 'not-a-day';
    case 'time':
      return isTime(text) ? undefined : 'not-a-time';
    case 'datetime': {
      const [day = '', time = '', more] = text.split('T');
      return isDay(day) && isTime(time) && more === undefined ? undefined : 'not-a-moment';
    }
    case 'geopoint':
      return pointsOf(text)?.length === 1 && !text.includes(';') ? undefined : 'not-a-place';
    case 'acknowledge':
      return text === 'OK' ? undefined : 'unknown-choice';
    case 'select_one':
    case 'select_multiple':
    case 'rank': {
      const chosen = typeof value === 'object' ? value : [String(value)];
      const standings = chosen.map((name) => standingOf(state, key, name));
      if (standings.includes('unknown')) return 'unknown-choice';
      if (standings.includes('filtered')) return 'not-offered';
      const isWhole = new Set(chosen).size === choicesFor(state, key).length;
      return question.type === 'rank' && !isWhole ? 'not-ranked' : undefined;
    }
    default:
      return undefined;
  }
}

/** From `start` to `end` in steps; without these parameters 1 to 10 in steps of 1, as XLSForm has it. */
export function scaleOf({ parameters = {} }: Question): {
  readonly start: number;
  readonly end: number;
  readonly step: number;
} {
  const of = (name: string, otherwise: number): number => {
    const value = Number(parameters[name] ?? otherwise);
    return Number.isFinite(value) ? value : otherwise;
  };
  return { start: of('start', 1), end: of('end', 10), step: Math.abs(of('step', 1)) || 1 };
}

function isOnScale(question: Question, value: number): boolean {
  const { start, end, step } = scaleOf(question);
  const steps = (value - start) / step;
  const isBetween = value >= Math.min(start, end) && value <= Math.max(start, end);
  return isBetween && Math.abs(steps - Math.round(steps)) < 1e-9;
}

/** All flaws of the form as it stands, in reading order. */
export const flawsOf = (state: FormState): readonly AnswerFlaw[] =>
  pagesOf(state).flatMap(({ keys }) => keys.flatMap((key) => flawOf(state, key) ?? []));

/** Every relevant question is answered well, refused, or may stay empty. */
export const isComplete = (state: FormState): boolean => flawsOf(state).length === 0;
