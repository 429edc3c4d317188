// Several built servers on one PostgreSQL, and real devices that reach them: pokes across processes, kills of a server, kills of the
// database, and the change to a standby. Nothing that a device was told is safe may be missing afterwards.
import { markedRow } from '#device/unit-of-work.ts';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Device } from '#device/device.ts';
import { fieldsFrom } from '#server/store/fields-text.ts';
import type { EnrolAnswer, SyncAnswer } from '#sync/messages.ts';
import type { InviteAnswer } from '#sync/server-messages.ts';
import { makeStamp } from '#core/stamp.ts';
import { registersOf, type WireRecord } from '#sync/wire.ts';
import { uuidv7 } from '#core/ids.ts';
import { type BuiltServer, builtServer, SETUP_CODE } from '../support/built-server.ts';
import { type Ledger, openLedger } from '../support/acknowledged.ts';
import { seededBytes, testDevice } from '../support/device.ts';
import { postgresPrograms, startPostgres, type TestDatabase } from '../support/postgres.ts';

const programs = postgresPrograms();
if (!programs)
  console.log('No PostgreSQL can be run here: the tests of several servers are skipped.');

const clock = {
  get now(): number {
    return Date.now();
  },
};
const random = seededBytes(Date.now() % 100_000);
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function database(settings: Record<string, string | number> = {}): Promise<TestDatabase> {
  const made = await startPostgres(settings);
  closing.push(made.close);
  return made;
}
async function servers(count: number, url: string): Promise<BuiltServer[]> {
  const made = await Promise.all(
    Array.from({ length: count }, () => builtServer({ DATABASE_URL: url })),
  );
  closing.push(...made.map(({ close }) => close));
  return made;
}

const ask = async <T>(url: string, path: string, body: unknown, token?: string): Promise<T> => {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
};
const send = (
  url: string,
  token: string,
  changes: readonly WireRecord[],
  cursors = {},
): Promise<SyncAnswer> =>
  ask<SyncAnswer>(url, '/sync', { schema: 1, now: Date.now(), cursors, changes }, token);
const enrolDesk = (url: string): Promise<EnrolAnswer> =>
  ask(url, '/enrol', { code: SETUP_CODE, device: { id: 'desk0000', name: 'Galds' } });
const inviteOf = async (url: string, desk: EnrolAnswer): Promise<string> =>
  (await ask<InviteAnswer>(url, '/invites', { personId: desk.person.id }, desk.token)).code;
let made = 0;
const newList = (scope: string, device: string, title: string): WireRecord => {
  made += 1;
  return {
    kind: 'todo-list',
    id: uuidv7(Date.now(), random),
    scope,
    fields: registersOf(
      'todo-list',
      { title },
      makeStamp(Date.now() - 1000, made % 60_000, device),
    ),
  };
};

/** As a balancer in front of the servers: each request goes to the next one; what breaks on the way breaks for the device. */
function balanced(all: readonly BuiltServer[]): typeof fetch {
  let turn = 0;
  return async (input, init) => {
    turn += 1;
    const { url } = all[turn % all.length]!;
    const path = new URL(input instanceof Request ? input.url : String(input), url).pathname;
    return fetch(`${url}${path}`, { ...init, signal: AbortSignal.timeout(30_000) });
  };
}

async function tablets(
  count: number,
  all: readonly BuiltServer[],
): Promise<{ desk: EnrolAnswer; devices: Device[]; ledger: Ledger }> {
  const { url } = all[0]!;
  const desk = await enrolDesk(url);
  const ledger = openLedger();
  const devices: Device[] = [];
  for (let i = 0; i < count; i += 1) {
    const device = await testDevice({ clock, fetch: ledger.over(balanced(all)) });
    const enrolled = await device.enrol(await inviteOf(url, desk), `Planšete ${i}`);
    if (!enrolled.ok) throw new Error(enrolled.error.message);
    devices.push(device);
    closing.push(async () => device.close());
  }
  return { desk, devices, ledger };
}

type Work = {
  readonly confirmed: Set<string>;
  readonly waiting: () => number;
  readonly failures: () => number;
};
/** Writes and syncs as a busy tablet does, until everything is confirmed; a sync that fails is tried again. */
function work(
  device: Device,
  scope: string,
  count: number,
): Work & { readonly done: Promise<void> } {
  const confirmed = new Set<string>();
  const mine: string[] = [];
  let failures = 0;
  const look = async (): Promise<void> => {
    for (const id of mine)
      if ((await markedRow(device.db, 'todo-list', id))?._dirty === undefined) confirmed.add(id);
  };
  const done = (async () => {
    const until = Date.now() + 90_000;
    while (mine.length < count || confirmed.size < count) {
      if (Date.now() > until)
        throw new Error(`after 90 s ${count - confirmed.size} of ${count} are not confirmed`);
      if (mine.length < count) {
        const result = await device.create('todo-list', scope, {
          title: `Saraksts ${mine.length}`,
        });
        if (!result.ok) throw new Error(result.error.message);
        mine.push(result.value);
      }
      const outcome = await device.engine.sync();
      if (outcome.error !== undefined) {
        failures += 1;
        await wait(50 + Math.random() * 150);
      }
      await look();
    }
  })();
  return { confirmed, waiting: () => mine.length - confirmed.size, failures: () => failures, done };
}

