// What every route is given by app.ts: where records live, what time it is, where chance comes from. Nothing is taken from the air.
import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import type { RandomBytes } from '#core/ids.ts';
import type { KnownPlaces } from '../auth/actor.ts';
import type { Session } from '../auth/session.ts';
import type { Pokes } from '../store/pokes.ts';
import type { Store } from '../store/store.ts';

export type ServerContext = {
  readonly store: Store;
  readonly pokes: Pokes;
  readonly places: KnownPlaces;
  readonly now: () => number;
  readonly random: RandomBytes;
  /** 8 characters: this process's part of the stamps that it makes. */
  readonly server: string;
  readonly version: string;
  /** Of the records that it keeps. */
  readonly schema: number;
};

export type Env = { Variables: { session: Session }; Bindings: { incoming?: IncomingMessage } };
export type Ask = Context<Env>;

const isLoopback = (address: string): boolean => /^(::ffff:)?127\.|^::1$/.test(address);

/** Where a request comes from. A proxy's word is taken only from a proxy on this machine; the last entry is the one that it wrote itself. */
export function addressOf(ask: Ask): string {
  const peer = ask.env?.incoming?.socket.remoteAddress ?? 'local';
  const told = ask.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  return told && isLoopback(peer) ? told : peer;
}

/** Address of this server as the asker knows it, without a slash at the end. */
export function originOf(ask: Ask): string {
  const url = new URL(ask.req.url);
  const protocol =
    ask.req.header('x-forwarded-proto')?.split(',')[0]?.trim() === 'https'
      ? 'https:'
      : url.protocol;
  return `${protocol}//${ask.req.header('host') ?? url.host}`;
}
