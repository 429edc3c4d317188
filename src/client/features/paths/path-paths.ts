// Addresses of the path screens, in one place. Called by the screens of this folder.
export const PATHS = '/paths';
export const pathAddress = (slug: string): string => `${PATHS}/${slug}`;
export const lessonAddress = (slug: string): string => `/learn/${slug}`;
export const practiceAddress = (slug: string): string => `/practice/${slug}`;
export const listAddress = (id: string): string => `/todos/${id}`;
