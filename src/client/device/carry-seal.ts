// Signs, packs and seals a parcel with a code, and opens it again: signature over the content, gzip, then AES-GCM under a key that
// PBKDF2 makes of the code. Nothing here touches the device's rows. Called by carry-ways.ts.
import * as z from 'zod/mini';
import { tooDeep } from '#core/json.ts';
import type { RandomBytes } from '#core/ids.ts';
import { fail, ok, type Result } from '#core/result.ts';
import { SCHEMA } from '#records/registry.ts';
import {
  boundHeader,
  ITERATIONS,
  joinLetter,
  joinParcel,
  letter,
  PARCEL_FORMAT,
  PARCEL_LIMITS,
  type ParcelContent,
  parcelContent,
  type ParcelFault,
  splitLetter,
  splitParcel,
} from '#sync/parcel.ts';
import type { CertificateBody } from '#sync/parcel-certificate.ts';
import { parcelFromText, plainParcelCode } from '#sync/parcel-code.ts';
import { checkSignature, type Signer } from './carry-key.ts';
import { shaOf } from './media.ts';

async function keyFrom(code: string, salt: Uint8Array, iterations: number): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(plainParcelCode(code));
  const secret = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations };
  const what = { name: 'AES-GCM', length: 256 };
  return crypto.subtle.deriveKey(how, secret, what, false, ['encrypt', 'decrypt']);
}

const digestOf = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));

/** The content with the giver's word for it. @param media the files that `content.media` names, in its order */
export async function signedLetter(
  content: ParcelContent,
  media: readonly Uint8Array[],
  signer: Signer,
): Promise<Uint8Array<ArrayBuffer>> {
  const text = JSON.stringify(content);
  const signature = await signer.sign(text);
  const { certificate } = signer;
  const stream = new Blob([JSON.stringify({ certificate, signature, content: text })]).stream();
  const packed = await new Response(
    stream.pipeThrough(new CompressionStream('gzip')),
  ).arrayBuffer();
  return joinLetter(new Uint8Array(packed), media);
}

/** @param open what `signedLetter` made @returns the bytes of a .vestnesis file */
export async function sealParcel(
  open: Uint8Array<ArrayBuffer>,
  code: string,
  random: RandomBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  const header = { iterations: ITERATIONS, salt: random(16), nonce: random(12) };
  const bound = boundHeader(header);
  const key = await keyFrom(code, header.salt, header.iterations);
  const how = {
    name: 'AES-GCM',
    iv: new Uint8Array(header.nonce),
    additionalData: new Uint8Array(bound),
  };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(how, key, open));
  return new Uint8Array(joinParcel(bound, await digestOf(sealed), sealed));
}

export type OpenedParcel = {
  readonly content: ParcelContent;
  /** Who signed it, as the organisation's server knows them. */
  readonly giver: CertificateBody;
  /** By address; every one has been counted against it. */
  readonly media: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
};
/** `keys`: the organisation's, as held here; undefined when this tablet was never given any. `nowMs` by the corrected clock. */
export type Trust = { readonly keys: readonly string[] | undefined; readonly nowMs: number };

/** Opens a file's bytes, or those of its text form. Only what is whole and signed by a tablet of this organisation comes out. */
export async function openParcel(
  file: Uint8Array,
  code: string,
  trust: Trust,
): Promise<Result<OpenedParcel, ParcelFault>> {
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
  const sealed = await crypto.subtle
    .decrypt(how, key, new Uint8Array(split.sealed))
    .catch(() => undefined);
  return sealed ? readLetter(new Uint8Array(sealed), trust) : fail('wrong-code');
}

/** A text form begins with its mark in plain letters; anything else is taken as it is. */
function asBytes(file: Uint8Array): Uint8Array {
  const start = new TextDecoder().decode(file.subarray(0, 16));
  return start.startsWith('VESTNESIS:')
    ? (parcelFromText(new TextDecoder().decode(file)) ?? file)
    : file;
}

async function readLetter(
  bytes: Uint8Array<ArrayBuffer>,
  trust: Trust,
): Promise<Result<OpenedParcel, ParcelFault>> {
  const parts = splitLetter(bytes);
  if (!parts) return fail('bad-content');
  const text = await unpack(parts.packed);
  if (text === undefined) return fail('too-large');
  const told = z.safeParse(letter, readJson(text)).data;
  if (!told) return fail('bad-content');
  if (!trust.keys) return fail('no-key');
  // Before anything inside is believed: whose it is.
  const giver = await checkSignature(told, trust.keys, trust.nowMs);
  if (!giver.ok) return giver;
  const content = parse(told.content);
  if (!content.ok) return content;
  const { from } = content.value;
  if (from.device !== giver.value.device || from.person !== giver.value.person)
    return fail('bad-signature');
  const media = await readMedia(content.value, parts.media);
  return media ? ok({ content: content.value, giver: giver.value, media }) : fail('bad-signature');
}

/** Undefined when the files are not those whose addresses were signed. */
async function readMedia(
  content: ParcelContent,
  bytes: Uint8Array,
): Promise<Map<string, Uint8Array<ArrayBuffer>> | undefined> {
  const media = new Map<string, Uint8Array<ArrayBuffer>>();
  let at = 0;
  for (const { sha, size } of content.media ?? []) {
    const one = new Uint8Array(bytes.subarray(at, at + size));
    if (one.length !== size || (await shaOf(one)) !== sha) return undefined;
    media.set(sha, one);
    at += size;
  }
  return at === bytes.length ? media : undefined;
}

/** Undefined when it unpacks to more than a tablet should hold at once, or is no gzip. */
async function unpack(packed: Uint8Array): Promise<string | undefined> {
  const stream = new Blob([new Uint8Array(packed)])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
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

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parse(text: string): Result<ParcelContent, ParcelFault> {
  const value = readJson(text);
  if (value === undefined || tooDeep(value)) return fail('bad-content');
  const about = z.safeParse(z.object({ format: z.int(), schema: z.int() }), value).data;
  if (about && (about.schema > SCHEMA || about.format > PARCEL_FORMAT)) return fail('newer');
  const parsed = z.safeParse(parcelContent, value);
  return parsed.success ? ok(parsed.data) : fail('bad-content');
}
