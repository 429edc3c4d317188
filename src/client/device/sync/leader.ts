// One tab syncs, however many are open: whoever holds the lock. When it closes, the next tab takes over by itself.

/** Runs `lead` once this tab is the leader; without Web Locks every tab leads (the server takes each change once in effect anyway). */
export function becomeLeader(
  name: string,
  lead: () => void,
  locks: LockManager | undefined,
): () => void {
  if (!locks) {
    lead();
    return () => {};
  }
  const ended = new AbortController();
  void locks
    .request(name, { signal: ended.signal }, () => {
      lead();
      return new Promise<void>((resolve) => {
        ended.signal.addEventListener('abort', () => resolve());
      });
    })
    .catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
    });
  return () => ended.abort();
}
