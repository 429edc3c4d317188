// How numbers, dates, times and money look in each language (rule 36).
import { beforeAll, describe, expect, it } from 'vitest';

import {
  compareWords,
  formatBytes,
  formatDate,
  formatDateWithYear,
  formatList,
  formatMinutes,
  formatMoney,
  formatNumber,
  formatRelativeDays,
  formatTime,
} from '#i18n/format.ts';
import { initI18n, setLanguage } from '#i18n/i18n.ts';

/** Intl parts thousands and units by spaces that do not break; the eye sees a space. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const afternoon = new Date(2026, 2, 25, 14, 5);

beforeAll(() => initI18n('lv'));

describe('Latvian', () => {
  beforeAll(() => setLanguage('lv'));

  it('writes dates in words', () => {
    expect(formatDate('2026-03-25')).toBe('25. marts');
    expect(formatDate(afternoon)).toBe('25. marts');
    expect(formatDateWithYear('2026-03-25')).toBe('2026. gada 25. marts');
  });

  it('parts hours from minutes with a dot', () => {
    expect(formatTime(afternoon)).toBe('14.05');
    expect(formatTime(new Date(2026, 2, 25, 0, 30))).toBe('00.30');
  });

  it('writes money with EUR and two decimals', () => {
    expect(plain(formatMoney(1250))).toBe('12,50 EUR');
    expect(plain(formatMoney(0))).toBe('0,00 EUR');
    expect(plain(formatMoney(123456700))).toBe('1 234 567,00 EUR');
  });

  it('writes numbers, lengths and lists', () => {
    expect(plain(formatNumber(12345.678, 1))).toBe('12 345,7');
    expect(plain(formatMinutes(15))).toBe('15 min');
    expect(plain(formatBytes(3_400_000))).toBe('3,4 MB');
    expect(formatList(['rēķini', 'telefons', 'pasts'])).toBe('rēķini, telefons un pasts');
    expect([formatRelativeDays(0), formatRelativeDays(-1), formatRelativeDays(-3)]).toEqual([
      'šodien',
      'vakar',
      'pirms 3 dienām',
    ]);
  });

  it('sorts by its own alphabet', () => {
    expect(['Zaļenieki', 'Čekotava', 'Cena', 'Āne'].toSorted(compareWords)).toEqual([
      'Āne',
      'Cena',
      'Čekotava',
      'Zaļenieki',
    ]);
  });
});

describe('Russian and English', () => {
  it('follow a change of language at once', async () => {
    await setLanguage('ru');
    expect([formatDate('2026-03-25'), formatTime(afternoon), plain(formatMoney(1250))]).toEqual([
      '25 марта',
      '14:05',
      '12,50 EUR',
    ]);
    expect(plain(formatDateWithYear('2026-03-25'))).toBe('25 марта 2026 года');
    await setLanguage('en');
    expect([formatDate('2026-03-25'), formatTime(afternoon), plain(formatMoney(1250))]).toEqual([
      '25 March',
      '14:05',
      'EUR 12.50',
    ]);
  });
});

describe('a calendar day', () => {
  it('never slips to its neighbour, whatever the device time zone', async () => {
    await setLanguage('en');
    const days = ['2026-01-01', '2026-03-29', '2026-12-31'].map(formatDate);
    expect(days).toEqual(['1 January', '29 March', '31 December']);
  });
});
