// Addresses of the scam cards, in one place. Called by the screens of this folder.
export const SCAMS = '/scams';
export const cardPath = (slug: string): string => `${SCAMS}/${slug}`;
/** Instead of a card's short name: all of them. */
export const PACK = 'all';
export const paperPath = (slug: string): string => `${cardPath(slug)}/paper`;
