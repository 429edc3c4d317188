// Addresses of the survey screens, in one place. Called by the screens of this folder.
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { chooseLearner } from '#device/who-learns.ts';

export const SURVEYS = '/surveys';
export const surveyPath = (slug: string): string => `${SURVEYS}/${slug}`;
export const paperPath = (slug: string): string => `${surveyPath(slug)}/paper`;
export const resultPath = (slug: string, response: string): string =>
  `${surveyPath(slug)}/result/${response}`;
/** Without a page: where it was left. Each page has its own address, so that the browser's Back goes one question back. */
export const answerPath = (slug: string, response: string, page?: string): string =>
  `${surveyPath(slug)}/answer/${response}${page === undefined ? '' : `?page=${encodeURIComponent(page)}`}`;
export const lessonPath = (slug: string): string => `/learn/${slug}`;

/** `?learner=<id>` in the address says whose answers these are from now on. */
export function useLearnerFromAddress(): void {
  const { learner } = useLocation().query;
  useEffect(() => {
    if (learner !== undefined && learner !== '') chooseLearner(learner);
  }, [learner]);
}
