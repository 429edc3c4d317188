// Addresses of the desk's content and of what it looks like to everybody. Used by the screens of content.
import type { AuthoredKind } from './content-keys.ts';

export const PACK = '/desk/content/pack';

/** `/desk/content`, `/desk/content/path`, `/desk/content/path/<id>`; lessons stand at the beginning. */
export const contentPath = (kind?: AuthoredKind, id?: string): string =>
  ['/desk/content', ...(kind && (id ?? kind !== 'lesson') ? [kind] : []), ...(id ? [id] : [])].join(
    '/',
  );

/** Where everybody sees it; templates are seen where a list is begun. */
export const publicPath = (kind: AuthoredKind, slug: string): string =>
  kind === 'lesson' ? `/learn/${slug}` : kind === 'path' ? `/paths/${slug}` : '/todos';
