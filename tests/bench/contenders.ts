// Who is measured, and one whole round of each: made offline, pushed, pulled on a second device, ten changes later.
// Called by device.bench.ts.
import type { CDPSession, Page } from 'playwright-core';
import { SETUP_CODE } from '../support/built-server.ts';
import type { Stage } from './stage.ts';
import { makePlaces, type Places } from './places.ts';

export type Contender = {
  readonly name: string;
  readonly page: 'bench' | 'peers';
  /** When its device says that a write is done. */
  readonly acknowledges: string;
  /** Of 200 acknowledged writes, after the browser was killed at once (three runs; measured when the parts were chosen). */
  readonly keptAfterKill: string;
};

const DISK = 'in IndexedDB';
export const OURS: Contender = {
  name: 'ours',
  page: 'bench',
  acknowledges: DISK,
  keptAfterKill: '200 of 200',
};
export const FLOOR: Contender = { ...OURS, name: 'floor' };
/** For information: a page of 100 records in one row. */
export const PACKED: Contender = { ...OURS, name: 'packed' };
export const PEERS: readonly Contender[] = [
  { name: 'replicache', page: 'peers', acknowledges: 'in memory', keptAfterKill: '0 of 200' },
  { name: 'pouchdb', page: 'peers', acknowledges: DISK, keptAfterKill: '200 of 200' },
  { name: 'rxdb', page: 'peers', acknowledges: DISK, keptAfterKill: '200 of 200' },
];

/** One step: milliseconds, bytes on the line, milliseconds of processor time in browser and server together. */
export type Step = {
  readonly ms: number;
  readonly up: number;
  readonly down: number;
  readonly cpu: number;
};
export const STEPS = ['write', 'push', 'pull', 'ten changes, push', 'ten changes, pull'] as const;
export type StepName = (typeof STEPS)[number];
export type Round = Readonly<Record<StepName, Step>>;

/** DevTools' and Lighthouse's slow 4G line. */
export const SLOW_4G = { down: 1_600_000, up: 750_000, latencyMs: 150 };

export type Device = {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly call: (
    what: 'make' | 'write' | 'push' | 'pull' | 'edit' | 'settle' | 'count',
    n?: number,
  ) => Promise<number>;
  readonly close: () => Promise<void>;
};

export async function openDevice(
  stage: Stage,
  { name, page: where }: Contender,
  space: string,
): Promise<Device> {
  const context = await stage.browser.newContext();
  const page = await context.newPage();
  await page.goto(stage[where]);
  await page.evaluate(([who, told]) => window.contenders[who]!.open(told), [name, space] as const);
  const cdp = await context.newCDPSession(page);
  return {
    page,
    cdp,
    call: (what, n = 0) =>
      page.evaluate(([who, method, count]) => window.contenders[who]![method](count), [
        name,
        what,
        n,
      ] as const),
    close: () => context.close(),
  };
}

export async function slowLine({ cdp }: Device): Promise<void> {
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: SLOW_4G.latencyMs,
    downloadThroughput: SLOW_4G.down / 8,
    uploadThroughput: SLOW_4G.up / 8,
  });
}

/** Everything of ours that a bench asks of the desk. */
export async function openPlaces(stage: Stage): Promise<Places> {
  return await makePlaces(stage.app, SETUP_CODE);
}

let spaces = 0;
/** Opens devices on a data set that nobody else has: for ours a place of its own, with a person of its own. */
export async function newSpace(
  stage: Stage,
  contender: Contender,
  places: Places,
): Promise<() => Promise<Device>> {
  spaces += 1;
  const space = `s${spaces}`;
  const person = contender.name === 'ours' ? await places.newPerson() : undefined;
  return async () => openDevice(stage, contender, person ? await places.invite(person.id) : space);
}

export async function openPair(
  stage: Stage,
  contender: Contender,
  places: Places,
): Promise<[sender: Device, receiver: Device]> {
  const open = await newSpace(stage, contender, places);
  return [await open(), await open()];
}

export async function measured(
  stage: Stage,
  { name }: Contender,
  work: () => Promise<number>,
): Promise<Step> {
  const cpu = await stage.cpu(name);
  const before = stage.wire();
  const ms = await work();
  const after = stage.wire();
  return {
    ms,
    up: after.up - before.up,
    down: after.down - before.down,
    cpu: (await stage.cpu(name)) - cpu,
  };
}

export async function roundOf(
  stage: Stage,
  contender: Contender,
  places: Places,
  records: number,
  prepare: (device: Device) => Promise<unknown> = () => Promise.resolve(),
): Promise<Round> {
  const [sender, receiver] = await openPair(stage, contender, places);
  try {
    await sender.call('make', records);
    const write = await measured(stage, contender, () => sender.call('write', records));
    await prepare(sender);
    await prepare(receiver);
    const push = await measured(stage, contender, () => sender.call('push'));
    const pull = await measured(stage, contender, () => receiver.call('pull'));
    const came = await receiver.call('count');
    if (came !== records)
      throw new Error(`${contender.name}: the second device has ${came} of ${records} records`);
    await sender.call('settle');
    await sender.call('edit', 10);
    const pushTen = await measured(stage, contender, () => sender.call('push'));
    const pullTen = await measured(stage, contender, () => receiver.call('pull'));
    return { write, push, pull, 'ten changes, push': pushTen, 'ten changes, pull': pullTen };
  } finally {
    await sender.close();
    await receiver.close();
  }
}
