// Enrolment codes: 8 characters of Crockford base32, shown as XXXX-XXXX, forgiving in how they are typed. Only their hashes are stored.
// Called by enrolment, invites and the first start.
import { createHash } from 'node:crypto';
import type { RandomBytes } from '#core/ids.ts';

/** No I, L, O (read as 1 and 0) and no U. Source: crockford.com/base32. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const newCode = (random: RandomBytes): string =>
  showCode(Array.from(random(8), (byte) => LETTERS[byte % 32]).join(''));

/** The same code however it was typed: capitals, no dashes or spaces, O as 0, I and L as 1. */
export const plainCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');

/** In groups of four: `XXXX-XXXX`. */
export const showCode = (code: string): string =>
  (plainCode(code).match(/.{1,4}/g) ?? []).join('-');

/** @param secret a token or a code as it travels; 32 random bytes need no salt, a code lives 7 days and five tries a minute */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
export const hashOfCode = (typed: string): string => hashOf(`code:${plainCode(typed)}`);
