// kill -9 of the built server on its own SQLite file, at moments that nobody chose, while real devices push; and a server that was put
// back to a backup. Nothing that was acknowledged may be missing afterwards.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { Device } from '#device/device.ts';
import { countWaiting } from '#device/outbox.ts';
import { fieldsFrom } from '#server/store/fields-text.ts';
import type { WireRecord } from '#sync/wire.ts';
import { Desk, type Ledger, openLedger } from '../support/acknowledged.ts';
import { type BuiltServer, builtServer } from '../support/built-server.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function started(): Promise<{ server: BuiltServer; desk: Desk; ledger: Ledger }> {
  const server = await builtServer({ DATABASE_URL: '' });
  closing.push(server.close);
  return { server, desk: await Desk.open(server), ledger: openLedger() };
}
async function tablet(desk: Desk, ledger: Ledger, name: string): Promise<Device> {
  const device = await desk.device(name, ledger.line(desk.url));
  closing.push(() => device.close());
  return device;
}

/** What the file of a server that is dead holds, before anything can mend it. */
function onDisk({ dataDir }: BuiltServer): WireRecord[] {
  const file = new DatabaseSync(join(dataDir, 'vestnesis.sqlite'));
  expect(file.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  const rows = file.prepare('SELECT kind, id, scope, fields FROM records').all();
  file.close();
  return rows.map((row) => ({
    kind: String(row['kind']),
    id: String(row['id']),
    scope: String(row['scope']),
    fields: fieldsFrom(String(row['fields'])),
  }));
}

/** One record and one change of an earlier one, then a sync that may fail. */
async function workAndSync(device: Device, site: string, mine: string[]): Promise<boolean> {
  const made = await device.create('todo-list', site, { title: `Saraksts ${mine.length}` });
  if (!made.ok) throw new Error(made.error.message);
  const earlier = mine.at(-1);
  if (earlier !== undefined)
    await device.change('todo-list', earlier, { title: `Labots ${mine.length}` });
  mine.push(made.value);
  return (await device.engine.sync()).error === undefined;
}

/** Syncs until nothing waits and the proof holds. */
async function atRest(device: Device): Promise<void> {
  for (let tries = 0; tries < 10; tries += 1) {
    const { error } = await device.engine.sync();
    if (error === undefined && (await countWaiting(device.db)).unsent === 0) return;
  }
  throw new Error(
    `a device does not come to rest: ${JSON.stringify(await countWaiting(device.db))}`,
  );
}

test('kill -9 of the server 10 times during 200 syncs of 4 devices on SQLite: acknowledged and missing 0', async () => {
  const { server, desk, ledger } = await started();
  const tablets = await Promise.all(
    ['A', 'B', 'C', 'D'].map(async (name) => ({
      device: await tablet(desk, ledger, name),
      mine: [] as string[],
    })),
  );
  let syncs = 0;
  const busy = tablets.map(async ({ device, mine }) => {
    for (let done = 0; done < 50;) {
      if (await workAndSync(device, desk.site, mine)) {
        done += 1;
        syncs += 1;
      } else await wait(50);
    }
  });
  let kills = 0;
  const missing: string[] = [];
  const kill = async (): Promise<void> => {
    await server.kill();
    // Looked at now: devices notice a loss by themselves and would send again what is missing.
    missing.push(...(await ledger.missing(() => onDisk(server))));
    kills += 1;
    await server.start();
  };
  const killing = (async () => {
    while (syncs < 200 && kills < 9) {
      const next = (kills + 1) * 20;
      while (syncs < next) await wait(1);
      await wait(Math.random() * 40);
      await kill();
    }
  })();
  await Promise.all([...busy, killing]);
  await kill();

  const acknowledged = ledger.count();
  for (const { device } of tablets) await atRest(device);
  const there = await desk.everything();
  const written = tablets.flatMap(({ mine }) => mine);
  const lost = written.filter((id) => !there.some((one) => one.id === id));
  console.log(
    `SQLite: ${kills} kills -9 during ${syncs} syncs, ${ledger.cut()} requests cut, ${acknowledged} registers acknowledged, ` +
      `${missing.length} of them missing; ${lost.length} of ${written.length} records written and lost`,
  );
  expect(missing).toEqual([]);
  expect(await ledger.missing(() => there)).toEqual([]);
  expect(lost).toEqual([]);
  expect(ledger.cut()).toBeGreaterThan(0);
  expect(acknowledged).toBeGreaterThan(200);
  for (const { device } of tablets)
    expect((await device.db.meta.get('mismatches'))?.value ?? 0).toBe(0);
}, 90_000);

test('the server is put back to a backup: devices notice, heal, and push again what it lost', async () => {
  const { server, desk, ledger } = await started();
  const a = await tablet(desk, ledger, 'A');
  const b = await tablet(desk, ledger, 'B');
  const mine: string[] = [];
  for (let i = 0; i < 5; i += 1) await workAndSync(a, desk.site, mine);
  await atRest(a);
  await atRest(b);

  const backup = `${server.dataDir}-backup`;
  closing.push(() => rmSync(backup, { recursive: true, force: true }));
  await server.stop();
  cpSync(server.dataDir, backup, { recursive: true });
  await server.start();

  // A goes on: new records, a change, a removal. B brings its own, and has A's. A third tablet comes new.
  for (let i = 0; i < 5; i += 1) await workAndSync(a, desk.site, mine);
  const [kept, removed] = [mine[0]!, mine[1]!];
  await a.change('todo-list', kept, { title: 'Pēc kopijas' });
  await a.remove('todo-list', removed);
  await atRest(a);
  const bs: string[] = [];
  for (let i = 0; i < 3; i += 1) await workAndSync(b, desk.site, bs);
  await atRest(b);
  const late = await tablet(desk, ledger, 'Vēlais');
  const lates: string[] = [];
  await workAndSync(late, desk.site, lates);
  await late.create('todo-list', desk.site, { title: 'Vēl nenosūtīts' });
  await atRest(a);
  const before = await desk.everything();

  await server.stop();
  rmSync(server.dataDir, { recursive: true });
  cpSync(backup, server.dataDir, { recursive: true });
  await server.start();
  expect((await ledger.missing(() => desk.everything())).length).toBeGreaterThan(0);

  // B alone comes first and brings back what A wrote, too: it has it from the pull.
  for (const device of [b, a, b]) await atRest(device);
  const records = await desk.everything();
  const lateOnly = records.filter(({ id }) => lates.includes(id));
  expect(lateOnly).toHaveLength(1);
  expect(await ledger.missing(() => records)).toEqual([]);
  expect(records.find(({ id }) => id === kept)?.fields['title']?.[0]).toBe('Pēc kopijas');
  expect(records.find(({ id }) => id === removed)?.fields['deleted']?.[0]).toBe(true);
  for (const { kind, id } of before)
    if (kind === 'todo-list') expect(records.some((one) => one.id === id)).toBe(true);
  expect(Number((await b.db.meta.get('mismatches'))?.value)).toBeGreaterThan(0);

  // The tablet that was enrolled after the backup is unknown now: it is told so, keeps its work, and a new code is enough.
  expect((await late.engine.sync()).error).toBe('not-signed-in');
  expect(late.identity.value?.signedOut).toBe('not-signed-in');
  expect((await countWaiting(late.db)).unsent).toBe(1);
  const again = await late.enrol(await desk.code(), 'Vēlais');
  expect(again.ok).toBe(true);
  await atRest(late);
  const titles = (await desk.everything()).map(({ fields }) => fields['title']?.[0]);
  expect(titles).toContain('Vēl nenosūtīts');
}, 60_000);
