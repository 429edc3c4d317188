// Captions as people write them: read, told apart from what is none, and made into WebVTT.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { badLine, cuesIn, webVtt } from '#core/captions.ts';

test('a line is a time and words; hours may stand before', () => {
  expect(cuesIn('0:05 Atveriet lapu.\n\n 12:30  Spiediet.\n1:00:00 Beigas')).toEqual([
    { from: 5, words: 'Atveriet lapu.' },
    { from: 750, words: 'Spiediet.' },
    { from: 3600, words: 'Beigas' },
  ]);
});

test('the first line that is no caption, or goes back in time, is named', () => {
  expect(badLine('')).toBeUndefined();
  expect(badLine('0:00 A\n0:05 B')).toBeUndefined();
  expect(badLine('0:00 A\nbez laika')).toBe('bez laika');
  expect(badLine('0:05 A\n0:05 B')).toBe('0:05 B');
  expect(badLine('0:05')).toBe('0:05');
});

test('each caption stays until the next, the last for six seconds', () => {
  expect(webVtt(cuesIn('0:00 A\n1:02:03 B --> C'))).toBe(
    'WEBVTT\n\n00:00:00.000 --> 01:02:03.000\nA\n\n01:02:03.000 --> 01:02:09.000\nB → C',
  );
});

test('whatever is written, the file stays well-formed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat({ max: 5999 }), (words, from) => {
      const line = `${Math.floor(from / 60)}:${String(from % 60).padStart(2, '0')} ${words}`;
      const made = webVtt(cuesIn(line));
      expect(made.split('-->')).toHaveLength(cuesIn(line).length + 1);
    }),
  );
});
