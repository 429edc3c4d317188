// Which practice comes next: the beginners' order, the next mode and another form. Called by the list and the result page.
import { returnDays } from '#core/return-days.ts';
import { formNames, type FormName, type Mode } from './scenario.ts';

/** Order for beginners; scenarios not named here follow in the order of their number. */
const beginnersOrder = ['s1', 's7', 's2', 's8', 's20', 's16', 's12', 's9'];

/** What is known of an earlier run; the newest last. */
export interface Run {
  readonly walkthrough: string;
  readonly form: FormName;
  readonly mode: Mode;
  readonly finished: boolean;
  readonly passed: boolean;
  readonly hintLevel: number;
  /** When it was finished, in milliseconds; re-checks need it. */
  readonly at?: number | undefined;
}

/** What is used of a record of the kind `attempt`. */
type AttemptFacts = Pick<Run, 'walkthrough' | 'form' | 'mode'> & {
  readonly finishedAt?: number | null;
  readonly passed?: boolean | null;
  readonly hintLevel?: number | null;
};

export const runOf = (attempt: AttemptFacts): Run => ({
  walkthrough: attempt.walkthrough,
  form: attempt.form,
  mode: attempt.mode,
  finished: typeof attempt.finishedAt === 'number',
  passed: attempt.passed === true,
  hintLevel: attempt.hintLevel ?? 0,
  at: attempt.finishedAt ?? undefined,
});

/** A coordinator's own practice is named after the one that it was copied from: `s2-1a2b3c` stands behind `s2`. */
const sourceOf = (slug: string): string => slug.split('-', 1)[0] ?? slug;
export const isOwn = (slug: string): boolean => /^s\d+-/.test(slug);
export const ownSlug = (madeFrom: string, id: string): string =>
  `${sourceOf(madeFrom)}-${id.slice(-6)}`;

export function inBeginnersOrder<T extends { readonly slug: string }>(
  walkthroughs: readonly T[],
): T[] {
  const rank = (name: string): number => {
    const slug = sourceOf(name);
    const place = beginnersOrder.indexOf(slug);
    return place === -1 ? beginnersOrder.length + Number(slug.replaceAll(/\D/g, '') || 999) : place;
  };
  return walkthroughs.toSorted(
    (a, b) => rank(a.slug) - rank(b.slug) || a.slug.localeCompare(b.slug),
  );
}

/** Alone on two different forms with nothing costly unnoticed: the scenario is passed. */
export function isPassed(runs: readonly Run[], walkthrough: string): boolean {
  return (
    new Set(
      runs.filter((run) => run.walkthrough === walkthrough && run.passed).map((run) => run.form),
    ).size >= 2
  );
}

/**
 * First see, then do it at once with help, then alone; each time a bill that was not the last one. So help lowers by itself
 * from run to run, and comes back after trouble. What is passed is offered with a surprise, where the scenario takes one.
 */
export function nextRun(
  runs: readonly Run[],
  walkthrough: string,
  takesSurprises = false,
): { readonly mode: Mode; readonly form: FormName } {
  const own = runs.filter((run) => run.walkthrough === walkthrough);
  const last = own.findLast((run) => run.finished);
  if (!last) return { mode: 'shown', form: 'a' };
  const form = nextForm(own, last.form);
  if (last.mode === 'shown') return { mode: 'together', form };
  if (last.hintLevel > 1) return { mode: 'together', form };
  return { mode: takesSurprises && isPassed(own, walkthrough) ? 'surprise' : 'alone', form };
}

const DAY = 86_400_000;
export interface Recheck {
  readonly days: (typeof returnDays)[number];
  /** Milliseconds, as `Run.at`. */
  readonly dueAt: number;
  readonly form: FormName;
}

/** When the scenario was passed: the end of the run that made the second form. */
function passedAt(runs: readonly Run[], walkthrough: string): number | null {
  const passed = runs.filter((run) => run.walkthrough === walkthrough && run.passed);
  const second = passed.find((run) => run.form !== passed[0]?.form);
  return second?.at ?? null;
}

/** Runs without help being offered, at least so many days after the pass. */
const laterRuns = (runs: readonly Run[], walkthrough: string, from: number): Run[] =>
  runs.filter(
    (run) =>
      run.walkthrough === walkthrough &&
      run.finished &&
      (run.mode === 'alone' || run.mode === 'surprise') &&
      run.at !== undefined &&
      run.at >= from,
  );

/** The re-check that comes next, due or not yet; null before the pass and after the last one. */
export function recheckOf(runs: readonly Run[], walkthrough: string): Recheck | null {
  const start = passedAt(runs, walkthrough);
  if (start === null) return null;
  const own = runs.filter((run) => run.walkthrough === walkthrough);
  const last = own.findLast((run) => run.finished);
  const days = returnDays.find(
    (one) => laterRuns(runs, walkthrough, start + one * DAY).length === 0,
  );
  if (days === undefined || !last) return null;
  return { days, dueAt: start + days * DAY, form: nextForm(own, last.form) };
}

/**
 * What counts in figures: whether the first run alone 30 days or more after the pass was passed again. Null while there is
 * none. The re-checks after a day and a week are for learning alone.
 */
export function keptAfterMonth(runs: readonly Run[], walkthrough: string): boolean | null {
  const start = passedAt(runs, walkthrough);
  const [first] = start === null ? [] : laterRuns(runs, walkthrough, start + 30 * DAY);
  return first ? first.passed : null;
}

/** Another form than the last; first one that was not passed yet. */
function nextForm(runs: readonly Run[], last: FormName): FormName {
  const passed = new Set(runs.filter((run) => run.passed).map((run) => run.form));
  const start = formNames.indexOf(last);
  const others = [1, 2].map((by) => formNames[(start + by) % formNames.length] as FormName);
  return others.find((form) => !passed.has(form)) ?? (others[0] as FormName);
}

/** The walkthrough to offer after this one: the first in order that is not passed yet. Own copies are chosen by hand. */
export function nextWalkthrough(
  runs: readonly Run[],
  slugs: readonly string[],
  after: string,
): string | null {
  const order = inBeginnersOrder(slugs.map((slug) => ({ slug }))).map((one) => one.slug);
  const start = order.indexOf(after) + 1;
  const turned = [...order.slice(start), ...order.slice(0, start)];
  return turned.find((slug) => slug !== after && !isOwn(slug) && !isPassed(runs, slug)) ?? null;
}
