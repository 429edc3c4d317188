// A line between a tablet and the server that tears: a TCP proxy which understands just enough HTTP to know where a sync request and its
// answer begin, and cuts the connection there. Called by tests of a real browser.
import { connect, createServer, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { freePort } from './built-server.ts';

/** What happens to sync requests. A browser sends once more by itself what broke on a connection that had served before. */
export type Tear =
  | 'request-lost'
  | 'request-half'
  | 'answer-lost'
  | 'answer-half'
  /** The server gets the same bytes twice, the tablet one answer. */
  | 'twice'
  /** The answer is held back until `release` is called. */
  | 'held';

export type SyncBody = { readonly changes: readonly { readonly id: string }[] };

export type TornLine = {
  readonly url: string;
  /** The line stays torn until `mend`, `twice` and `held` happen once. Resolves when it has happened for the first time. */
  readonly tear: (tear: Tear) => Promise<void>;
  readonly mend: () => void;
  readonly release: () => void;
  /** No connection gets through, and those that stand are cut. */
  readonly down: (isDown: boolean) => void;
  /** The bodies of all sync requests that came whole, in order. */
  readonly bodies: readonly SyncBody[];
  /** Sync requests that came without a body. */
  readonly empty: () => number;
  readonly close: () => Promise<void>;
};

const SYNC = /^POST \/api\/v1\/sync HTTP/;

export async function tornLine(target: string): Promise<TornLine> {
  const { hostname, port } = new URL(target);
  const own = await freePort();
  const sockets = new Set<Socket>();
  const bodies: SyncBody[] = [];
  let empty = 0;
  let isDown = false;
  let torn: { tear: Tear; done: () => void } | undefined;
  let release = (): void => {};

  const toServer = (): Socket => {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  /** The same bytes by another connection; the answer goes nowhere. */
  const deliverAgain = (request: Buffer): Promise<void> =>
    new Promise((resolve) => {
      const other = toServer();
      other.once('data', () => {
        other.destroy();
        resolve();
      });
      other.write(request);
    });

  const server = createServer((tablet) => {
    sockets.add(tablet);
    tablet.on('close', () => sockets.delete(tablet));
    tablet.on('error', () => {});
    if (isDown) {
      tablet.resetAndDestroy();
      return;
    }
    const upstream = toServer();
    const cut = (): void => {
      tablet.resetAndDestroy();
      upstream.destroy();
    };
    upstream.on('close', () => tablet.end());
    tablet.on('close', () => upstream.destroy());

    let answerFate: 'lost' | 'half' | 'held' | undefined;
    let heldBack: Buffer[] = [];
    let done = (): void => {};
    upstream.on('data', (part: Buffer) => {
      if (answerFate === 'lost') cut();
      else if (answerFate === 'half') tablet.write(part.subarray(0, part.length >> 1), cut);
      else if (answerFate === 'held') heldBack.push(part);
      else tablet.write(part);
      if (answerFate !== undefined) done();
    });

    const handle = async (request: Buffer, headLength: number): Promise<void> => {
      if (!SYNC.test(request.subarray(0, 40).toString('latin1'))) {
        upstream.write(request);
        return;
      }
      const body = request.subarray(headLength);
      if (body.length === 0) empty += 1;
      else bodies.push(readBody(body));
      const fate = torn;
      if (fate?.tear === 'twice' || fate?.tear === 'held') torn = undefined;
      done = fate?.done ?? done;
      switch (fate?.tear) {
        case 'request-lost':
          cut();
          done();
          return;
        case 'request-half':
          upstream.write(request.subarray(0, headLength + (body.length >> 1)), () => {
            cut();
            done();
          });
          return;
        case 'answer-lost':
          answerFate = 'lost';
          break;
        case 'answer-half':
          answerFate = 'half';
          break;
        case 'held':
          answerFate = 'held';
          heldBack = [];
          release = () => {
            answerFate = undefined;
            for (const part of heldBack) tablet.write(part);
          };
          break;
        case 'twice':
          await deliverAgain(request);
          done();
          break;
        case undefined:
      }
      upstream.write(request);
    };

    let waiting = Buffer.alloc(0);
    let turn = Promise.resolve();
    tablet.on('data', (part: Buffer) => {
      waiting = Buffer.concat([waiting, part]);
      for (;;) {
        const end = waiting.indexOf('\r\n\r\n');
        if (end < 0) return;
        const headLength = end + 4;
        const head = waiting.subarray(0, headLength).toString('latin1');
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        if (waiting.length < headLength + length) return;
        const request = waiting.subarray(0, headLength + length);
        waiting = waiting.subarray(headLength + length);
        turn = turn.then(() => handle(request, headLength));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(own, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${own}`,
    bodies,
    empty: () => empty,
    release: () => release(),
    tear: (tear) =>
      new Promise((done) => {
        torn = { tear, done };
      }),
    mend: () => {
      torn = undefined;
    },
    down: (now) => {
      isDown = now;
      if (now) for (const socket of sockets) socket.destroy();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readBody(body: Buffer): SyncBody {
  const text = body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body;
  return JSON.parse(text.toString()) as SyncBody;
}
