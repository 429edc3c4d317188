// The fleet's line to the server: plain HTTP on kept-open connections, gzip both ways, every byte on the socket counted.
// Called by fleet-device.ts, fleet-check.ts and fleet-live.ts.
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { fromColumns, fullReceipts } from '#sync/columns.ts';
import { API, type SyncAnswer } from '#sync/messages.ts';
import type { WireRecord } from '#sync/wire.ts';

/** As on the tablet (device/sync/transport.ts). */
const WORTH_COMPRESSING = 1024;
const TIME_LIMIT_MS = 300_000;

export type Answer = {
  /** 0 when the server was not reached or did not answer in time. */
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterMs: number;
  readonly ms: number;
};

export type Line = {
  readonly post: (path: string, token: string, body: unknown) => Promise<Answer>;
  /** Opens a stream of pokes; resolves when its head is there. `hear` gets each piece of text. */
  readonly stream: (token: string, hear: (text: string) => void) => Promise<() => void>;
  /** Bytes on all sockets, heads included. */
  readonly bytes: { up: number; down: number };
  /** Requests that met a connection which the server was just closing, and were sent again on another. */
  readonly resent: () => number;
  readonly close: () => void;
};

export function openLine(url: string): Line {
  const agent = new Agent({ keepAlive: true, keepAliveMsecs: 10_000, scheduling: 'lifo' });
  const streams = new Agent({ keepAlive: false });
  const bytes = { up: 0, down: 0 };
  let resent = 0;
  const counted = new WeakMap<Socket, { up: number; down: number }>();
  const count = (socket: Socket | null): void => {
    if (!socket) return;
    const before = counted.get(socket) ?? { up: 0, down: 0 };
    bytes.up += socket.bytesWritten - before.up;
    bytes.down += socket.bytesRead - before.down;
    counted.set(socket, { up: socket.bytesWritten, down: socket.bytesRead });
  };

  const post: Line['post'] = (path, token, body) =>
    new Promise((resolve) => {
      const began = performance.now();
      const text = JSON.stringify(body);
      const packed = text.length >= WORTH_COMPRESSING;
      const raw = packed ? gzipSync(text) : Buffer.from(text);
      const answered = (status: number, told: unknown, retryAfter?: string): void =>
        resolve({
          status,
          body: told,
          retryAfterMs: (Number(retryAfter) || 0) * 1000,
          ms: performance.now() - began,
        });
      const sent = request(
        `${url}${API}${path}`,
        {
          method: 'POST',
          agent,
          headers: {
            accept: 'application/json',
            'accept-encoding': 'gzip',
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'content-length': raw.length,
            ...(packed ? { 'content-encoding': 'gzip' } : {}),
          },
        },
        (answer) =>
          void read(answer).then(
            (told) => {
              count(sent.socket);
              answered(answer.statusCode ?? 0, told, answer.headers['retry-after']);
            },
            () => answered(0, undefined),
          ),
      );
      limit(sent);
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // A kept-open connection that the server closed at the very moment: browsers send again on a new one, and so does this.
        if (sent.reusedSocket && error.code === 'ECONNRESET') {
          resent += 1;
          resolve(post(path, token, body));
        } else answered(0, { code: error.code });
      });
      sent.end(raw);
    });

  const stream: Line['stream'] = (token, hear) =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
      const sent = request(
        `${url}${API}/sync/live`,
        { agent: streams, headers },
        (answer: IncomingMessage) => {
          if (answer.statusCode !== 200) {
            answer.resume();
            reject(new Error(`the stream answered ${answer.statusCode}`));
            return;
          }
          answer.setEncoding('utf8');
          answer.on('data', hear);
          answer.on('error', () => undefined);
          resolve(() => sent.destroy());
        },
      );
      sent.on('error', reject);
      sent.end();
    });

  return {
    post,
    stream,
    bytes,
    resent: () => resent,
    close: () => {
      agent.destroy();
      streams.destroy();
    },
  };
}

/** An answer in columns as records and receipts, as the device reads it (device/sync/round.ts). */
export function readPage(body: unknown, sent: readonly WireRecord[] = []): SyncAnswer {
  const { columns = [], stored = [], ...answer } = body as SyncAnswer;
  return {
    ...answer,
    changes: [...answer.changes, ...fromColumns(columns)],
    receipts: fullReceipts(sent, stored, answer.receipts),
  };
}

function limit(sent: ClientRequest): void {
  sent.setTimeout(TIME_LIMIT_MS, () => sent.destroy(new Error('timed out')));
}

async function read(answer: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  const raw = Buffer.concat(parts);
  const text = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
  try {
    return JSON.parse(text.toString()) as unknown;
  } catch {
    return undefined;
  }
}
