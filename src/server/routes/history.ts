// GET /records/:kind/:id/history: what stood in a record's fields before, and who changed it. For whoever may read the record.
import { Hono } from 'hono';
import { stampDevice } from '#core/stamp.ts';
import { isKind } from '#records/registry.ts';
import { canRead } from '#sync/access.ts';
import type { HistoryAnswer } from '#sync/server-messages.ts';
import { historyOf } from '../store/schema.ts';
import type { Env, ServerContext } from './context.ts';
import { Refusal } from './refusal.ts';
import { sessionOf, signedIn } from './signed-in.ts';

export const history = (context: ServerContext): Hono<Env> =>
  new Hono<Env>().get('/records/:kind/:id/history', signedIn(context), async (ask) => {
    const { kind, id } = ask.req.param();
    const { actor } = sessionOf(ask);
    const entries = await context.store.read(async (reading) => {
      const record = isKind(kind) ? await reading.record({ kind, id }) : undefined;
      // The same answer for what is not there and what may not be read.
      if (!record || !canRead(actor, record.kind, record.scope))
        throw new Refusal('not-found', 'there is no such record that you may read');
      return historyOf(reading, record, context.schema);
    });
    const answer: HistoryAnswer = {
      history: entries.map((entry) => ({
        field: entry.name,
        value: entry.oldValue as HistoryAnswer['history'][number]['value'],
        stamp: entry.oldStamp,
        writtenOn: stampDevice(entry.oldStamp),
        replacedBy: entry.newStamp,
        replacedOn: stampDevice(entry.newStamp),
        person: entry.person,
        device: entry.device,
        at: new Date(entry.at).toISOString(),
      })),
    };
    ask.header('cache-control', 'no-store');
    return ask.json(answer);
  });
