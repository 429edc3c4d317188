// `npm run bench`: measures the device in a real browser beside the floor, and the installed app's offline start.
// Prints ratios of medians from this one run (the machine is noisy, so milliseconds alone say little) and writes dist/bench.json.
import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { test } from 'vitest';
import { SETUP_CODE } from '../support/built-server.ts';
import { CHROMIUM_FLAGS } from '../support/chromium.ts';
import { openStage, type Stage } from './stage.ts';

const RECORDS = Number(process.env['BENCH_RECORDS'] ?? 2000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

type Figures = Record<string, number[]>;
const note = (figures: Figures, name: string, ms: number): void =>
  void (figures[name] ??= []).push(ms);

async function freshPage(
  stage: Stage,
  url: string,
): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await stage.browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  return { page, close: () => context.close() };
}

async function invite(stage: Stage, token: string, personId: string): Promise<string> {
  const answer = await fetch(`${stage.app}/api/v1/invites`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ personId }),
  });
  return ((await answer.json()) as { code: string }).code;
}

async function deviceRound(
  stage: Stage,
  ours: Figures,
  token: string,
  personId: string,
): Promise<void> {
  const sender = await freshPage(stage, stage.bench);
  const receiver = await freshPage(stage, stage.bench);
  const driver = sender.page;
  const [codeA, codeB] = [
    await invite(stage, token, personId),
    await invite(stage, token, personId),
  ];
  note(ours, 'open', await driver.evaluate(() => window.driver.open()));
  await driver.evaluate((code) => window.driver.enrol(code), codeA);
  await driver.evaluate(() => window.driver.sync());
  await receiver.page.evaluate(() => window.driver.open());
  await receiver.page.evaluate((code) => window.driver.enrol(code), codeB);
  await receiver.page.evaluate(() => window.driver.sync());
  const there = await receiver.page.evaluate(() => window.driver.count());

  note(ours, 'write', await driver.evaluate((n) => window.driver.write(n), RECORDS));
  note(ours, 'push', await syncOn(driver));
  note(ours, 'pull', await syncOn(receiver.page));
  const count = await receiver.page.evaluate(() => window.driver.count());
  if (count !== there + RECORDS)
    throw new Error(`the second device has ${count - there} of ${RECORDS} records`);
  await driver.evaluate(() => window.driver.edit(10));
  await syncOn(driver);
  note(ours, 'ten changes, pull', await syncOn(receiver.page));
  note(
    ours,
    'newest 50',
    await receiver.page.evaluate(async () => {
      const started = performance.now();
      await window.driver.newest(50);
      return performance.now() - started;
    }),
  );
  await sender.close();
  await receiver.close();
}

async function syncOn(page: Page): Promise<number> {
  const { ms, error } = await page.evaluate(() => window.driver.sync());
  if (error !== undefined) throw new Error(`sync ended with ${error}`);
  return ms;
}

async function floorRound(stage: Stage, floor: Figures): Promise<void> {
  const sender = await freshPage(stage, stage.bench);
  const receiver = await freshPage(stage, stage.bench);
  note(floor, 'open', await sender.page.evaluate(() => window.floor.open()));
  note(floor, 'write', await sender.page.evaluate((n) => window.floor.write(n), RECORDS));
  note(floor, 'push', await sender.page.evaluate(() => window.floor.push()));
  await receiver.page.evaluate(() => window.floor.open());
  note(floor, 'pull', await receiver.page.evaluate(() => window.floor.pull()));
  await sender.close();
  await receiver.close();
}

/** The installed app, offline, on a slow tablet: from reload to the first heading, milliseconds. */
async function offlineStart(stage: Stage, ours: Figures): Promise<void> {
  const { page, close } = await freshPage(stage, stage.app);
  await page.waitForFunction(
    async () => (await navigator.serviceWorker.ready).active?.state === 'activated',
  );
  await page.reload();
  await page.waitForSelector('h1');
  const session = await page.context().newCDPSession(page);
  await page.context().setOffline(true);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const started = performance.now();
  await page.goto(stage.app, { waitUntil: 'commit' });
  await page.waitForSelector('h1');
  note(ours, 'offline start, 6x slower CPU', performance.now() - started);
  await close();
}

test('the device beside the floor', async () => {
  const stage = await openStage();
  try {
    const enrolled = await fetch(`${stage.app}/api/v1/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: SETUP_CODE, device: { id: 'bench001', name: 'bench' } }),
    });
    const { token, person } = (await enrolled.json()) as { token: string; person: { id: string } };
    const ours: Figures = {};
    const floor: Figures = {};
    for (let i = 0; i < ROUNDS; i += 1) {
      await floorRound(stage, floor);
      await deviceRound(stage, ours, token, person.id);
      await offlineStart(stage, ours);
      process.stdout.write(`round ${i + 1} of ${ROUNDS} done\n`);
    }
    const table = Object.keys(ours).map((name) => {
      const [mine, base] = [median(ours[name]!), floor[name] && median(floor[name])];
      return {
        what: name,
        'ours ms': Math.round(mine),
        'floor ms': base ? Math.round(base) : '',
        'ours / floor': base ? Number((mine / base).toFixed(2)) : '',
      };
    });
    console.table(table);
    await writeFile(
      new URL('../../dist/bench.json', import.meta.url),
      JSON.stringify(
        { records: RECORDS, rounds: ROUNDS, flags: CHROMIUM_FLAGS, ours, floor },
        null,
        2,
      ),
    );
  } finally {
    await stage.close();
  }
});
