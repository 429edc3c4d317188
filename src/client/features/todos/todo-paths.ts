// Addresses of the to-do screens, in one place. Called by the screens of this folder.
export const LISTS = '/todos';
export const listPath = (id: string): string => `/todos/${id}`;
export const newListPath = (template: string, learnerId?: string): string =>
  `${LISTS}?template=${encodeURIComponent(template)}${learnerId === undefined ? '' : `&learner=${learnerId}`}`;

/** A learner goes along to the lesson or the practice, so that progress is kept for the right code. */
const along = (learnerId: string | null | undefined): string =>
  learnerId ? `?learner=${learnerId}` : '';
export const lessonLink = (slug: string, learnerId: string | null | undefined): string =>
  `/learn/${slug}${along(learnerId)}`;
export const practiceLink = (slug: string, learnerId: string | null | undefined): string =>
  `/practice/${slug}${along(learnerId)}`;
