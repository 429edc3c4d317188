// What is wrong with the bytes of an .xlsx file before anything is unpacked. Called by the desk and the import-survey command.
import type { FileError } from './issues.ts';

/** A form of 30,000 choices in three languages unpacks to about 20 MB. */
const MOST_UNPACKED = 120_000_000;
const MOST_FILES = 5_000;

const ENDING = 0x06_05_4b_50;
const ENTRY = 0x02_01_4b_50;

/**
 * Looks at the table of contents at a ZIP's end: a bomb is refused by the sizes it declares, and readers stop at those sizes.
 * Undefined when the file may be unpacked.
 */
export function archiveFault(bytes: Uint8Array): FileError | undefined {
  if (bytes.length === 0) return 'file.empty';
  // Old .xls files and encrypted .xlsx files are both OLE containers; the latter name their package in UTF-16.
  if (starts(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    return isEncrypted(bytes) ? 'file.locked' : 'file.not-xlsx';
  if (!starts(bytes, [0x50, 0x4b])) return 'file.not-xlsx';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === undefined) return 'file.broken';
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  let unpacked = 0;
  if (count > MOST_FILES) return 'file.large';
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY) return 'file.broken';
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    // An entry that hides its size would be unpacked without an end.
    if (size === 0 && packed > 64) return 'file.broken';
    unpacked += size;
    if (unpacked > MOST_UNPACKED) return 'file.large';
    at +=
      46 +
      view.getUint16(at + 28, true) +
      view.getUint16(at + 30, true) +
      view.getUint16(at + 32, true);
  }
  return undefined;
}

const starts = (bytes: Uint8Array, head: readonly number[]): boolean =>
  head.every((byte, index) => bytes[index] === byte);

function endOf(view: DataView): number | undefined {
  const last = view.byteLength - 22;
  for (let at = last; at >= 0 && at >= last - 65_535; at -= 1)
    if (view.getUint32(at, true) === ENDING) return at;
  return undefined;
}

function isEncrypted(bytes: Uint8Array): boolean {
  const word = [...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]);
  for (let at = bytes.indexOf(0x45); at >= 0; at = bytes.indexOf(0x45, at + 1))
    if (word.every((byte, index) => bytes[at + index] === byte)) return true;
  return false;
}
