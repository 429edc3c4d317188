// A picture that no encoder makes small, as a PNG file: uploads of it have many parts. Called by journeys with pictures.
import { crc32, deflateSync } from 'node:zlib';
import { seededBytes } from './device.ts';

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Truecolour, 8 bits, no filter. Source: W3C PNG specification. */
export function noisePng(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const random = seededBytes(42);
  const rows = Array.from({ length: height }, () =>
    Buffer.concat([Buffer.of(0), random(width * 3)]),
  );
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 1 })),
    chunk('IEND', new Uint8Array()),
  ]);
}
