// One day in the field: two tablets and a desk, a village without network, a battery that dies, and all of it arrives.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BuiltServer, builtServer, SETUP_CODE } from '../support/built-server.ts';
import { Tablet } from '../support/tablet.ts';

let server: BuiltServer;
let desk: Tablet;
let ambassador: Tablet;
let mentor: Tablet;

const SITE = 'Elejas bibliotēka';
/** Impatient second taps within 400 ms count once (rule 9), so people in these stories wait that long. */
const settle = (tablet: Tablet): Promise<void> => tablet.page.waitForTimeout(450);

beforeAll(async () => {
  server = await builtServer();
  desk = await Tablet.open({ url: server.url, width: 1280, height: 900 });
  ambassador = await Tablet.open({ url: server.url });
  mentor = await Tablet.open({ url: server.url, width: 360, height: 740 });
});
afterAll(async () => {
  for (const tablet of [desk, ambassador, mentor]) {
    expect(tablet.complaints).toEqual([]);
    await tablet.close();
  }
  await server.close();
});

// A day goes on from where it was: after a failure the rest would only confuse.
let failed = false;
beforeEach(() => {
  if (failed) throw new Error('an earlier part of this day failed');
});
afterEach(({ task }) => {
  failed ||= task.result?.state === 'fail';
});

async function enrol(tablet: Tablet, code: string, name: string): Promise<void> {
  await tablet.goto(`/enrol#${code}`);
  await tablet.page.getByLabel('Planšetes nosaukums').fill(name);
  await tablet.page.getByRole('button', { name: 'Piesaistīt' }).click();
  await tablet.page.getByText('Planšete ir piesaistīta').waitFor();
}

