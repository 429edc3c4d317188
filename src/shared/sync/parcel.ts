// A parcel: unsent work that goes from tablet to tablet with no network, as one signed and sealed file (.vestnesis).
// What is inside, and how its outside is laid out; signing and sealing need the browser's crypto: device/carry-key.ts, carry-seal.ts.
import * as z from 'zod/mini';
import { LIMITS, wireRecord } from './messages.ts';
import { signedCertificate } from './parcel-certificate.ts';

/** 1 was sealed but not signed: it told nothing certain of its giver and is not taken any more. */
export const PARCEL_FORMAT = 2;

const short = z.string().check(z.maxLength(200));

export const parcelContent = z.object({
  format: z.literal(PARCEL_FORMAT),
  id: short,
  /** The giver's schema: records of an older one go through their kinds' upgrades. */
  schema: z.int().check(z.minimum(1)),
  /** The giver's corrected clock when the parcel was made; milliseconds since 1970. */
  madeAt: z.number(),
  org: z.object({ id: z.optional(short), name: short }),
  from: z.object({ device: short, deviceName: short, person: short, personName: short }),
  /** Unsent work: whole records, so that a tablet which never saw them can judge and carry them. */
  records: z.array(wireRecord),
  /** Public content that the server is known to hold; taken like a page from the server. */
  content: z.array(wireRecord),
  /** Pictures and sound, in the order in which their bytes follow. `sent`: the server has the file already. */
  media: z.optional(
    z.array(
      z.object({
        sha: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
        size: z.int().check(z.minimum(1), z.maximum(LIMITS.mediaBytes)),
        sent: z.boolean(),
      }),
    ),
  ),
});
export type ParcelContent = z.output<typeof parcelContent>;
export type ParcelMedium = NonNullable<ParcelContent['media']>[number];

/** What is sealed: 4 bytes length, so many bytes of gzip with this as JSON, then the files one after another. */
export const letter = z.object({
  certificate: signedCertificate,
  /** By the key of the certificate, over `letterWords(content)`. The files are bound by the SHA-256 that the content names. */
  signature: short,
  /** `ParcelContent` as JSON text, signed as it stands. */
  content: z.string(),
});

export function joinLetter(
  packed: Uint8Array,
  media: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(media.reduce((sum, one) => sum + one.length, 4 + packed.length));
  new DataView(bytes.buffer).setUint32(0, packed.length);
  bytes.set(packed, 4);
  let at = 4 + packed.length;
  for (const one of media) {
    bytes.set(one, at);
    at += one.length;
  }
  return bytes;
}

/** Undefined when the length says more than there is. */
export function splitLetter(
  bytes: Uint8Array,
): { readonly packed: Uint8Array; readonly media: Uint8Array } | undefined {
  if (bytes.length < 4) return undefined;
  const end = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (end > bytes.length) return undefined;
  return { packed: bytes.subarray(4, end), media: bytes.subarray(end) };
}

/**
 * Why a parcel was not taken; nothing was changed.
 * `broken` is told without the code (digest of the sealed bytes), so that a wrong code is known to be one.
 */
export type ParcelFault =
  | 'not-a-parcel'
  | 'broken'
  | 'wrong-code'
  | 'newer'
  /** Made by an app from before parcels were signed. */
  | 'unsigned'
  /** What is inside is not what the giver signed, or nobody whom the server knows signed it. */
  | 'bad-signature'
  /** The giver met no server for too long. */
  | 'expired'
  /** This tablet itself has met no server since parcels are signed: it can't know whom to trust. */
  | 'no-key'
  | 'other-organisation'
  | 'bad-content'
  | 'too-large';

/** The outside: 8 bytes mark and version, 4 iterations, 16 salt, 12 nonce, 32 digest of the sealed bytes; then the sealed bytes. */
export type ParcelHeader = {
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
};
export type SealedParcel = ParcelHeader & {
  readonly digest: Uint8Array;
  readonly sealed: Uint8Array;
  /** The bytes that the seal covers beside its contents: nobody can swap them. */
  readonly bound: Uint8Array;
};

const MARK = [0x56, 0x45, 0x53, 0x54, 0x4e, 0x45, 0x53, PARCEL_FORMAT];
const BOUND_END = MARK.length + 4 + 16 + 12;
const HEADER_END = BOUND_END + 32;

/** OWASP's figure for PBKDF2 with SHA-256 (Password Storage Cheat Sheet, 2023). */
export const ITERATIONS = 600_000;
/** Fewer would be no protection, more would hang a tablet: such a file is not ours. */
const ITERATIONS_ALLOWED = [100_000, 5_000_000] as const;
export const PARCEL_LIMITS = {
  sealedBytes: 32 * 1024 * 1024,
  openBytes: 128 * 1024 * 1024,
  /** Files of one parcel together; what is more stays for the next parcel or the network. */
  mediaBytes: 20 * 1024 * 1024,
} as const;

export function boundHeader({ iterations, salt, nonce }: ParcelHeader): Uint8Array {
  const bytes = new Uint8Array(BOUND_END);
  bytes.set(MARK);
  new DataView(bytes.buffer).setUint32(MARK.length, iterations);
  bytes.set(salt, MARK.length + 4);
  bytes.set(nonce, MARK.length + 20);
  return bytes;
}

export function joinParcel(bound: Uint8Array, digest: Uint8Array, sealed: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_END + sealed.length);
  bytes.set(bound);
  bytes.set(digest, BOUND_END);
  bytes.set(sealed, HEADER_END);
  return bytes;
}

/** Reads the outside; says what is not a parcel at all, and what a newer or an older app made. */
export function splitParcel(
  bytes: Uint8Array,
): SealedParcel | 'not-a-parcel' | 'newer' | 'unsigned' {
  const name = MARK.length - 1;
  if (!MARK.slice(0, name).every((byte, i) => bytes[i] === byte)) return 'not-a-parcel';
  if (bytes[name] !== PARCEL_FORMAT)
    return (bytes[name] ?? 0) < PARCEL_FORMAT ? 'unsigned' : 'newer';
  if (bytes.length <= HEADER_END) return 'not-a-parcel';
  const iterations = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MARK.length);
  if (iterations < ITERATIONS_ALLOWED[0] || iterations > ITERATIONS_ALLOWED[1])
    return 'not-a-parcel';
  return {
    iterations,
    salt: bytes.slice(MARK.length + 4, MARK.length + 20),
    nonce: bytes.slice(MARK.length + 20, BOUND_END),
    digest: bytes.slice(BOUND_END, HEADER_END),
    sealed: bytes.slice(HEADER_END),
    bound: bytes.slice(0, BOUND_END),
  };
}
