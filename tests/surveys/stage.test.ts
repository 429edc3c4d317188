// Where people begin: the stage profile's points, its lowest and strongest stage, and what happens with refusals and old answers.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answer, openForm, refuse, resultOf, type FormState } from '#forms/engine.ts';
import { stageOf, type Outlook } from '#forms/plan.ts';
import { choicesOf, isAnswered, itemsOf } from '#forms/schema.ts';
import { surveyOf } from './survey-content.ts';

const { form, raw } = surveyOf('stage-profile');
const validDays = raw['validDays'] as number;
const questions = [...itemsOf(form.items)].filter(isAnswered);
const stages = form.plan?.order ?? [];
const monday = { ms: Date.UTC(2026, 10, 23, 9), zoneOffsetMinutes: -120 };

/** Points for each question, by stage: `{ skills: [0, 1, 2] }`; what is not said gets 2, null is a refusal. */
function answered(
  points: Readonly<Record<string, readonly (number | null)[]>>,
  now = monday,
): FormState {
  let state = openForm(form, { now });
  for (const stage of stages) {
    questions
      .filter((question) => question.scale === stage)
      .forEach((question, i) => {
        const wanted = points[stage]?.[i];
        const choice = choicesOf(form, question).find((one) => one.points === (wanted ?? 2));
        const given =
          wanted === null
            ? refuse(state, question.name)
            : answer(state, question.name, choice?.name);
        if (!given.ok) throw new Error(given.error.code);
        state = given.value;
      });
  }
  return state;
}

function outlook(state: FormState, today = '2026-11-23'): Outlook {
  const found = stageOf(form, resultOf(state), { validDays, today });
  if (found === undefined) throw new Error('the profile has no plan');
  return found;
}

test('12 questions, 3 for each stage, 0 to 2 points', () => {
  expect(stages).toEqual(['motivation', 'access', 'skills', 'usage']);
  expect(validDays).toBe(365);
  for (const stage of stages) {
    const own = questions.filter((question) => question.scale === stage);
    expect(own).toHaveLength(3);
    for (const question of own)
      expect(
        choicesOf(form, question)
          .map((choice) => choice.points)
          .toSorted((a = 0, b = 0) => a - b),
      ).toEqual([0, 1, 2]);
  }
  for (const lessons of Object.values(form.plan?.lessons ?? {}))
    expect(new Set(lessons).size).toBe(3);
});

describe('where to begin', () => {
  test('Vilma has a phone and the wish, but has learned nothing yet: skills first', () => {
    const found = outlook(answered({ motivation: [2, 1, 2], skills: [0, 1, 0], usage: [0, 1, 1] }));
    expect(found.lowest).toBe('skills');
    expect(found.strongest).toBe('access');
    expect(found.lessons).toEqual(form.plan?.lessons['skills']);
  });

  test('Jānis has nothing at home: of equal stages the earlier one comes first', () => {
    const found = outlook(
      answered({ motivation: [1, 0, 0], access: [0, 1, 0], skills: [1, 0, 0], usage: [1, 1, 1] }),
    );
    expect(found.lowest).toBe('motivation');
    expect(found.strongest).toBe('usage');
  });

  test('Anna can do everything: no stage is low, and there is still a plan', () => {
    const found = outlook(answered({}));
    expect(found.lowest).toBeUndefined();
    expect(found.strongest).toBe('usage');
    expect(found.lessons).toEqual(form.plan?.full);
  });

  test('Pēteris answers nothing at all: nothing is known, and he still gets 3 lessons', () => {
    const none = [null, null, null];
    const found = outlook(answered({ motivation: none, access: none, skills: none, usage: none }));
    expect(found).toMatchObject({ lowest: undefined, strongest: undefined });
    expect(found.lessons).toEqual(form.plan?.lessons['motivation']);
    expect(found.scores.map((score) => score.refused)).toEqual([3, 3, 3, 3]);
  });

  test('all at 0: nothing is praised falsely', () => {
    const zero = [0, 0, 0];
    const found = outlook(answered({ motivation: zero, access: zero, skills: zero, usage: zero }));
    expect(found).toMatchObject({ lowest: 'motivation', strongest: undefined });
  });

  test('a refused question neither lowers nor raises its stage', () => {
    const found = outlook(answered({ access: [1, null, null], skills: [2, 2, 1] }));
    expect(found.lowest).toBe('access');
    expect(found.scores.find((score) => score.scale === 'access')).toEqual({
      scale: 'access',
      points: 1,
      most: 2,
      counted: 1,
      refused: 2,
      expired: 0,
    });
  });
});

describe('answers grow old', () => {
  test('they count through their last day and not after it', () => {
    const state = answered({ skills: [0, 0, 0] });
    expect(outlook(state, '2027-11-23').lowest).toBe('skills');
    const later = outlook(state, '2027-11-24');
    expect(later.lowest).toBeUndefined();
    expect(later.scores.map((score) => [score.counted, score.expired])).toEqual([
      [0, 3],
      [0, 3],
      [0, 3],
      [0, 3],
    ]);
  });

  test('answering one question again makes that one fresh', () => {
    const old = answered({ skills: [0, 0, 0] });
    const nextYear = { ...monday, ms: Date.UTC(2027, 11, 1, 9) };
    const again = answer(openForm(form, { answers: old.answers, now: nextYear }), 'find', 'partly');
    if (!again.ok) throw new Error(again.error.code);
    expect(
      outlook(again.value, '2027-12-01').scores.find((score) => score.scale === 'skills'),
    ).toMatchObject({
      points: 1,
      counted: 1,
      expired: 2,
    });
  });
});

test('whatever is answered, there are 3 lessons, and the strongest is never the lowest', () => {
  const three = fc.array(fc.constantFrom(0, 1, 2, null), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.record({ motivation: three, access: three, skills: three, usage: three }),
      (points) => {
        const found = outlook(answered(points));
        expect(found.lessons).toHaveLength(3);
        if (found.lowest !== undefined) {
          expect(found.strongest).not.toBe(found.lowest);
          const share = (scale: string | undefined): number => {
            const score = found.scores.find((one) => one.scale === scale);
            return score === undefined ? 1 : score.points / score.most;
          };
          for (const score of found.scores.filter((one) => one.counted > 0))
            expect(score.points / score.most).toBeGreaterThanOrEqual(share(found.lowest));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('a survey without a plan has no outlook', () => {
  const other = surveyOf('satisfaction').form;
  expect(
    stageOf(other, resultOf(openForm(other, { now: monday })), { validDays, today: '2026-11-23' }),
  ).toBeUndefined();
});
