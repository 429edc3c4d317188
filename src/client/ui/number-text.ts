// Reads a number as people write it: comma or dot, spaces between thousands (rule 22).
// Used by NumberField and by any screen that reads a typed number.

/**
 * The number a person wrote, or null when it is not one.
 * "1 234,50" and "1234.5" are 1234.5; "1.234,50" is too: the last mark parts the decimals.
 */
export function readNumber(text: string): number | null {
  const tight = text.replace(/[\s\u00a0\u202f']/g, '').replace(/^\u2212/, '-');
  const marks = tight.match(/[.,]/g) ?? [];
  const last = Math.max(tight.lastIndexOf('.'), tight.lastIndexOf(','));
  const plain =
    marks.length > 1
      ? `${tight.slice(0, last).replace(/[.,]/g, '')}.${tight.slice(last + 1)}`
      : tight.replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}
