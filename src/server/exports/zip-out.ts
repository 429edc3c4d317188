// A zip file with several entries that grow at the same time, each packed into a file of its own until all are done: memory does not grow
// with rows, and every size stands before its entry, as old programs expect. Called by export-file.ts. PKWARE APPNOTE 6.3.
import { type DeflateRaw, crc32, createDeflateRaw } from 'node:zlib';
import { CHUNK, FileOut, Room } from './file-out.ts';

/** Fields of 32 bits hold no more; a workbook has at most 1,048,576 rows, so this is far away. */
const MOST = 0xff_ff_ff_ff;
/** Names in UTF-8. */
const FLAGS = 0x08_00;
const DEFLATED = 8;
const VERSION = 20;
/** 1980-01-01: the files say nothing of when they were made, so that the same answers give the same bytes. */
const DOS_DAY = 0x00_21;

export class ZipEntry {
  readonly name: string;
  readonly packed: FileOut;
  readonly #deflate: DeflateRaw = createDeflateRaw({ level: 6 });
  readonly #pump: Promise<void>;
  readonly #room = new Room();
  #text: string[] = [];
  #waiting = 0;
  crc = 0;
  size = 0;

  private constructor(name: string, packed: FileOut) {
    this.name = name;
    this.packed = packed;
    this.#pump = this.#pack();
    // Awaited at the end; until then a failure must not end the process.
    this.#pump.catch(() => undefined);
  }
  static open = async (name: string): Promise<ZipEntry> => new ZipEntry(name, await FileOut.open());

  async #pack(): Promise<void> {
    for await (const piece of this.#deflate) await this.packed.bytes(piece as Uint8Array);
  }

  async text(text: string): Promise<void> {
    this.#text.push(text);
    if ((this.#waiting += text.length) >= CHUNK) await this.#flush();
  }

  async #flush(): Promise<void> {
    const text = this.#text.join('');
    this.#text = [];
    this.#waiting = 0;
    const bytes = this.#room.of(text);
    this.crc = crc32(bytes, this.crc);
    this.size += bytes.length;
    // Waited for, since the room is written over next time.
    await new Promise<void>((resolve, reject) => {
      this.#deflate.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }

  async finish(): Promise<void> {
    await this.#flush();
    this.#deflate.end();
    await this.#pump;
    await this.packed.finish();
    if (this.size > MOST || this.packed.size > MOST) throw new Error('too much for a zip file');
  }
}

/** What the local header and the central directory say alike. */
function sharedPart(entry: ZipEntry): Buffer {
  const part = Buffer.alloc(26);
  part.writeUInt16LE(VERSION, 0);
  part.writeUInt16LE(FLAGS, 2);
  part.writeUInt16LE(DEFLATED, 4);
  part.writeUInt16LE(DOS_DAY, 8);
  part.writeUInt32LE(entry.crc, 10);
  part.writeUInt32LE(entry.packed.size, 14);
  part.writeUInt32LE(entry.size, 18);
  part.writeUInt16LE(Buffer.byteLength(entry.name), 22);
  return part;
}

/** Puts finished entries one after the other; closes them. */
export async function writeZip(entries: readonly ZipEntry[]): Promise<FileOut> {
  const file = await FileOut.open();
  const directory: Buffer[] = [];
  for (const entry of entries) {
    const shared = sharedPart(entry);
    const name = Buffer.from(entry.name);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(file.size, 10);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([VERSION, 0]), shared, place, name);
    await file.bytes(Buffer.concat([Buffer.from('PK\x03\x04'), shared, name]));
    for await (const piece of entry.packed.pieces()) await file.bytes(piece);
  }
  const start = file.size;
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(start, 16);
  if (start + central.length > MOST) throw new Error('too much for a zip file');
  await file.bytes(Buffer.concat([central, end]));
  return file;
}
