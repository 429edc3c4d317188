// The hybrid logical clock: every register of every record carries one stamp; the higher stamp wins a merge.
// Form (fixed width, so plain text comparison orders it): 12 hex digits milliseconds - 4 hex digits counter - 8 characters device.
export type Stamp = string;

const FORM = /^[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-z]{8}$/;
const MAX_COUNTER = 0xffff;

/** The registers of a record mostly share one stamp, so the last good one is known again. */
let lastGood = '';
export function isStamp(text: string): boolean {
  if (text === lastGood) return true;
  if (!FORM.test(text)) return false;
  lastGood = text;
  return true;
}
export const stampMs = (stamp: Stamp): number => Number.parseInt(stamp.slice(0, 12), 16);
export const stampCounter = (stamp: Stamp): number => Number.parseInt(stamp.slice(13, 17), 16);
export const stampDevice = (stamp: Stamp): string => stamp.slice(18);

/** @param ms whole milliseconds since 1970 @param counter 0 to 65535 @param device 8 characters a-z 0-9 */
export function makeStamp(ms: number, counter: number, device: string): Stamp {
  return `${Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0')}-${counter.toString(16).padStart(4, '0')}-${device}`;
}

/** The next stamp of this device: never lower than any stamp it made or saw, even when its wall clock jumps back. */
export function nextStamp(last: Stamp | undefined, wallMs: number, device: string): Stamp {
  const lastMs = last === undefined ? -1 : stampMs(last);
  if (last === undefined || wallMs > lastMs) return makeStamp(wallMs, 0, device);
  const counter = stampCounter(last) + 1;
  return counter > MAX_COUNTER
    ? makeStamp(lastMs + 1, 0, device)
    : makeStamp(lastMs, counter, device);
}

/** The same stamp moved by a clock offset in milliseconds: used once, when a device learns how wrong its clock was. */
export function shiftStamp(stamp: Stamp, byMs: number): Stamp {
  return makeStamp(stampMs(stamp) + byMs, stampCounter(stamp), stampDevice(stamp));
}

export const laterStamp = (a: Stamp | undefined, b: Stamp | undefined): Stamp | undefined =>
  a === undefined ? b : b === undefined || a >= b ? a : b;
