// What RxDB's HTTP replication asks of a server: a push that answers conflicts, a pull after a checkpoint.
import type { MakeServer } from './make-server.ts';

type PushRow = {
  readonly assumedMasterState?: unknown;
  readonly newDocumentState: { readonly id: string };
};

export const rxdbServer: MakeServer = (db) => {
  db.exec(
    'CREATE TABLE docs (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL)',
  );
  const get = db.prepare('SELECT body FROM docs WHERE id = ?');
  const put = db.prepare('INSERT OR REPLACE INTO docs (id, body) VALUES (?, ?)');
  const after = db.prepare('SELECT seq, body FROM docs WHERE seq > ? ORDER BY seq LIMIT ?');
  return ({ method, query, body }) => {
    if (method === 'POST') {
      const rows = JSON.parse(body) as PushRow[];
      const conflicts: string[] = [];
      db.exec('BEGIN IMMEDIATE');
      for (const { assumedMasterState, newDocumentState } of rows) {
        const stored = get.get(newDocumentState.id)?.['body'];
        if (stored !== undefined && !assumedMasterState) conflicts.push(String(stored));
        else put.run(newDocumentState.id, JSON.stringify(newDocumentState));
      }
      db.exec('COMMIT');
      return { text: `[${conflicts.join(',')}]` };
    }
    const found = after.all(query.get('seq') ?? '0', query.get('limit') ?? '100');
    const seq = found.at(-1)?.['seq'] ?? query.get('seq') ?? '0';
    return {
      text: `{"documents":[${found.map((row) => String(row['body'])).join(',')}],"checkpoint":{"seq":${String(seq)}}}`,
    };
  };
};
