// POST /certificate: the server's signed word on who holds a tablet, by which another tablet knows it with no network.
import { Hono } from 'hono';
import { certificateRequest } from '#sync/parcel-certificate.ts';
import { certify, isPublicKey } from '../auth/parcel-key.ts';
import { readJson } from './body.ts';
import type { Env, ServerContext } from './context.ts';
import { Refusal } from './refusal.ts';
import { sessionOf, signedIn } from './signed-in.ts';

export const certificate = (context: ServerContext): Hono<Env> =>
  new Hono<Env>().post('/certificate', signedIn(context), async (ask) => {
    const { publicKey } = await readJson(ask, certificateRequest);
    if (!isPublicKey(publicKey))
      throw new Refusal('bad-request', 'the public key is no point of the curve P-256', {
        path: 'publicKey',
      });
    const answer = await certify(context.store, sessionOf(ask), publicKey, context.now());
    ask.header('cache-control', 'no-store');
    return ask.json(answer);
  });
