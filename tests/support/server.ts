// Builds a server for tests: the real app on a real SQLite file in a folder of its own, a clock that the test moves, no port.
// `tablet` below is a program that speaks the protocol by hand; tests of the device's own engine use `server.fetch` with support/device.ts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { newDeviceId, uuidv7 } from '#core/ids.ts';
import { nextStamp, type Stamp } from '#core/stamp.ts';
import type { Role } from '#records/define-record.ts';
import { type Kind, SCHEMA, type Values } from '#records/registry.ts';
import { createApp } from '#server/app.ts';
import { firstCoordinator } from '#server/first-start.ts';
import { seedStarter } from '#server/seed/starter.ts';
import type { StarterRecord } from '#server/seed/content.ts';
import type { Store } from '#server/store/store.ts';
import { API, type EnrolAnswer, type SyncAnswer } from '#sync/messages.ts';
import type { InviteAnswer } from '#sync/server-messages.ts';
import { merge } from '#sync/merge.ts';
import { DELETED, ERASED, type Register, registersOf, type WireRecord } from '#sync/wire.ts';
import { seededBytes } from './device.ts';
import { openTestStore } from './store.ts';

export const CODE = 'TEST-0001';
export const START = Date.UTC(2026, 2, 2, 9);
export const LIBRARY = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e0f';
export const CENTRE = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e11';

const place = (id: string, name: string): StarterRecord => ({
  kind: 'place',
  id,
  scope: 'public',
  values: { slug: name, order: 1, type: 'library', verified: false, text: { 'lv.name': name } },
  file: `tests/${name}.json`,
});
/** Two places where people work, and so two sites. */
const SMALL_PACK = [place(LIBRARY, 'biblioteka'), place(CENTRE, 'centrs')];

export type Reply<T = unknown> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
};
export type Call = {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly gzip?: boolean;
};

export type TestServer = {
  readonly clock: { now: number };
  readonly dataDir: string;
  readonly store: Store;
  readonly app: ReturnType<typeof createApp>;
  /** For the device's own engine: any origin. */
  readonly fetch: typeof fetch;
  /** Lines that the server logged. */
  readonly log: readonly string[];
  /** @param path below /api/v1 */
  readonly call: <T = unknown>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    call?: Call,
  ) => Promise<Reply<T>>;
  readonly enrol: (code: string, deviceId?: string) => Promise<Tablet>;
  /** The first coordinator's tablet; the code is used at the first call. */
  readonly coordinator: () => Promise<Tablet>;
  /** Makes a person with this role and these places (the library when not given), and an enrolment code for them. */
  readonly codeFor: (role: Role, sites?: readonly string[]) => Promise<string>;
  /** The same, with a tablet enrolled for them. */
  readonly staff: (role: Role, sites?: readonly string[]) => Promise<Tablet>;
  /** The same data opened by a new server process, as it were. */
  readonly restart: () => Promise<TestServer>;
  readonly close: () => Promise<void>;
};

export type ServerOptions = {
  readonly dataDir?: string;
  readonly clock?: { now: number };
  readonly content?: readonly StarterRecord[];
  readonly clientDir?: string;
  readonly setupCode?: string;
  /** Whoever enrolled with the first code in an earlier run on the same folder. */
  readonly coordinator?: EnrolAnswer | undefined;
};

let servers = 0;

