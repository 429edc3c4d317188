// POST /enrol: a code becomes a device with a token. Guessing is slowed down per address.
import { Hono } from 'hono';
import { enrolRequest } from '#sync/server-messages.ts';
import { enrol as takeCode } from '../auth/enrolment.ts';
import { timeToWait, tryOnce } from '../auth/tries.ts';
import { readJson } from './body.ts';
import { addressOf, type Env, type ServerContext } from './context.ts';
import { Refusal } from './refusal.ts';

function tooMany(waitMs: number): Refusal {
  const retryAfter = Math.ceil(waitMs / 1000);
  return new Refusal('too-many-tries', `too many wrong codes; try again in ${retryAfter} seconds`, {
    retryAfter,
  });
}

export const enrol = (context: ServerContext): Hono<Env> =>
  new Hono<Env>().post('/enrol', async (ask) => {
    const { store, random, server } = context;
    const address = addressOf(ask);
    const wait = await store.read((reading) => timeToWait(reading, address, context.now()));
    if (wait > 0) throw tooMany(wait);
    const request = await readJson(ask, enrolRequest);
    const nowMs = context.now();
    const tried = await store.transaction((writing) =>
      tryOnce(writing, address, nowMs, () => takeCode(writing, request, { nowMs, random, server })),
    );
    if ('waitMs' in tried) throw tooMany(tried.waitMs);
    const { outcome } = tried;
    if (!outcome.ok) throw new Refusal(outcome.error.code, outcome.error.message);
    for (const { scope, seq } of outcome.value.scopes)
      context.pokes.publish({ about: 'scope', scope, seq });
    ask.header('cache-control', 'no-store');
    return ask.json(outcome.value.answer);
  });
