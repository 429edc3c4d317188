// The floor's server: one row per record (or per packed page of records), one durable transaction, and back what is newer than a number.
import type { MakeServer } from './make-server.ts';

export const floorServer: MakeServer = (db) => {
  db.exec(
    'CREATE TABLE rows (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL)',
  );
  const put = db.prepare('INSERT OR REPLACE INTO rows (id, body) VALUES (?, ?)');
  const after = db.prepare('SELECT seq, body FROM rows WHERE seq > ? ORDER BY seq');
  return ({ method, query, body }) => {
    if (method === 'POST') {
      const rows = JSON.parse(body) as { id: string }[];
      db.exec('BEGIN IMMEDIATE');
      for (const row of rows) put.run(row.id, JSON.stringify(row));
      db.exec('COMMIT');
      return { text: '{}' };
    }
    const found = after.all(query.get('after') ?? '0');
    const next = found.at(-1)?.['seq'] ?? query.get('after');
    return {
      text: `{"next":${String(next)},"rows":[${found.map((row) => String(row['body'])).join(',')}]}`,
    };
  };
};
