// Chance without a source of its own: numbers that follow from a seed, so that an answering opened again finds what it had.
// Called by functions.ts and choices.ts.

/** From 0 up to 1, the same for the same text. FNV-1a twice, mixed, for 53 even bits. */
export function numberFrom(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  const mix = (one: number): number => {
    const half = Math.imul(one ^ (one >>> 16), 0xc2b2ae35);
    return (half ^ (half >>> 13)) >>> 0;
  };
  return (mix(a ^ mix(b)) * 2 ** 21 + (mix(b) >>> 11)) / 2 ** 53;
}

/** Park and Miller's generator, as the ODK XForms specification names it for `randomize()`. */
function parkMiller(seed: number): () => number {
  let state = Math.trunc(seed) % 2147483647;
  if (state <= 0) state += 2147483646;
  return () => {
    state = (state * 16807) % 2147483647;
    return (state - 1) / 2147483646;
  };
}

/** The "inside-out" shuffle of Fisher and Yates. */
export function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const next = parkMiller(seed);
  const out: T[] = [];
  for (const [i, item] of items.entries()) {
    const j = Math.floor(next() * (i + 1));
    if (j !== i) out[i] = out[j] as T;
    out[j] = item;
  }
  return out;
}

/** What a seed argument stands for: its number, or one that follows from the text. */
export const seedOf = (seed: string | number): number =>
  Number.isFinite(Number(seed)) && seed !== ''
    ? Number(seed)
    : Math.floor(numberFrom(String(seed)) * 2147483646) + 1;

const HEX = '0123456789abcdef';
/** A version 4 UUID, or that many letters and digits. */
export function uuidFrom(random: () => number, length?: number): string {
  const pick = (signs: string): string => signs[Math.floor(random() * signs.length)] as string;
  if (length !== undefined)
    return Array.from({ length: Math.min(Math.max(Math.trunc(length) || 0, 0), 1000) }, () =>
      pick('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'),
    ).join('');
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replaceAll(/[xy]/g, (sign) =>
    pick(sign === 'x' ? HEX : '89ab'),
  );
}
