// What must not be kept for ever: erases records whose time is over, purges old tombstones, their history and abandoned uploads.
// Called at start and once a day by main.ts.
import { DAY_MS } from '#core/dates.ts';
import { makeStamp } from '#core/stamp.ts';
import { kindOf, kinds } from '#records/registry.ts';
import { LIMITS } from '#sync/messages.ts';
import { ERASED } from '#sync/wire.ts';
import { Ledger } from './ledger.ts';
import type { Store, StoredRecord } from './store.ts';

/** So many records in one transaction, so that nobody waits long for the lock. */
const BATCH = 500;
const UPLOAD_DAYS = 7;

export type Retained = { readonly erased: number; readonly purged: number };

/** @param device the server's part of the stamps that erase, 8 characters */
export async function retain(store: Store, nowMs: number, device: string): Promise<Retained> {
  let erased = 0;
  for (const kind of kinds) {
    const days = kindOf(kind).retentionDays;
    if (days === undefined) continue;
    const before = nowMs - days * DAY_MS;
    erased += await inBatches(
      store,
      nowMs,
      (reading) => reading.unerasedBefore(kind, before, BATCH),
      (ledger, record) => {
        ledger.put(record, record.fields, { [ERASED]: [true, makeStamp(nowMs, 0, device)] });
      },
    );
  }
  // A day more than devices are told: they drop a tombstone by their own count when the server no longer has it.
  const tombstones = nowMs - (LIMITS.tombstoneDays + 1) * DAY_MS;
  const purged = await inBatches(
    store,
    nowMs,
    (reading) => reading.tombstonesBefore(tombstones, BATCH),
    (ledger, record) => ledger.purge(record),
  );
  await store.transaction(async (writing) => {
    for (const kind of kinds) {
      const days =
        kindOf(kind).retentionDays ??
        (kindOf(kind).personal === 'none' ? undefined : LIMITS.tombstoneDays);
      if (days !== undefined) await writing.removeHistoryBefore(kind, nowMs - days * DAY_MS);
    }
    await writing.removeMediaPartsBefore(nowMs - UPLOAD_DAYS * DAY_MS);
    await writing.removeErasedMediaBefore(nowMs - UPLOAD_DAYS * DAY_MS);
    await writing.removeTriesBefore(nowMs - DAY_MS);
  });
  return { erased, purged };
}

async function inBatches(
  store: Store,
  nowMs: number,
  find: (reading: Parameters<Parameters<Store['read']>[0]>[0]) => Promise<StoredRecord[]>,
  change: (ledger: Ledger, record: StoredRecord) => void,
): Promise<number> {
  let count = 0;
  for (;;) {
    const found = await store.read(find);
    if (found.length === 0) return count;
    await store.transaction(async (writing) => {
      const ledger = await Ledger.open(
        writing,
        found.map((record) => record.scope),
      );
      const seqs = new Map(found.map(({ kind, id, seq }) => [`${kind}/${id}`, seq]));
      for (const record of await writing.records(found)) {
        // It may have been written to between the look and the lock: then its time is not over.
        if (record.seq === seqs.get(`${record.kind}/${record.id}`)) change(ledger, record);
      }
      await ledger.close(nowMs);
    });
    count += found.length;
  }
}
