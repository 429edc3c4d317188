// What wakes the sync: the network coming back, the app coming to the front, a poke from the server, five minutes passing.
import { API } from '#sync/messages.ts';
import type { Transport } from './transport.ts';

const EVERY_MS = 300_000;

/** Calls `wake` at each of these moments; answers the way to stop. */
export function watchMoments(wake: () => void): () => void {
  const visible = (): void => {
    if (document.visibilityState === 'visible') wake();
  };
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', visible);
  const timer = setInterval(wake, EVERY_MS);
  return () => {
    window.removeEventListener('online', wake);
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
      await readPokes(transport, token, ended.signal, wake).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
    }
  };
  void listen();
  return () => ended.abort();
}

async function readPokes(
  transport: Transport,
  token: string,
  signal: AbortSignal,
  wake: () => void,
): Promise<void> {
  const answer = await transport.fetch(`${transport.origin}${API}/sync/live`, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    cache: 'no-store',
    signal,
  });
  if (!answer.ok || !answer.body) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    if (value.includes('data:')) wake();
  }
}
