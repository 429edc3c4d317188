// A tablet that has no network gives its work to another, which carries it to the server; later the first one comes back itself.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BuiltServer, builtServer, SETUP_CODE } from '../support/built-server.ts';
import { Tablet } from '../support/tablet.ts';

let server: BuiltServer;
let desk: Tablet;
let giver: Tablet;
let taker: Tablet;
/** Its camera shows the giver's codes one after another, as a hand would hold them. */
let watcher: Tablet;
let folder: string;
let film: string;
let file: string;
let code: string;

const SITE = 'Elejas bibliotēka';
/** Impatient second taps within 400 ms count once (rule 9), so people in these stories wait that long. */
const settle = (tablet: Tablet): Promise<void> => tablet.page.waitForTimeout(450);

beforeAll(async () => {
  server = await builtServer();
  folder = await mkdtemp(join(tmpdir(), 'vestnesis-usb-'));
  desk = await Tablet.open({ url: server.url, width: 1280, height: 900 });
  giver = await Tablet.open({ url: server.url });
  taker = await Tablet.open({ url: server.url, width: 360, height: 740 });
  film = join(folder, 'codes.mjpeg');
  watcher = await Tablet.open({
    url: server.url,
    flags: [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
});
afterAll(async () => {
  for (const tablet of [desk, giver, taker, watcher]) {
    expect(tablet.complaints).toEqual([]);
    await tablet.close();
  }
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

let failed = false;
beforeEach(() => {
  if (failed) throw new Error('an earlier part of this day failed');
});
afterEach(({ task }) => {
  failed ||= task.result?.state === 'fail';
});

async function enrol(tablet: Tablet, enrolment: string, name: string): Promise<void> {
  await tablet.goto(`/enrol#${enrolment}`);
  await tablet.page.getByLabel('Planšetes nosaukums').fill(name);
  await tablet.page.getByRole('button', { name: 'Piesaistīt' }).click();
  await tablet.page.getByText('Planšete ir piesaistīta').waitFor();
}

async function invite(name: string): Promise<string> {
  const { page } = desk;
  await desk.goto('/desk/people/new');
  await page.getByLabel('Vārds un uzvārds').fill(name);
  await page.locator('main').getByText('Vēstnesis', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Vietas' }).selectOption(SITE);
  await page.getByRole('button', { name: 'Saglabāt' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await settle(desk);
  await page.getByRole('button', { name: /kodu/i }).first().click();
  const shown = page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).first();
  return (await shown.innerText()).trim();
}

const allReceived = (tablet: Tablet): Promise<void> =>
  tablet.page
    .getByText(/Viss saņemts/)
    .first()
    .waitFor();

/** So many rows of the list in front bear the server's receipt. */
const rowsReceived = (tablet: Tablet, count: number): Promise<void> =>
  tablet.page
    .locator('main .state-received')
    .nth(count - 1)
    .waitFor();

/** How many sessions a device keeps, shown or not: the desk's page tells only of today, and a day ends at midnight. */
const sessionsKept = (tablet: Tablet): Promise<number> =>
  tablet.page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('vestnesis');
        opening.addEventListener('error', () => reject(new Error('not opened')));
        opening.addEventListener('success', () => {
          const counting = opening.result.transaction('session').objectStore('session').count();
          counting.addEventListener('success', () => {
            resolve(counting.result);
            opening.result.close();
          });
        });
      }),
  );

/** The code on the giver's screen as another tablet's camera sees it: smaller than the picture, a little slanted, not quite in the middle. */
async function asFilmed({ page }: Tablet, number: number): Promise<Buffer> {
  const jpeg = await page.locator('.carry-strips svg[role=img]').evaluate(
    async (svg, turn) => {
      const picture = new Image();
      const copy = svg.cloneNode(true) as SVGElement;
      copy.setAttribute('width', '560');
      copy.setAttribute('height', '560');
      const text = new XMLSerializer().serializeToString(copy);
      picture.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
      await picture.decode();
      const canvas = document.createElement('canvas');
      canvas.width = 960;
      canvas.height = 720;
      const context = canvas.getContext('2d')!;
      context.fillStyle = '#6b6f75';
      context.fillRect(0, 0, 960, 720);
      context.translate(500, 350);
      context.rotate(turn);
      context.drawImage(picture, -280, -280, 560, 560);
      return canvas.toDataURL('image/jpeg', 0.85).split(',')[1] ?? '';
    },
    0.03 * (number % 3) + 0.02,
  );
  return Buffer.from(jpeg, 'base64');
}

/** How many sessions a tablet's list shows. */
async function sessionsShown(tablet: Tablet): Promise<number> {
  await tablet.goto('/records');
  const rows = tablet.page.locator('a[href^="/sessions/0"]');
  await rows.first().waitFor();
  return rows.count();
}

test('the tablets are enrolled, and one of them goes where there is no network', async () => {
  await enrol(desk, SETUP_CODE, 'Galds');
  await desk.goto('/records');
  await allReceived(desk);
  await enrol(giver, await invite('Paraugs Devējs'), 'Eleja 1');
  await enrol(taker, await invite('Paraugs Ņēmējs'), 'Eleja 2');
  await enrol(watcher, await invite('Paraugs Vērotājs'), 'Eleja 3');
  await watcher.goto('/records');
  await allReceived(watcher);
  await watcher.installed();
  await giver.goto('/records');
  await allReceived(giver);
  await giver.installed();
  await giver.setOffline(true);
});

test('offline the giver records 2 sessions and saves them as one file with a code', async () => {
  const { page } = giver;
  for (const present of [1, 2]) {
    await giver.goto('/sessions/new');
    await page.getByText('Kā izlasīt rēķinu', { exact: false }).first().click();
    await page.getByRole('button', { name: 'Saglabāt nodarbību' }).click();
    await page
      .getByText(/šajā planšetē/i)
      .first()
      .waitFor();
    await settle(giver);
    expect(await sessionsShown(giver)).toBe(present);
  }
  await giver.goto('/carry/give');
  await page.getByText(/gaida \d+ ieraksti/).waitFor();
  await page.getByRole('button', { name: 'Sagatavot' }).click();
  const shown = page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  code = (await shown.innerText()).trim();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Saglabāt failu' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^vestnesis-.*\.vestnesis$/);
  file = join(folder, saved.suggestedFilename());
  await saved.saveAs(file);
  // Such a small set also goes as a chain of QR codes.
  await settle(giver);
  await page.getByRole('button', { name: 'Rādīt QR kodus' }).click();
  const shots: Buffer[] = [];
  for (let number = 1; ; number += 1) {
    const shown = page.getByRole('img', { name: new RegExp(`^${number}\\. QR kods no \\d+$`) });
    await shown.waitFor();
    shots.push(await asFilmed(giver, number));
    const next = page.getByRole('button', { name: 'Tālāk' });
    if (await next.isDisabled()) break;
    await settle(giver);
    await next.click();
  }
  expect(shots.length).toBeGreaterThan(1);
  // Each code stays in front of the camera for a second, at 30 pictures a second.
  await writeFile(film, Buffer.concat(shots.flatMap((shot) => Array<Buffer>(30).fill(shot))));
});

test('a third tablet without network reads the codes by its camera, takes the work in and knows the giver', async () => {
  const { page } = watcher;
  await watcher.setOffline(true);
  await watcher.goto('/carry/take');
  await page.getByRole('button', { name: 'Lasīt QR kodus' }).click();
  await page.getByText('Kodi nolasīti.', { exact: false }).waitFor({ timeout: 90_000 });
  await page.getByLabel('Kods', { exact: true }).fill(code);
  await settle(watcher);
  await page.getByRole('button', { name: 'Paņemt', exact: true }).click();
  await page
    .getByText(/Paņemti \d+ ieraksti no „Eleja 1”/)
    .first()
    .waitFor();
  await page.getByText('Deva: Paraugs Devējs. Paraksts ir pārbaudīts.').waitFor();
  expect(await sessionsShown(watcher)).toBe(2);
});

test('a wrong code and a strange file change nothing and say so', async () => {
  const { page } = taker;
  await taker.goto('/carry/take');
  await page.getByLabel('Izvēlēties failu').setInputFiles(file);
  await page.getByText(/Izvēlēts: vestnesis-/).waitFor();
  await page.getByLabel('Kods', { exact: true }).fill('0000-0000');
  await page.getByRole('button', { name: 'Paņemt', exact: true }).click();
  await page.getByText('Šis kods neder. Salīdziniet to ar otru ekrānu.').first().waitFor();
  await settle(taker);
  await page
    .getByLabel('Izvēlēties failu')
    .setInputFiles({ name: 'bilde.png', mimeType: 'image/png', buffer: Buffer.from('picture') });
  await page.getByText(/Izvēlēts: bilde\.png/).waitFor();
  await page.getByRole('button', { name: 'Paņemt', exact: true }).click();
  await page.getByText('Tas nav Vēstneša fails.', { exact: false }).waitFor();
  // Cut on its way, and one made by an app from before parcels were signed.
  const whole = await readFile(file);
  for (const [bytes, words] of [
    [whole.subarray(0, -20), 'Fails ceļā ir sabojāts.'],
    [whole.map((byte, at) => (at === 7 ? 1 : byte)), 'Šis fails nav parakstīts.'],
  ] as const) {
    await settle(taker);
    await page.getByLabel('Izvēlēties failu').setInputFiles({
      name: 'mainits.vestnesis',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(bytes),
    });
    await page.getByText(/Izvēlēts: mainits/).waitFor();
    await page.getByRole('button', { name: 'Paņemt', exact: true }).click();
    await page.getByText(words, { exact: false }).waitFor();
  }
  await page.getByText('Šajā planšetē nekas nav mainīts.').waitFor();
});

test('with the right code the taker has the sessions, and carries them to the server', async () => {
  const { page } = taker;
  await settle(taker);
  await page.getByLabel('Izvēlēties failu').setInputFiles(file);
  await page.getByText(/Izvēlēts: vestnesis-/).waitFor();
  await page.getByLabel('Kods', { exact: true }).fill(code.toLowerCase().replace('-', ' '));
  await page.getByRole('button', { name: 'Paņemt', exact: true }).click();
  await page.getByText(/Paņemti \d+ ieraksti no „Eleja 1”/).waitFor();
  expect(await sessionsShown(taker)).toBe(2);
  await rowsReceived(taker, 2);
  await taker.goto('/carry');
  await page.getByText(/Paraugs Devējs \(Eleja 1\)/).waitFor();
});

test('the desk sees them while the giver, still without network, claims nothing', async () => {
  expect(await sessionsShown(taker)).toBe(2);
  const links = await taker.page.locator('a[href^="/sessions/0"]').all();
  for (const link of links) {
    await desk.goto((await link.getAttribute('href')) ?? '');
    await desk.page.getByText('Kā izlasīt rēķinu').first().waitFor();
  }
  expect(await sessionsShown(giver)).toBe(2);
  expect(await giver.page.locator('main .state-received').count()).toBe(0);
  expect(await giver.page.locator('main .state-device').count()).toBe(2);
});

test('taken once more, nothing is doubled', async () => {
  const { page } = taker;
  await taker.goto('/carry/take');
  await page.getByLabel('Izvēlēties failu').setInputFiles(file);
  await page.getByLabel('Kods', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Paņemt', exact: true }).click();
  await page.getByText(/šeit jau bija/).waitFor();
  expect(await sessionsShown(taker)).toBe(2);
});

test('the giver comes back to the network: nothing is doubled anywhere and its receipts are true', async () => {
  await giver.setOffline(false);
  await giver.goto('/records');
  await allReceived(giver);
  expect(await sessionsShown(giver)).toBe(2);
  await rowsReceived(giver, 2);
  expect(await giver.page.locator('main .state-device').count()).toBe(0);
  expect(await sessionsKept(desk)).toBe(2);
  expect(await sessionsShown(taker)).toBe(2);
  expect(await taker.page.getByText(/jāpārbauda/i).count()).toBe(0);
});
