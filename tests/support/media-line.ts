// A line between a tablet and the server that writes down what passes and can be cut within an upload. Called by journeys with pictures.
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { freePort } from './built-server.ts';

export type Passed = {
  readonly method: string;
  readonly path: string;
  /** `Content-Range` of an upload's part. */
  readonly range: string | undefined;
  /** Bytes of the body that came through. */
  readonly bytes: number;
};
/** answer-lost: the server has the part, the tablet does not hear of it. half: the part itself breaks off. */
export type Cut = 'answer-lost' | 'half';

export type MediaLine = {
  readonly url: string;
  readonly passed: Passed[];
  /** Cuts at the so manieth part of an upload from now on, and stays down until `mend`. Resolves then. */
  readonly cutAtPart: (nth: number, cut: Cut) => Promise<void>;
  readonly mend: () => void;
  readonly close: () => Promise<void>;
};

const isPart = ({ method, range, bytes }: Passed): boolean =>
  method === 'PUT' && bytes > 0 && range !== undefined && !range.includes('*');

export async function mediaLine(target: string): Promise<MediaLine> {
  const port = await freePort();
  const passed: Passed[] = [];
  let down = false;
  let planned: { left: number; cut: Cut; done: () => void } | undefined;

  const forward = async (from: IncomingMessage, to: ServerResponse): Promise<void> => {
    if (down) {
      from.socket.destroy();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of from) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const one: Passed = {
      method: from.method ?? '',
      path: from.url ?? '',
      range: from.headers['content-range'],
      bytes: body.length,
    };
    const plan = isPart(one) && planned && (planned.left -= 1) === 0 ? planned : undefined;
    if (plan) {
      planned = undefined;
      down = true;
    }
    if (plan?.cut === 'half') {
      passed.push({ ...one, bytes: body.length >> 1 });
      from.socket.destroy();
      plan.done();
      return;
    }
    passed.push(one);
    const upstream = ask(
      `${target}${from.url}`,
      { method: from.method, headers: from.headers },
      (answer) => {
        if (plan) {
          from.socket.destroy();
          answer.resume();
          plan.done();
          return;
        }
        to.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(to);
      },
    );
    upstream.on('error', () => from.socket.destroy());
    to.on('close', () => upstream.destroy());
    upstream.end(body);
  };

  const server = createServer((from, to) => void forward(from, to).catch(() => to.destroy()));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    passed,
    cutAtPart: (nth, cut) =>
      new Promise((done) => {
        planned = { left: nth, cut, done };
      }),
    mend: () => {
      down = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
