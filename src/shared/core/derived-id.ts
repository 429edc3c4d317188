// Record ids that follow from what the record is about. Called where two tablets must make the same record without asking each other.
import { hashText, lanesHex } from './hash.ts';

/** A UUID version 8 (RFC 9562) of a text: the same text always gives the same id. */
export function derivedId(text: string): string {
  const hex = lanesHex(hashText(text));
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
