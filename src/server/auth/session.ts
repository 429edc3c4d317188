// Whose request this is: the token behind the Bearer header, and the person behind the token. Asked anew at each request.
import { fail, ok, type Result } from '#core/result.ts';
import type { Reading, Token } from '../store/store.ts';
import { type KnownPlaces, loadStaff, type Staff } from './actor.ts';
import { hashOf } from './codes.ts';

export type Session = Staff & { readonly token: Token };
export type SignedOut = {
  readonly code: 'not-signed-in' | 'device-revoked';
  readonly message: string;
  readonly wipe: boolean;
};

/** @param header the Authorization header, as it came */
export async function readSession(
  reading: Reading,
  header: string | undefined,
  places: KnownPlaces,
): Promise<Result<Session, SignedOut>> {
  const secret = /^Bearer +(\S{1,200})$/i.exec(header ?? '')?.[1];
  const token = secret === undefined ? undefined : await reading.token(hashOf(secret));
  return token
    ? openSession(reading, token, places)
    : fail({ code: 'not-signed-in', message: 'sign in with an enrolment code', wipe: false });
}

/** Also asked again for a connection that stays open, when rights may have changed. */
export async function openSession(
  reading: Reading,
  token: Token,
  places: KnownPlaces,
): Promise<Result<Session, SignedOut>> {
  if (token.revokedAt !== undefined) {
    return fail({
      code: 'device-revoked',
      message: 'the coordinator has closed this device',
      wipe: token.wipe,
    });
  }
  const staff = await loadStaff(reading, token.person, places);
  return staff
    ? ok({ ...staff, token })
    : fail({
        code: 'device-revoked',
        message: 'the person of this device no longer works here',
        wipe: false,
      });
}
