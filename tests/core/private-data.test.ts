// What the filter takes out of free text, and what it must leave alone: a helper who is refused for a date stops writing notes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPrivateData, type PrivateData } from '#core/private-data.ts';

const refused: readonly [text: string, what: PrivateData][] = [
  // Personal codes, old form and new.
  ['Personas kods 120345-12345', 'personal-code'],
  ['p.k. 12034512345', 'personal-code'],
  ['kods 321234-56789, jauns', 'personal-code'],
  ['код 120345 - 12345', 'personal-code'],
  // Accounts of any country, in fours or not, small letters or not.
  ['Konts LV80BANK0000435195001', 'account'],
  ['konts lv80 bank 0000 4351 9500 1', 'account'],
  ['счёт EE382200221020145685', 'account'],
  ['pārskaitīt uz LT12 1000 0111 0100 1000', 'account'],
  // Cards pass the check of their digits.
  ['karte 4111 1111 1111 1111', 'card'],
  ['карта 5500-0000-0000-0004', 'card'],
  // Phones.
  ['Zvanīt 29123456', 'phone'],
  ['tālr. 2912 3456 pēc pusdienām', 'phone'],
  ['tel. 67 012 345', 'phone'],
  ['позвонить +371 29 123 456', 'phone'],
  ['call +44 20 7946 0958', 'phone'],
  ['0037129123456', 'phone'],
  // E-mail.
  ['raksta uz vija.k@inbox.example', 'email'],
  ['почта ivan@mail.example.lv', 'email'],
  // PINs and passwords with their value.
  ['PIN 1234', 'pin'],
  ['pin1: 12345', 'pin'],
  ['PIN2=54321', 'pin'],
  ['пин-код 4321', 'pin'],
  ['parole 123456', 'pin'],
  ['пароль: 987654', 'pin'],
  // Sums.
  ['samaksāja 48,20 eiro', 'sum'],
  ['pensija 320 EUR', 'sum'],
  ['rēķins €48', 'sum'],
  ['48.20€ par ūdeni', 'sum'],
  ['долг 1 200 евро', 'sum'],
  ['parāds 15 eiro', 'sum'],
  // Health.
  ['pēc insulta grūti rakstīt', 'health'],
  ['ir cukura diabēts', 'health'],
  ['Slimo ar vēzi', 'health'],
  ['invalīds no bērnības', 'health'],
  ['2. grupas invaliditāte', 'health'],
  ['lieto zāles pret spiedienu', 'health'],
  ['у него диабет', 'health'],
  ['после инсульта', 'health'],
  ['инвалид 2 группы', 'health'],
  ['онкология', 'health'],
  ['she has dementia', 'health'],
  ['after a stroke', 'health'],
  ['a disability of the hand', 'health'],
];

test.each(refused)('"%s" holds %s', (text, what) => {
  expect(findPrivateData(text).map((finding) => finding.what)).toContain(what);
});

const fine: readonly string[] = [
  // Dates, times and numbers of people.
  'Nākamreiz 2026-03-25 plkst. 14.00',
  'Tikšanās 25.03.2026. pulksten 14:30',
  '2026-03-25 / 2026-04-01',
  '2025-2026 mācību gads',
  '2025–2026',
  '8 cilvēki, 3 planšetes',
  '12 cilvēki no 20',
  'с 14.00 до 16.30, 8 человек',
  'встреча 25.03.2026 в 14:00',
  'Room 204, 10.00-12.00',
  '3. solis no 6, 2 reizes',
  '100 % pabeigts',
  // Codes and lessons.
  'bērzs-upe-27 un liepa-rīts-5',
  's2, a forma, 3. mēģinājums',
  'Maksājums pēc konta numura',
  'Tālruņa ID un kontroles kods',
  'PIN neteikt nevienam',
  'PIN1 un PIN2 atšķirība',
  'Prot izveidot paroli',
  'Не говорить PIN никому',
  'Оплата счёта за воду',
  'Kā atpazīt krāpnieku ziņu',
  'Apmaksāt rēķinu par ūdeni',
  'eiro monētas un centi',
  'Eiropas atbalsts, eurovision',
  // Words that only look like health.
  'E-veselības portāls',
  'Slimnīcas apmeklējuma pieteikums portālā',
  'Zāle 2. stāvā, zāles pļāvējs',
  'Psihologs nav vajadzīgs',
  'Recepte e-veselībā',
  'Записаться к врачу на портале',
  'invalid password message',
  'keystroke practice',
  'disable notifications',
  // Machine things.
  '01a20580-67c0-7062-96de-4478c60cb90d',
  'LV',
  'https://www.jelgavasnovads.lv/lv/viegli-lasit/',
  '',
];

test.each(fine)('"%s" may be kept', (text) => {
  expect(findPrivateData(text)).toEqual([]);
});

test('dates, times, codes and counts pass in any mixture', () => {
  const two = (n: number): string => String(n).padStart(2, '0');
  const piece = fc.oneof(
    fc
      .tuple(
        fc.integer({ min: 2020, max: 2035 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
      )
      .map(([y, m, d]) => `${y}-${two(m)}-${two(d)}`),
    fc
      .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }))
      .map(([d, m]) => `${two(d)}.${two(m)}.2026.`),
    fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([h, m]) => `${two(h)}.${two(m)}`),
    fc.integer({ min: 1, max: 40 }).map((n) => `${n} cilvēki`),
    fc.constantFrom('mācījās', 'rēķins', 'vēlreiz', 'следующий раз', 'bērzs-upe-27'),
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
      expect(findPrivateData(pieces.join(', '))).toEqual([]);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('the finding names the piece, so that a person can take it out', () => {
  expect(findPrivateData('Vijai zvanīt 2912 3456 rītdien')).toEqual([
    { what: 'phone', found: '2912 3456' },
  ]);
});

test('a long text is searched quickly', () => {
  for (const text of [
    '1 '.repeat(100_000),
    'a@'.repeat(100_000),
    'LV12 '.repeat(40_000),
    '2-'.repeat(100_000),
    '9'.repeat(200_000),
  ]) {
    const began = performance.now();
    findPrivateData(text);
    expect(performance.now() - began).toBeLessThan(4000);
  }
});
