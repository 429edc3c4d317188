// The way of the store's bench to a server: plain HTTP with gzip both ways, as a tablet speaks, and the bytes of each body.
// Called by store.bench.ts.
import { Agent, request } from 'node:http';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { setTimeout as pause } from 'node:timers/promises';
import { addLanes, type Lanes, lanesHex, NO_LANES } from '#core/hash.ts';
import { SCHEMA } from '#records/registry.ts';
import { fromColumns } from '#sync/columns.ts';
import { recordLanes, stampsOf } from '#sync/digest.ts';
import type { SyncAnswer } from '#sync/messages.ts';
import type { WireRecord } from '#sync/wire.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

export type Cursors = Readonly<Record<string, number>>;
export type Raw = {
  readonly status: number;
  /** The answer's body as it came. */
  readonly bytes: Buffer;
  readonly packed: boolean;
  readonly retryAfter: number;
  /** Bytes of the request's body. */
  readonly up: number;
};

export function postRaw(url: string, path: string, body: unknown, token?: string): Promise<Raw> {
  const text = JSON.stringify(body);
  const pack = text.length > 2000;
  const raw = pack ? gzipSync(text, { level: 1 }) : Buffer.from(text);
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/api/v1${path}`,
      {
        method: 'POST',
        agent,
        headers: {
          'content-length': raw.length,
          'accept-encoding': 'gzip',
          ...(pack ? { 'content-encoding': 'gzip' } : {}),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            bytes: Buffer.concat(parts),
            packed: answer.headers['content-encoding'] === 'gzip',
            retryAfter: Number(answer.headers['retry-after'] ?? 0),
            up: raw.length,
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(raw);
  });
}

const textOf = ({ bytes, packed }: Raw): string =>
  (packed ? gunzipSync(bytes) : bytes).toString('utf8');

export function answerOf<T>(raw: Raw): T {
  const text = textOf(raw);
  if (raw.status !== 200) throw new Error(`${raw.status} ${text}`);
  return JSON.parse(text) as T;
}

export const post = async <T>(
  url: string,
  path: string,
  body: unknown,
  token?: string,
): Promise<T> => answerOf<T>(await postRaw(url, path, body, token));

export const sync = (
  url: string,
  token: string,
  cursors: Cursors,
  changes: readonly WireRecord[],
): Promise<SyncAnswer> =>
  post<SyncAnswer>(url, '/sync', { schema: SCHEMA, now: Date.now(), cursors, changes }, token);

/** One page in the form that tablets ask for. */
export const pullRaw = (url: string, token: string, cursors: Cursors): Promise<Raw> =>
  postRaw(
    url,
    '/sync',
    { schema: SCHEMA, now: Date.now(), cursors, columns: [], changes: [] },
    token,
  );

/**
 * What a page says of itself at its beginning, without unpacking the rest: fifty tablets have fifty processors, this program
 * shares two with the server.
 */
export function headOf(raw: Raw): { readonly cursors: Cursors; readonly more: boolean } {
  const start = raw.packed
    ? gunzipSync(raw.bytes.subarray(0, 4096), { finishFlush: constants.Z_SYNC_FLUSH }).toString()
    : raw.bytes.subarray(0, 16_384).toString();
  const found = /"cursors":(\{[^}]*\}),"more":(true|false)/.exec(start);
  if (!found) return answerOf<SyncAnswer>(raw);
  return { cursors: JSON.parse(found[1]!) as Cursors, more: found[2] === 'true' };
}

export const recordsOf = ({ changes, columns = [] }: SyncAnswer): WireRecord[] => [
  ...fromColumns(columns),
  ...changes,
];

/** @returns how many records came in all pages. @throws when they are not what the server's digests prove */
export function proven(pages: readonly Raw[]): number {
  const answers = pages.map((page) => answerOf<SyncAnswer>(page));
  const sums = new Map<string, Lanes>();
  let count = 0;
  for (const { id, kind, scope, fields } of answers.flatMap(recordsOf)) {
    const name = `${scope}/${kind}`;
    sums.set(name, addLanes(sums.get(name) ?? NO_LANES, recordLanes(id, stampsOf(fields))));
    count += 1;
  }
  const { digests } = answers.at(-1)!;
  for (const name of new Set([...sums.keys(), ...Object.keys(digests)]))
    if (lanesHex(sums.get(name) ?? NO_LANES) !== digests[name])
      throw new Error(`the digest of ${name} does not fit`);
  return count;
}

export type FirstSync = {
  readonly ms: number;
  readonly pages: readonly Raw[];
  readonly askedBack: number;
};

export async function firstSync(url: string, token: string): Promise<FirstSync> {
  const began = performance.now();
  const pages: Raw[] = [];
  let askedBack = 0;
  for (let cursors: Cursors = {}; ;) {
    const page = await pullRaw(url, token, cursors);
    if (page.status === 503 && page.retryAfter > 0) {
      askedBack += 1;
      await pause(page.retryAfter * 1000);
      continue;
    }
    const head = headOf(page);
    pages.push(page);
    ({ cursors } = head);
    if (!head.more) return { ms: performance.now() - began, pages, askedBack };
  }
}
