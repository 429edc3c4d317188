// Builds a device for tests: the app's own device room on an IndexedDB made in memory, a clock that the test moves, seeded randomness.
import 'fake-indexeddb/auto';
import { type Device, openDevice } from '#device/device.ts';
import type { Identity } from '#device/identity.ts';
import { writeMeta } from '#device/meta.ts';
import { Database } from '#device/database.ts';
import { takeOver } from '#device/database-upgrade.ts';
import type { MarkedRow } from '#device/row.ts';
import { UnitOfWork } from '#device/unit-of-work.ts';
import type { Kind } from '#records/registry.ts';

export const PLACE = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e0f';
export const SITE = `site:${PLACE}`;
export const PERSON = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e10';

export const ambassador: Identity = {
  token: 'token',
  person: { id: PERSON, displayName: 'Vēstnese', role: 'ambassador' },
  device: { id: 'aaaaaaaa', name: 'A' },
  org: { name: 'Novads' },
  sites: [{ id: PLACE, name: 'Bibliotēka' }],
  scopes: ['public', 'org', SITE, `person:${PERSON}`],
};

export type TestClock = { now: number };

let count = 0;
export type TestDeviceOptions = {
  readonly clock: TestClock;
  readonly name?: string;
  readonly fetch?: typeof fetch;
  readonly identity?: Identity | undefined;
  readonly schema?: number;
};

/** Small linear generator: tests repeat. */
export function seededBytes(seed: number): (n: number) => Uint8Array {
  let state = seed >>> 0;
  return (n) =>
    Uint8Array.from({ length: n }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
}

export async function testDevice(options: TestDeviceOptions): Promise<Device> {
  count += 1;
  const name = options.name ?? `device-${count}`;
  if (options.identity) {
    const db = new Database(name, options.schema, takeOver);
    await writeMeta(db, 'identity', options.identity);
    db.close();
  }
  return openDevice({
    name,
    origin: 'http://server.test',
    now: () => options.clock.now,
    random: seededBytes(count),
    fetch: options.fetch ?? (() => Promise.reject(new TypeError('no network'))),
    version: 'test',
    ...(options.schema === undefined ? {} : { schema: options.schema }),
    automatic: false,
  });
}

/** A row that gets in by a door that is not ours: neither parsed nor allowed. */
export const plantRow = (db: Database, kind: Kind, row: MarkedRow): Promise<void> =>
  db.transaction('rw', [db.outbox, db.digests, db.table(kind)], async () => {
    const work = new UnitOfWork(db);
    work.put(kind, row);
    await work.commit();
  });
