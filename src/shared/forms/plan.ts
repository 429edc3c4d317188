// From answers to the next steps: points per scale, the lowest and the strongest scale, lessons for the lowest (domain part 3).
// Driven by the form's own data: `scale` on questions, `points` on choices, `plan`. Called by the result screen and the desk.
import { daysBetween } from '#core/dates.ts';
import type { FormResult } from './engine.ts';
import { choicesOf, isGroup, itemsOf, type Form, type Question } from './schema.ts';

export type ScaleScore = {
  readonly scale: string;
  readonly points: number;
  /** The most that the counted questions could have given. */
  readonly most: number;
  /** Questions that count, were refused, and have grown too old to count. */
  readonly counted: number;
  readonly refused: number;
  readonly expired: number;
};

export type Outlook = {
  /** In the order of the form's plan. */
  readonly scores: readonly ScaleScore[];
  /** Where to begin. Undefined when everything is at its most, or nothing counts. */
  readonly lowest: string | undefined;
  /** What goes best; undefined when nothing gave a point yet. Never the lowest. */
  readonly strongest: string | undefined;
  /** Lesson slugs, best first. */
  readonly lessons: readonly string[];
};

/** What of a result is looked at: the answers themselves, and the day of each. */
export type Given = Pick<FormResult, 'values' | 'refused' | 'dates'>;

const share = (score: ScaleScore): number => score.points / score.most;

/** Answers older than this many days don't count (`validDays` of the survey); an answer lives through its last day. */
export type Validity = { readonly validDays: number; readonly today: string };

export const isExpired = (answeredOn: string, { validDays, today }: Validity): boolean =>
  daysBetween(answeredOn, today) > validDays;

/**
 * The outlook of a form that has a plan; undefined for one that has none. Among equal scales the earlier one is the lowest and the
 * later one the strongest: in van Dijk's stages each stands on those before it. With nothing counted the first scale's lessons begin.
 */
export function stageOf(form: Form, result: Given, validity: Validity): Outlook | undefined {
  const { plan } = form;
  if (plan === undefined) return undefined;
  const scores = plan.order.map((scale) => scoreOf(form, scale, result, validity));
  const known = scores.filter((score) => score.counted > 0 && score.most > 0);
  const below = known.filter((score) => share(score) < 1);
  const lowest = below.reduce<ScaleScore | undefined>(
    (low, one) => (low === undefined || share(one) < share(low) ? one : low),
    undefined,
  );
  const strongest = known
    .filter((score) => score !== lowest && score.points > 0)
    .reduce<ScaleScore | undefined>(
      (high, one) => (high === undefined || share(one) >= share(high) ? one : high),
      undefined,
    );
  const first = known.length === 0 ? plan.order[0] : lowest?.scale;
  const lessons = first === undefined ? plan.full : (plan.lessons[first] ?? []);
  return { scores, lowest: lowest?.scale, strongest: strongest?.scale, lessons };
}

function scoreOf(form: Form, scale: string, result: Given, validity: Validity): ScaleScore {
  let [points, most, counted, refused, expired] = [0, 0, 0, 0, 0];
  for (const item of itemsOf(form.items)) {
    if (isGroup(item) || item.scale !== scale) continue;
    const value = result.values[item.name];
    const date = result.dates[item.name];
    if (date !== undefined && isExpired(date, validity)) expired += 1;
    else if (result.refused.includes(item.name)) refused += 1;
    else if (value !== undefined) {
      counted += 1;
      points += pointsOf(form, item, value);
      most += mostOf(form, item);
    }
  }
  return { scale, points, most, counted, refused, expired };
}

/** The points of one answer. */
export function pointsOf(
  form: Form,
  question: Question,
  value: string | number | readonly string[],
): number {
  const chosen = typeof value === 'object' ? value : [String(value)];
  const choices = choicesOf(form, question).filter((choice) => chosen.includes(choice.name));
  return choices.reduce((sum, choice) => sum + (choice.points ?? 0), 0);
}

/** Of a question with several choices all good ones together, of the others the best one. */
export function mostOf(form: Form, question: Question): number {
  const points = choicesOf(form, question).map((choice) => choice.points ?? 0);
  if (question.type === 'select_multiple')
    return points.filter((one) => one > 0).reduce((sum, one) => sum + one, 0);
  return Math.max(0, ...points);
}
