// PouchDB, tuned: no old revisions kept, pages of 1,000, its CouchDB protocol.
import PouchDB from 'pouchdb-browser';
import { madeAhead } from '../sample.ts';

const PAGE = 1000;

export async function openPouchdb(space) {
  const db = new PouchDB('bench', { auto_compaction: true, revs_limit: 2 });
  const remote = new PouchDB(`${location.origin}/pouchdb/${space}`, { skip_setup: true });
  await db.info();
  const options = { batch_size: PAGE, batches_limit: 4, return_docs: false };
  return {
    write: async (n) => {
      for (let from = 0; from < n; from += PAGE) {
        const docs = madeAhead(from, PAGE).map(({ id, values }) => ({
          _id: id,
          ...values,
        }));
        const failed = (await db.bulkDocs(docs)).filter((one) => one.error);
        if (failed.length > 0) throw new Error(JSON.stringify(failed[0]));
      }
    },
    push: () => db.replicate.to(remote, options),
    pull: () => db.replicate.from(remote, options),
    edit: async (n) => {
      const { rows } = await db.allDocs({ limit: n, descending: true, include_docs: true });
      for (const { doc } of rows)
        await db.put({ ...doc, title: `Mainīts ${Math.round(performance.now())}` });
    },
    count: async () => (await db.info()).doc_count,
  };
}
