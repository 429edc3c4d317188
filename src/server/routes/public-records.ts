// GET /public/records?after=N: what anyone may have, page by page, made for caches in between.
import { Hono } from 'hono';
import { pullPublic } from '../store/exchange.ts';
import { hashOf } from '../auth/codes.ts';
import type { Env, ServerContext } from './context.ts';
import { Refusal } from './refusal.ts';

export const publicRecords = (context: ServerContext): Hono<Env> =>
  new Hono<Env>().get('/public/records', async (ask) => {
    const text = ask.req.query('after') ?? '0';
    const after = /^\d{1,15}$/.test(text) ? Number(text) : undefined;
    if (after === undefined)
      throw new Refusal(
        'bad-request',
        '"after" must be a whole number, the cursor of the page before',
        { path: 'after' },
      );
    const { etag, page } = await context.store.read(async (reading) => {
      const { seq } = await reading.scopeState('public');
      // With the digests, so that a restored backup that reached the same seq again does not pass for the old one.
      const digests = await reading.digests(['public']);
      const held = digests.map(({ kind, hex }) => `${kind}:${hex}`).toSorted();
      const state = hashOf(held.join()).slice(0, 16);
      const tag = `"${after}-${seq}-${state}"`;
      return {
        etag: tag,
        page: ask.req.header('if-none-match')?.includes(tag)
          ? undefined
          : await pullPublic(reading, after),
      };
    });
    ask.header('etag', etag);
    ask.header('cache-control', 'public, max-age=30, stale-while-revalidate=300');
    return page ? ask.json(page) : ask.body(null, 304);
  });
