// How full the tablet is, and whether the browser promised to keep our data. Called by settings and by the report to the desk.
export type StorageFacts = {
  readonly storageUsed?: number;
  readonly storageQuota?: number;
  readonly persisted?: boolean;
};

/** Bytes used and allowed, as the browser estimates them; empty where it does not tell. */
export async function measureStorage(): Promise<StorageFacts> {
  if (typeof navigator === 'undefined' || !navigator.storage?.estimate) return {};
  const [estimate, persisted] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted?.() ?? false,
  ]);
  return {
    ...(estimate.usage === undefined ? {} : { storageUsed: estimate.usage }),
    ...(estimate.quota === undefined ? {} : { storageQuota: estimate.quota }),
    persisted,
  };
}

/** Asks the browser never to clear our data by itself. @returns what it decided */
export async function askToPersist(): Promise<boolean> {
  if (!navigator.storage?.persist) return false;
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}
