// Reads the server's pokes off one connection until it ends. Loaded by online.ts for those who are signed in.
import { API } from '#sync/messages.ts';
import type { Transport } from './transport.ts';

/** Calls `wake` at each poke; resolves when the connection ends. */
export async function readPokes(
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
