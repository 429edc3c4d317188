// Addresses of the stories, in one place. Called by the screens of this folder.
export const STORIES = '/stories';
export const storyPath = (slug: string): string => `${STORIES}/${slug}`;
