// The server of a simulated world, whatever its store: what misfortune can do to it, and what its operator does.
// Kept by sqlite-server.ts and postgres-server.ts; used by world.ts and actions.ts, which know nothing of stores.
import { uuidv7 } from '#core/ids.ts';
import { makeStamp } from '#core/stamp.ts';
import type { Role } from '#records/define-record.ts';
import type { Kind } from '#records/registry.ts';
import { invite } from '#server/auth/enrolment.ts';
import { acceptChanges, systemSender } from '#server/store/accept.ts';
import type { Store, Writing } from '#server/store/store.ts';
import { registersOf } from '#sync/wire.ts';
import type { PageLimits } from './limits.ts';

export const SERVER = 'simserve';

/** What a world gives its server. */
export type ServerMeans = {
  readonly seed: number;
  readonly now: () => number;
  readonly random: (n: number) => Uint8Array;
  readonly limits: PageLimits;
};
export type MakeServer = (means: ServerMeans) => SimServer;

export abstract class SimServer {
  readonly means: ServerMeans;
  /** For the model and the proof: they read what is stored by no server's word. */
  store!: Store;
  /** Nobody reaches it. */
  down = false;
  hasBackup = false;
  /** What went wrong with it that no misfortune asked for, a line each. */
  readonly troubles: string[] = [];

  constructor(means: ServerMeans) {
    this.means = means;
  }

  /** Of its program. */
  schema = 1;

  abstract open(): Promise<void>;
  /** One request; rejects as `fetch` does when the line or the server dies. */
  abstract door(url: string, init: RequestInit | undefined): Promise<Response>;
  /** The next request's write transaction dies at its nth step; undefined takes that back. */
  abstract crashIn(steps: number | undefined): void;
  abstract restart(): Promise<void>;
  abstract backup(): Promise<void>;
  abstract restore(): Promise<void>;
  abstract close(): Promise<void>;

  /** Puts a record in as the server itself. */
  async put(
    kind: Kind,
    id: string,
    scope: string,
    values: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const now = this.means.now();
    const fields = registersOf(kind, values, makeStamp(now, 0, SERVER));
    await this.store.transaction((writing) =>
      acceptChanges(writing, [{ kind, id, scope, fields }], systemSender(now)),
    );
  }

  async person(role: Role, sites: readonly string[]): Promise<string> {
    const id = uuidv7(this.means.now(), this.means.random);
    await this.put('person', id, 'org', {
      displayName: `Paraugs ${role}`,
      role,
      sites: Object.fromEntries(sites.map((site) => [site, true])),
    });
    return id;
  }

  async code(person: string): Promise<string> {
    const { now, random } = this.means;
    const invited = await this.store.transaction((writing) =>
      invite(writing, person, { nowMs: now(), random, server: SERVER }),
    );
    return invited.code;
  }
}

/** The same store, which calls `step` before each use that a write transaction makes of it: there a crash can be put. */
export function stepping(store: Store, step: () => void): Store {
  const guarded = (writing: Writing): Writing =>
    new Proxy(writing, {
      get: (target, name, receiver) => {
        step();
        return Reflect.get(target, name, receiver) as unknown;
      },
    });
  return {
    ...store,
    transaction: (work) => store.transaction((writing) => work(guarded(writing))),
  };
}
