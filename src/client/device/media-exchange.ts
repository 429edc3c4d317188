// Sends and fetches pictures and sound in the background, in parts that go on where they were cut off, and never before records.
// Called by device.ts after each round that went well; it stops by itself as soon as a record waits to be sent.
import { mediaTypeOf } from '#sync/media-type.ts';
import { API, LIMITS } from '#sync/messages.ts';
import type { Database, MediaRow } from './database.ts';
import { isPart, type MakePreview, partKey, partsOf, previewKey, shaOf } from './media.ts';
import { forgetErased, forgetFile } from './media-erased.ts';
import { namedMedia } from './media-named.ts';
import { countWaiting } from './outbox.ts';
import type { StorageFacts } from './storage.ts';
import type { Transport } from './sync/transport.ts';

export type ExchangeOptions = {
  readonly db: Database;
  readonly transport: Transport;
  /** Without one only what is public comes, and nothing goes. */
  readonly token?: string;
  readonly storage: () => Promise<StorageFacts>;
  readonly preview: MakePreview;
  /** Bytes of one request; smaller in tests. */
  readonly partBytes?: number;
};
export type Exchanged = {
  readonly sent: number;
  readonly fetched: number;
  /** Whole files let go, their previews kept, because the tablet is nearly full. */
  readonly letGo: number;
  /** ended: nothing is left to do. records: records wait and go first. line: no network or no right; tried again after the next round. */
  readonly why: 'ended' | 'records' | 'line';
};

/** A part takes under a minute at 40 kbit/s, so records that are written meanwhile need not wait longer. */
const PART_BYTES = 256 * 1024;
/** Above this share of the browser's allowance whole files go, down to the lower share. */
const FULL = 0.85;
const ROOMY = 0.75;
/** So long an unnamed file waits for its record to be written; with the server's copy there is less to lose. */
const UNNAMED_MS = { local: 30 * 86_400_000, refused: 30 * 86_400_000, sent: 86_400_000 } as const;

class Stopped extends Error {
  readonly why: 'records' | 'line';
  constructor(why: 'records' | 'line') {
    super(why);
    this.why = why;
  }
}

export async function exchangeMedia(options: ExchangeOptions): Promise<Exchanged> {
  const { db } = options;
  const done = { sent: 0, fetched: 0, letGo: 0 };
  try {
    await forgetErased(db);
    const named = await namedMedia(db);
    if (options.token !== undefined) {
      const local = await db.media.where('state').equals('local').toArray();
      // What no record names was never confirmed, or was taken back: it does not leave the tablet. Small ones first: they are
      // what the other tablets show.
      for (const row of local
        .filter(({ sha }) => named.all.has(sha))
        .toSorted((a, b) => a.size - b.size)) {
        await sendOne(options, row);
        done.sent += 1;
      }
    }
    await forgetUnnamed(db, named.all, options.transport.now());
    done.letGo = await makeRoom(options);
    for (const sha of named.always) {
      if ((await db.media.get(sha)) || (await isFull(options))) continue;
      if (await fetchOne(options, sha)) done.fetched += 1;
    }
    return { ...done, why: 'ended' };
  } catch (error) {
    if (error instanceof Stopped) return { ...done, why: error.why };
    throw error;
  }
}

async function ask(
  { db, transport, token }: ExchangeOptions,
  sha: string,
  request: RequestInit & { readonly headers: Record<string, string> },
): Promise<Response> {
  if ((await countWaiting(db)).unsent > 0) throw new Stopped('records');
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await transport
    .fetch(`${transport.origin}${API}/media/${sha}`, {
      ...request,
      headers: { ...request.headers, ...authorization },
      credentials: 'omit',
      // The device keeps it; a second copy in the browser's cache would outlive the record.
      cache: 'no-store',
      signal: AbortSignal.timeout(300_000),
    })
    .catch(() => undefined);
  if (!answer || answer.status === 401 || answer.status === 403 || answer.status >= 500)
    throw new Stopped('line');
  return answer;
}

/** Asks how much the server has, then sends part after part; the answer to each part says where to go on. */
async function sendOne(options: ExchangeOptions, row: MediaRow): Promise<void> {
  const { db, partBytes = PART_BYTES } = options;
  const { sha, size } = row;
  const kept = await db.mediaBytes.get(sha);
  if (!kept) {
    await db.media.delete(sha);
    return;
  }
  let range = `bytes */${size}`;
  let body = new Uint8Array();
  // Every part moves the offset on; more tries than parts mean that the server counts otherwise.
  for (let tries = 0; tries <= Math.ceil(size / partBytes) + 2; tries += 1) {
    const answer = await ask(options, sha, {
      method: 'PUT',
      headers: { 'content-range': range, 'content-type': 'application/octet-stream' },
      body,
    });
    if (answer.status !== 308) {
      await db.media.update(sha, { state: answer.ok ? 'sent' : 'refused' });
      return;
    }
    const offset = Number(answer.headers.get('upload-offset') ?? 0);
    const end = Math.min(offset + partBytes, size);
    body = kept.bytes.slice(offset, end);
    range = `bytes ${offset}-${end - 1}/${size}`;
  }
  throw new Stopped('line');
}