const confirmedIn = (works: readonly Work[]): number =>
  works.reduce((sum, one) => sum + one.confirmed.size, 0);
/** The middle of the work, however fast this machine is. */
async function reached(works: readonly Work[], count: number): Promise<void> {
  for (let i = 0; i < 3000 && confirmedIn(works) < count; i += 1) await wait(10);
}

/** What the servers have, as somebody sees it who comes new. */
async function everything(url: string, desk: EnrolAnswer): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let cursors = {}; ;) {
    const answer = await send(url, desk.token, [], cursors);
    for (const record of answer.changes) if (record.kind === 'todo-list') ids.add(record.id);
    ({ cursors } = answer);
    if (!answer.more) return ids;
  }
}

/** What was acknowledged and is not in the database at this moment: a moment later devices may have healed it. */
const missingIn = (db: Pick<TestDatabase, 'query'>, ledger: Ledger): Promise<string[]> =>
  ledger.missing(async () =>
    (await db.query('SELECT kind, id, scope, fields FROM records')).map((row) => ({
      kind: String(row['kind']),
      id: String(row['id']),
      scope: String(row['scope']),
      fields: fieldsFrom(String(row['fields'])),
    })),
  );

async function nothingMissing(
  url: string,
  desk: EnrolAnswer,
  devices: readonly Device[],
  works: readonly Work[],
): Promise<void> {
  const there = await everything(url, desk);
  // A loss that was healed by itself would show here.
  for (const device of devices)
    expect((await device.db.meta.get('mismatches'))?.value ?? 0).toBe(0);
  const confirmed = works.flatMap((one) => [...one.confirmed]);
  expect(confirmed.filter((id) => !there.has(id))).toEqual([]);
  for (const device of devices) {
    // Twice: the second finds nothing more to do, and the digests equal.
    expect((await device.engine.sync()).error).toBeUndefined();
    expect((await device.engine.sync()).error).toBeUndefined();
    const held = (await device.db.rows('todo-list').toArray()).map((row) => row.id);
    expect(held.filter((id) => there.has(id))).toHaveLength(there.size);
  }
}

function report(
  what: string,
  ledger: Ledger,
  works: readonly Work[],
  missing: readonly string[],
): void {
  const failed = works.reduce((sum, one) => sum + one.failures(), 0);
  console.log(
    `PostgreSQL: ${what} during ${confirmedIn(works)} records of 4 tablets, ${failed} syncs failed, ${ledger.cut()} requests cut, ` +
      `${ledger.count()} registers acknowledged, ${missing.length} of them missing`,
  );
  expect(missing).toEqual([]);
}

