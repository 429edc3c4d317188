// A parcel: unsent work that goes from tablet to tablet with no network, as one sealed file (.vestnesis).
// What is inside, and how its outside is laid out; sealing itself needs the browser's crypto: device/carry-seal.ts.
import * as z from 'zod/mini';
import { wireRecord } from './messages.ts';

export const PARCEL_FORMAT = 1;

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
});
export type ParcelContent = z.output<typeof parcelContent>;

/**
 * Why a parcel was not taken; nothing was changed.
 * `broken` is told without the code (digest of the sealed bytes), so that a wrong code is known to be one.
 */
export type ParcelFault =
  | 'not-a-parcel'
  | 'broken'
  | 'wrong-code'
  | 'newer'
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

/** Reads the outside; says what is not a parcel at all, and what a newer app made. */
export function splitParcel(bytes: Uint8Array): SealedParcel | 'not-a-parcel' | 'newer' {
  const name = MARK.length - 1;
  if (!MARK.slice(0, name).every((byte, i) => bytes[i] === byte)) return 'not-a-parcel';
  if (bytes[name] !== PARCEL_FORMAT) return 'newer';
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
