// Reads a QR code out of a camera's picture, for browsers that have no reader of their own. Called by worker.ts.
import { decode } from './decode.ts';
import { type Bits, codesIn } from './find.ts';

/** As a canvas gives it: red, green, blue and opacity, a byte each. */
export type Picture = {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
};

/**
 * Ways to tell dark from light, each with how far around a pixel it looks, as a part of the shorter side: half-way between the
 * darkest and the lightest around (out of focus, half-covered pixels stay out of both), or the mean around (glare).
 */
const WAYS: readonly (readonly ['middle' | 'mean', number])[] = [
  ['middle', 1 / 14],
  ['mean', 1 / 10],
  ['middle', 1 / 5],
  ['mean', 1],
];
export const ATTEMPTS = WAYS.length;

/** @param attempt counts up from picture to picture: each looks in one way only, so that no look takes long */
export function readCode(picture: Picture, attempt: number): string | undefined {
  const [way, part] = WAYS[attempt % WAYS.length] ?? ['middle', 1];
  const reach = Math.max(BLOCK, Math.round(Math.min(picture.width, picture.height) * part));
  const light = lightOf(picture);
  const data =
    way === 'middle' ? belowMiddle(picture, light, reach) : belowMean(picture, light, reach);
  const bits: Bits = { width: picture.width, height: picture.height, data };
  for (const { squares, version } of codesIn(bits)) {
    const text = decode(squares, version);
    if (text !== undefined) return text;
  }
  return undefined;
}

type Size = { readonly width: number; readonly height: number };

function lightOf({ width, height, data }: Picture): Uint8Array {
  const light = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < light.length; i += 1, at += 4)
    light[i] = ((data[at] ?? 0) * 3 + (data[at + 1] ?? 0) * 6 + (data[at + 2] ?? 0)) / 10;
  return light;
}

const BLOCK = 8;
/** Less between the darkest and the lightest is grain on one surface. */
const CONTRAST = 40;

function belowMiddle({ width, height }: Size, light: Uint8Array, reach: number): Uint8Array {
  const [columns, rows] = [Math.ceil(width / BLOCK), Math.ceil(height / BLOCK)];
  const lowest = new Uint8Array(columns * rows).fill(255);
  const highest = new Uint8Array(columns * rows);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const block = (y >> 3) * columns + (x >> 3);
      const value = light[y * width + x] ?? 0;
      if (value < (lowest[block] ?? 0)) lowest[block] = value;
      if (value > (highest[block] ?? 0)) highest[block] = value;
    }
  const far = Math.max(1, Math.round(reach / BLOCK));
  const bits = new Uint8Array(width * height);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      let [low, high] = [255, 0];
      for (let y = Math.max(0, row - far); y <= Math.min(rows - 1, row + far); y += 1)
        for (let x = Math.max(0, column - far); x <= Math.min(columns - 1, column + far); x += 1) {
          low = Math.min(low, lowest[y * columns + x] ?? 255);
          high = Math.max(high, highest[y * columns + x] ?? 0);
        }
      if (high - low < CONTRAST) continue;
      const middle = (low + high) / 2;
      for (let y = row * BLOCK; y < Math.min(height, (row + 1) * BLOCK); y += 1)
        for (let x = column * BLOCK; x < Math.min(width, (column + 1) * BLOCK); x += 1)
          bits[y * width + x] = (light[y * width + x] ?? 0) < middle ? 1 : 0;
    }
  return bits;
}

/** So much darker than the mean a dark pixel is: paper has grain. */
const DARKER = 0.94;

/** By a table of sums, so that how far it looks costs nothing. */
function belowMean({ width, height }: Size, light: Uint8Array, reach: number): Uint8Array {
  const across = width + 1;
  const sums = new Float64Array(across * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += light[y * width + x] ?? 0;
      sums[(y + 1) * across + x + 1] = (sums[y * across + x + 1] ?? 0) + row;
    }
  }
  const sumAt = (x: number, y: number): number => sums[y * across + x] ?? 0;
  const bits = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const [top, bottom] = [Math.max(0, y - reach), Math.min(height, y + reach + 1)];
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
      const sum = sumAt(right, bottom) - sumAt(right, top) - sumAt(left, bottom) + sumAt(left, top);
      const mean = sum / ((bottom - top) * (right - left));
      bits[y * width + x] = (light[y * width + x] ?? 0) < mean * DARKER ? 1 : 0;
    }
  }
  return bits;
}
