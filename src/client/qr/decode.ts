// From the squares of a QR code to its text: versions 1 to 14 (our chains and every payment code), digits, capitals, bytes.
// Pure; called by read.ts. Source: ISO/IEC 18004.
import { corrected } from './correct.ts';

/** Whether the square in this column and row is dark. */
export type Squares = (x: number, y: number) => boolean;

type Level = 'L' | 'M' | 'Q' | 'H';
/** In the order of their two bits (table 12 of the standard). */
const LEVELS: readonly Level[] = ['M', 'L', 'H', 'Q'];
/** By version from 1: check codewords of a block, blocks. */
const BLOCKS: Readonly<Record<Level, readonly (readonly [number, number])[]>> = {
  L: [[7, 1], [10, 1], [15, 1], [20, 1], [26, 1], [18, 2], [20, 2], [24, 2], [30, 2], [18, 4], [20, 4], [24, 4], [26, 4], [30, 4]],
  M: [[10, 1], [16, 1], [26, 1], [18, 2], [24, 2], [16, 4], [18, 4], [22, 4], [22, 5], [26, 5], [30, 5], [22, 8], [22, 9], [24, 9]],
  Q: [[13, 1], [22, 1], [18, 2], [26, 2], [18, 4], [24, 4], [18, 6], [22, 6], [20, 8], [24, 8], [28, 8], [26, 10], [24, 12], [20, 16]],
  H: [[17, 1], [28, 1], [22, 2], [16, 4], [22, 4], [28, 4], [26, 5], [26, 6], [24, 8], [28, 8], [24, 11], [28, 11], [22, 16], [24, 16]],
}; // prettier-ignore
export const VERSIONS = BLOCKS.M.length;
export const sideOf = (version: number): number => 17 + 4 * version;

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** Centres of the small patterns, along either side. */
export function alignmentsOf(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const last = sideOf(version) - 7;
  // Even steps, counted from the end; for these versions an even number of squares.
  const step = Math.ceil((last - 6) / (count - 1) / 2) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, i) => last - (count - 2 - i) * step)];
}

