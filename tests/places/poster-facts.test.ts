// A poster's code follows from what it prints of the place, and facts older than 90 days mark it as outdated.
import { expect, test } from 'vitest';
import { isOutdated, lastChecked, posterCode } from '#features/places/poster-facts.ts';

const place = {
  text: { 'lv.name': 'Elejas bibliotēka', 'ru.name': 'Библиотека', 'lv.note': 'Piezīme' },
  address: 'Paraugu iela 1',
  phone: '+371 00000000',
  hours: 'Mo-Fr 10:00-18:00',
};

test('the code is the same for the same facts and another for each changed one', () => {
  const code = posterCode(place);
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}$/);
  expect(posterCode({ ...place, text: { ...place.text, 'lv.note': 'Cita' } })).toBe(code);
  expect(posterCode({ ...place, verifiedOn: '2026-11-01' })).toBe(code);
  const others = [
    { ...place, address: 'Paraugu iela 2' },
    { ...place, phone: '+371 00000001' },
    { ...place, hours: 'Mo-Fr 10:00-17:00' },
    { ...place, text: { ...place.text, 'ru.name': 'Другая' } },
    { ...place, parish: 'Elejas pagasts' },
  ].map(posterCode);
  expect(new Set([code, ...others]).size).toBe(6);
});

test('a look on the spot counts before a source; without either it is outdated at once', () => {
  const sources = [
    { url: 'https://a.example', title: 'A', checked: '2026-05-01' },
    { url: 'https://b.example', title: 'B', checked: '2026-08-25' },
  ];
  expect(lastChecked({ ...place, sources })).toBe('2026-08-25');
  expect(lastChecked({ ...place, sources, verifiedOn: '2026-06-01' })).toBe('2026-06-01');
  expect(isOutdated(place, '2026-11-23')).toBe(true);
  expect(isOutdated({ ...place, sources }, '2026-11-23')).toBe(false);
  expect(isOutdated({ ...place, sources }, '2026-11-24')).toBe(true);
});
