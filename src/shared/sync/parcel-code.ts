// The code of a parcel, and a parcel as text: one line for apps that share only text files, or strips for a chain of QR codes.
// Base32 by Crockford (crockford.com/base32): no I, L, O and U; QR codes hold capitals and digits in fewer squares.
import type { RandomBytes } from '#core/ids.ts';
import { hashText, lanesHex } from '#core/hash.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const CODE_LENGTH = 8;

/** 40 random bits, shown as `XXXX-XXXX`: told from person to person, typed once, good for one file. */
export function newParcelCode(random: RandomBytes): string {
  const letters = Array.from(random(CODE_LENGTH), (byte) => LETTERS[byte % 32]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** The same code however it was typed: capitals, no dashes or spaces, O as 0, I and L as 1. */
export const plainParcelCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');

export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += LETTERS[(held >> bits) & 31];
    }
  }
  return bits > 0 ? text + LETTERS[(held << (5 - bits)) & 31] : text;
}

/** Undefined when a letter is not of base32. */
export function fromBase32(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return undefined;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (held >> bits) & 0xff;
    at += 1;
  }
  return bytes;
}

const TEXT_MARK = 'VESTNESIS:';

/** A parcel as a text file: phones share text with any app, unknown kinds of files with few. */
export const parcelText = (bytes: Uint8Array): string => TEXT_MARK + toBase32(bytes);
/** Undefined when the text is not a parcel's. */
export const parcelFromText = (text: string): Uint8Array | undefined =>
  text.startsWith(TEXT_MARK) ? fromBase32(text.slice(TEXT_MARK.length).trim()) : undefined;

/** Larger sets go as a file: more than a dozen codes tire the hand and the eye. Some 700 bytes of it are the giver's signature. */
export const STRIPS_MAX_BYTES = 3000;
/** In a QR code of error level M this is version 12, read by a plain camera at arm's length. */
const STRIP_LETTERS = 400;

/** One QR code: `VST` check number total letters, parted by colons. */
export type Strip = {
  readonly check: string;
  readonly number: number;
  readonly total: number;
  readonly letters: string;
};

const checkOf = (letters: string): string => lanesHex(hashText(letters)).slice(0, 8).toUpperCase();

/** The parcel as texts for QR codes. Each names the whole by a check, so that strips of two parcels never mix. */
export function stripsOf(bytes: Uint8Array): string[] {
  const letters = toBase32(bytes);
  const total = Math.ceil(letters.length / STRIP_LETTERS);
  return Array.from({ length: total }, (_, i) =>
    [
      'VST',
      checkOf(letters),
      i + 1,
      total,
      letters.slice(i * STRIP_LETTERS, (i + 1) * STRIP_LETTERS),
    ].join(':'),
  );
}

export function readStrip(text: string): Strip | undefined {
  const [, check, number, total, letters] =
    /^VST:([0-9A-F]{8}):(\d{1,2}):(\d{1,2}):([0-9A-Z]+)$/.exec(text) ?? [];
  if (check === undefined || letters === undefined) return undefined;
  const strip = { check, number: Number(number), total: Number(total), letters };
  return strip.number >= 1 && strip.number <= strip.total ? strip : undefined;
}

/** The strips read so far with one more; another parcel's strip begins anew. */
export function addStrip(strips: readonly Strip[], strip: Strip): readonly Strip[] {
  const same = strips.filter((one) => one.check === strip.check && one.number !== strip.number);
  return [...same, strip].toSorted((a, b) => a.number - b.number);
}

/** The parcel, once all strips are there and fit together. */
export function joinStrips(strips: readonly Strip[]): Uint8Array | undefined {
  const [first] = strips;
  if (!first || strips.length !== first.total) return undefined;
  const letters = strips.map((strip) => strip.letters).join('');
  return checkOf(letters) === first.check ? fromBase32(letters) : undefined;
}
