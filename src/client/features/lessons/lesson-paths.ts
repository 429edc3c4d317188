// Addresses of the lesson screens, in one place. Called by the screens of this folder.
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { chooseLearner } from '#device/who-learns.ts';

/** The pseudo-step of the page after the last one. */
export const FINISHED = 'done';

export const LESSONS = '/learn';
export const lessonPath = (slug: string): string => `${LESSONS}/${slug}`;
export const stepPath = (slug: string, step: string): string =>
  `${lessonPath(slug)}?step=${encodeURIComponent(step)}`;
export const refreshPath = (slug: string): string => `${lessonPath(slug)}/refresh`;
export const paperPath = (slug: string): string => `${lessonPath(slug)}/paper`;

/** The practice that a do-it-now step opens, and where it comes back to. */
export const practicePath = (
  walkthrough: string,
  mode: string,
  slug: string,
  step: string,
): string =>
  `/practice/${walkthrough}?mode=${mode}&lesson=${encodeURIComponent(slug)}&step=${encodeURIComponent(step)}`;

/** `?learner=<id>` in the address says who learns from now on. */
export function useLearnerFromAddress(): void {
  const { learner } = useLocation().query;
  useEffect(() => {
    if (learner !== undefined && learner !== '') chooseLearner(learner);
  }, [learner]);
}
