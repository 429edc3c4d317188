// Text and bytes into a nameless file, counted and summed on their way; then out of it as an answer's body. Called by export-file.ts and zip-out.ts.
import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { closeQuietly, openNameless } from './nameless-file.ts';

/** Rows are short: a call to the disk for each would take longer than making them. */
export const CHUNK = 65_536;

/** Text as UTF-8 in the same bytes again and again: new ones for each chunk pile up until the heap is tidied. */
export class Room {
  #bytes = Buffer.alloc(0);

  /** Good until the next call. */
  of(text: string): Uint8Array {
    const most = text.length * 3;
    if (this.#bytes.length < most) this.#bytes = Buffer.allocUnsafeSlow(most);
    return this.#bytes.subarray(0, this.#bytes.write(text));
  }
}

export class FileOut {
  readonly #handle: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  readonly #room = new Room();
  #text: string[] = [];
  #waiting = 0;
  #size = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }
  static open = async (): Promise<FileOut> => new FileOut(await openNameless());

  get size(): number {
    return this.#size;
  }

  async text(text: string): Promise<void> {
    this.#text.push(text);
    if ((this.#waiting += text.length) >= CHUNK) await this.#flush();
  }

  async bytes(bytes: Uint8Array): Promise<void> {
    await this.#flush();
    await this.#put(bytes);
  }

  async #put(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    this.#size += bytes.length;
    for (let at = 0; at < bytes.length;) at += (await this.#handle.write(bytes, at)).bytesWritten;
  }

  async #flush(): Promise<void> {
    if (this.#waiting === 0) return;
    const text = this.#text.join('');
    this.#text = [];
    this.#waiting = 0;
    await this.#put(this.#room.of(text));
  }

  /** SHA-256 of all that was written, in base64 as Repr-Digest has it. */
  async finish(): Promise<string> {
    await this.#flush();
    return this.#hash.digest('base64');
  }

  /** The whole file from its beginning; it is gone when this was read or cancelled. */
  stream(): ReadableStream<Uint8Array> {
    let at = 0;
    return new ReadableStream({
      pull: async (to) => {
        const { bytesRead, buffer } = await this.#handle.read(
          Buffer.allocUnsafeSlow(CHUNK),
          0,
          CHUNK,
          at,
        );
        at += bytesRead;
        if (bytesRead > 0) to.enqueue(buffer.subarray(0, bytesRead));
        else {
          to.close();
          await this.close();
        }
      },
      cancel: () => this.close(),
    });
  }
  /** The same for a copy into another file, piece by piece. */
  pieces = (): AsyncIterable<Uint8Array> => this.stream();
  close = (): Promise<void> => closeQuietly(this.#handle);
}
