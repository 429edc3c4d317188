// The guard before every route that needs a person: no token, no answer. Leaves the session for the route.
import type { MiddlewareHandler } from 'hono';
import { readSession, type Session } from '../auth/session.ts';
import type { Ask, Env, ServerContext } from './context.ts';
import { Refusal } from './refusal.ts';

export const sessionOf = (ask: Ask): Session => ask.get('session');

/** The session, or undefined without a token; a token that no longer holds is refused all the same. */
export async function sessionIfAny(context: ServerContext, ask: Ask): Promise<Session | undefined> {
  const header = ask.req.header('authorization');
  if (header === undefined) return undefined;
  const session = await context.store.read((reading) =>
    readSession(reading, header, context.places),
  );
  if (session.ok) return session.value;
  const { code, message, wipe } = session.error;
  throw new Refusal(code, message, code === 'device-revoked' ? { wipe } : {});
}

export const signedIn =
  (context: ServerContext): MiddlewareHandler<Env> =>
  async (ask, next) => {
    const session = await sessionIfAny(context, ask);
    if (!session) throw new Refusal('not-signed-in', 'sign in with an enrolment code');
    ask.set('session', session);
    await next();
  };

export const coordinatorOnly: MiddlewareHandler<Env> = async (ask, next) => {
  if (sessionOf(ask).actor.role !== 'coordinator')
    throw new Refusal('forbidden', 'only a coordinator may do this');
  await next();
};
