// Made-up answerings of the stage profile for the tests of needs: points per question in, responses out.
import fc from 'fast-check';
import { choicesOf, isAnswered, itemsOf, type Question } from '#forms/schema.ts';
import type { PersonsResponse } from '#forms/needs/people.ts';
import { surveyOf } from '../surveys/survey-content.ts';

export const TODAY = '2026-11-23';
export const { form, raw } = surveyOf('stage-profile');
export const validDays = raw['validDays'] as number;
export const questions: readonly Question[] = [...itemsOf(form.items)].filter(isAnswered);
export const query = { survey: 'stage-profile', rounds: 'year', today: TODAY } as const;

/** Question -> points; what is not said gets 2, null is a refusal. */
export type Points = Readonly<Record<string, number | null>>;

const registerOf = (question: Question, points: number | null | undefined, at: string): unknown =>
  points === null
    ? { refused: true, at }
    : { value: choicesOf(form, question).find((one) => one.points === (points ?? 2))!.name, at };

export function answering(
  number: number,
  place: string,
  points: Points,
  more: { readonly at?: string; readonly learnerId?: string } = {},
): PersonsResponse {
  const at = more.at ?? TODAY;
  return {
    id: `0192f0c4-0000-7000-8000-${String(number).padStart(12, '0')}`,
    place,
    survey: 'stage-profile',
    formVersion: 1,
    startedAt: Date.parse(`${at}T09:00:00Z`),
    completedAt: Date.parse(`${at}T09:05:00Z`),
    ...(more.learnerId === undefined ? {} : { learnerId: more.learnerId }),
    answers: Object.fromEntries(
      questions.map((question) => [question.name, registerOf(question, points[question.name], at)]),
    ),
  };
}

export const PLACES = ['eleja', 'vilce', 'glūda', 'āne'] as const;

export const anyPoints: fc.Arbitrary<Points> = fc.record(
  Object.fromEntries(questions.map(({ name }) => [name, fc.constantFrom(0, 1, 2, 2, 2, null)])),
);

/** People at four places, of whom some answered long ago. */
export const anyAnswerings = (most: number): fc.Arbitrary<PersonsResponse[]> =>
  fc
    .array(
      fc.tuple(
        anyPoints,
        fc.constantFrom(...PLACES, 'eleja', 'eleja'),
        fc.constantFrom(TODAY, '2026-03-01', '2025-11-22'),
      ),
      { maxLength: most },
    )
    .map((all) => all.map(([points, place, at], i) => answering(i, place, points, { at })));
