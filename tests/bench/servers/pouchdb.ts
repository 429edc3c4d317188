// What PouchDB asks of a server: the part of CouchDB's replication protocol that two devices without conflicts need.
// One file and one transaction a request, so that its figures are the peer's own and not those of a slow server.
import type { MakeServer, Told } from './make-server.ts';

type Doc = { readonly _id: string; readonly _rev: string; readonly [field: string]: unknown };

const json = (value: unknown, status = 200): Told => ({ status, text: JSON.stringify(value) });

export const pouchdbServer: MakeServer = (db) => {
  db.exec(`CREATE TABLE docs (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, rev TEXT NOT NULL, body TEXT NOT NULL);
    CREATE TABLE local (id TEXT PRIMARY KEY, body TEXT NOT NULL)`);
  const put = db.prepare('INSERT OR REPLACE INTO docs (id, rev, body) VALUES (?, ?, ?)');
  const get = db.prepare('SELECT rev, body FROM docs WHERE id = ?');
  const after = db.prepare('SELECT seq, id, rev FROM docs WHERE seq > ? ORDER BY seq LIMIT ?');
  const newest = db.prepare('SELECT max(seq) AS seq, count(*) AS docs FROM docs');
  const getLocal = db.prepare('SELECT body FROM local WHERE id = ?');
  const putLocal = db.prepare('INSERT OR REPLACE INTO local (id, body) VALUES (?, ?)');
  const seqNow = (): number => Number(newest.get()?.['seq'] ?? 0);

  const revsDiff = (asked: Record<string, string[]>): Told => {
    const missing: Record<string, { missing: string[] }> = {};
    for (const [id, revs] of Object.entries(asked)) {
      const held = get.get(id);
      const known = new Set(held ? revsOf(JSON.parse(String(held['body'])) as Doc) : []);
      const absent = revs.filter((rev) => !known.has(rev));
      if (absent.length > 0) missing[id] = { missing: absent };
    }
    return json(missing);
  };
  const bulkDocs = ({ docs }: { docs: Doc[] }): Told => {
    db.exec('BEGIN IMMEDIATE');
    for (const doc of docs) put.run(doc._id, doc._rev, JSON.stringify(doc));
    db.exec('COMMIT');
    return json([], 201);
  };
  const bulkGet = ({ docs }: { docs: { id: string }[] }): Told => {
    const results = docs.map(({ id }) => {
      const found = get.get(id);
      return `{"id":${JSON.stringify(id)},"docs":[{"ok":${found ? String(found['body']) : 'null'}}]}`;
    });
    return { text: `{"results":[${results.join(',')}]}` };
  };
  const changes = (query: URLSearchParams): Told => {
    const rows = after.all(query.get('since') ?? '0', query.get('limit') ?? '-1');
    return json({
      results: rows.map(({ seq, id, rev }) => ({ seq, id, changes: [{ rev }] })),
      last_seq: rows.at(-1)?.['seq'] ?? Number(query.get('since') ?? 0),
      pending: 0,
    });
  };
  const local = (method: string, id: string, body: string): Told => {
    if (method === 'PUT') {
      const rev = `0-${seqNow() + 1}`;
      putLocal.run(id, JSON.stringify({ ...(JSON.parse(body) as object), _rev: rev }));
      return json({ ok: true, id, rev }, 201);
    }
    const found = getLocal.get(id);
    return found ? { text: String(found['body']) } : json({ error: 'not_found' }, 404);
  };

  return ({ method, path, query, body }) => {
    if (path.startsWith('_local/')) return local(method, path, body);
    if (path === '_revs_diff') return revsDiff(JSON.parse(body) as Record<string, string[]>);
    if (path === '_bulk_docs') return bulkDocs(JSON.parse(body) as { docs: Doc[] });
    if (path === '_bulk_get') return bulkGet(JSON.parse(body) as { docs: { id: string }[] });
    if (path === '_changes') return changes(query);
    if (path === '')
      return json({
        db_name: 'bench',
        update_seq: seqNow(),
        doc_count: newest.get()?.['docs'],
        instance_start_time: '0',
      });
    return json({ error: 'not_found' }, 404);
  };
};

/** A document's own revision and its forefathers, as CouchDB writes them. */
function revsOf(doc: Doc): string[] {
  const revisions = doc['_revisions'] as { start: number; ids: string[] } | undefined;
  return revisions ? revisions.ids.map((hash, i) => `${revisions.start - i}-${hash}`) : [doc._rev];
}
