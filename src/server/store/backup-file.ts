// The file of a backup: one line that says what it is, then the SQLite snapshot, compressed and, with a passphrase, sealed.
// Called by backup.ts and restore.ts of the server.
import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import * as z from 'zod/mini';

/** Why a file can't be read back; the message is for the person at the terminal. */
export class BackupUnusable extends Error {}

const MAGIC = 'vestnesis-backup';
const TAG_BYTES = 16;
const MOST_HEAD_BYTES = 4096;
/** scrypt as OWASP's password storage sheet asks for at least (N 2^17, r 8, p 1): 128 MiB and about half a second a try. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

const head = z.object({
  is: z.literal(MAGIC),
  format: z.literal(1),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** SHA-256 of the snapshot before compression, hex. */
  sha256: z.string(),
  records: z.number(),
  sealed: z.optional(z.object({ salt: z.string(), nonce: z.string() })),
});
export type BackupHead = z.infer<typeof head>;

const keyFrom = (passphrase: string, salt: Buffer): Buffer =>
  scryptSync(passphrase.normalize('NFKC'), salt, 32, SCRYPT);

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** Writes the snapshot into `to`, which must not exist. With a passphrase nobody reads or changes it without that. */
export async function packBackup(
  snapshot: string,
  to: string,
  { at, records, passphrase }: { at: number; records: number; passphrase: string | undefined },
): Promise<BackupHead> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const said: BackupHead = {
    is: MAGIC,
    format: 1,
    at,
    records,
    sha256: await hashOf(snapshot),
    ...(passphrase === undefined
      ? {}
      : { sealed: { salt: salt.toString('base64'), nonce: nonce.toString('base64') } }),
  };
  const line = `${JSON.stringify(said)}\n`;
  const out = createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true });
  out.write(line);
  const packed = createReadStream(snapshot).pipe(createGzip());
  if (passphrase === undefined) {
    await pipeline(packed, out);
    return said;
  }
  const cipher = createCipheriv('aes-256-gcm', keyFrom(passphrase, salt), nonce);
  // What the first line says can't be changed either.
  cipher.setAAD(Buffer.from(line));
  const withTag = new Transform({
    transform: (piece: Buffer, _encoding, done) => done(null, cipher.update(piece)),
    flush(done) {
      this.push(cipher.final());
      done(null, cipher.getAuthTag());
    },
  });
  await pipeline(packed, withTag, out);
  return said;
}

/** The first line. @throws BackupUnusable for anything that is no backup */
function readHead(path: string): { said: BackupHead; line: string } {
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(MOST_HEAD_BYTES);
  const length = readSync(file, bytes);
  closeSync(file);
  const end = bytes.subarray(0, length).indexOf(10);
  const line = bytes.subarray(0, end + 1).toString('utf8');
  try {
    return { said: head.parse(JSON.parse(line)), line };
  } catch {
    throw new BackupUnusable(`${path} is not a backup of Vēstnesis, or of a newer version`);
  }
}

/** The piece of the file without the tag at its end, opened. */
async function* opened(
  path: string,
  said: BackupHead,
  line: string,
  passphrase: string | undefined,
) {
  const start = Buffer.byteLength(line);
  const { sealed } = said;
  if (!sealed) {
    yield* createReadStream(path, { start });
    return;
  }
  if (passphrase === undefined)
    throw new BackupUnusable('This backup is sealed; set BACKUP_PASSPHRASE to its passphrase');
  const end = statSync(path).size - TAG_BYTES;
  if (end < start) throw new BackupUnusable(`${path} is cut short; take another copy of it`);
  const key = keyFrom(passphrase, Buffer.from(sealed.salt, 'base64'));
  const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'));
  cipher.setAAD(Buffer.from(line));
  if (end > start)
    for await (const piece of createReadStream(path, { start, end: end - 1 }))
      yield cipher.update(piece as Buffer);
  const tag: Buffer[] = [];
  for await (const piece of createReadStream(path, { start: end })) tag.push(piece as Buffer);
  cipher.setAuthTag(Buffer.concat(tag));
  yield cipher.final();
}

/**
 * Writes the snapshot of a backup to `to`, which must not exist, and proves it by its checksum.
 * @throws BackupUnusable with what is wrong and what to do; `to` may then hold half of it
 */
export async function unpackBackup(
  path: string,
  to: string,
  passphrase: string | undefined,
): Promise<BackupHead> {
  const { said, line } = readHead(path);
  try {
    await pipeline(
      Readable.from(opened(path, said, line, passphrase)),
      createGunzip(),
      createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }),
    );
  } catch (error) {
    if (error instanceof BackupUnusable) throw error;
    throw new BackupUnusable(
      said.sealed
        ? 'The passphrase in BACKUP_PASSPHRASE is not that of this backup, or the file was changed or cut'
        : `${path} is damaged or cut short; take another copy of it`,
    );
  }
  if ((await hashOf(to)) !== said.sha256)
    throw new BackupUnusable(
      `${path} is damaged: its checksum is another; take another copy of it`,
    );
  return said;
}