/** Fetches in parts, each kept at once; false when the server has no such file for us. */
async function fetchOne(options: ExchangeOptions, sha: string): Promise<boolean> {
  const { db, transport, preview, partBytes = PART_BYTES } = options;
  const parts = (await partsOf(db, sha).toArray()).map(({ bytes }) => bytes);
  let offset = parts.reduce((sum, part) => sum + part.length, 0);
  for (let total = Number.POSITIVE_INFINITY; offset < total;) {
    const range = `bytes=${offset}-${offset + partBytes - 1}`;
    const answer = await ask(options, sha, { method: 'GET', headers: { range } });
    if (!answer.ok) {
      await partsOf(db, sha).delete();
      return false;
    }
    const arrived = await answer.arrayBuffer().catch(() => undefined);
    if (!arrived) throw new Stopped('line');
    const part = new Uint8Array(arrived);
    // A whole answer instead of a part: what we had of it is in there.
    if (answer.status === 200) parts.length = offset = 0;
    total =
      answer.status === 200
        ? part.length
        : Number(/\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1] ?? 0);
    if (part.length === 0 || total > LIMITS.mediaBytes) break;
    if (offset + part.length < total)
      await db.mediaBytes.put({ key: partKey(sha, offset), bytes: part });
    parts.push(part);
    offset += part.length;
  }
  const bytes = joined(parts);
  const type = mediaTypeOf(bytes);
  const right = type !== undefined && (await shaOf(bytes)) === sha;
  const small = right ? await preview(bytes, type) : undefined;
  await db.transaction('rw', [db.media, db.mediaBytes], async () => {
    await partsOf(db, sha).delete();
    if (!right) return;
    const row = { sha, type, size: bytes.length, state: 'sent', whole: true } as const;
    await db.media.put({ ...row, usedAt: transport.now() });
    await db.mediaBytes.put({ key: sha, bytes });
    if (small) await db.mediaBytes.put({ key: previewKey(sha), bytes: small });
  });
  // Its record may have been erased while the file was coming: then nobody would take it away again.
  if ((await namedMedia(db)).all.has(sha)) return right;
  await forgetFile(db, sha);
  return false;
}

/** One whole file now, because somebody wants to see it. */
export const fetchMedia = (options: ExchangeOptions, sha: string): Promise<boolean> =>
  fetchOne(options, sha).catch((error: unknown) => {
    if (error instanceof Stopped) return false;
    throw error;
  });

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const fullness = async ({ storage }: ExchangeOptions): Promise<[used: number, quota: number]> => {
  const { storageUsed, storageQuota } = await storage();
  return storageUsed === undefined || storageQuota === undefined
    ? [0, Number.POSITIVE_INFINITY]
    : [storageUsed, storageQuota];
};
async function isFull(options: ExchangeOptions): Promise<boolean> {
  const [used, quota] = await fullness(options);
  return used > FULL * quota;
}

/** On a nearly full tablet whole files go that the server has, those not looked at for longest first. What only this tablet has stays. */
async function makeRoom(options: ExchangeOptions): Promise<number> {
  const { db } = options;
  const [used, quota] = await fullness(options);
  if (used <= FULL * quota) return 0;
  let toFree = used - ROOMY * quota;
  let gone = 0;
  const sent = await db.media.where('state').equals('sent').toArray();
  for (const { sha, size } of sent
    .filter(({ whole }) => whole)
    .toSorted((a, b) => a.usedAt - b.usedAt)) {
    if (toFree <= 0) break;
    await db.transaction('rw', [db.media, db.mediaBytes], async () => {
      await db.mediaBytes.delete(sha);
      await db.media.update(sha, { whole: false });
    });
    toFree -= size;
    gone += 1;
  }
  return gone;
}

/** What no record names goes after a while: its record was deleted or erased, or never came to be written. */
async function forgetUnnamed(
  db: Database,
  named: ReadonlySet<string>,
  nowMs: number,
): Promise<void> {
  const rows = await db.media.toArray();
  const gone = rows.filter(
    ({ sha, state, usedAt }) => !named.has(sha) && nowMs - usedAt > UNNAMED_MS[state],
  );
  // Of what came half and is no longer named there is no row.
  const halves = (await db.mediaBytes.toCollection().primaryKeys())
    .filter(isPart)
    .map((key) => key.slice(0, key.indexOf('/')));
  for (const sha of new Set([...gone.map((row) => row.sha), ...halves]))
    if (!named.has(sha)) await forgetFile(db, sha);
}
