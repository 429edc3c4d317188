// Parts that all kinds of public content share: their text, sources and who may change them. Used by the content kinds beside it.
import * as z from 'zod/mini';
import { count, day, last, map, optional, slug, text, title } from './fields.ts';
import { isCoordinator } from './define-record.ts';

/** Where a fact stands written, and when it was last read there. */
export const source = z.object({ url: text(500), title: title(300), checked: day() });

export const contentFields = {
  /** Short name in links; the same in every municipality that takes the starter pack. */
  slug: last(slug()),
  /** Place in lists, smallest first. */
  order: last(count(100_000)),
  /** Keys `<language>.<text key>`: every sentence is a register of its own, so two people can edit two sentences at once. */
  text: map(text(4000)),
  sources: optional(last(z.array(source).check(z.maxLength(20)))),
  reviewBy: optional(last(day())),
};

/** Everyone reads, the coordinator (and the starter pack) writes. */
export const contentAccess = {
  scopes: ['public'],
  read: () => true,
  write: isCoordinator,
  personal: 'none',
} as const;

export const stage = z.enum(['motivation', 'access', 'skills', 'usage']);
