// What the place screens read: the records of kind `place`, with names in the present language. Called by the screens of this folder.
import type { Row } from '#device/database.ts';
import { useRecords } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { hasText, t } from '#i18n/i18n.ts';

export type PlaceRow = Row<'place'> & { readonly name: string };

/** A place with its name ready for searching and sorting. */
export const named = (row: Row<'place'>): PlaceRow => ({
  ...row,
  name: contentWords(row.text, 'name') || row.slug,
});

/** All places; undefined while looking. */
export const usePlaces = (): readonly PlaceRow[] | undefined => useRecords('place')?.map(named);

/** A service's name; one that came later than this program is shown by its key's words. */
export function serviceWords(service: string): string {
  const key = `places:service.${service}`;
  return hasText(key) ? t(key) : service.replaceAll('-', ' ');
}

/** "Nav pārbaudīts. Dati no 2021. gada." or when somebody of ours was there. */
export function trustWords(place: Row<'place'>, date: (day: string) => string): string {
  if (place.verified)
    return place.verifiedOn
      ? t('places:verifiedOn', { date: date(place.verifiedOn) })
      : t('places:verified');
  return place.asOf ? t('places:notVerifiedAsOf', { year: place.asOf }) : t('places:notVerified');
}
