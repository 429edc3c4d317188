// Seals a parcel with a code and opens it again: gzip, then AES-GCM under a key that PBKDF2 makes of the code. Called by features/carry.
import * as z from 'zod/mini';
import { tooDeep } from '#core/json.ts';
import type { RandomBytes } from '#core/ids.ts';
import { fail, ok, type Result } from '#core/result.ts';
import { SCHEMA } from '#records/registry.ts';
import {
  boundHeader,
  ITERATIONS,
  joinParcel,
  PARCEL_LIMITS,
  type ParcelContent,
  parcelContent,
  type ParcelFault,
  splitParcel,
} from '#sync/parcel.ts';
import { parcelFromText, plainParcelCode } from '#sync/parcel-code.ts';

async function keyFrom(code: string, salt: Uint8Array, iterations: number): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(plainParcelCode(code));
  const secret = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations };
  const what = { name: 'AES-GCM', length: 256 };
  return crypto.subtle.deriveKey(how, secret, what, false, ['encrypt', 'decrypt']);
}

const digestOf = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));

/** @returns the bytes of a .vestnesis file */
export async function sealParcel(
  content: ParcelContent,
  code: string,
  random: RandomBytes,
): Promise<Uint8Array> {
  const text = new Blob([JSON.stringify(content)]).stream();
  const packed = await new Response(text.pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
  const header = { iterations: ITERATIONS, salt: random(16), nonce: random(12) };
  const bound = boundHeader(header);
  const key = await keyFrom(code, header.salt, header.iterations);
  const how = {
    name: 'AES-GCM',
    iv: new Uint8Array(header.nonce),
    additionalData: new Uint8Array(bound),
  };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(how, key, packed));
  return joinParcel(bound, await digestOf(sealed), sealed);
}

/** Opens a file's bytes, or those of its text form. Nothing on the device is touched. */
export async function openParcel(
  file: Uint8Array,
  code: string,
): Promise<Result<ParcelContent, ParcelFault>> {
  if (file.length > PARCEL_LIMITS.sealedBytes) return fail('too-large');
  const split = splitParcel(asBytes(file));
  if (typeof split === 'string') return fail(split);
  const digest = await digestOf(split.sealed);
  if (!digest.every((byte, i) => byte === split.digest[i])) return fail('broken');
  const key = await keyFrom(code, split.salt, split.iterations);
  const how = {
    name: 'AES-GCM',
    iv: new Uint8Array(split.nonce),
    additionalData: new Uint8Array(split.bound),
  };
  const packed = await crypto.subtle
    .decrypt(how, key, new Uint8Array(split.sealed))
    .catch(() => undefined);
  if (!packed) return fail('wrong-code');
  const text = await unpack(packed);
  return text === undefined ? fail('too-large') : parse(text);
}

/** A text form begins with its mark in plain letters; anything else is taken as it is. */
function asBytes(file: Uint8Array): Uint8Array {
  const start = new TextDecoder().decode(file.subarray(0, 16));
  return start.startsWith('VESTNESIS:')
    ? (parcelFromText(new TextDecoder().decode(file)) ?? file)
    : file;
}

/** Undefined when it unpacks to more than a tablet should hold at once, or is no gzip. */
async function unpack(packed: ArrayBuffer): Promise<string | undefined> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      bytes += value.length;
      if (bytes > PARCEL_LIMITS.openBytes) {
        await reader.cancel();
        return undefined;
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return undefined;
  }
}

function parse(text: string): Result<ParcelContent, ParcelFault> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail('bad-content');
  }
  if (tooDeep(value)) return fail('bad-content');
  const about = z.safeParse(z.object({ format: z.int(), schema: z.int() }), value);
  if (about.success && (about.data.schema > SCHEMA || about.data.format > 1)) return fail('newer');
  const parsed = z.safeParse(parcelContent, value);
  return parsed.success ? ok(parsed.data) : fail('bad-content');
}
