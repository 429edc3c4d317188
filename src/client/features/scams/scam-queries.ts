// What the scam screens read from the device's database, and the order of the cards. Called by the screens of this folder.
import { addDays, dayOf } from '#core/dates.ts';
import type { Row } from '#device/database.ts';
import { useDevice } from '#device/live.ts';
import { isPastReview } from '#practice/scam-guest.ts';

export type CardRow = Row<'scam-card'>;

/** The calendar day here and now. */
export function useToday(): string {
  const now = useDevice().now();
  return dayOf(now, new Date(now).getTimezoneOffset());
}

export type Groups = {
  readonly fresh: readonly CardRow[];
  readonly known: readonly CardRow[];
  /** Past their review day. */
  readonly old: readonly CardRow[];
};

const NEW_DAYS = 31;

/** What is new comes first, the newest on top; what nobody has looked at for long comes last. */
export function grouped(cards: readonly CardRow[], today: string): Groups {
  const seen = (card: CardRow): string => card.firstSeen ?? '';
  const sorted = cards.toSorted(
    (a, b) => seen(b).localeCompare(seen(a)) || a.order - b.order || a.slug.localeCompare(b.slug),
  );
  const current = sorted.filter((card) => !isPastReview(card, today));
  const isFresh = (card: CardRow): boolean => seen(card) > addDays(today, -NEW_DAYS);
  return {
    fresh: current.filter(isFresh),
    known: current.filter((card) => !isFresh(card)),
    old: sorted.filter((card) => isPastReview(card, today)),
  };
}
