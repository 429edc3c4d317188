// A parcel's code and its ways as text: base32, the line for sharing, the chain of QR codes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addStrip,
  fromBase32,
  joinStrips,
  newParcelCode,
  parcelFromText,
  parcelText,
  plainParcelCode,
  readStrip,
  type Strip,
  STRIPS_MAX_BYTES,
  stripsOf,
  toBase32,
} from '#sync/parcel-code.ts';
import { seededBytes } from '../support/device.ts';

test('bytes survive base32 and the text form', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(fromBase32(toBase32(bytes))).toEqual(bytes);
      expect(parcelFromText(parcelText(bytes))).toEqual(bytes);
    }),
  );
  expect(fromBase32('U')).toBeUndefined();
  expect(parcelFromText('something else')).toBeUndefined();
});

test('a code is 8 letters of base32 and is read however it was typed', () => {
  const code = newParcelCode(seededBytes(3));
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(plainParcelCode(' oil-8 ')).toBe('0118');
  expect(plainParcelCode(code.toLowerCase().replace('-', ' '))).toBe(code.replace('-', ''));
});

test('strips read in any order, some twice, give the parcel; it is not given before the last', () => {
  const bytes = seededBytes(5)(STRIPS_MAX_BYTES);
  const texts = stripsOf(bytes);
  expect(texts.length).toBeLessThanOrEqual(12);
  const strips = texts.map((text) => readStrip(text)!);
  let held: readonly Strip[] = [];
  for (const strip of [...strips.slice(1).toReversed(), strips[2]!]) {
    held = addStrip(held, strip);
    expect(joinStrips(held)).toBeUndefined();
  }
  expect(joinStrips(addStrip(held, strips[0]!))).toEqual(bytes);
});

test('a strip of another parcel begins anew, and a strange code is no strip', () => {
  const first = readStrip(stripsOf(seededBytes(1)(900))[0]!)!;
  const other = readStrip(stripsOf(seededBytes(2)(900))[1]!)!;
  expect(addStrip([first], other)).toEqual([other]);
  expect(readStrip('https://example.test')).toBeUndefined();
  expect(readStrip('VST:00000000:3:2:ABC')).toBeUndefined();
});
