// RxDB, its free storage (Dexie) and its HTTP replication as its documentation writes it, in pages of 1,000.
import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { madeAhead } from '../sample.ts';

const PAGE = 1000;

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    title: { type: 'string' },
    startOn: { type: 'string' },
    notes: { type: 'object' },
    ticks: { type: 'object' },
  },
  required: ['id', 'title'],
};

export async function openRxdb(space) {
  const db = await createRxDatabase({
    name: 'bench',
    storage: getRxStorageDexie(),
    multiInstance: false,
    eventReduce: false,
  });
  const { lists } = await db.addCollections({ lists: { schema } });
  const url = `/rxdb/${space}`;
  const push = {
    batchSize: PAGE,
    handler: async (rows) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(rows);
      return (await fetch(`${url}/push`, { method: 'POST', headers, body })).json();
    },
  };
  const pull = {
    batchSize: PAGE,
    handler: async (checkpoint, limit) =>
      (await fetch(`${url}/pull?seq=${checkpoint?.seq ?? 0}&limit=${limit}`)).json(),
  };
  const exchange = async (direction) => {
    const running = replicateRxCollection({
      replicationIdentifier: url,
      collection: lists,
      live: false,
      retryTime: 1000,
      ...direction,
    });
    const failed = new Promise((_, reject) => running.error$.subscribe(reject));
    await Promise.race([running.awaitInitialReplication(), failed]);
    await running.cancel();
  };
  return {
    write: async (n) => {
      for (let from = 0; from < n; from += PAGE) {
        const docs = madeAhead(from, PAGE).map(({ id, values }) => ({
          id,
          ...values,
        }));
        const { error } = await lists.bulkInsert(docs);
        if (error.length > 0) throw new Error(JSON.stringify(error[0]));
      }
    },
    push: () => exchange({ push }),
    pull: () => exchange({ pull }),
    edit: async (n) => {
      const docs = await lists.find({ sort: [{ id: 'desc' }], limit: n }).exec();
      for (const doc of docs)
        await doc.patch({ title: `Mainīts ${Math.round(performance.now())}` });
    },
    count: () => lists.count().exec(),
  };
}