/** Squares that hold no data: patterns, timing, format, version. */
function reserved(version: number): Squares {
  const side = sideOf(version);
  const centres = alignmentsOf(version);
  const last = centres.at(-1) ?? 0;
  const inAlignment = (x: number, y: number): boolean =>
    centres.some((cx) =>
      centres.some(
        (cy) =>
          Math.abs(x - cx) <= 2 &&
          Math.abs(y - cy) <= 2 &&
          !(cx === 6 && (cy === 6 || cy === last)) &&
          !(cy === 6 && cx === last),
      ),
    );
  return (x, y) =>
    x === 6 ||
    y === 6 ||
    (x < 9 && y < 9) ||
    (x < 9 && y >= side - 8) ||
    (y < 9 && x >= side - 8) ||
    (version >= 7 && ((x < 6 && y >= side - 11) || (y < 6 && x >= side - 11))) ||
    inAlignment(x, y);
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** The 15 bits that say level and mask, from their 5. */
function formatOf(value: number): number {
  let rest = value;
  for (let i = 0; i < 10; i += 1) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  return ((value << 10) | rest) ^ 0x5412;
}
const FORMATS = Array.from({ length: LEVELS.length * MASKS.length }, (_, i) => formatOf(i));

const bitsApart = (a: number, b: number): number => {
  let count = 0;
  for (let x = a ^ b; x > 0; x &= x - 1) count += 1;
  return count;
};

type Format = { readonly level: Level; readonly mask: number };

/** How the data are secured and which mask lies over them; undefined when neither copy is near to any format. */
function readFormat(dark: Squares, side: number): Format | undefined {
  let [one, other] = [0, 0];
  for (let i = 0; i < 15; i += 1) {
    const y = i < 6 ? i : i < 8 ? i + 1 : 8;
    const x = i < 8 ? 8 : i === 8 ? 7 : 14 - i;
    if (dark(x, y)) one |= 1 << i;
    if (i < 8 ? dark(side - 1 - i, 8) : dark(8, side - 15 + i)) other |= 1 << i;
  }
  const apart = FORMATS.map((format) => Math.min(bitsApart(format, one), bitsApart(format, other)));
  const least = Math.min(...apart);
  if (least > 3) return undefined;
  const value = apart.indexOf(least);
  return { level: LEVELS[value >> 3]!, mask: value & 7 };
}

/** The codewords in the order in which they lie: two columns at a time, up and down, from the right. */
function codewordsOf(dark: Squares, version: number, mask: number): Uint8Array {
  const side = sideOf(version);
  const isReserved = reserved(version);
  const masked = MASKS[mask]!;
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (let right = side - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const upwards = ((right + 1) & 2) === 0;
    for (let down = 0; down < side; down += 1) {
      const y = upwards ? side - 1 - down : down;
      for (const x of [right, right - 1]) {
        if (isReserved(x, y)) continue;
        held = (held << 1) | (dark(x, y) === masked(x, y) ? 0 : 1);
        bits += 1;
        if (bits < 8) continue;
        bytes.push(held);
        bits = held = 0;
      }
    }
  }
  return Uint8Array.from(bytes);
}

/** Takes the blocks apart, mends each, and joins what they carry. */
function dataOf(codewords: Uint8Array, version: number, level: Level): Uint8Array | undefined {
  const [check, count] = BLOCKS[level][version - 1]!;
  const short = Math.floor(codewords.length / count);
  const shortBlocks = count - (codewords.length % count);
  const lengths = Array.from(
    { length: count },
    (_, i) => short - check + (i < shortBlocks ? 0 : 1),
  );
  const blocks = lengths.map((length) => new Uint8Array(length + check));
  let at = 0;
  for (let i = 0; i <= short - check; i += 1)
    for (const [b, block] of blocks.entries()) if (i < lengths[b]!) block[i] = codewords[at++] ?? 0;
  for (let i = 0; i < check; i += 1)
    for (const [b, block] of blocks.entries()) block[lengths[b]! + i] = codewords[at++] ?? 0;
  const data: number[] = [];
  for (const [b, block] of blocks.entries()) {
    const mended = corrected(block, check);
    if (!mended) return undefined;
    data.push(...mended.subarray(0, lengths[b]));
  }
  return Uint8Array.from(data);
}

/** UTF-8, or one of the older Latin encodings, whose letters without marks stand in the same places. */
function textOfBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('iso-8859-13').decode(bytes);
  }
}

function textOf(data: Uint8Array, version: number): string | undefined {
  let at = 0;
  const take = (bits: number): number => {
    let value = 0;
    for (let i = 0; i < bits; i += 1, at += 1)
      value = (value << 1) | (((data[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
  const large = version > 9;
  let text = '';
  while (at + 4 <= data.length * 8) {
    const mode = take(4);
    if (mode === 0) return text;
    if (mode === 2) {
      let left = take(large ? 11 : 9);
      for (; left > 1; left -= 2) {
        const pair = take(11);
        text += (ALPHANUMERIC[Math.floor(pair / 45)] ?? '') + (ALPHANUMERIC[pair % 45] ?? '');
      }
      if (left === 1) text += ALPHANUMERIC[take(6)] ?? '';
    } else if (mode === 1) {
      let left = take(large ? 12 : 10);
      for (; left > 2; left -= 3) text += String(take(10)).padStart(3, '0');
      if (left > 0) text += String(take(left === 2 ? 7 : 4)).padStart(left, '0');
    } else if (mode === 4) {
      const length = take(large ? 16 : 8);
      text += textOfBytes(Uint8Array.from({ length }, () => take(8)));
    }
    // ECI: names the encoding of the bytes that follow, which are looked at all the same.
    else if (mode === 7) take(8);
    else return undefined;
    if (at > data.length * 8) return undefined;
  }
  return text;
}

/** The text of a code of this version; undefined when the squares are not one, or too many were seen wrong. */
export function decode(dark: Squares, version: number): string | undefined {
  const format = readFormat(dark, sideOf(version));
  const data = format && dataOf(codewordsOf(dark, version, format.mask), version, format.level);
  // No code of ours is empty, but a strange pattern may look like one that is.
  return (data && textOf(data, version)) || undefined;
}
