// What counts as an answer to each type of question, what is right, and what is then said.
import { describe, expect, it } from 'vitest';
import {
  feedbackKeys,
  firstMisplaced,
  fromKept,
  isRight,
  isWhole,
  rightAnswer,
  shownChoices,
  toKeep,
} from '#features/lessons/lesson-answers.ts';
import type { QuestionStep } from '#features/lessons/lesson-steps.ts';

const base = { id: 's1', kind: 'question' } as const;
const one: QuestionStep = {
  ...base,
  type: 'one',
  choices: [{ id: 'a' }, { id: 'b', correct: true }],
};
const several: QuestionStep = {
  ...base,
  type: 'several',
  choices: [{ id: 'a', correct: true }, { id: 'b' }, { id: 'c', correct: true }],
};
const trueFalse: QuestionStep = { ...base, type: 'true-false', correct: false };
const order: QuestionStep = {
  ...base,
  type: 'order',
  choices: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
};
const find: QuestionStep = {
  ...base,
  type: 'find',
  screen: { walkthrough: 's1', form: 'a', step: 'total', point: 'bill.total' },
};

describe('answers', () => {
  it('are kept in one register and read back in the same order', () => {
    expect(fromKept(toKeep(['c', 'a']))).toEqual(['c', 'a']);
    expect(fromKept(undefined)).toEqual([]);
    expect(fromKept('')).toEqual([]);
  });

  it.each([one, several, trueFalse, order, find])(
    '$type: its own right answer is right',
    (step) => {
      expect(isWhole(step, rightAnswer(step))).toBe(true);
      expect(isRight(step, rightAnswer(step))).toBe(true);
      expect(isWhole(step, [])).toBe(false);
      expect(isRight(step, [])).toBe(false);
    },
  );

  it('several: in any order, neither fewer nor more', () => {
    expect(isRight(several, ['c', 'a'])).toBe(true);
    expect(isRight(several, ['a'])).toBe(false);
    expect(isRight(several, ['a', 'b', 'c'])).toBe(false);
  });

  it('several: each wrong choice is answered; all fitting ones when it is right', () => {
    expect(feedbackKeys(several, ['a', 'b'])).toEqual(['s1.b.feedback']);
    expect(feedbackKeys(several, ['a'])).toEqual([]);
    expect(feedbackKeys(several, ['a', 'c'])).toEqual(['s1.a.feedback', 's1.c.feedback']);
  });

  it('order: whole when each has a place; the first wrong place is named', () => {
    expect(isWhole(order, ['a', 'b'])).toBe(false);
    expect(isRight(order, ['a', 'c', 'b'])).toBe(false);
    expect(firstMisplaced(order, ['a', 'c', 'b'])).toBe(2);
    expect(firstMisplaced(order, ['a', 'b', 'c'])).toBe(0);
  });

  it('order: shown mixed, alike each time, and never as it should be', () => {
    const steps = Array.from({ length: 50 }, (_, i) => ({ ...order, id: `s${i}` }));
    for (const step of steps) {
      const ids = shownChoices(step).map(({ id }) => id);
      expect(ids).not.toEqual(['a', 'b', 'c']);
      expect(ids.toSorted()).toEqual(['a', 'b', 'c']);
      expect(shownChoices(step).map(({ id }) => id)).toEqual(ids);
    }
    expect(new Set(steps.map((step) => toKeep(shownChoices(step).map(({ id }) => id)))).size)
      .toBeGreaterThan(2); // prettier-ignore
  });

  it('true or false: the same fact is told either way; find and order tell it when they are right', () => {
    expect(feedbackKeys(trueFalse, ['true'])).toEqual(['s1.feedback']);
    expect(feedbackKeys(trueFalse, ['false'])).toEqual(['s1.feedback']);
    expect(feedbackKeys(find, ['bill.payee'])).toEqual([]);
    expect(feedbackKeys(find, ['bill.total'])).toEqual(['s1.feedback']);
    expect(feedbackKeys(order, ['b', 'a', 'c'])).toEqual([]);
  });
});
