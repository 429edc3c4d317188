// POST /enrol: a code becomes a device with a token. Guessing is slowed down per address.
import { Hono } from 'hono';
import { enrolRequest } from '#sync/server-messages.ts';
import { enrol as takeCode } from '../auth/enrolment.ts';
import { readJson } from './body.ts';
import { addressOf, type Env, type ServerContext } from './context.ts';
import { Refusal } from './refusal.ts';

export const enrol = (context: ServerContext): Hono<Env> =>
  new Hono<Env>().post('/enrol', async (ask) => {
    const address = addressOf(ask);
    const waitMs = context.tries.waitMs(address, context.now());
    if (waitMs > 0) {
      const retryAfter = Math.ceil(waitMs / 1000);
      throw new Refusal(
        'too-many-tries',
        `too many wrong codes; try again in ${retryAfter} seconds`,
        { retryAfter },
      );
    }
    const request = await readJson(ask, enrolRequest);
    const { random, server } = context;
    const enrolled = await context.store.transaction((writing) =>
      takeCode(writing, request, { nowMs: context.now(), random, server }),
    );
    if (!enrolled.ok) {
      context.tries.wrong(address, context.now());
      throw new Refusal(enrolled.error.code, enrolled.error.message);
    }
    for (const { scope, seq } of enrolled.value.scopes)
      context.pokes.publish({ about: 'scope', scope, seq });
    ask.header('cache-control', 'no-store');
    return ask.json(enrolled.value.answer);
  });