/** The coordinator adds a person and reads the code off the screen. */
async function invite(name: string, role: string): Promise<string> {
  const { page } = desk;
  await desk.goto('/desk/people/new');
  await page.getByLabel('Vārds un uzvārds').fill(name);
  await page.locator('main').getByText(role, { exact: true }).click();
  await page.getByRole('combobox', { name: 'Vietas' }).selectOption(SITE);
  await page.getByRole('button', { name: 'Saglabāt' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await settle(desk);
  await page.getByRole('button', { name: /kodu/i }).first().click();
  const code = await page
    .getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    .first()
    .innerText();
  return code.trim();
}

/** Everything of this tablet is on the server: the bar says so. */
const allReceived = (tablet: Tablet): Promise<void> =>
  tablet.page
    .getByText(/Viss saņemts/)
    .first()
    .waitFor();

test('the coordinator enrols two tablets', async () => {
  await enrol(desk, SETUP_CODE, 'Galds');
  await allReceived(desk);
  await enrol(ambassador, await invite('Paraugs Vēstnese', 'Vēstnesis'), 'Eleja 1');
  await enrol(mentor, await invite('Paraugs Mentors', 'Mentors'), 'Eleja 2');
  await desk.goto('/desk/devices');
  await desk.page.getByRole('article', { name: /Eleja 1/ }).waitFor();
  await desk.page.getByRole('article', { name: /Eleja 2/ }).waitFor();
});

test('with no network the ambassador teaches, and a senior pays a practice bill', async () => {
  const { page } = ambassador;
  await ambassador.goto('/learn');
  await page
    .getByRole('link', { name: /Kā izlasīt rēķinu/, includeHidden: true })
    .waitFor({ state: 'attached' });
  await ambassador.installed();
  await ambassador.setOffline(true);

  await ambassador.goto('/learn/read-a-bill');
  await page.getByRole('heading', { level: 1 }).waitFor();

  await ambassador.goto('/hand-over');
  await page.getByLabel('Kods planšetes atvēršanai').fill('2468');
  await page.getByRole('button', { name: 'Saglabāt' }).click();
  await settle(ambassador);
  await page.getByRole('button', { name: 'Nodot tagad' }).click();
  await page.getByRole('navigation', { name: /izvēlne/i }).waitFor({ state: 'detached' });

  await ambassador.goto('/records');
  expect(await page.getByText('Ierakstīt nodarbību').count()).toBe(0);

  await ambassador.goto('/practice/s2?mode=shown');
  await page.getByText('1. solis no 9').waitFor();
  for (let taps = 0; taps < 40 && (await page.getByText(/solis no 9/).count()) > 0; taps += 1) {
    await settle(ambassador);
    const next = page.locator('main').getByRole('button', { name: /^(Izdarīt šo soli|Tālāk)$/ });
    if ((await next.count()) > 0) await next.last().click();
  }
  await page.getByRole('heading', { level: 1, name: 'Jūs tikāt līdz galam' }).waitFor();
});

test('a wrong code does not open the tablet, the right one does', async () => {
  const { page } = ambassador;
  await ambassador.goto('/hand-back');
  await page.getByLabel('Palīga kods').fill('1111');
  await page.getByRole('button', { name: 'Pārņemt planšeti' }).click();
  await page
    .getByText(/Šis kods neder/)
    .first()
    .waitFor();
  await settle(ambassador);
  await page.getByLabel('Palīga kods').fill('2468');
  await page.getByRole('button', { name: 'Pārņemt planšeti' }).click();
  await ambassador.page.getByRole('link', { name: 'Ieraksti' }).first().waitFor();
});

test('the session is recorded, the battery dies, and after the restart it is still there', async () => {
  const { page } = ambassador;
  await ambassador.goto('/sessions/new');
  const started = performance.now();
  await page.getByText('Kā izlasīt rēķinu', { exact: false }).first().click();
  await page.getByRole('button', { name: 'Saglabāt nodarbību' }).click();
  await page
    .getByText(/šajā planšetē/i)
    .first()
    .waitFor();
  expect(performance.now() - started).toBeLessThan(30_000);
  await ambassador.kill();
  await ambassador.start();
  await ambassador.goto('/records');
  await ambassador.page
    .getByText(/šajā planšetē/i)
    .first()
    .waitFor();
});

test('the network comes back: the record is on the other tablet and at the desk, and the receipt is true', async () => {
  await ambassador.setOffline(false);
  await ambassador.goto('/records');
  await allReceived(ambassador);
  await ambassador.page
    .getByText(/saņemts serverī/i)
    .first()
    .waitFor();

  await mentor.goto('/records');
  await mentor.page
    .getByText(/Kā izlasīt rēķinu|Ar vienu cilvēku/)
    .first()
    .waitFor();
  await desk.goto('/desk');
  await desk.page
    .getByRole('row', { name: new RegExp(SITE) })
    .first()
    .waitFor();
});

test('two tablets tick the same list while apart, and both see both ticks', async () => {
  const { page } = ambassador;
  await ambassador.goto('/todos?template=first-e-payment');
  await page.getByRole('button', { name: 'Bez koda' }).click();
  await page.getByRole('checkbox').first().waitFor();
  const path = new URL(page.url()).pathname;
  await page
    .getByText(/saņemts serverī/)
    .first()
    .waitFor();
  await mentor.goto('/todos');
  await mentor.page.locator(`a[href="${path}"]`).first().waitFor();
  await mentor.goto(path);
  await mentor.page.getByRole('checkbox').first().waitFor();

  await ambassador.setOffline(true);
  await mentor.setOffline(true);
  // One with a finger on the words, the other with a keyboard.
  await page.locator('.choice-label', { hasText: 'Sagatavot rēķinu, telefonu un brilles' }).click();
  await mentor.page.getByRole('checkbox', { name: /Izlasīt rēķinu kopā/ }).press('Space');
  await page
    .getByText(/šajā planšetē/)
    .first()
    .waitFor();
  await mentor.page
    .getByText(/šajā planšetē/)
    .first()
    .waitFor();
  await ambassador.setOffline(false);
  await mentor.setOffline(false);
  for (const tablet of [ambassador, mentor]) {
    await tablet.page
      .getByText(/Izdarīti 2 darbi no 8/)
      .first()
      .waitFor();
    await tablet.page
      .locator('main')
      .getByText(/saņemts serverī/)
      .first()
      .waitFor();
  }
});

test('the coordinator mends a sentence of a lesson, and the tablet has it', async () => {
  const { page } = desk;
  await desk.goto('/desk/content');
  await page.getByRole('link', { name: 'Kā izlasīt rēķinu' }).click();
  const title = page.getByLabel('Virsraksts (Latviešu)').first();
  await title.fill('Kā izlasīt savu rēķinu');
  await page.getByText('Melnraksts ir saglabāts.').waitFor();
  await settle(desk);
  await page.getByRole('button', { name: 'Publicēt visās planšetēs' }).click();
  await page
    .getByText(/Publicēts\.$/u)
    .first()
    .waitFor();
  await allReceived(desk);
  await ambassador.goto('/learn');
  await ambassador.page
    .getByRole('link', { name: /Kā izlasīt savu rēķinu/, includeHidden: true })
    .waitFor({ state: 'attached' });
});

test('a revoked tablet is told so and works on; one that the desk wants cleared clears itself', async () => {
  const revoke = async (name: string, wipe: boolean): Promise<void> => {
    const { page } = desk;
    await desk.goto('/desk/devices');
    await page
      .getByRole('article', { name: new RegExp(name) })
      .getByRole('button')
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    if (wipe) await dialog.getByRole('checkbox').press('Space');
    await dialog.getByRole('textbox').fill(name);
    await settle(desk);
    await dialog.getByRole('button', { name: 'Atvienot ierīci' }).click();
    await page.getByText(`Ierīce „${name}” ir atvienota.`).first().waitFor();
  };
  await revoke('Eleja 1', false);
  await ambassador.goto('/records');
  await ambassador.page
    .getByText(/atvienota|jaunu kodu/i)
    .first()
    .waitFor();
  await ambassador.page.getByText('Ierakstīt nodarbību').first().waitFor();

  await revoke('Eleja 2', true);
  await mentor.goto('/records');
  await mentor.page.waitForFunction(
    async () =>
      (await indexedDB.databases()).length === 0 ||
      document.body.innerText.includes('Pierakstīties ar kodu'),
  );
  await mentor.goto('/records');
  await mentor.page.getByText('Pierakstīties ar kodu').waitFor();
});
