// GET /sync/live: server-sent events that tell a device to pull, nothing more. Connections end with the client, the token or the server.
import { Hono } from 'hono';
import { inScope } from '#sync/access.ts';
import { openSession, type Session } from '../auth/session.ts';
import type { Poke } from '../store/pokes.ts';
import type { Env, ServerContext } from './context.ts';
import { createGate, type Gate } from './overload.ts';
import { sessionOf, signedIn } from './signed-in.ts';

const HEARTBEAT_MS = 25_000;
/** One tablet has one leading tab; a few more may linger after a cut line until they are noticed to be dead. */
const PER_TOKEN = 3;
/** After a change in `org` so many connections at a time have their rights asked anew; all at once would hold up everybody's sync. */
const REFRESHING = 2;

type Connection = { readonly session: Session; readonly close: () => void };
export type LiveConnections = { readonly count: () => number; readonly closeAll: () => void };

export const live = (
  context: ServerContext,
): { routes: Hono<Env>; connections: LiveConnections } => {
  const open = new Set<Connection>();
  const turns = createGate(context, { running: REFRESHING });
  const routes = new Hono<Env>().get('/sync/live', signedIn(context), (ask) => {
    const session = sessionOf(ask);
    const same = [...open].filter(
      (connection) => connection.session.token.hash === session.token.hash,
    );
    for (const oldest of same.slice(0, Math.max(0, same.length - PER_TOKEN + 1))) oldest.close();
    return new Response(connect(context, { open, turns }, session, ask.req.raw.signal), {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  });
  return {
    routes,
    connections: {
      count: () => open.size,
      closeAll: () => {
        for (const connection of open) connection.close();
      },
    },
  };
};

function connect(
  context: ServerContext,
  { open, turns }: { readonly open: Set<Connection>; readonly turns: Gate },
  first: Session,
  gone: AbortSignal,
): ReadableStream<Uint8Array> {
  let session = first;
  let close = (): void => {};
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      const send = (text: string): void => {
        // A client that no longer reads must not fill our memory.
        if ((controller.desiredSize ?? 0) < -64) close();
        else controller.enqueue(new TextEncoder().encode(text));
      };
      /** Rights may have changed: asked again, and a connection without any is closed. */
      const refresh = async (): Promise<void> => {
        if (!open.has(connection)) return;
        const again = await context.store.read(async (reading) => {
          const token = await reading.token(session.token.hash);
          return token && openSession(reading, token, context.places);
        });
        if (again?.ok) session = again.value;
        else close();
      };
      let waiting: Promise<void> | undefined;
      /** In its turn; what changes before that is seen by the same look. */
      const refreshSoon = (): Promise<void> =>
        (waiting ??= turns.run(() => {
          waiting = undefined;
          return refresh();
        }));
      const hear = async (poke: Poke): Promise<void> => {
        if (poke.about === 'device') {
          if (poke.device === session.token.device) await refresh();
          return;
        }
        // Persons and sites live in `org`.
        if (poke.scope === 'org') await refreshSoon();
        if (
          open.has(connection) &&
          poke.from !== session.token.hash &&
          inScope(session.actor, poke.scope)
        ) {
          send(`data: ${JSON.stringify({ scope: poke.scope, seq: poke.seq })}\n\n`);
        }
      };
      const stop = context.pokes.listen((poke) => void hear(poke).catch(() => close()));
      const heartbeat = setInterval(() => send(': here\n\n'), HEARTBEAT_MS);
      heartbeat.unref();
      close = () => {
        if (!open.delete(connection)) return;
        stop();
        clearInterval(heartbeat);
        gone.removeEventListener('abort', close);
        try {
          controller.close();
        } catch {
          // The client had closed it already.
        }
      };
      const connection: Connection = { session, close: () => close() };
      open.add(connection);
      gone.addEventListener('abort', close);
      send(': here\n\n');
    },
    cancel: () => close(),
  });
}