export async function testServer(options: ServerOptions = {}): Promise<TestServer> {
  servers += 1;
  const random = seededBytes(1000 + servers);
  const clock = options.clock ?? { now: START };
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'vestnesis-server-'));
  const store = await openTestStore(dataDir, uuidv7(clock.now, random), () => clock.now);
  const server = 'svserver';
  await seedStarter(store, 'Testa novads', clock.now, options.content ?? SMALL_PACK);
  await firstCoordinator(store, { nowMs: clock.now, random, server }, options.setupCode ?? CODE);
  const log: string[] = [];
  const app = createApp({
    store,
    now: () => clock.now,
    random,
    server,
    version: '1.2.3',
    clientDir: options.clientDir ?? join(dataDir, 'client'),
    log: (line) => log.push(line),
  });

  const call: TestServer['call'] = async (
    method,
    path,
    { token, body, headers = {}, gzip = false } = {},
  ) => {
    const raw =
      body instanceof Uint8Array
        ? body
        : body === undefined
          ? undefined
          : new TextEncoder().encode(JSON.stringify(body));
    const sent = raw && gzip ? gzipSync(raw) : raw;
    const answer = await app.app.request(`${API}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(gzip ? { 'content-encoding': 'gzip' } : {}),
        ...headers,
      },
      ...(sent ? { body: new Uint8Array(sent) } : {}),
    });
    const isJson =
      answer.headers.get('content-type')?.startsWith('application/json') &&
      answer.headers.get('content-encoding') === null;
    return {
      status: answer.status,
      headers: answer.headers,
      body: (isJson ? await answer.json() : await answer.bytes()) as never,
    };
  };
  const enrol = async (code: string, deviceId = newDeviceId(random)): Promise<Tablet> => {
    const reply = await call<EnrolAnswer>('POST', '/enrol', {
      body: { code, device: { id: deviceId, name: `Planšete ${deviceId}` } },
    });
    if (reply.status !== 200)
      throw new Error(`enrolment answered ${reply.status} ${JSON.stringify(reply.body)}`);
    return new Tablet(self, reply.body, random);
  };
  let first: Promise<Tablet> | undefined;
  const close = async (): Promise<void> => {
    app.live.closeAll();
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const self: TestServer = {
    clock,
    dataDir,
    store,
    app,
    log,
    call,
    enrol,
    fetch: async (input, init) => app.app.fetch(new Request(input, init)),
    coordinator: () =>
      (first ??= options.coordinator
        ? Promise.resolve(new Tablet(self, options.coordinator, random))
        : enrol(options.setupCode ?? CODE)),
    codeFor: async (role, sites = [LIBRARY]) => {
      const desk = await self.coordinator();
      const person = desk.creation('person', 'org', {
        displayName: role,
        role,
        sites: Object.fromEntries(sites.map((site) => [site, true])),
      });
      await desk.push(person);
      const { status, body } = await call<InviteAnswer>('POST', '/invites', {
        token: desk.token,
        body: { personId: person.id },
      });
      if (status !== 200) throw new Error(`the invitation answered ${status}`);
      return body.code;
    },
    staff: async (role, sites) => enrol(await self.codeFor(role, sites)),
    restart: async () => {
      app.live.closeAll();
      await store.close();
      return testServer({ ...options, dataDir, clock, coordinator: (await first)?.enrolled });
    },
    close,
  };
  return self;
}

type Patch<K extends Kind> = Partial<{ [F in keyof Values<K>]: Values<K>[F] | null }>;

/** A device that speaks the protocol with no database of its own: it keeps cursors and records in memory. */
export class Tablet {
  readonly server: TestServer;
  readonly token: string;
  readonly person: EnrolAnswer['person'];
  readonly deviceId: string;
  readonly enrolled: EnrolAnswer;
  readonly #random: (n: number) => Uint8Array;
  #last: Stamp | undefined;
  cursors: Record<string, number> = {};
  /** What it holds: `kind/id` -> record. */
  readonly records = new Map<string, WireRecord>();

  constructor(server: TestServer, answer: EnrolAnswer, random: (n: number) => Uint8Array) {
    this.server = server;
    this.token = answer.token;
    this.person = answer.person;
    this.deviceId = answer.device.id;
    this.enrolled = answer;
    this.#random = random;
  }

  newId = (): string => uuidv7(this.server.clock.now, this.#random);

  /** @param atMs the server's clock when not given */
  stamp(atMs = this.server.clock.now): Stamp {
    this.#last = nextStamp(this.#last, atMs, this.deviceId);
    return this.#last;
  }

  creation = <K extends Kind>(
    kind: K,
    scope: string,
    values: Patch<K>,
    id = this.newId(),
  ): WireRecord => ({
    kind,
    id,
    scope,
    fields: registersOf(kind, values, this.stamp()),
  });

  /** A change of single registers. */
  alteration = (record: WireRecord, values: Readonly<Record<string, Register[0]>>): WireRecord => {
    const stamp = this.stamp();
    return {
      ...record,
      fields: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, [value, stamp] as const]),
      ),
    };
  };
  deletion = (record: WireRecord): WireRecord => this.alteration(record, { [DELETED]: true });
  erasure = (record: WireRecord): WireRecord => this.alteration(record, { [ERASED]: true });

  /** One request as it is, without touching what this tablet remembers. */
  ask = (
    request: Readonly<Record<string, unknown>> = {},
    call: Call = {},
  ): Promise<Reply<SyncAnswer>> =>
    this.server.call<SyncAnswer>('POST', '/sync', {
      token: this.token,
      body: {
        schema: SCHEMA,
        now: this.server.clock.now,
        cursors: this.cursors,
        changes: [],
        ...request,
      },
      ...call,
    });

  /** Sends changes (and pulls what comes with the answer). */
  async push(...changes: readonly unknown[]): Promise<SyncAnswer> {
    const { status, body } = await this.ask({ changes });
    if (status !== 200) throw new Error(`sync answered ${status} ${JSON.stringify(body)}`);
    const received = new Set(body.receipts.map((receipt) => `${receipt.kind}/${receipt.id}`));
    for (const change of changes as WireRecord[])
      if (received.has(`${change?.kind}/${change?.id}`)) this.#keep(change);
    this.take(body);
    return body;
  }

  /** As a device does with what it wrote itself: the server does not send it back. */
  #keep(change: WireRecord): void {
    const name = `${change.kind}/${change.id}`;
    this.records.set(name, {
      ...change,
      fields: merge(this.records.get(name)?.fields ?? {}, change.fields).fields,
    });
  }

  /** Pulls until there is no more. Answers the last page, with all records of all pages. */
  async pull(): Promise<SyncAnswer> {
    const changes: WireRecord[] = [];
    for (;;) {
      const answer = await this.push();
      changes.push(...answer.changes);
      if (!answer.more) return { ...answer, changes };
    }
  }

  take(answer: SyncAnswer): void {
    for (const scope of answer.reset ?? []) {
      delete this.cursors[scope];
      for (const [name, record] of this.records)
        if (record.scope === scope) this.records.delete(name);
    }
    for (const record of answer.changes) this.records.set(`${record.kind}/${record.id}`, record);
    this.cursors = { ...this.cursors, ...answer.cursors };
  }
}
