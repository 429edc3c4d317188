// The floor under every device figure: raw IndexedDB, one row per record, and one raw gzip POST. No merge, no proof, no access.

export function makeFloor(sample: (n: number) => unknown) {
  let db: IDBDatabase | undefined;
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
  const putAll = async (rows: readonly unknown[]): Promise<void> => {
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
    open: (name = 'floor'): Promise<number> =>
      timed(async () => {
        const request = indexedDB.open(name, 1);
        request.addEventListener('upgradeneeded', () =>
          request.result.createObjectStore('rows', { keyPath: 'id' }),
        );
        db = await wait(request);
      }),
    write: (n: number): Promise<number> =>
      timed(() =>
        putAll(
          Array.from({ length: n }, (_, i) => ({ id: `${i}`.padStart(8, '0'), values: sample(i) })),
        ),
      ),
    push: (): Promise<number> =>
      timed(async () => {
        const rows = await wait(opened().transaction('rows').objectStore('rows').getAll());
        const body = await new Response(
          new Blob([JSON.stringify(rows)]).stream().pipeThrough(new CompressionStream('gzip')),
        ).blob();
        await fetch('/floor', { method: 'POST', body });
      }),
    pull: (): Promise<number> =>
      timed(async () => {
        const rows = (await (await fetch('/floor')).json()) as unknown[];
        await putAll(rows);
      }),
    count: (): Promise<number> => wait(opened().transaction('rows').objectStore('rows').count()),
  };
}
