// Addresses of the practice screens, in one place. Called by the screens of this folder.
export const PRACTICE = '/practice';
export const walkthroughPath = (slug: string): string => `${PRACTICE}/${slug}`;

/** Where a run came from, so that it can lead back: a lesson's do-it-now step. */
export interface Origin {
  readonly lesson: string | undefined;
  readonly step: string | undefined;
}

const originQuery = ({ lesson, step }: Origin): string =>
  lesson === undefined
    ? ''
    : `&lesson=${encodeURIComponent(lesson)}${step === undefined ? '' : `&step=${encodeURIComponent(step)}`}`;

/** A run has its own address: a reload continues it. */
export const runPath = (slug: string, run: string, origin: Origin): string =>
  `${walkthroughPath(slug)}?run=${run}${originQuery(origin)}`;

export const lessonStepPath = (lesson: string, step: string | undefined): string =>
  `/learn/${encodeURIComponent(lesson)}${step === undefined ? '' : `?step=${encodeURIComponent(step)}`}`;
