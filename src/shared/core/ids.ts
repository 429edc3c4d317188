// Names for things made with no network: record ids (UUIDv7, RFC 9562) and short device ids. Clock and randomness come in.

/** Fills with n random bytes; `crypto.getRandomValues` at the entrances, a seeded source in tests. */
export type RandomBytes = (n: number) => Uint8Array;

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

/** UUIDv7 from milliseconds since 1970 and 10 random bytes: sorts by time of making. */
export function uuidv7(nowMs: number, random: RandomBytes): string {
  const time = Math.max(0, Math.floor(nowMs)).toString(16).padStart(12, '0').slice(-12);
  const r = random(10);
  const first = ((r[0] ?? 0) & 0x0f) | 0x70;
  const third = ((r[2] ?? 0) & 0x3f) | 0x80;
  const tail = hex(Uint8Array.from([first, r[1] ?? 0, third, ...r.slice(3)]));
  return `${time.slice(0, 8)}-${time.slice(8)}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const isUuid = (text: string): boolean => UUID.test(text);

const LETTERS = 'abcdefghjkmnpqrstvwxyz0123456789';

/** 8 lower-case letters and digits: the device's part of every stamp it makes. */
export function newDeviceId(random: RandomBytes): string {
  return Array.from(random(8), (b) => LETTERS[b % 32]).join('');
}
