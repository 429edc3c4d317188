// Turns the hand-over code into what is kept of it. Loaded by hand-over.ts when a code is chosen or tried.

/** OWASP's figure for PBKDF2 with SHA-256 (2023). */
const ITERATIONS = 600_000;

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

/** PBKDF2 with SHA-256; 64 hex digits. */
export async function hashCode(code: string, salt: string): Promise<string> {
  const key = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(code),
    'PBKDF2',
    false,
    ['deriveBits'],
  );
  const bits = await crypto.subtle.deriveBits(
    {
      name: 'PBKDF2',
      hash: 'SHA-256',
      salt: new TextEncoder().encode(salt),
      iterations: ITERATIONS,
    },
    key,
    256,
  );
  return toHex(new Uint8Array(bits));
}
