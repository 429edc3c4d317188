// The ways of a parcel between two tablets, as the screens of features/carry use them: made ready with its code, name and forms; taken in.
import { fail, ok, type Result } from '#core/result.ts';
import type { Kind } from '#records/registry.ts';
import { PARCEL_LIMITS, type ParcelContent, type ParcelFault } from '#sync/parcel.ts';
import {
  addStrip,
  CODE_LENGTH,
  joinStrips,
  newParcelCode,
  parcelText,
  plainParcelCode,
  readStrip,
  type Strip,
  STRIPS_MAX_BYTES,
  stripsOf,
} from '#sync/parcel-code.ts';
import { actorOfCertificate } from '#sync/parcel-certificate.ts';
import { makeParcel, type Taken, takeParcel } from './carry.ts';
import { signerHere, trustedKeys } from './carry-key.ts';
import { mediaFor, readyMedia } from './carry-media.ts';
import { openParcel, sealParcel, signedLetter } from './carry-seal.ts';
import { readClock } from './clock.ts';
import type { Device } from './device.ts';
import { browserPreview } from './media.ts';

export type ReadyParcel = {
  readonly code: string;
  /** `vestnesis-2026-11-22-galds.vestnesis`, without the ending. */
  readonly name: string;
  readonly file: Uint8Array<ArrayBuffer>;
  /** The same as a text file: what browsers are willing to share with other apps. */
  readonly text: string;
  /** Texts for QR codes; empty when there is too much for them. They hold the records alone, never pictures and sound. */
  readonly strips: readonly string[];
  readonly records: number;
  readonly content: number;
  /** Pictures and sound in the file. */
  readonly media: number;
  /** Those that only this tablet has and that did not fit. */
  readonly mediaLeft: number;
};

export const PARCEL_ENDING = '.vestnesis';
/** Bytes of pictures and sound that one parcel holds. */
export const MEDIA_LIMIT = PARCEL_LIMITS.mediaBytes;

const serverNow = async ({ db, now }: Device): Promise<number> =>
  now() + (await readClock(db)).offsetMs;

/** Whether this tablet can prove to another one who holds it; if not it must meet the server once. */
export async function canGive(device: Device): Promise<boolean> {
  const identity = device.identity.value;
  if (!identity) return false;
  return (await signerHere(device.db, identity, await serverNow(device))) !== undefined;
}

/**
 * Signs and seals everything unsent of this device. @param contentDays public content of so many days too; 0 none, Infinity all
 * @param contentKinds of these kinds; all when left out
 * @returns 'unproven' when the server never said who holds this tablet, or too long ago: nobody would take its parcel
 */
export async function readyParcel(
  device: Device,
  contentDays: number,
  contentKinds?: readonly Kind[],
): Promise<Result<ReadyParcel, 'unproven'>> {
  const identity = device.identity.value;
  if (!identity) throw new Error('only staff give parcels');
  const { db, deviceId, now, random } = device;
  const signer = await signerHere(db, identity, await serverNow(device));
  if (!signer) return fail('unproven');
  const about = { db, identity, deviceId, now, random };
  const parcel = await makeParcel({ ...about, contentDays, contentKinds });
  const media = await mediaFor(db, parcel, PARCEL_LIMITS.mediaBytes);
  const code = newParcelCode(random);
  const seal = async (content: ParcelContent, files: readonly Uint8Array[]) =>
    sealParcel(await signedLetter(content, files, signer), code, random);
  const file =
    media.list.length > 0
      ? await seal({ ...parcel, media: [...media.list] }, media.bytes)
      : await seal(parcel, []);
  const strips = media.list.length > 0 ? await seal(parcel, []) : file;
  const day = new Date(parcel.madeAt).toISOString().slice(0, 10);
  const who = identity.device.name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z0-9]+/g, '')
    .toLowerCase();
  return ok({
    code,
    name: ['vestnesis', day, who, parcel.id.slice(-4)].filter((part) => part !== '').join('-'),
    file,
    text: parcelText(file),
    strips: strips.length <= STRIPS_MAX_BYTES ? stripsOf(strips) : [],
    records: parcel.records.length,
    content: parcel.content.length,
    media: media.list.length,
    mediaLeft: media.left,
  });
}

/** `storage`: the tablet's database refused; like every fault it leaves the tablet as it was. */
export type TakeFault = ParcelFault | 'storage';
export type TakenParcel = Taken & {
  readonly device: string;
  /** The giver's name as the server knows it, not as the file says. */
  readonly person: string;
};

export async function takeFile(
  device: Device,
  file: Uint8Array,
  code: string,
): Promise<Result<TakenParcel, TakeFault>> {
  const identity = device.identity.value;
  if (!identity) throw new Error('only staff take parcels');
  const { db, now } = device;
  const trust = { keys: await trustedKeys(db), nowMs: await serverNow(device) };
  const opened = await openParcel(file, code, trust);
  if (!opened.ok) return opened;
  const { content, giver } = opened.value;
  const options = {
    db,
    identity,
    now,
    actor: device.actor(),
    giver: actorOfCertificate(
      giver,
      content.records.map(({ scope }) => scope),
    ),
    giverName: giver.personName,
  };
  try {
    const media = await readyMedia(content, opened.value.media, browserPreview, now());
    const taken = await takeParcel({ ...options, media }, content);
    if (!taken.ok) return taken;
    const from = { device: content.from.deviceName, person: giver.personName };
    return ok({ ...taken.value, ...from });
  } catch {
    return fail('storage');
  }
}

/** How many characters of a typed code count. */
export const codeLetters = (typed: string): number => plainParcelCode(typed).length;
export const codeIsWhole = (typed: string): boolean => codeLetters(typed) === CODE_LENGTH;

export type StripsRead = {
  readonly strips: readonly Strip[];
  readonly total: number;
  readonly missing: readonly number[];
  /** There once every code was read. */
  readonly file?: Uint8Array;
};

/** What the camera has read so far, with one more text; unchanged by codes of other things. */
export function readAnother(before: StripsRead | undefined, text: string): StripsRead | undefined {
  const strip = readStrip(text);
  if (!strip) return before;
  const strips = addStrip(before?.strips ?? [], strip);
  const have = new Set(strips.map(({ number }) => number));
  const missing = Array.from({ length: strip.total }, (_, i) => i + 1).filter((n) => !have.has(n));
  const file = joinStrips(strips);
  return { strips, total: strip.total, missing, ...(file ? { file } : {}) };
}
