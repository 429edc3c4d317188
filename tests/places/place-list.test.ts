// Finding places: search, filters, groups, distance, phones.
import { describe, expect, it } from 'vitest';
import {
  byParish,
  fits,
  kmBetween,
  type ListedPlace,
  matchesSearch,
  nearest,
  phonesOf,
  roughKm,
  servicesOf,
  unknownNeeds,
} from '#features/places/place-list.ts';

const place = (slug: string, more: Partial<ListedPlace> = {}): ListedPlace => ({
  slug,
  order: 1,
  name: slug,
  type: 'library',
  ...more,
});
const any = { search: '', need: '', parish: '' };

const zalenieki = place('zal', {
  name: 'Zaļenieku bibliotēka',
  parish: 'Zaļenieku pagasts',
  village: 'Zaļenieki',
  services: ['internet', 'computer'],
});
const eleja = place('ele', {
  name: 'Elejas bibliotēka',
  parish: 'Elejas pagasts',
  services: ['internet'],
});
const town = place('pil', { name: 'Jelgavas pilsētas bibliotēka', address: 'Akadēmijas iela 26' });
const all = [zalenieki, eleja, town];

describe('search', () => {
  it.each(['zalenieki', 'ZAĻENIEKI', ' bibliot  zalen', 'zaļenieku pagasts'])(
    'finds the library in Zaļenieki by "%s"',
    (words) => {
      expect(all.filter((one) => matchesSearch(one, words))).toEqual([zalenieki]);
    },
  );

  it('finds by street and lets an empty search through', () => {
    expect(all.filter((one) => matchesSearch(one, 'akademijas'))).toEqual([town]);
    expect(all.filter((one) => matchesSearch(one, '  '))).toEqual(all);
  });

  it('needs every word', () => {
    expect(matchesSearch(eleja, 'eleja kultūras')).toBe(false);
  });
});

describe('filters', () => {
  it('keep places that have the service and the parish', () => {
    expect(all.filter((one) => fits(one, { ...any, need: 'computer' }))).toEqual([zalenieki]);
    expect(
      all.filter((one) => fits(one, { ...any, need: 'internet', parish: 'Elejas pagasts' })),
    ).toEqual([eleja]);
  });

  it('tell of places whose services nobody has written down, instead of hiding them', () => {
    expect(unknownNeeds(all, { ...any, need: 'computer' })).toEqual([town]);
    expect(unknownNeeds(all, { ...any, need: 'computer', search: 'eleja' })).toEqual([]);
    expect(unknownNeeds(all, any)).toEqual([]);
  });

  it('offer the services that there are, the most frequent first', () => {
    expect(servicesOf(all)).toEqual(['internet', 'computer']);
  });
});

describe('groups', () => {
  it('stand by parish, those without one last', () => {
    const groups = byParish([town, zalenieki, eleja], (a, b) => a.localeCompare(b, 'lv'));
    expect(groups.map((group) => group.parish)).toEqual([
      'Elejas pagasts',
      'Zaļenieku pagasts',
      undefined,
    ]);
  });
});

describe('distance', () => {
  const jelgava = { lat: 56.6511, lon: 23.7211 };
  const riga = { lat: 56.9496, lon: 24.1052 };

  it('from Jelgava to Rīga is about 40 km over the ground', () => {
    expect(kmBetween(jelgava, riga)).toBeGreaterThan(38);
    expect(kmBetween(jelgava, riga)).toBeLessThan(42);
    expect(kmBetween(jelgava, jelgava)).toBe(0);
  });

  it('is never told finer than the points are', () => {
    expect([0.4, 0.99, 1, 4.6, 19.4, 22, 43].map(roughKm)).toEqual([
      undefined,
      undefined,
      1,
      5,
      19,
      20,
      45,
    ]);
  });

  it('puts the nearest first and leaves out places without a point', () => {
    const near = place('near', { lat: 56.66, lon: 23.72 });
    const far = place('far', { lat: 56.4, lon: 23.7 });
    expect(nearest([far, place('nowhere'), near], jelgava).map((row) => row.place.slug)).toEqual([
      'near',
      'far',
    ]);
  });
});

describe('phones', () => {
  it('in one line become links that dial', () => {
    expect(phonesOf('+371 63022238, +371 26009600')).toEqual([
      { shown: '+371 63022238', dial: '+37163022238' },
      { shown: '+371 26009600', dial: '+37126009600' },
    ]);
    expect(phonesOf('nav zināms')).toEqual([]);
  });
});
