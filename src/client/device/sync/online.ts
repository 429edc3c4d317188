// What wakes the sync: the network coming back, the app coming to the front, a poke from the server, five minutes passing.
import type { Transport } from './transport.ts';

const EVERY_MS = 300_000;

/**
 * Calls `wake` at each of these moments; answers the way to stop.
 * @param onBack called before it when the network or the person comes back: the first try often comes too early, and must not
 * be the last one for minutes because of all that failed in the village without network
 */
export function watchMoments(wake: () => void, onBack: () => void): () => void {
  const back = (): void => {
    onBack();
    wake();
  };
  const visible = (): void => {
    if (document.visibilityState === 'visible') back();
  };
  window.addEventListener('online', back);
  document.addEventListener('visibilitychange', visible);
  const timer = setInterval(wake, EVERY_MS);
  return () => {
    window.removeEventListener('online', back);
    document.removeEventListener('visibilitychange', visible);
    clearInterval(timer);
  };
}

const RECONNECT_MS = 15_000;

/** Listens for pokes (server-sent events read by fetch, since EventSource can't carry a token). Reconnects until stopped. */
export function listenForPokes(transport: Transport, token: string, wake: () => void): () => void {
  const ended = new AbortController();
  const listen = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      // Only the signed-in listen, so only they load the reading.
      const { readPokes } = await import('./pokes.ts');
      await readPokes(transport, token, ended.signal, wake).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
    }
  };
  void listen();
  return () => ended.abort();
}
