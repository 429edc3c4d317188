// Why a change was not stored, whatever stood in its way. Called by the door for writes and by the sync.
import type { Rejection } from '#sync/errors.ts';

/** Thrown inside a transaction, so that nothing of it is kept. */
export class Refused extends Error {
  readonly rejection: Rejection;
  constructor(rejection: Rejection) {
    super(rejection.message);
    this.rejection = rejection;
  }
}

/** Storage errors are told, never swallowed: what could not be stored must not look stored. */
export function asRejection(error: unknown): Rejection {
  if (error instanceof Refused) return error.rejection;
  const name = errorName(error);
  if (name === 'QuotaExceededError')
    return { code: 'storage-full', message: 'the tablet has no space left; nothing was changed' };
  return {
    code: 'storage-failed',
    message: `the tablet's database refused the change (${name}); nothing was changed`,
  };
}

function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const inner = (error as { inner?: unknown }).inner;
  return inner instanceof Error && inner.name === 'QuotaExceededError' ? inner.name : error.name;
}
