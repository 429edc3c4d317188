// When to try again after a failure: exponential, with jitter, so that a thousand tablets do not knock at once.
const FIRST_MS = 2000;
const LONGEST_MS = 300_000;

/**
 * @param failures how many tries in a row have failed, 1 or more
 * @param chance 0 to 1, from the caller's randomness
 * @param retryAfterMs the server's own wish, when it gave one; never undercut
 * @returns milliseconds to wait
 */
export function waitAfter(failures: number, chance: number, retryAfterMs = 0): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  return Math.max(retryAfterMs, Math.round(ceiling * (0.5 + chance / 2)));
}
