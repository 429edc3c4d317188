// A picture of a place: taken with no network, sent after the records over a line that breaks, seen on a tablet that nobody signed in to.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltServer, builtServer, SETUP_CODE } from '../support/built-server.ts';
import { type MediaLine, mediaLine } from '../support/media-line.ts';
import { noisePng } from '../support/noise-png.ts';
import { axeFaults, enrol, widthFaults } from '../support/screens.ts';
import { isOneStory } from '../support/story.ts';
import { Tablet } from '../support/tablet.ts';

const PLACE = '/places/anes-biblioteka';
const WORDS = 'Zilas durvis pa labi no veikala';
const PART = 256 * 1024;

let server: BuiltServer;
let line: MediaLine;
let desk: Tablet;
let reader: Tablet;

beforeAll(async () => {
  server = await builtServer();
  line = await mediaLine(server.url);
  desk = await Tablet.open({ url: line.url });
  reader = await Tablet.open({ url: server.url, width: 360, height: 740 });
});
afterAll(async () => {
  for (const tablet of [desk, reader]) {
    expect(tablet?.complaints).toEqual([]);
    await tablet?.close();
  }
  await line?.close();
  await server?.close();
});

isOneStory();

const settle = (tablet: Tablet): Promise<void> => tablet.page.waitForTimeout(450);
const wake = (tablet: Tablet): Promise<boolean> =>
  tablet.page.evaluate(() => window.dispatchEvent(new Event('online')));
const press = (tablet: Tablet, name: string): Promise<void> =>
  tablet.page.getByRole('button', { name }).first().click();
/** The longer side of the picture on the page, once it is drawn. */
async function sideShown({ page }: Tablet): Promise<number> {
  const picture = page.locator('.place-photo img').first();
  await picture.waitFor();
  return picture.evaluate(async (img: HTMLImageElement) => {
    await img.decode();
    return Math.max(img.naturalWidth, img.naturalHeight);
  });
}

test('a coordinator without network takes a picture: warned first, wrong files refused in words', async () => {
  await enrol(desk, SETUP_CODE);
  await desk.goto(PLACE);
  await desk.page.getByText('Vēl nav', { exact: false }).first().waitFor();
  await desk.installed();
  await desk.page
    .getByText(/Viss saņemts/)
    .first()
    .waitFor();
  await desk.setOffline(true);
  await desk.goto(PLACE);
  await press(desk, 'Pievienot attēlu');
  const { page } = desk;
  await page.getByText('Attēlā nedrīkst būt cilvēki').waitFor();
  await page
    .getByLabel('Izvēlēties attēlu')
    .setInputFiles({ name: 'bilde.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await page.getByText('Šis fails nav attēls, ko planšete var atvērt.').first().waitFor();
  await page
    .getByLabel('Fotografēt')
    .setInputFiles({ name: 'ieeja.png', mimeType: 'image/png', buffer: noisePng(1800, 1350) });
  await page.getByRole('img', { name: 'Izvēlētais attēls' }).waitFor();
  await press(desk, 'Saglabāt');
  expect(await axeFaults(page)).toEqual([]);
  await page.getByText('Apraksta vēl nav. Ierakstiet, ko attēlā redz.').first().waitFor();
  await page.getByLabel('Ko attēlā redz (Latviešu)').fill(WORDS);
  await page.getByLabel('Attēlā nav neviena cilvēka').check();
  await settle(desk);
  await press(desk, 'Saglabāt');
  await page.getByText('Attēls ir saglabāts šajā planšetē.').first().waitFor();
  expect(await sideShown(desk)).toBe(1600);
  await page.locator('.place-photo .state', { hasText: 'šajā planšetē' }).waitFor();
  // It outlives a new start with no network.
  await desk.goto(PLACE);
  expect(await sideShown(desk)).toBe(1600);
});

test('the upload is cut twice, goes on where the server stands, and no part of it goes twice', async () => {
  line.passed.length = 0;
  const first = line.cutAtPart(3, 'answer-lost');
  await desk.setOffline(false);
  await wake(desk);
  await first;
  await desk.page.locator('.place-photo .state', { hasText: 'šajā planšetē' }).waitFor();
  const second = line.cutAtPart(2, 'half');
  line.mend();
  await wake(desk);
  await second;
  line.mend();
  await wake(desk);
  await desk.page
    .locator('.place-photo .state', { hasText: 'saņemts serverī' })
    .waitFor({ timeout: 60_000 });

  const parts = line.passed.filter(({ range, bytes }) => bytes > 0 && range?.includes('-'));
  const ranges = parts.map(({ path, range, bytes }) => {
    const [, from, to, total] = /(\d+)-(\d+)\/(\d+)/.exec(range ?? '') ?? [];
    const length = Number(to) - Number(from) + 1;
    return { path, from: Number(from), length, total: Number(total), whole: bytes === length };
  });
  const large = ranges.filter(({ total }) => total > PART);
  expect(large.length).toBeGreaterThan(4);
  // Each byte once, in order: only the part that broke off in its middle goes again, from its start.
  let at = 0;
  for (const { from, length, whole } of large) {
    expect(from).toBe(at);
    if (whole) at += length;
  }
  expect(at).toBe(large[0]?.total);
  expect(large.filter(({ whole }) => !whole)).toHaveLength(1);
  // Records before pictures, the small picture before the large one.
  const firstPart = line.passed.findIndex(({ path }) => path.includes('/media/'));
  expect(line.passed.slice(0, firstPart).some(({ path }) => path.endsWith('/sync'))).toBe(true);
  expect(ranges[0]?.total).toBeLessThan(large[0]?.total ?? 0);
});

test('somebody who is not signed in sees it, small at first, large on wish, and then with no network', async () => {
  await reader.goto(PLACE);
  await reader.page.getByText(WORDS).waitFor();
  expect(await sideShown(reader)).toBe(640);
  expect(await reader.page.getByRole('button', { name: 'Pievienot attēlu' }).count()).toBe(0);
  expect(await axeFaults(reader.page)).toEqual([]);
  expect(await widthFaults(reader.page)).toEqual([]);
  await reader.installed();
  await settle(reader);
  await press(reader, 'Skatīt lielu');
  await expect.poll(() => sideShown(reader)).toBe(1600);
  await reader.setOffline(true);
  await reader.goto(PLACE);
  expect(await sideShown(reader)).toBe(1600);
  await reader.setOffline(false);
});

test('taken away it is gone everywhere, and comes back by undo', async () => {
  const { page } = desk;
  await settle(desk);
  await press(desk, 'Noņemt attēlu');
  await page.getByText('Attēls ir noņemts.').first().waitFor();
  expect(await page.locator('.place-photo').count()).toBe(0);
  await settle(desk);
  await press(desk, 'Atsaukt');
  expect(await sideShown(desk)).toBe(1600);
  await page.getByText(WORDS).waitFor();
});
