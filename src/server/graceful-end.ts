// Ends an HTTP server without cutting an answer: Node's own closeIdleConnections() drops what a slow reader has not taken yet.
// Called by main.ts.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Some clients take a goodbye that comes before they have read everything for a cut line (undici); a moment later they have. */
const LINGER_MS = 250;

/**
 * Watches the connections from now on. The function that it answers takes no new ones, lets running requests finish, says goodbye on each
 * connection after its last answer, and resolves when all are closed; after `graceMs` milliseconds the rest is cut.
 */
export function gracefulEnd(server: Server, graceMs: number): () => Promise<void> {
  /** How many requests are under way on a connection. */
  const open = new Map<Socket, number>();
  let ending = false;
  server.on('connection', (socket) => {
    open.set(socket, 0);
    socket.on('close', () => open.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    open.set(socket, (open.get(socket) ?? 0) + 1);
    response.on('close', () => {
      const left = (open.get(socket) ?? 1) - 1;
      if (open.has(socket)) open.set(socket, left);
      if (ending && left === 0) setTimeout(() => socket.end(), LINGER_MS);
    });
  });
  return () => {
    ending = true;
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    for (const [socket, underWay] of open) if (underWay === 0) socket.end();
    setTimeout(() => server.closeAllConnections(), graceMs).unref();
    return closed;
  };
}
