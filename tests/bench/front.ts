// The one door of the bench: a tiny server of its own that gives the page to the browser, hands calls on to whoever is
// measured, and counts every byte on the line, headers too. We, the floor and the peers all stand behind the same hop.
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Bytes from the browser (up) and to it (down) since the front was opened. */
export type Wire = { readonly up: number; readonly down: number };

export type Front = {
  readonly url: string;
  readonly wire: () => Wire;
  readonly close: () => Promise<void>;
};

/**
 * @param folder what is served as files
 * @param behind first part of the path (`api`, `floor`) -> address of the server that answers
 */
export async function openFront(
  folder: string,
  behind: Readonly<Record<string, string>>,
): Promise<Front> {
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Socket>();
  let gone: Wire = { up: 0, down: 0 };
  const server = createServer((asked, answer) => {
    const target = behind[asked.url?.split(/[/?]/)[1] ?? ''];
    if (target === undefined) void giveFile(folder, asked, answer);
    else handOn(agent, target, asked, answer);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      gone = { up: gone.up + socket.bytesRead, down: gone.down + socket.bytesWritten };
    });
  });
  server.keepAliveTimeout = 600_000;
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    wire: () => {
      let { up, down } = gone;
      for (const socket of sockets) {
        up += socket.bytesRead;
        down += socket.bytesWritten;
      }
      return { up, down };
    },
    close: async () => {
      agent.destroy();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function giveFile(folder: string, asked: IncomingMessage, answer: ServerResponse) {
  const path = normalize((asked.url ?? '/').replace(/\?.*$/, ''));
  const bytes = await readFile(join(folder, path)).catch(() => undefined);
  answer.writeHead(bytes ? 200 : 404, {
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
  });
  answer.end(bytes);
}

function handOn(agent: Agent, target: string, asked: IncomingMessage, answer: ServerResponse) {
  const onward = request(
    `${target}${asked.url}`,
    { method: asked.method ?? 'GET', headers: asked.headers, agent },
    (told) => {
      answer.writeHead(told.statusCode ?? 502, told.headers);
      told.pipe(answer);
    },
  );
  onward.on('error', () => answer.destroy());
  answer.on('close', () => onward.destroy());
  asked.pipe(onward);
}
