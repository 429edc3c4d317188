// POST /invites: a coordinator makes an enrolment code for a person.
import { Hono } from 'hono';
import { type InviteAnswer, inviteRequest } from '#sync/server-messages.ts';
import { loadStaff } from '../auth/actor.ts';
import { invite } from '../auth/enrolment.ts';
import { readJson } from './body.ts';
import { type Env, originOf, type ServerContext } from './context.ts';
import { Refusal } from './refusal.ts';
import { coordinatorOnly, signedIn } from './signed-in.ts';

export const invites = (context: ServerContext): Hono<Env> =>
  new Hono<Env>().post('/invites', signedIn(context), coordinatorOnly, async (ask) => {
    const { personId } = await readJson(ask, inviteRequest);
    const { random, server } = context;
    const made = await context.store.transaction(async (writing) => {
      if (!(await loadStaff(writing, personId)))
        throw new Refusal('not-found', 'there is no active person with this id', {
          path: 'personId',
        });
      return invite(writing, personId, { nowMs: context.now(), random, server });
    });
    ask.header('cache-control', 'no-store');
    // The code stands behind the #: browsers keep that part to themselves, so it reaches no server's log.
    return ask.json({
      code: made.code,
      url: `${originOf(ask)}/enrol#${made.code}`,
      expiresAt: new Date(made.expiresAt).toISOString(),
    } satisfies InviteAnswer);
  });
