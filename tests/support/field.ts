// A small field: the real server app on a real SQLite file, devices that reach it through a line which a test can cut.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Device } from '#device/device.ts';
import { createApp } from '#server/app.ts';
import { firstCoordinator } from '#server/first-start.ts';
import type { Store } from '#server/store/store.ts';
import { acceptChanges, systemSender } from '#server/store/accept.ts';
import { makeStamp } from '#core/stamp.ts';
import { uuidv7 } from '#core/ids.ts';
import { registersOf } from '#sync/wire.ts';
import type { Role } from '#records/define-record.ts';
import { PLACE, seededBytes, SITE, type TestClock, testDevice } from './device.ts';
import { openTestStore } from './store.ts';

/** What the line does to the next request. `overtaken`: it arrives, but only after the one that follows it. */
export type Line = 'open' | 'down' | 'cut-before' | 'cut-after' | 'twice' | 'overtaken';

/** `during` runs once, when the server has answered and the device has not heard it yet. */
export type LineState = { state: Line; during?: (() => Promise<unknown>) | undefined };

export type Field = {
  readonly clock: TestClock;
  readonly store: Store;
  /** A device enrolled by this role at the one site. Its `line` may be changed at any time, its clock may be wrong. */
  readonly enrolled: (
    role: Role,
    clock?: TestClock,
  ) => Promise<{
    device: Device;
    line: LineState;
    /** The device's own way to the server: for another tab of it. */
    fetch: typeof fetch;
    requests: () => number;
  }>;
  readonly close: () => Promise<void>;
};

const SETUP = 'FRST-CODE';

export async function openField(): Promise<Field> {
  const clock: TestClock = { now: Date.UTC(2026, 2, 1, 10) };
  const folder = mkdtempSync(join(tmpdir(), 'vestnesis-field-'));
  const random = seededBytes(7);
  const store = await openTestStore(folder, uuidv7(clock.now, random), () => clock.now);
  const server = 'server00';
  const { app } = createApp({
    store,
    now: () => clock.now,
    random,
    server,
    version: 'test',
    clientDir: folder,
    log: () => {},
  });
  const stamp = makeStamp(clock.now, 0, server);
  await store.transaction((writing) =>
    acceptChanges(
      writing,
      [
        {
          kind: 'site',
          id: PLACE,
          scope: 'org',
          fields: registersOf('site', { name: 'Bibliotēka' }, stamp),
        },
      ],
      systemSender(clock.now),
    ),
  );
  await firstCoordinator(store, { nowMs: clock.now, random, server }, SETUP);
  let coordinator: string | undefined;

  const post = (path: string, body: unknown, token?: string): Promise<Response> =>
    Promise.resolve(
      app.request(`/api/v1${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      }),
    );
  const coordinatorToken = async (): Promise<string> => {
    coordinator ??= (
      (await (
        await post('/enrol', { code: SETUP, device: { id: 'desk0000', name: 'Galds' } })
      ).json()) as { token: string }
    ).token;
    return coordinator;
  };

  const reach = (line: LineState, count: { requests: number }): typeof fetch => {
    const send = async (url: string, options?: RequestInit): Promise<Response> =>
      app.request(url, {
        ...options,
        ...(options?.body instanceof Blob ? { body: await options.body.arrayBuffer() } : {}),
      });
    /** Requests that are still on their way when the device has long given them up. */
    const slow: (() => Promise<Response>)[] = [];
    return async (address, options) => {
      // The device's transport always asks by address.
      const url = address as string;
      count.requests += 1;
      const { state } = line;
      if (state === 'down' || state === 'cut-before') {
        if (state === 'cut-before') line.state = 'open';
        throw new TypeError('network');
      }
      if (state === 'overtaken') {
        line.state = 'open';
        slow.push(() => send(url, options));
        throw new TypeError('network');
      }
      const answer = await send(url, options);
      for (const arrive of slow.splice(0)) await arrive();
      const { during } = line;
      line.during = undefined;
      await during?.();
      if (state === 'cut-after') {
        line.state = 'open';
        throw new TypeError('network');
      }
      if (state === 'twice') {
        line.state = 'open';
        return send(url, options);
      }
      return answer;
    };
  };

  return {
    clock,
    store,
    enrolled: async (role, ownClock = clock) => {
      const token = await coordinatorToken();
      const person = uuidv7(clock.now, random);
      const fields = registersOf(
        'person',
        { displayName: `Paraugs ${role}`, role, sites: { [PLACE]: true } },
        makeStamp(clock.now, 0, server),
      );
      await store.transaction((writing) =>
        acceptChanges(
          writing,
          [{ kind: 'person', id: person, scope: 'org', fields }],
          systemSender(clock.now),
        ),
      );
      const { code } = (await (await post('/invites', { personId: person }, token)).json()) as {
        code: string;
      };
      const line: LineState = { state: 'open' };
      const count = { requests: 0 };
      const fetch = reach(line, count);
      const device = await testDevice({ clock: ownClock, fetch });
      const enrolled = await device.enrol(code, `Planšete ${role}`);
      if (!enrolled.ok) throw new Error(enrolled.error.message);
      return { device, line, fetch, requests: () => count.requests };
    },
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export { PLACE, SITE };
