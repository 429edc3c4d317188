// Opening hours as they stand in the records, day by day.
import { describe, expect, it } from 'vitest';
import { weekOf } from '#features/places/opening-hours.ts';

const short = (text: string): string[] | undefined =>
  weekOf(text)?.map((day) => day.map(({ from, to }) => `${from}-${to}`).join(' '));

describe('opening hours', () => {
  it('of single days, lists and ranges become a week from Monday', () => {
    expect(short('Mo,Th 10:00-19:00; Tu,We,Fr 10:00-18:00; Su 10:00-17:00')).toEqual([
      '10:00-19:00',
      '10:00-18:00',
      '10:00-18:00',
      '10:00-19:00',
      '10:00-18:00',
      '',
      '10:00-17:00',
    ]);
    expect(short('Tu-Fr 10:00-18:00; Sa 10:00-17:00')).toEqual([
      '',
      '10:00-18:00',
      '10:00-18:00',
      '10:00-18:00',
      '10:00-18:00',
      '10:00-17:00',
      '',
    ]);
  });

  it('may have a break, and go over the end of the week', () => {
    expect(short('Sa-Mo 09:00-12:00,13:00-17:00')).toEqual([
      '09:00-12:00 13:00-17:00',
      '',
      '',
      '',
      '',
      '09:00-12:00 13:00-17:00',
      '09:00-12:00 13:00-17:00',
    ]);
  });

  it('let a later rule replace an earlier one', () => {
    expect(short('Mo-Su 10:00-18:00; Su off')?.at(6)).toBe('');
  });

  it.each([
    'darba dienās',
    'Mo-Fr',
    '10:00-18:00',
    'Mo 10-18',
    'Xx 10:00-18:00',
    'Mo-Xx 10:00-18:00',
  ])('written as "%s" are not guessed', (text) => {
    expect(weekOf(text)).toBeUndefined();
  });
});
