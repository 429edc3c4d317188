// Finding a place: search without caring for marks over letters, filters, groups by parish, distance. Pure; called by the screens and tests.

/** What is used of a place's row, with its name in the present language. */
export type ListedPlace = {
  readonly slug: string;
  readonly order: number;
  readonly name: string;
  readonly type: string;
  readonly parish?: string | null | undefined;
  readonly village?: string | null | undefined;
  readonly address?: string | null | undefined;
  readonly services?: readonly string[] | null | undefined;
  readonly lat?: number | null | undefined;
  readonly lon?: number | null | undefined;
};

export type Wish = { readonly search: string; readonly need: string; readonly parish: string };

/** "Zaļenieki" and "zalenieki" are the same to somebody whose keyboard has no Latvian letters. */
export const folded = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();

/** Every word of the search must be somewhere in the name, the village, the parish or the address. */
export function matchesSearch(place: ListedPlace, search: string): boolean {
  const text = folded(
    [place.name, place.village, place.parish, place.address].filter(Boolean).join(' '),
  );
  return folded(search)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export const fits = (place: ListedPlace, wish: Wish): boolean =>
  matchesSearch(place, wish.search) &&
  (wish.parish === '' || place.parish === wish.parish) &&
  (wish.need === '' || (place.services ?? []).includes(wish.need));

/** Places that fit but for the need, because nobody has written down yet what one can get there. */
export const unknownNeeds = <T extends ListedPlace>(places: readonly T[], wish: Wish): T[] =>
  wish.need === ''
    ? []
    : places.filter(
        (place) => (place.services ?? []).length === 0 && fits(place, { ...wish, need: '' }),
      );

/** Every service that some place has, the most frequent first. */
export function servicesOf(places: readonly ListedPlace[]): string[] {
  const counts = new Map<string, number>();
  for (const place of places)
    for (const service of place.services ?? []) counts.set(service, (counts.get(service) ?? 0) + 1);
  return [...counts]
    .toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .map(([service]) => service);
}

export type Parish<T> = { readonly parish: string | undefined; readonly places: readonly T[] };

/** By parish in the alphabet given; places whose parish is not known come last. */
export function byParish<T extends ListedPlace>(
  places: readonly T[],
  compare: (a: string, b: string) => number,
): Parish<T>[] {
  const groups = Map.groupBy(places, (place) => place.parish ?? undefined);
  return [...groups]
    .map(([parish, group]) => ({
      parish,
      places: group.toSorted((a, b) => compare(a.name, b.name)),
    }))
    .toSorted((a, b) =>
      a.parish === undefined ? 1 : b.parish === undefined ? -1 : compare(a.parish, b.parish),
    );
}

export type Point = { readonly lat: number; readonly lon: number };

const EARTH_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Kilometres over the ground between two points in degrees (haversine; under 0.5 % off, far less than our points are). */
export function kmBetween(a: Point, b: Point): number {
  const lat = radians(b.lat - a.lat);
  const lon = radians(b.lon - a.lon);
  const h =
    Math.sin(lat / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(lon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(h));
}

/** Places with a point, the nearest first, as the crow flies. */
export function nearest<T extends ListedPlace>(
  places: readonly T[],
  from: Point,
): { place: T; km: number }[] {
  return places
    .flatMap((place) => {
      const { lat, lon } = place;
      return typeof lat === 'number' && typeof lon === 'number'
        ? [{ place, km: kmBetween(from, { lat, lon }) }]
        : [];
    })
    .toSorted((a, b) => a.km - b.km);
}

/**
 * A distance no finer than the points are: whole kilometres, from 20 on in fives, undefined when under one
 * (a village's middle says no more than "in the same village").
 */
export function roughKm(km: number): number | undefined {
  if (km < 1) return undefined;
  return km < 20 ? Math.round(km) : Math.round(km / 5) * 5;
}

/** Phone numbers out of one line: "+371 63022238, +371 26009600". Each as people read it and as a phone dials it. */
export function phonesOf(text: string): { readonly shown: string; readonly dial: string }[] {
  return text
    .split(/[,;/]/)
    .map((part) => part.trim())
    .filter((part) => /\d{3}/.test(part))
    .map((shown) => ({ shown, dial: shown.replaceAll(/[^+\d]/g, '') }));
}
