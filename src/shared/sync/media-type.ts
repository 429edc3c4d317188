// What a file really is, by its first bytes: neither its name nor the sender's word counts. Called by the server's door for media and the device's.

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCodePoint(...bytes.subarray(from, to));
const startsWith = (bytes: Uint8Array, ...first: number[]): boolean =>
  first.every((byte, i) => bytes[i] === byte);

/** The media types that may be kept, or undefined. Sources: WHATWG MIME Sniffing; ISO/IEC 14496-12 for m4a's brands. */
export function mediaTypeOf(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp';
  // Matroska's header; the document type that follows tells WebM.
  if (startsWith(bytes, 0x1a, 0x45, 0xdf, 0xa3))
    return ascii(bytes, 0, 64).includes('webm') ? 'audio/webm' : undefined;
  if (ascii(bytes, 0, 4) === 'OggS') return 'audio/ogg';
  if (ascii(bytes, 4, 8) === 'ftyp')
    return ['M4A ', 'M4B ', 'mp42', 'isom', 'iso2', 'dash'].includes(ascii(bytes, 8, 12))
      ? 'audio/mp4'
      : undefined;
  return undefined;
}
