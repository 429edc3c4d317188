// Reed-Solomon over GF(256), as QR codes use it: mends codewords that were read wrong. Pure; called by decode.ts.
// Source: ISO/IEC 18004, annexes A and B; polynomial x^8+x^4+x^3+x^2+1, first root of the generator alpha^0.

const POLYNOMIAL = 0x11d;
const exp = new Uint8Array(510);
const log = new Uint8Array(256);
for (let i = 0, value = 1; i < 255; i += 1) {
  exp[i] = exp[i + 255] = value;
  log[value] = i;
  value <<= 1;
  if (value & 0x100) value ^= POLYNOMIAL;
}
const at = (list: Uint8Array | readonly number[], i: number): number => list[i] ?? 0;
const times = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : at(exp, at(log, a) + at(log, b));
const inverse = (a: number): number => at(exp, 255 - at(log, a));
/** The value of a polynomial whose lowest coefficient stands first. */
const valueAt = (polynomial: readonly number[], x: number): number =>
  polynomial.reduceRight((sum, coefficient) => times(sum, x) ^ coefficient, 0);

/** @returns the block as it was written, or undefined when too much of it was read wrong @param check codewords at the end */
export function corrected(block: Uint8Array, check: number): Uint8Array | undefined {
  const syndromes = Array.from({ length: check }, (_, i) =>
    block.reduce((sum, byte) => times(sum, at(exp, i)) ^ byte, 0),
  );
  if (syndromes.every((one) => one === 0)) return block;
  const locator = locatorOf(syndromes);
  const errors = locator.length - 1;
  if (errors === 0 || errors * 2 > check) return undefined;
  // Chien: an error at place p (from the end) has its root at alpha^-p.
  const places: number[] = [];
  for (let p = 0; p < block.length; p += 1)
    if (valueAt(locator, at(exp, 255 - p)) === 0) places.push(p);
  if (places.length !== errors) return undefined;
  // Forney: how wrong each is.
  const evaluator = Array.from({ length: check }, (_, i) =>
    locator
      .slice(0, i + 1)
      .reduce((sum, coefficient, k) => sum ^ times(coefficient, at(syndromes, i - k)), 0),
  );
  const slope = locator.slice(1).map((coefficient, i) => (i % 2 === 0 ? coefficient : 0));
  const mended = Uint8Array.from(block);
  for (const p of places) {
    const x = at(exp, 255 - p);
    const under = valueAt(slope, x);
    if (under === 0) return undefined;
    const wrong = times(at(exp, p), times(valueAt(evaluator, x), inverse(under)));
    mended[block.length - 1 - p] = at(mended, block.length - 1 - p) ^ wrong;
  }
  return mended;
}

/** Berlekamp and Massey: the shortest recurrence that makes the syndromes. */
function locatorOf(syndromes: readonly number[]): number[] {
  let locator = [1];
  let before = [1];
  let length = 0;
  let since = 1;
  let last = 1;
  for (const [n, syndrome] of syndromes.entries()) {
    let gap = syndrome;
    for (let i = 1; i <= length; i += 1) gap ^= times(at(locator, i), at(syndromes, n - i));
    if (gap === 0) {
      since += 1;
      continue;
    }
    const factor = times(gap, inverse(last));
    const next = Array.from(
      { length: Math.max(locator.length, before.length + since) },
      (_, i) => at(locator, i) ^ (i < since ? 0 : times(factor, at(before, i - since))),
    );
    if (2 * length <= n) {
      before = locator;
      length = n + 1 - length;
      last = gap;
      since = 1;
    } else since += 1;
    locator = next;
  }
  while (locator.length > 1 && locator.at(-1) === 0) locator.pop();
  return locator;
}
