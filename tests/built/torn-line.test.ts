// A real browser on a line that tears, in two tabs, with a service worker in between: what the screen says is what the server has,
// every tick arrives, none twice, and nothing is sent behind the app's back.
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Desk } from '../support/acknowledged.ts';
import { type BuiltServer, builtServer } from '../support/built-server.ts';
import { enrol } from '../support/screens.ts';
import { Tablet } from '../support/tablet.ts';
import { type Tear, type TornLine, tornLine } from '../support/torn-line.ts';

let server: BuiltServer;
let desk: Desk;
let line: TornLine;
let tablet: Tablet;
let list: string;

beforeAll(async () => {
  server = await builtServer();
  desk = await Desk.open(server);
  line = await tornLine(server.url);
  tablet = await Tablet.open({ url: line.url });
  await enrol(tablet, await desk.code());
  await tablet.goto('/todos?template=first-e-payment');
  const { page } = tablet;
  await page.getByRole('button', { name: 'Bez koda' }).click();
  await boxes(page).first().waitFor();
  list = new URL(page.url()).pathname;
  await stands(page, 'saņemts serverī');
  await tablet.installed();
});
afterAll(async () => {
  await tablet?.close();
  await line?.close();
  await server?.close();
});

const boxes = (page: Page) => page.locator('main').getByRole('checkbox');
/** Where the list on the screen is, in the words of the screen. */
const stands = (page: Page, words: string): Promise<void> =>
  page.locator('main .state', { hasText: words }).first().waitFor();
const wake = (page: Page): Promise<boolean> =>
  page.evaluate(() => window.dispatchEvent(new Event('online')));
const tick = (page: Page, nth: number): Promise<void> => boxes(page).nth(nth).press('Space');

async function onServer(): Promise<{ ticks: string[]; history: number; lists: number }> {
  const lists = (await desk.everything()).filter(({ kind }) => kind === 'todo-list');
  const record = lists.find(({ id }) => list.endsWith(id));
  const answer = await fetch(`${server.url}/api/v1/records/todo-list/${record?.id}/history`, {
    headers: { authorization: `Bearer ${desk.enrolled.token}` },
  });
  const { history } = (await answer.json()) as { history: unknown[] };
  const ticks = Object.entries(record?.fields ?? {})
    .filter(([name, [value]]) => name.startsWith('ticks.') && value === true)
    .map(([name]) => name);
  return { ticks, history: history.length, lists: lists.length };
}

let ticked = 0;
let history = 0;
beforeEach(async () => {
  ({ history } = await onServer());
});

test.each<[what: string, tear: Tear, arrived: number]>([
  ['before the request', 'request-lost', 0],
  ['half-way through the request', 'request-half', 0],
  ['half-way through the answer', 'answer-half', 1],
  ['after the answer: a lost acknowledgement', 'answer-lost', 1],
])(
  'cut %s: "received" is not said, and the next try says it with everything there once',
  async (_, tear, arrived) => {
    const { page } = tablet;
    const torn = line.tear(tear);
    await tick(page, ticked);
    await torn;
    await stands(page, 'šajā planšetē');
    expect((await onServer()).ticks).toHaveLength(ticked + arrived);
    ticked += 1;
    line.mend();
    await wake(page);
    await stands(page, 'saņemts serverī');
    const now = await onServer();
    expect(now.ticks).toHaveLength(ticked);
    expect(now).toMatchObject({ lists: 1, history });
  },
);

test('delivered twice: there once, without history', async () => {
  const { page } = tablet;
  const torn = line.tear('twice');
  await tick(page, ticked);
  ticked += 1;
  await torn;
  await stands(page, 'saņemts serverī');
  const now = await onServer();
  expect(now.ticks).toHaveLength(ticked);
  expect(now).toMatchObject({ lists: 1, history });
});

test('two tabs sync at once: one of them speaks, all of both arrives; killed in mid-sync, the other takes over', async () => {
  const { page: first } = tablet;
  const sent = new Map<Page, number>();
  const listen = (page: Page): void => {
    page.on('request', (request) => {
      if (request.url().endsWith('/api/v1/sync')) sent.set(page, (sent.get(page) ?? 0) + 1);
    });
  };
  const second = await first.context().newPage();
  for (const page of [first, second]) listen(page);
  await second.goto(`${line.url}${list}`);
  await boxes(second).first().waitFor();
  await Promise.all([tick(first, ticked), tick(second, ticked + 1)]);
  ticked += 2;
  for (const page of [first, second]) {
    await page.getByText(`Izdarīti ${ticked} darbi no 8`).waitFor();
    await stands(page, 'saņemts serverī');
  }
  expect((await onServer()).ticks).toHaveLength(ticked);
  expect(sent.get(first)).toBeGreaterThan(0);
  expect(sent.get(second)).toBeUndefined();

  // The leading tab is killed between its request and the answer.
  const held = line.tear('held');
  await tick(first, ticked);
  ticked += 1;
  await held;
  const crashed = first.waitForEvent('crash');
  const devtools = await first.context().newCDPSession(first);
  void devtools.send('Page.crash').catch(() => undefined);
  await crashed;
  line.release();
  await stands(second, 'saņemts serverī');
  expect(sent.get(second)).toBeGreaterThan(0);
  const now = await onServer();
  expect(now.ticks).toHaveLength(ticked);
  expect(now).toMatchObject({ lists: 1, history });
  await first.close();
  await second.close();
});

test('the service worker never sends by itself, and never an empty body (Enketo PR 1584)', async () => {
  const page = await tablet.newPage();
  await tablet.goto(list);
  await boxes(page).first().waitFor();
  line.down(true);
  // All eight are ticked by now: one is taken back.
  await tick(page, 0);
  await stands(page, 'šajā planšetē');
  // All windows of the app are closed; its worker may still run. Then the network comes back.
  await page.goto('about:blank');
  const before = line.bodies.length;
  line.down(false);
  await page.waitForTimeout(1500);
  expect(line.bodies.length).toBe(before);
  await tablet.goto(list);
  await stands(page, 'saņemts serverī');
  expect((await onServer()).ticks).toHaveLength(ticked - 1);
  expect(line.empty()).toBe(0);
  for (const body of line.bodies) expect(Array.isArray(body.changes)).toBe(true);
  expect(tablet.complaints).toEqual([]);
});
