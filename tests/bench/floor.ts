// The floor under every device figure: raw IndexedDB and one raw gzip POST. No merge, no proof, no access, no outbox.
// Called by the driver page: one row per record, and once more with a page of records packed into each row.
import { idOf, madeAhead, makeAhead, sample } from './sample.ts';

/** A row: one record, or a page of them. */
type Row = { readonly id: string; readonly values: unknown };

/** @param path where its server is, `/floor` @param perRow records in a row */
export function makeFloor(path: string, perRow: number) {
  let db: IDBDatabase | undefined;
  let url = path;
  /** Ids of rows that were changed after the first push. */
  let changed: Row[] | undefined;
  let after = 0;
  const wait = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
  const finished = (transaction: IDBTransaction): Promise<void> =>
    new Promise((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('error', () => reject(transaction.error));
    });
  const opened = (): IDBDatabase => {
    if (!db) throw new Error('call open() first');
    return db;
  };
  const rowsIn = (): IDBObjectStore => opened().transaction('rows').objectStore('rows');
  const putAll = async (rows: readonly Row[]): Promise<void> => {
    const transaction = opened().transaction('rows', 'readwrite');
    const store = transaction.objectStore('rows');
    for (const row of rows) store.put(row);
    await finished(transaction);
  };
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };

  return {
    /** @param space rounds don't meet on the server */
    open: (space = `${Date.now()}`): Promise<number> =>
      timed(async () => {
        url = `${path}/${space}`;
        const request = indexedDB.open(path, 1);
        request.addEventListener('upgradeneeded', () =>
          request.result.createObjectStore('rows', { keyPath: 'id' }),
        );
        db = await wait(request);
      }),
    write: (n: number): Promise<number> => {
      if (madeAhead(n - 1, 1).length === 0) makeAhead(n);
      return timed(async () => {
        const records = madeAhead(0, n);
        if (perRow === 1) return putAll(records);
        const pages = Array.from({ length: Math.ceil(n / perRow) }, (_, page) => ({
          id: idOf(page),
          values: records.slice(page * perRow, (page + 1) * perRow),
        }));
        return putAll(pages);
      });
    },
    push: (): Promise<number> =>
      timed(async () => {
        const rows = changed ?? (await wait<Row[]>(rowsIn().getAll()));
        const body = await new Response(
          new Blob([JSON.stringify(rows)]).stream().pipeThrough(new CompressionStream('gzip')),
        ).blob();
        const headers = { 'content-encoding': 'gzip' };
        const { ok } = await fetch(url, { method: 'POST', headers, body });
        if (!ok) throw new Error('the floor was not stored');
        changed = [];
      }),
    pull: (): Promise<number> =>
      timed(async () => {
        const answer = (await (await fetch(`${url}?after=${after}`)).json()) as {
          next: number;
          rows: Row[];
        };
        await putAll(answer.rows);
        after = answer.next;
      }),
    /** The n newest records get a row of their own where pages are packed: a reader would lay it over its page. */
    edit: (n: number): Promise<number> =>
      timed(async () => {
        changed = Array.from({ length: n }, (_, i) => ({
          id: perRow === 1 ? idOf(i) : `over-${idOf(i)}`,
          values: { ...sample(i), title: `Mainīts ${Math.round(performance.now())}` },
        }));
        for (const row of changed) await putAll([row]);
      }),
    settle: (): Promise<number> => Promise.resolve(0),
    count: async (): Promise<number> => (await wait(rowsIn().count())) * perRow,
  };
}
