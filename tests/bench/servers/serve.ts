// The small servers that the floor and the peers speak to, each as its own process: `node serve.ts <which> <folder>`.
// Alike in all but the protocol: SQLite as ours has it (WAL, synchronous FULL: on the disk before it is acknowledged),
// one durable transaction a request, answers packed with gzip as ours are. Prints its port when it listens.
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import { floorServer } from './floor.ts';
import type { MakeServer } from './make-server.ts';
import { pouchdbServer } from './pouchdb.ts';
import { replicacheServer } from './replicache.ts';
import { rxdbServer } from './rxdb.ts';

const servers: Record<string, MakeServer> = {
  floor: floorServer,
  packed: floorServer,
  pouchdb: pouchdbServer,
  replicache: replicacheServer,
  rxdb: rxdbServer,
};

const [which = '', folder = ''] = process.argv.slice(2);
const make = servers[which];
if (!make) throw new Error(`no such server: ${which}`);

const pack = promisify(gzip);
const spaces = new Map<string, ReturnType<MakeServer>>();
const spaceOf = (name: string): ReturnType<MakeServer> => {
  const known = spaces.get(name);
  if (known) return known;
  const db = new DatabaseSync(join(folder, `${which}-${name}.db`));
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
  const made = make(db);
  spaces.set(name, made);
  return made;
};

async function bodyOf(asked: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of asked) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  return (asked.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
}

const server = createServer((asked, answer) => {
  void (async () => {
    const url = new URL(asked.url ?? '/', 'http://127.0.0.1');
    const [, , space = '', ...rest] = url.pathname.split('/');
    const { status = 200, text } = spaceOf(space)({
      method: asked.method ?? 'GET',
      path: decodeURIComponent(rest.join('/')),
      query: url.searchParams,
      body: await bodyOf(asked),
    });
    const packed = text.length > 1024 ? await pack(text) : undefined;
    answer.writeHead(status, {
      'content-type': 'application/json',
      ...(packed ? { 'content-encoding': 'gzip' } : {}),
    });
    answer.end(packed ?? text);
  })().catch((error: unknown) => {
    console.error(error);
    answer.writeHead(500).end();
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' && address ? address.port : 0);
});
