// GET /health: whether the server and its store answer. For people, monitors and the device's settings page.
import { Hono } from 'hono';
import type { Env, ServerContext } from './context.ts';

export const health = (context: ServerContext): Hono<Env> =>
  new Hono<Env>().get('/health', async (ask) => {
    await context.store.read((reading) => reading.scopeState('public'));
    ask.header('cache-control', 'no-store');
    return ask.json({
      ok: true,
      version: context.version,
      store: context.store.name,
      schema: context.schema,
    });
  });
