// Who packed a parcel, to be known with no network: the server signs a certificate for each tablet's own key, and every tablet of
// the organisation holds the public half of the key that it was signed by. Called by routes/certificate.ts and device/carry-key.ts.
// Keys and signatures travel in Crockford's base32 (parcel-code.ts): P-256 points uncompressed (65 bytes), ECDSA with SHA-256 as r and s (64).
import * as z from 'zod/mini';
import type { Actor } from '#records/define-record.ts';

/** So long a tablet that meets no server can still prove itself; after a revocation it can so long still pack parcels. */
export const CERTIFICATE_DAYS = 180;
/** A tablet asks for a new one at its next contact when its own is older, or tells of another person, role or place. */
export const RENEW_DAYS = 7;

const short = z.string().check(z.maxLength(200));
/** A P-256 point in base32. */
export const pointText = z.string().check(z.regex(/^[0-9A-Z]{104}$/));

/** What the server says of the tablet. */
export const certificateBody = z.object({
  format: z.literal(1),
  /** Fingerprint of the organisation's key (`fingerprint` below): whose word this is. */
  by: short,
  device: short,
  person: short,
  personName: short,
  role: z.enum(['coordinator', 'ambassador', 'mentor']),
  /** Place ids; a coordinator's list stays empty, since coordinators belong everywhere. */
  sites: z.array(short),
  publicKey: pointText,
  /** Milliseconds since 1970 by the server's clock. */
  from: z.number(),
  until: z.number(),
});
export type CertificateBody = z.output<typeof certificateBody>;

/** `body` is JSON text, signed as it stands: nothing has to be written twice in the same way. */
export const signedCertificate = z.object({
  body: z.string().check(z.maxLength(50_000)),
  signature: short,
});
export type SignedCertificate = z.output<typeof signedCertificate>;

export const certificateRequest = z.object({ publicKey: pointText });
export const certificateAnswer = z.object({
  certificate: signedCertificate,
  /** The organisation's public key: parcels of colleagues are checked by it. */
  organisationKey: pointText,
});
export type CertificateAnswer = z.output<typeof certificateAnswer>;

/** @param hex SHA-256 of the point's bytes */
export const fingerprint = (hex: string): string => hex.slice(0, 16);

/** What is signed begins with what it is for, so that no signature can stand for something else. */
export const certificateWords = (body: string): string => `vestnesis certificate\n${body}`;
export const letterWords = (content: string): string => `vestnesis parcel\n${content}`;

/** The giver as the access rules know people. @param scopes of what is in the parcel: a coordinator belongs to all of them */
export const actorOfCertificate = (
  { role, person, sites }: CertificateBody,
  scopes: readonly string[],
): Actor => ({
  role,
  personId: person,
  sites:
    role === 'coordinator'
      ? scopes.filter((scope) => scope.startsWith('site:')).map((scope) => scope.slice(5))
      : sites,
});
