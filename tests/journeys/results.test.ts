// A coordinator looks at what a survey's answers come to, filters them, and takes them along as CSV: the file has as many rows as the screen
// says, and its checksum is true. Fewer than five people are nowhere to be read.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuidv7 } from '#core/ids.ts';
import { makeStamp } from '#core/stamp.ts';
import { SCHEMA } from '#records/registry.ts';
import { registersOf } from '#sync/wire.ts';
import { type BuiltServer, builtServer, SETUP_CODE } from '../support/built-server.ts';
import { focusFaults, sizeFaults } from '../support/measures.ts';
import {
  axeFaults,
  enrol,
  received,
  rowsOf,
  settled,
  tornWords,
  visit,
  widthFaults,
} from '../support/screens.ts';
import { isOneStory } from '../support/story.ts';
import { Tablet } from '../support/tablet.ts';

const SLUG = 'satisfaction';
let server: BuiltServer;
let desk: Tablet;

beforeAll(async () => {
  server = await builtServer();
  desk = await Tablet.open({ url: server.url, width: 1280, height: 900 });
});
afterAll(async () => {
  expect(desk?.complaints).toEqual([]);
  await desk?.close();
  await server?.close();
});

isOneStory();

const chance = (n: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(n));

async function post<T>(path: string, body: unknown, token?: string): Promise<T> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method: 'POST',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

/** Answers of thirty people at two places, as other tablets sent them. */
async function answersArrive(): Promise<void> {
  const sites = (await received(desk.page, 'site'))
    .map(({ id }) => `site:${String(id)}`)
    .toSorted();
  const identity = (await rowsOf(desk.page, 'meta')).find(({ key }) => key === 'identity');
  const { token } = identity!['value'] as { token: string };
  const now = Date.now();
  const at = new Date(now).toISOString().slice(0, 10);
  const changes = Array.from({ length: 30 }, (_, i) => ({
    kind: 'response',
    id: uuidv7(now, chance),
    scope: sites[i < 20 ? 0 : 1]!,
    fields: registersOf(
      'response',
      {
        survey: SLUG,
        formVersion: 1,
        startedAt: now - 60_000,
        completedAt: now,
        answers: {
          helped: { value: i % 10 < 6 ? 'yes' : 'partly', at },
          pace: { value: i < 2 ? 'not_yet' : i < 20 ? 'yes' : 'partly', at },
          again: i < 24 ? { value: 'yes', at } : { refused: true, at },
        },
      },
      makeStamp(now - 1000, 0, 'journey0'),
    ),
  }));
  const person = {
    kind: 'person',
    id: uuidv7(now, chance),
    scope: 'org',
    fields: registersOf(
      'person',
      {
        displayName: 'Paraugs',
        role: 'ambassador',
        sites: Object.fromEntries(sites.map((site) => [site.slice('site:'.length), true])),
        active: true,
      },
      makeStamp(now - 2000, 0, 'journey0'),
    ),
  };
  await post('/sync', { schema: SCHEMA, now, cursors: {}, changes: [person] }, token);
  const { code } = await post<{ code: string }>('/invites', { personId: person.id }, token);
  const other = await post<{ token: string }>('/enrol', {
    code,
    device: { id: 'journey1', name: '' },
  });
  const { receipts } = await post<{ receipts: unknown[] }>(
    '/sync',
    { schema: SCHEMA, now, cursors: {}, changes },
    other.token,
  );
  expect(receipts).toHaveLength(30);
  for (let i = 0; i < 40 && (await rowsOf(desk.page, 'response')).length < 30; i += 1) {
    await visit(desk.page, '/desk/results');
    await desk.page.waitForTimeout(500);
  }
}
const firstRow = async (question: string): Promise<string> =>
  (
    await desk.page
      .getByRole('region', { name: question })
      .locator('table.results-bars tbody tr')
      .first()
      .innerText()
  ).replaceAll(/\s+/g, ' ');

test('with no answers the page says when there will be some', async () => {
  await enrol(desk, SETUP_CODE);
  await received(desk.page, 'survey');
  await visit(desk.page, `/desk/results/${SLUG}`);
  await desk.page.getByText('Vēl neviens nav atbildējis').waitFor();
});

test('the list says how many answered, and the survey what they said', async () => {
  await answersArrive();
  await visit(desk.page, '/desk/results');
  const row = desk.page.locator('main tr', {
    has: desk.page.locator(`a[href="/desk/results/${SLUG}"]`),
  });
  expect((await row.locator('td').allInnerTexts()).map((text) => text.trim())).toEqual([
    '30',
    '30',
    '0',
  ]);
  await row.locator('a').click();
  await settled(desk.page);
  const [helped, pace] = await desk.page.locator('.results-question h3').allInnerTexts();
  expect(await firstRow(helped!)).toContain('18 60 %');
  // Two people said no: their number is hidden, and another with it.
  const shown = await desk.page
    .getByRole('region', { name: pace! })
    .locator('table.results-bars')
    .innerText();
  expect(shown.match(/nerāda/g)?.length).toBeGreaterThanOrEqual(2);
});

test('a place and a second question part the answers', async () => {
  await desk.page.getByLabel('Sadalīt pēc jautājuma').selectOption({ index: 1 });
  await desk.page
    .getByText(/^Kopā ar jautājumu/)
    .first()
    .waitFor();
  await desk.page.getByLabel('Vieta', { exact: true }).selectOption({ index: 1 });
  const count = desk.page.locator('.desk-count dd').first();
  await expect.poll(() => count.innerText()).toMatch(/^(?:20|10)$/);
  await desk.page.waitForTimeout(450);
  await desk.page.getByRole('button', { name: 'Rādīt visu' }).click();
  await expect.poll(() => count.innerText()).toBe('30');
});

test('the file has the rows that it states, and its checksum is true', async () => {
  await desk.page.waitForTimeout(450);
  const coming = desk.page.waitForEvent('download');
  await desk.page.getByRole('button', { name: 'Saglabāt CSV', exact: true }).click();
  const file = await coming;
  const bytes = await readFile(await file.path());
  const lines = bytes.toString('utf8').trimEnd().split('\r\n');
  expect(lines).toHaveLength(31);
  const at = lines[0]!.split(',').indexOf('helped');
  expect(lines.filter((line) => line.split(',')[at] === 'yes')).toHaveLength(18);
  await desk.page.getByText(/: 30 rindu\./).waitFor();
  expect(await desk.page.locator('.results-sum').innerText()).toBe(
    createHash('sha256').update(bytes).digest('hex'),
  );
});

test('the page can be read by everybody, on a small screen and in the dark as well', async () => {
  const { page } = desk;
  const faults = [...(await axeFaults(page)), ...(await focusFaults(page))];
  await page.emulateMedia({ colorScheme: 'dark' });
  faults.push(...(await axeFaults(page)));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 320, height: 640 });
  faults.push(
    ...(await sizeFaults(page, { body: 16 })),
    ...(await widthFaults(page)),
    ...(await tornWords(page)),
  );
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(faults).toEqual([]);
});
