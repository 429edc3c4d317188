// This tablet's own key for parcels, the server's signed word on who holds it, and the check of another tablet's: all but the asking
// works with no network. Called by device.ts after rounds (renewing) and by carry-ways.ts (signing, checking).
import * as z from 'zod/mini';
import { fail, ok, type Result } from '#core/result.ts';
import { sameJson } from '#core/json.ts';
import type { ParcelFault } from '#sync/parcel.ts';
import { fromBase32, toBase32 } from '#sync/parcel-code.ts';
import {
  certificateAnswer,
  type CertificateBody,
  certificateBody,
  certificateWords,
  fingerprint,
  letterWords,
  RENEW_DAYS,
  type SignedCertificate,
} from '#sync/parcel-certificate.ts';
import type { Database } from './database.ts';
import type { Identity } from './identity.ts';
import { readMeta, writeMeta } from './meta.ts';
import { call, type Transport } from './sync/transport.ts';

const DAY_MS = 86_400_000;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** As kept in `meta`. The private half can be used here but never read out, not even by our own code. */
export type CarryKey = {
  readonly pair: CryptoKeyPair;
  /** The public half, in base32. */
  readonly point: string;
  readonly certificate: SignedCertificate;
  /** The organisation's public keys that this tablet has been given, the newest first. */
  readonly organisationKeys: readonly string[];
};

/** What signs a parcel. */
export type Signer = {
  readonly certificate: SignedCertificate;
  readonly sign: (content: string) => Promise<string>;
};

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const pointBytes = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(fromBase32(text) ?? []);

async function newPair(): Promise<Pick<CarryKey, 'pair' | 'point'>> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
  return { pair, point: toBase32(new Uint8Array(raw)) };
}

async function holds(point: string, words: string, signature: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', pointBytes(point), CURVE, true, ['verify']);
    return await crypto.subtle.verify(SIGNING, key, pointBytes(signature), bytesOf(words));
  } catch {
    return false;
  }
}

function readBody(certificate: SignedCertificate): CertificateBody | undefined {
  try {
    return z.safeParse(certificateBody, JSON.parse(certificate.body)).data;
  } catch {
    return undefined;
  }
}

/** Whether the certificate tells of whoever holds the tablet now. */
const tellsOf = (body: CertificateBody, { person, sites }: Identity): boolean =>
  body.person === person.id &&
  body.role === person.role &&
  (body.role === 'coordinator' ||
    sameJson(body.sites.toSorted(), sites.map(({ id }) => id).toSorted()));

/**
 * Asks the server for a certificate when there is none, or an old one, or one of other facts. The key itself stays the same.
 * @returns whether a good one is here now
 */
export async function renewCertificate(
  db: Database,
  transport: Transport,
  identity: Identity,
): Promise<boolean> {
  const kept = await readMeta<CarryKey>(db, 'carry-key');
  const body = kept && readBody(kept.certificate);
  const ageMs = body ? transport.now() - body.from : Number.POSITIVE_INFINITY;
  // A wrong clock makes the age wrong, never the check: then it is asked once more than needed.
  if (body && tellsOf(body, identity) && Math.abs(ageMs) < RENEW_DAYS * DAY_MS) return true;
  const own = kept ?? (await newPair());
  const reply = await call(transport, {
    method: 'POST',
    path: '/certificate',
    token: identity.token,
    body: { publicKey: own.point },
  });
  const answer = reply.ok ? z.safeParse(certificateAnswer, reply.value.body).data : undefined;
  if (!answer) return false;
  const { certificate, organisationKey } = answer;
  // The ones before stay for a while: colleagues may carry certificates from before a change.
  const organisationKeys = [...new Set([organisationKey, ...(kept?.organisationKeys ?? [])])];
  await writeMeta(db, 'carry-key', {
    pair: own.pair,
    point: own.point,
    certificate,
    organisationKeys: organisationKeys.slice(0, 3),
  } satisfies CarryKey);
  return true;
}

/** Undefined when the server never said who holds this tablet, or said it of somebody else, or too long ago. */
export async function signerHere(
  db: Database,
  identity: Identity,
  nowMs: number,
): Promise<Signer | undefined> {
  const kept = await readMeta<CarryKey>(db, 'carry-key');
  const body = kept && readBody(kept.certificate);
  if (!kept || !body || body.person !== identity.person.id || body.until <= nowMs) return undefined;
  return {
    certificate: kept.certificate,
    sign: async (content) => {
      const words = bytesOf(letterWords(content));
      const made = await crypto.subtle.sign(SIGNING, kept.pair.privateKey, words);
      return toBase32(new Uint8Array(made));
    },
  };
}

/** Whom a tablet trusts: undefined before its first certificate. */
export const trustedKeys = async (db: Database): Promise<readonly string[] | undefined> =>
  (await readMeta<CarryKey>(db, 'carry-key'))?.organisationKeys;

/** @param trusted the organisation's public keys held here @returns who signed the content, proven */
export async function checkSignature(
  letter: {
    readonly certificate: SignedCertificate;
    readonly signature: string;
    readonly content: string;
  },
  trusted: readonly string[],
  nowMs: number,
): Promise<Result<CertificateBody, ParcelFault>> {
  const body = readBody(letter.certificate);
  if (!body) return fail('bad-signature');
  const prints = await Promise.all(trusted.map(printOf));
  const key = trusted[prints.indexOf(body.by)];
  if (key === undefined) return fail('other-organisation');
  const { certificate, signature, content } = letter;
  if (!(await holds(key, certificateWords(certificate.body), certificate.signature)))
    return fail('bad-signature');
  if (!(await holds(body.publicKey, letterWords(content), signature))) return fail('bad-signature');
  return body.until <= nowMs ? fail('expired') : ok(body);
}

async function printOf(point: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', pointBytes(point)));
  return fingerprint(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}
