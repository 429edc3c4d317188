// The ways of a parcel between two tablets, as the screens of features/carry use them: made ready with its code, name and forms; taken in.
import { fail, type Result } from '#core/result.ts';
import type { ParcelFault } from '#sync/parcel.ts';
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
import { makeParcel, type Taken, takeParcel } from './carry.ts';
import { openParcel, sealParcel } from './carry-seal.ts';
import type { Device } from './device.ts';

export type ReadyParcel = {
  readonly code: string;
  /** `vestnesis-2026-11-22-galds.vestnesis`, without the ending. */
  readonly name: string;
  readonly file: Uint8Array<ArrayBuffer>;
  /** The same as a text file: what browsers are willing to share with other apps. */
  readonly text: string;
  /** Texts for QR codes; empty when there is too much for them. */
  readonly strips: readonly string[];
  readonly records: number;
  readonly content: number;
};

export const PARCEL_ENDING = '.vestnesis';

/** Seals everything unsent of this device. @param contentDays public content of so many days too; 0 none, Infinity all */
export async function readyParcel(device: Device, contentDays: number): Promise<ReadyParcel> {
  const identity = device.identity.value;
  if (!identity) throw new Error('only staff give parcels');
  const { db, deviceId, now, random } = device;
  const parcel = await makeParcel({ db, identity, deviceId, now, random, contentDays });
  const code = newParcelCode(random);
  const file = new Uint8Array(await sealParcel(parcel, code, random));
  const day = new Date(parcel.madeAt).toISOString().slice(0, 10);
  const who = identity.device.name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z0-9]+/g, '')
    .toLowerCase();
  return {
    code,
    name: ['vestnesis', day, who, parcel.id.slice(-4)].filter((part) => part !== '').join('-'),
    file,
    text: parcelText(file),
    strips: file.length <= STRIPS_MAX_BYTES ? stripsOf(file) : [],
    records: parcel.records.length,
    content: parcel.content.length,
  };
}

/** `storage`: the tablet's database refused; like every fault it leaves the tablet as it was. */
export type TakeFault = ParcelFault | 'storage';
export type TakenParcel = Taken & { readonly device: string };

export async function takeFile(
  device: Device,
  file: Uint8Array,
  code: string,
): Promise<Result<TakenParcel, TakeFault>> {
  const identity = device.identity.value;
  if (!identity) throw new Error('only staff take parcels');
  const opened = await openParcel(file, code);
  if (!opened.ok) return opened;
  const { db, now } = device;
  try {
    const taken = await takeParcel({ db, identity, actor: device.actor(), now }, opened.value);
    if (!taken.ok) return taken;
    return { ok: true, value: { ...taken.value, device: opened.value.from.deviceName } };
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
