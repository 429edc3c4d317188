// The order and the shape of a lesson's steps: what the learner sees, what is the helper's.
// Called by the player, the paper twin and the list; no screen here.
import type { LessonStep } from '#records/lesson.ts';

export type PlayedStep = Exclude<LessonStep, { kind: 'note' }>;
export type NoteStep = Extract<LessonStep, { kind: 'note' }>;
export type QuestionStep = Extract<LessonStep, { kind: 'question' }>;
export type DoStep = Extract<LessonStep, { kind: 'do' }>;
export type TryStep = Extract<LessonStep, { kind: 'try' }>;
export type MediaStep = Extract<LessonStep, { media: string }>;
export type ScreenStep = Extract<LessonStep, { kind: 'screen' }>;

/** Steps the learner goes through. Notes are left out before counting, so that screen and paper have the same numbers. */
export function playedSteps(steps: readonly LessonStep[]): PlayedStep[] {
  return steps.filter((step): step is PlayedStep => step.kind !== 'note');
}

/** What only the helper reads. */
export function notesOf(steps: readonly LessonStep[]): NoteStep[] {
  return steps.filter((step): step is NoteStep => step.kind === 'note');
}

/** Notes that stand in the lesson right after this step: the helper reads them while the learner is on it. */
export function notesAfter(steps: readonly LessonStep[], stepId: string): NoteStep[] {
  const from = steps.findIndex((step) => step.id === stepId) + 1;
  if (from === 0) return [];
  const rest = steps.slice(from);
  const end = rest.findIndex((step) => step.kind !== 'note');
  return notesOf(end === -1 ? rest : rest.slice(0, end));
}

/** The text key of a step's heading; questions have none. */
export const titleKey = (step: PlayedStep): string | undefined =>
  step.kind === 'question' ? undefined : `${step.id}.title`;

/** The text key of what a step says. */
export const bodyKey = (step: LessonStep): string =>
  step.kind === 'question' ? `${step.id}.question` : `${step.id}.body`;

export type Grouped<T> = { readonly topic: string; readonly lessons: readonly T[] };

/** Lessons by topic. Topics stand in the order of their first lesson, lessons in their own order. */
export function byTopic<T extends { readonly topic: string; readonly order: number }>(
  lessons: readonly T[],
): Grouped<T>[] {
  const groups = new Map<string, T[]>();
  for (const lesson of lessons.toSorted((a, b) => a.order - b.order)) {
    const group = groups.get(lesson.topic);
    if (group) group.push(lesson);
    else groups.set(lesson.topic, [lesson]);
  }
  return [...groups].map(([topic, group]) => ({ topic, lessons: group }));
}

/**
 * The lesson to offer after this one: the next unfinished one in order, going round to the beginning.
 * @returns undefined when every other lesson is finished
 */
export function nextLesson<T extends { readonly slug: string; readonly order: number }>(
  lessons: readonly T[],
  after: string,
  finished: ReadonlySet<string>,
): T | undefined {
  const ordered = lessons.toSorted((a, b) => a.order - b.order);
  const at = ordered.findIndex((lesson) => lesson.slug === after) + 1;
  const turned = [...ordered.slice(at), ...ordered.slice(0, at)];
  return turned.find((lesson) => lesson.slug !== after && !finished.has(lesson.slug));
}

/** Walkthroughs of a lesson's do-it-now steps, each once, in order. */
export function practised(steps: readonly LessonStep[]): string[] {
  return [...new Set(steps.flatMap((step) => (step.kind === 'do' ? [step.walkthrough] : [])))];
}

/** A return takes about two minutes: so many questions. */
const ASKED_AGAIN = 3;

/** The questions of a return: the first ones at first, the others next time. @param before how often it was asked again already */
export function askedAgain(steps: readonly LessonStep[], before: number): QuestionStep[] {
  const questions = steps.filter((step): step is QuestionStep => step.kind === 'question');
  const from = questions.length <= ASKED_AGAIN ? 0 : (before * ASKED_AGAIN) % questions.length;
  return [...questions.slice(from), ...questions.slice(0, from)].slice(0, ASKED_AGAIN);
}
