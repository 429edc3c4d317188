// A backup of a server that works meanwhile, put into a fresh one while tablets go on: nothing is lost, and no damaged, foreign or sealed file
// is taken for a whole one.
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Device } from '#device/device.ts';
import { countWaiting } from '#device/outbox.ts';
import { Desk, openLedger } from '../support/acknowledged.ts';
import { type BuiltServer, builtServer } from '../support/built-server.ts';
import { runCommand } from '../support/commands.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'vestnesis-backup-'));
  closing.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}
async function started(): Promise<BuiltServer> {
  const server = await builtServer({ DATABASE_URL: '' });
  closing.push(server.close);
  return server;
}
async function atRest(device: Device): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const { error } = await device.engine.sync();
    if (error === undefined && (await countWaiting(device.db)).unsent === 0) return;
  }
  throw new Error('a device does not come to rest');
}

const SECRET = 'četri vārdi uz papīra';

test('taken under load, sealed, restored into a fresh server: devices sync on, digests agree, nothing is lost', async () => {
  const server = await started();
  const desk = await Desk.open(server);
  const ledger = openLedger();
  const devices = await Promise.all(
    ['A', 'B', 'C'].map((name) => desk.device(name, ledger.line(desk.url))),
  );
  closing.push(...devices.map((device) => () => device.close()));
  const files = folder();
  let stop = false;
  const written: string[] = [];
  const busy = devices.map(async (device, i) => {
    for (let n = 0; !stop; n += 1) {
      const made = await device.create('todo-list', desk.site, { title: `${i} ${n}` });
      if (made.ok) written.push(made.value);
      await device.engine.sync();
    }
  });
  while (written.length < 10) await new Promise((resolve) => setTimeout(resolve, 20));
  const taken: number[] = [];
  for (const name of ['first', 'second']) {
    const before = written.length;
    const backup = await runCommand('backup', ['--to', join(files, name)], {
      DATA_DIR: server.dataDir,
      BACKUP_PASSPHRASE: SECRET,
    });
    expect(backup).toMatchObject({ code: 0, said: '' });
    expect(backup.out).toMatch(/ records, \d+ bytes, sealed, checksum [0-9a-f]{64}\.$/);
    taken.push(written.length - before);
  }
  // It was taken while the tablets wrote.
  expect(taken[0]! + taken[1]!).toBeGreaterThan(0);
  expect(readdirSync(files).toSorted()).toEqual(['first', 'second']);
  await new Promise((resolve) => setTimeout(resolve, 300));
  stop = true;
  await Promise.all(busy);

  await server.stop();
  rmSync(server.dataDir, { recursive: true });
  const restored = await runCommand('restore', ['--from', join(files, 'first')], {
    DATA_DIR: server.dataDir,
    BACKUP_PASSPHRASE: SECRET,
  });
  expect(restored).toMatchObject({ code: 0, said: '' });
  expect(restored.out).toMatch(/^Restored \d+ records as they stood on 20/);
  await server.start();
  expect((await ledger.missing(() => desk.everything())).length).toBeGreaterThan(0);
  for (const device of [...devices, ...devices]) await atRest(device);
  const there = await desk.everything();
  expect(await ledger.missing(() => there)).toEqual([]);
  expect(written.filter((id) => !there.some((one) => one.id === id))).toEqual([]);
  // A round more: the digests have met and nobody heals any longer.
  for (const device of devices) {
    const before = (await device.db.meta.get('mismatches'))?.value ?? 0;
    await atRest(device);
    expect((await device.db.meta.get('mismatches'))?.value ?? 0).toBe(before);
  }
}, 120_000);

test('what can’t be restored is said in a sentence, and nothing is written', async () => {
  const server = await started();
  await server.stop();
  const files = folder();
  const at = (name: string): string => join(files, name);
  const data = { DATA_DIR: server.dataDir };
  const open = await runCommand('backup', ['--to', at('open')], data);
  expect(open.out).toContain('not sealed (set BACKUP_PASSPHRASE to seal it)');
  await runCommand('backup', ['--to', at('sealed')], { ...data, BACKUP_PASSPHRASE: SECRET });
  expect(readFileSync(at('sealed')).includes('SQLite format')).toBe(false);

  const broken = (name: string, change: (bytes: Buffer) => Buffer): void =>
    writeFileSync(at(name), change(readFileSync(at(name.split('-')[0]!))));
  const flip = (bytes: Buffer): Buffer => {
    bytes[bytes.length >> 1]! ^= 1;
    return bytes;
  };
  broken('open-flipped', flip);
  broken('open-cut', (bytes) => bytes.subarray(0, bytes.length - 100));
  broken('sealed-flipped', flip);
  broken('sealed-cut', (bytes) => bytes.subarray(0, 300));
  broken('sealed-head', (bytes) =>
    Buffer.from(bytes.toString('latin1').replace(/"at":\d/, '"at":9'), 'latin1'),
  );
  writeFileSync(at('foreign'), 'PK\u0003\u0004 something else');
  writeFileSync(at('empty'), '');
  const fresh = folder();
  const told = async (name: string, env: Record<string, string> = {}): Promise<string> => {
    const { code, out, said } = await runCommand('restore', ['--from', at(name)], {
      DATA_DIR: fresh,
      ...env,
    });
    expect([code, out]).toEqual([1, '']);
    expect(said).not.toContain('\n');
    expect(readdirSync(fresh)).toEqual([]);
    return said;
  };
  const secret = { BACKUP_PASSPHRASE: SECRET };
  expect(await told('open-flipped')).toMatch(/damaged/);
  expect(await told('open-cut')).toMatch(/damaged or cut short/);
  expect(await told('sealed')).toMatch(/set BACKUP_PASSPHRASE/);
  expect(await told('sealed', { BACKUP_PASSPHRASE: 'not the right words' })).toMatch(
    /is not that of this/,
  );
  for (const name of ['sealed-flipped', 'sealed-cut', 'sealed-head'])
    expect(await told(name, secret)).toMatch(/changed or cut|cut short/);
  expect(await told('foreign')).toMatch(/is not a backup of Vēstnesis/);
  expect(await told('empty')).toMatch(/is not a backup of Vēstnesis/);
  expect(await told('nowhere')).toMatch(/There is no file/);

  // Nothing is ever written over.
  const again = await runCommand('backup', ['--to', at('open')], data);
  expect(again.said).toMatch(/is there already; choose another name/);
  const onto = await runCommand('restore', ['--from', at('open')], data);
  expect(onto.said).toMatch(/move it away first/);
  const short = await runCommand('backup', ['--to', at('short')], {
    ...data,
    BACKUP_PASSPHRASE: '1234',
  });
  expect(short.said).toMatch(/at least 12 signs/);
  expect((await runCommand('backup', [], data)).said).toMatch(/--to FILE/);
  const nothing = await runCommand('backup', ['--to', at('nothing')], { DATA_DIR: fresh });
  expect(nothing.said).toMatch(/There is no database/);

  renameSync(join(server.dataDir, 'vestnesis.sqlite'), at('aside'));
  rmSync(server.dataDir, { recursive: true });
  expect((await runCommand('restore', ['--from', at('open')], data)).code).toBe(0);
  await server.start();
}, 120_000);
