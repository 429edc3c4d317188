// Which practice comes next: the beginners' order, the next mode and another form. Called by the list and the result page.
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
}

export function inBeginnersOrder<T extends { readonly slug: string }>(
  walkthroughs: readonly T[],
): T[] {
  const rank = (slug: string): number => {
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

/** First see, then do it at once with help, then alone; each time a bill that was not the last one. */
export function nextRun(
  runs: readonly Run[],
  walkthrough: string,
): { readonly mode: Mode; readonly form: FormName } {
  const own = runs.filter((run) => run.walkthrough === walkthrough);
  const last = own.findLast((run) => run.finished);
  if (!last) return { mode: 'shown', form: 'a' };
  const form = nextForm(own, last.form);
  if (last.mode === 'shown') return { mode: 'together', form };
  if (last.mode === 'together') return { mode: last.hintLevel <= 1 ? 'alone' : 'together', form };
  return { mode: last.hintLevel <= 1 ? 'alone' : 'together', form };
}

/** Another form than the last; first one that was not passed yet. */
function nextForm(runs: readonly Run[], last: FormName): FormName {
  const passed = new Set(runs.filter((run) => run.passed).map((run) => run.form));
  const start = formNames.indexOf(last);
  const others = [1, 2].map((by) => formNames[(start + by) % formNames.length] as FormName);
  return others.find((form) => !passed.has(form)) ?? (others[0] as FormName);
}

/** The walkthrough to offer after this one: the first in order that is not passed yet. */
export function nextWalkthrough(
  runs: readonly Run[],
  slugs: readonly string[],
  after: string,
): string | null {
  const order = inBeginnersOrder(slugs.map((slug) => ({ slug }))).map((one) => one.slug);
  const start = order.indexOf(after) + 1;
  const turned = [...order.slice(start), ...order.slice(0, start)];
  return turned.find((slug) => slug !== after && !isPassed(runs, slug)) ?? null;
}
