// Answers to a lesson's questions, without a screen: what is a whole answer, what is right, what is then said. Called by the
// player, the paper twin and the editor's preview.
import { hashOf } from '#ui/belt/belt-signs.ts';
import type { QuestionStep } from './lesson-steps.ts';

/** Ids in the order in which they were chosen: choices, `true` or `false`, or the target that was tapped. */
export type Given = readonly string[];

/** As a progress record keeps it: parted by blanks, which no id holds. */
export const toKeep = (given: Given): string => given.join(' ');
export const fromKept = (kept: string | undefined): Given => (kept ? kept.split(' ') : []);

type Choices = Extract<QuestionStep, { choices: readonly unknown[] }>;
export const hasChoices = (step: QuestionStep): step is Choices => 'choices' in step;

const rightChoices = (step: Choices): string[] =>
  step.type === 'order'
    ? step.choices.map(({ id }) => id)
    : step.choices.flatMap(({ id, correct }) => (correct ? [id] : []));

/** The right answer; for `several` in the order of the choices. */
export function rightAnswer(step: QuestionStep): Given {
  if (step.type === 'true-false') return [String(step.correct)];
  return step.type === 'find' ? [step.screen.point] : rightChoices(step);
}

/** Whether it can be checked already: all places of an order are taken, anything else has at least one. */
export const isWhole = (step: QuestionStep, given: Given): boolean =>
  given.length >= (step.type === 'order' ? step.choices.length : 1);

export function isRight(step: QuestionStep, given: Given): boolean {
  const right = rightAnswer(step);
  return step.type === 'several'
    ? given.length === right.length && right.every((id) => given.includes(id))
    : toKeep(given) === toKeep(right);
}

/** The first place of an order that another choice belongs to, counted from 1; 0 when all stand right. */
export const firstMisplaced = (step: QuestionStep, given: Given): number =>
  rightAnswer(step).findIndex((id, place) => given[place] !== id) + 1;

/**
 * Keys of the lesson's texts that speak to this answer; none where the app has words of its own.
 * Each wrong choice is answered; when all fit, so is each of them.
 */
export function feedbackKeys(step: QuestionStep, given: Given): string[] {
  const right = isRight(step, given);
  if (step.type === 'one') return given.map((id) => `${step.id}.${id}.feedback`);
  if (step.type === 'several') {
    const fitting = rightAnswer(step);
    const spoken = given.filter((id) => right || !fitting.includes(id));
    return spoken.map((id) => `${step.id}.${id}.feedback`);
  }
  return right || step.type === 'true-false' ? [`${step.id}.feedback`] : [];
}

/** As they are shown: those of an order are mixed, always alike on one step and never in the right order. */
export function shownChoices(step: Choices): { id: string }[] {
  if (step.type !== 'order') return [...step.choices];
  const mixed = step.choices.toSorted((a, b) => hashOf(step.id + a.id) - hashOf(step.id + b.id));
  const isSorted = mixed.every((choice, i) => choice === step.choices[i]);
  return isSorted ? mixed.toReversed() : mixed;
}
