// Chance that can be replayed: the same seed gives the same numbers on every device, for ever.
// Called by shared/practice (details of bills), ui/belt and test builders. Not for secrets.
import { hashText } from './hash.ts';

export interface Random {
  /** A whole number from `min` to `max`, both included, each equally likely. */
  readonly int: (min: number, max: number) => number;
  /** One of the items. Throws on an empty list: that is a bug. */
  readonly pick: <T>(items: readonly T[]) => T;
  /** The same items in another order; the given list stays as it was. */
  readonly shuffle: <T>(items: readonly T[]) => T[];
  /** A text of that many decimal digits; `first` limits what the first one may be. */
  readonly digits: (length: number, first?: string) => string;
}

/**
 * Generator for a seed of any text: xoshiro128** 1.1 (Blackman and Vigna, prng.di.unimi.it), 32 bits a draw.
 * Its numbers are part of the stored meaning of an attempt's seed, so changing it breaks replay.
 */
export function randomFrom(seed: string): Random {
  let [a, b, c, d] = hashText(seed);
  // All zeros is the one state from which the generator never leaves.
  if ((a | b | c | d) === 0) a = 1;

  function draw(): number {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  }

  function int(min: number, max: number): number {
    const span = max - min + 1;
    if (!Number.isSafeInteger(span) || span < 1 || span > 2 ** 32)
      throw new Error(`No whole numbers from ${min} to ${max}`);
    // Draws above the last full span would make low numbers likelier.
    const limit = 2 ** 32 - (2 ** 32 % span);
    let drawn = draw();
    while (drawn >= limit) drawn = draw();
    return min + (drawn % span);
  }

  function pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('Nothing to pick from');
    return items[int(0, items.length - 1)] as T;
  }

  function shuffle<T>(items: readonly T[]): T[] {
    const mixed = [...items];
    for (let i = mixed.length - 1; i > 0; i -= 1) {
      const j = int(0, i);
      [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
    }
    return mixed;
  }

  function digits(length: number, first = '0123456789'): string {
    let text = pick([...first]);
    while (text.length < length) text += String(int(0, 9));
    return text;
  }

  return { int, pick, shuffle, digits };
}

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