describe.skipIf(!programs)('several servers on one database', () => {
  let scope: string;
  const siteOf = (desk: EnrolAnswer): string => (scope = `site:${desk.sites[0]!.id}`);
  beforeAll(() => {
    scope = '';
  });

  test('a tablet live on one server hears at once of what another wrote through the other, and pulls it', async () => {
    const { url } = await database();
    const [one, other] = await servers(2, url);
    const a = await enrolDesk(one!.url);
    const b = await ask<EnrolAnswer>(other!.url, '/enrol', {
      code: await inviteOf(one!.url, a),
      device: { id: 'tablet00', name: 'B' },
    });
    const before = await send(other!.url, b.token, []);
    const abort = new AbortController();
    const live = await fetch(`${other!.url}/api/v1/sync/live`, {
      headers: { authorization: `Bearer ${b.token}` },
      signal: abort.signal,
    });
    const heard = live.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await heard.read()).value).toBe(': here\n\n');
    // Listening begins within a moment of the start.
    await wait(1000);
    const list = newList(siteOf(a), 'desk0000', 'Jauns');
    const began = performance.now();
    const { cursors } = await send(one!.url, a.token, [list]);
    const { value } = await heard.read();
    const ms = performance.now() - began;
    expect(value).toBe(`data: ${JSON.stringify({ scope, seq: cursors[scope] })}\n\n`);
    expect(ms).toBeLessThan(1500);
    expect((await send(other!.url, b.token, [], before.cursors)).changes).toContainEqual(list);
    abort.abort();
  });

  test('200 pushes at once over two servers: each seq once, and the cursor never skips a row that was taken first and committed later', async () => {
    const { url } = await database();
    const all = await servers(2, url);
    const desk = await enrolDesk(all[0]!.url);
    siteOf(desk);
    const lists = Array.from({ length: 200 }, (_, i) => newList(scope, 'desk0000', `${i}`));
    let pushing = true;
    const seen = new Set<string>();
    const reading = (async () => {
      for (let cursors = {}, last = false; ;) {
        const answer = await send(all[1]!.url, desk.token, [], cursors);
        ({ cursors } = answer);
        for (const record of answer.changes) seen.add(record.id);
        if (last && !answer.more) return;
        last = !pushing;
      }
    })();
    const answers = await Promise.all(
      lists.map((list, i) => send(all[i % 2]!.url, desk.token, [list])),
    );
    pushing = false;
    await reading;
    const seqs = answers.flatMap(({ receipts }) => receipts.map(({ seq }) => seq));
    expect(seqs.toSorted((x, y) => x - y)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    expect(lists.filter(({ id }) => !seen.has(id))).toEqual([]);
  });

  test('a server killed five times during 200 syncs loses nothing that was confirmed; the others go on', async () => {
    const db = await database({ fsync: 'on' });
    const all = await servers(2, db.url);
    const { desk, devices, ledger } = await tablets(4, all);
    siteOf(desk);
    const works = devices.map((device) => work(device, scope, 50));
    const missing: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      await reached(works, 10 + i * 35);
      const victim = all[i % 2]!;
      await victim.kill();
      missing.push(...(await missingIn(db, ledger)));
      await wait(100);
      await victim.start();
    }
    await Promise.all(works.map(({ done }) => done));
    report('5 kills -9 of a server', ledger, works, missing);
    expect(works.reduce((sum, one) => sum + one.failures(), 0)).toBeGreaterThan(0);
    await nothingMissing(all[1]!.url, desk, devices, works);
  });

  test('a database killed three times during 200 syncs and started again: the servers find it, nothing confirmed is missing', async () => {
    const db = await database({ fsync: 'on' });
    const all = await servers(2, db.url);
    const { desk, devices, ledger } = await tablets(4, all);
    siteOf(desk);
    const works = devices.map((device) => work(device, scope, 50));
    const missing: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      await reached(works, 20 + i * 60);
      await db.kill();
      await wait(200);
      await db.start();
      missing.push(...(await missingIn(db, ledger)));
    }
    await Promise.all(works.map(({ done }) => done));
    report('3 kills -9 of the database', ledger, works, missing);
    await nothingMissing(all[0]!.url, desk, devices, works);
  });

  test('the primary is killed in the middle of syncs and the standby takes over: devices go on, nothing confirmed is missing', async () => {
    const primary = await database({ fsync: 'on' });
    const standby = await primary.standby();
    closing.push(standby.close);
    const url = primary.url.replace(
      `:${primary.port}/`,
      `:${primary.port},127.0.0.1:${standby.port}/`,
    );
    const all = await servers(2, url);
    const { desk, devices, ledger } = await tablets(4, all);
    siteOf(desk);
    const works = devices.map((device) => work(device, scope, 30));
    await reached(works, 15);
    await primary.kill();
    expect(confirmedIn(works)).toBeLessThan(120);
    await wait(300);
    await standby.promote();
    const missing = await missingIn(standby, ledger);
    await Promise.all(works.map(({ done }) => done));
    report('the primary killed -9, the standby promoted', ledger, works, missing);
    await nothingMissing(all[0]!.url, desk, devices, works);
    const [row] = await standby.query('SELECT count(*)::int AS n FROM records WHERE kind = $1', [
      'todo-list',
    ]);
    expect(row?.['n']).toBe(120);

    // The old primary comes back as if nothing had happened, and stands first in the address. It must get nothing.
    await primary.start();
    await standby.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'vestnesis'",
    );
    const late = newList(scope, 'desk0000', 'pēc pārejas');
    const answer = await send(all[0]!.url, desk.token, [late]);
    expect(answer.receipts).toHaveLength(1);
    expect(await standby.query('SELECT id FROM records WHERE id = $1', [late.id])).toHaveLength(1);
    expect(await primary.query('SELECT id FROM records WHERE id = $1', [late.id])).toHaveLength(0);
    const third = await builtServer({ DATABASE_URL: url });
    closing.push(third.close);
    expect((await everything(third.url, desk)).has(late.id)).toBe(true);
  });

  test('a commit whose wait for the standby is cancelled is not acknowledged before the standby has it', async () => {
    const primary = await database({ fsync: 'on' });
    const standby = await primary.standby();
    closing.push(standby.close);
    const [server] = await servers(1, primary.url);
    const desk = await enrolDesk(server!.url);
    siteOf(desk);
    await send(server!.url, desk.token, [newList(scope, 'desk0000', 'pirms')]);
    await standby.stop();
    const list = newList(scope, 'desk0000', 'bez dublējuma');
    let answered = false;
    const pushed = send(server!.url, desk.token, [list]).finally(() => (answered = true));
    for (let i = 0; i < 8; i += 1) {
      await wait(250);
      await primary.query(
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'",
      );
    }
    expect(answered).toBe(false);
    await standby.start();
    expect((await pushed).receipts).toHaveLength(1);
    expect(await standby.query('SELECT id FROM records WHERE id = $1', [list.id])).toHaveLength(1);
  });
});
