// Two tablets write over each other with no network: the later one stands, and what lost comes back from the history, on tablet and desk.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltServer, builtServer, SETUP_CODE } from '../support/built-server.ts';
import { enrol } from '../support/screens.ts';
import { isOneStory } from '../support/story.ts';
import { Tablet } from '../support/tablet.ts';

const SITE = 'Elejas bibliotēka';

let server: BuiltServer;
let desk: Tablet;
let helper: Tablet;
let session: string;

beforeAll(async () => {
  server = await builtServer();
  desk = await Tablet.open({ url: server.url, width: 1280, height: 900 });
  helper = await Tablet.open({ url: server.url });
});
afterAll(async () => {
  for (const tablet of [desk, helper]) {
    expect(tablet?.complaints).toEqual([]);
    await tablet?.close();
  }
  await server?.close();
});

isOneStory();

const settle = (tablet: Tablet): Promise<void> => tablet.page.waitForTimeout(450);
const press = (tablet: Tablet, name: string): Promise<void> =>
  tablet.page.getByRole('button', { name, exact: true }).first().click();
const stands = ({ page }: Tablet, words: string): Promise<void> =>
  page.locator('main .state', { hasText: words }).first().waitFor();
const says = ({ page }: Tablet, words: string | RegExp): Promise<void> =>
  page.locator('main').getByText(words).first().waitFor();
async function online(tablet: Tablet): Promise<void> {
  await tablet.setOffline(false);
  await tablet.page.evaluate(() => window.dispatchEvent(new Event('online')));
}

async function writeNote(tablet: Tablet, note: string): Promise<void> {
  await tablet.goto(session);
  await press(tablet, 'Labot');
  await tablet.page.getByLabel('Piezīme').fill(note);
  await settle(tablet);
  await tablet.page.getByRole('button', { name: /^Saglabāt/ }).click();
  await says(tablet, 'Izmaiņas ir saglabātas.');
  await says(tablet, note);
}

test('a session is known to both, then both lose the network', async () => {
  await enrol(desk, SETUP_CODE);
  await desk.goto('/desk/people/new');
  await desk.page.getByLabel('Vārds un uzvārds').fill('Paraugs Vēstnesis');
  await desk.page.locator('main').getByText('Vēstnesis', { exact: true }).click();
  await desk.page.getByRole('combobox', { name: 'Vietas' }).selectOption(SITE);
  await press(desk, 'Saglabāt');
  await desk.page.getByRole('heading', { level: 1, name: 'Paraugs Vēstnesis' }).waitFor();
  await settle(desk);
  await desk.page.getByRole('button', { name: /kodu/i }).first().click();
  const code = await desk.page
    .getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    .first()
    .innerText();
  await enrol(helper, code.trim());

  await helper.goto('/sessions/new');
  await helper.page.getByText('Kā izlasīt rēķinu', { exact: false }).first().click();
  await press(helper, 'Saglabāt nodarbību');
  await stands(helper, 'saņemts serverī');
  session = new URL(helper.page.url()).pathname;
  await desk.goto(session);
  await says(desk, 'Kā izlasīt rēķinu');
  for (const tablet of [desk, helper]) {
    await tablet.installed();
    await tablet.setOffline(true);
  }
});

test('both write the same note; the later one stands on both, wherever the network comes first', async () => {
  await writeNote(helper, 'Raksta vēstnesis');
  await writeNote(desk, 'Raksta galds');
  await online(desk);
  await stands(desk, 'saņemts serverī');
  await helper.goto(session);
  await press(helper, 'Agrākās vērtības');
  await says(helper, 'Agrākās vērtības glabā serveris. Tās redz, kad ir tīkls.');
  await online(helper);
  await says(helper, 'Raksta galds');
  await stands(helper, 'saņemts serverī');
});

test('the value that lost is in the history of the tablet, and comes back everywhere', async () => {
  await helper.goto(session);
  await press(helper, 'Agrākās vērtības');
  await says(helper, 'Piezīme: Raksta vēstnesis');
  await settle(helper);
  await helper.page
    .getByRole('button', { name: /Atjaunot.*Piezīme: Raksta vēstnesis/ })
    .first()
    .click();
  await says(helper, 'Vērtība ir atjaunota.');
  await stands(helper, 'saņemts serverī');
  await desk.goto(session);
  await expect
    .poll(() => desk.page.locator('main dd, main p').allInnerTexts(), { timeout: 15_000 })
    .toContain('Raksta vēstnesis');
  // What it replaced is history in its turn, with the name of whoever did it.
  await press(desk, 'Agrākās vērtības');
  await says(desk, 'Piezīme: Raksta galds');
  await says(desk, /Nomainīts .*Paraugs Vēstnesis/);
});

test("on the desk a colleague's former name comes back the same way", async () => {
  const { page } = desk;
  await desk.goto('/desk/people');
  await page.getByRole('link', { name: 'Paraugs Vēstnesis' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Paraugs Vēstnesis' }).waitFor();
  await page.getByLabel('Vārds un uzvārds').fill('Cits Vārds');
  await press(desk, 'Saglabāt');
  await page.getByRole('heading', { level: 1, name: 'Cits Vārds' }).waitFor();
  await page
    .getByText(/Viss saņemts/)
    .first()
    .waitFor();
  await settle(desk);
  await press(desk, 'Agrākās vērtības');
  await says(desk, 'Vārds un uzvārds: Paraugs Vēstnesis');
  await settle(desk);
  await page
    .getByRole('button', { name: /Atjaunot.*Paraugs Vēstnesis/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: 'Paraugs Vēstnesis' }).waitFor();
  // The form follows, or its next saving would undo it.
  await expect
    .poll(() => page.getByLabel('Vārds un uzvārds').inputValue(), { timeout: 5000 })
    .toBe('Paraugs Vēstnesis');
});
