// What Replicache asks of a server: mutations in order, each once, and a patch of what changed since a cookie.
import type { MakeServer } from './make-server.ts';

type Mutation = {
  readonly clientID: string;
  readonly id: number;
  readonly name: string;
  readonly args: { readonly id: string; readonly [field: string]: unknown };
};
type Push = { readonly clientGroupID: string; readonly mutations: readonly Mutation[] };
type Pull = { readonly clientGroupID: string; readonly cookie: number | null };

export const replicacheServer: MakeServer = (db) => {
  db.exec(`CREATE TABLE entries (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, value TEXT NOT NULL);
    CREATE INDEX entries_by_seq ON entries (seq);
    CREATE TABLE clients (id TEXT PRIMARY KEY, grp TEXT NOT NULL, last INTEGER NOT NULL, seq INTEGER NOT NULL)`);
  const get = db.prepare('SELECT value FROM entries WHERE id = ?');
  const put = db.prepare('INSERT OR REPLACE INTO entries (id, seq, value) VALUES (?, ?, ?)');
  const client = db.prepare('SELECT last FROM clients WHERE id = ?');
  const keep = db.prepare(
    'INSERT OR REPLACE INTO clients (id, grp, last, seq) VALUES (?, ?, ?, ?)',
  );
  const newest = db.prepare('SELECT max(seq) AS seq FROM clients');
  const after = db.prepare('SELECT id, value FROM entries WHERE seq > ? ORDER BY seq');
  const heard = db.prepare('SELECT id, last FROM clients WHERE grp = ? AND seq > ?');
  const version = (): number => Number(newest.get()?.['seq'] ?? 0);

  const push = ({ clientGroupID, mutations }: Push): void => {
    db.exec('BEGIN IMMEDIATE');
    const seq = version() + 1;
    const last = new Map<string, number>();
    for (const { clientID, id, args } of mutations) {
      const before = last.get(clientID) ?? Number(client.get(clientID)?.['last'] ?? 0);
      if (id <= before) continue;
      last.set(clientID, id);
      const known = get.get(args.id)?.['value'];
      const { id: key, ...fields } = args;
      put.run(
        key,
        seq,
        JSON.stringify(known === undefined ? fields : { ...JSON.parse(String(known)), ...fields }),
      );
    }
    for (const [id, number] of last) keep.run(id, clientGroupID, number, seq);
    db.exec('COMMIT');
  };

  return ({ path, body }) => {
    if (path === 'push') {
      push(JSON.parse(body) as Push);
      return { text: '{}' };
    }
    const { clientGroupID, cookie } = JSON.parse(body) as Pull;
    const patch = after
      .all(cookie ?? 0)
      .map(({ id, value }) => `{"op":"put","key":${JSON.stringify(id)},"value":${String(value)}}`);
    const changes = Object.fromEntries(
      heard.all(clientGroupID, cookie ?? 0).map(({ id, last }) => [String(id), Number(last)]),
    );
    return {
      text: `{"cookie":${version()},"lastMutationIDChanges":${JSON.stringify(changes)},"patch":[${patch.join(',')}]}`,
    };
  };
};
