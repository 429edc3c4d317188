// What a poster says of its place, as a short code on it: when somebody comes by the code after the place's record has changed, the page says
// that the poster is old. Pure. Called by PosterScreen and PlaceScreen.
import { addDays } from '#core/dates.ts';
import { hashText } from '#core/hash.ts';
import type { Row } from '#device/database.ts';

type Place = Pick<
  Row<'place'>,
  | 'text'
  | 'address'
  | 'village'
  | 'parish'
  | 'phone'
  | 'hours'
  | 'services'
  | 'sources'
  | 'verifiedOn'
>;

/** After so many days without a look at the facts a poster is outdated (plan, row "KAC un interneta punktu popularizēšana"). */
export const FRESH_DAYS = 90;
/** Letters and digits that nobody takes for one another (Crockford's base 32). */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 5;

/** Five signs that follow from everything a poster prints of the place. */
export function posterCode({ text, address, village, parish, phone, hours }: Place): string {
  const names = Object.entries(text ?? {}).filter(([key]) => key.endsWith('.name'));
  const facts = [
    ...names.toSorted(([a], [b]) => (a < b ? -1 : 1)),
    address,
    village,
    parish,
    phone,
    hours,
  ];
  const [lane] = hashText(JSON.stringify(facts.map((fact) => fact ?? null)));
  return Array.from({ length: LENGTH }, (_, i) => SIGNS[(lane >>> (i * 5)) & 31]).join('');
}

/** The day on which somebody last looked at the facts: on the spot, else in a source; undefined when nobody noted it. */
export const lastChecked = ({ verifiedOn, sources }: Place): string | undefined =>
  verifiedOn ??
  (sources ?? []).map(({ checked }) => checked).toSorted((a, b) => (a < b ? 1 : -1))[0];

export const isOutdated = (place: Place, today: string): boolean => {
  const checked = lastChecked(place);
  return checked === undefined || addDays(checked, FRESH_DAYS) < today;
};
