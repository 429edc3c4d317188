// A coordinator copies an exercise, makes it her own with the keyboard, is told what is wrong, tries it out and publishes it; a
// resident's tablet plays it to the end; withdrawn, it is gone, and comes back.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scenario } from '#practice/scenario.ts';
import { playByHand, type Run } from '../practice/hands.ts';
import { type BuiltServer, builtServer, SETUP_CODE } from '../support/built-server.ts';
import { enrol, received, rowsOf, settled } from '../support/screens.ts';
import { isOneStory } from '../support/story.ts';
import { Tablet } from '../support/tablet.ts';

const TITLE = 'Mūsu ciema siltuma rēķins';

let server: BuiltServer;
let desk: Tablet;
let home: Tablet;

beforeAll(async () => {
  server = await builtServer();
  desk = await Tablet.open({ url: server.url, width: 1280, height: 900 });
  home = await Tablet.open({ url: server.url });
});
afterAll(async () => {
  for (const tablet of [desk, home]) {
    expect(tablet?.complaints).toEqual([]);
    await tablet?.close();
  }
  await server?.close();
});

isOneStory();

const press = async ({ page }: Tablet, name: string | RegExp): Promise<void> => {
  await page.waitForTimeout(420);
  await page.getByRole('button', { name }).first().focus();
  await page.keyboard.press('Enter');
};
const fill = (label: string, words: string): Promise<void> =>
  desk.page.getByLabel(label, { exact: true }).first().fill(words);
const says = ({ page }: Tablet, words: string): Promise<void> =>
  page.locator('main').getByText(words).first().waitFor();
const copies = async ({ page }: Tablet): Promise<Record<string, unknown>[]> =>
  (await rowsOf(page, 'walkthrough')).filter(
    (row) => row['madeFrom'] === 's2' && row['deleted'] !== true,
  );
/** Syncs by opening the app anew, as a person does. */
async function until(tablet: Tablet, count: number): Promise<void> {
  for (let i = 0; i < 20 && (await copies(tablet)).length !== count; i += 1) {
    await tablet.goto('/practice');
    await tablet.page.waitForTimeout(500);
  }
  expect(await copies(tablet)).toHaveLength(count);
}

test('a copy is made in one tap; wrong data is told at the top and at the field, and a reload loses nothing', async () => {
  await enrol(desk, SETUP_CODE);
  await received(desk.page, 'walkthrough');
  await desk.goto('/desk/practice');
  await desk.page.getByText('Savu vingrinājumu vēl nav').waitFor();
  const original = (await rowsOf(desk.page, 'walkthrough')).find((row) => row['slug'] === 's2');
  const name = (original!['text'] as Record<string, string>)['lv.title']!;
  await press(desk, new RegExp(`^Kopēt ?: ?${name}`));
  await desk.page.waitForURL(/\/desk\/practice\/[\da-f-]{36}$/);
  await fill('Nosaukums (Latviešu)', TITLE);
  await fill('Par ko tas ir (Latviešu)', 'Zvaniet 29123456');

  await press(desk, /^Atvērt ?: Uzņēmumi/);
  await desk.page
    .getByLabel(/^1\. Rēķina sūtītājs, A variants/)
    .selectOption({ label: 'Siltā krāsns' });
  await press(desk, /^Atvērt ?: Summas/);
  await desk.page.getByLabel('No, eiro, A variants').first().fill('90');
  await desk.page.getByLabel('Līdz, eiro, A variants').first().fill('20');
  await desk.page.getByText('Melnraksts ir saglabāts').waitFor();

  await press(desk, 'Publicēt visās planšetēs');
  const summary = desk.page.getByRole('alert');
  await summary.waitFor();
  expect(await summary.evaluate((box) => box === document.activeElement)).toBe(true);
  await says(desk, '29123456');
  await summary.getByRole('link', { name: /A variants: „Līdz” ir mazāks par „No”/ }).click();
  expect(await desk.page.evaluate(() => document.activeElement?.id)).toMatch(
    /^walk-detail-.*-a-max$/,
  );

  await desk.page.reload();
  await settled(desk.page);
  expect(await desk.page.getByLabel('Nosaukums (Latviešu)').inputValue()).toBe(TITLE);
  expect(await copies(desk)).toHaveLength(0);
});

test('a choice is added, tried out, and the exercise published', async () => {
  await fill('Par ko tas ir (Latviešu)', 'Rēķins, kādu sūta mūsu ciemā.');
  await press(desk, /^Atvērt ?: Summas/);
  await desk.page.getByLabel('Līdz, eiro, A variants').first().fill('120');
  const row = (await rowsOf(desk.page, 'walkthrough')).find((one) => one['slug'] === 's2');
  const { steps } = row!['scenario'] as Scenario;
  const at = steps.findIndex((step) => step.kind === 'choose');
  const step = steps[at];
  if (step?.kind !== 'choose') throw new Error('S2 has no choice');
  await press(desk, new RegExp(`^Atvērt ?: ${at + 1}\\. solis`));
  await press(desk, 'Pievienot izvēli');
  const number = step.options.length + 1;
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, `„${at + 1}. solis`);
  await fill(`${number}. izvēle (Latviešu)`, 'Zvanīt kaimiņam');
  await fill(`${number}. izvēle: paskaidrojums (Latviešu)`, 'Kaimiņš rēķinu nesamaksās.');
  await press(desk, 'Izmēģināt');
  await desk.page.getByLabel('Sākt no').selectOption(step.id);
  await press(desk, 'Zvanīt kaimiņam');
  await says(desk, 'Kaimiņš rēķinu nesamaksās.');
  await press(desk, 'Izmēģināt');
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, 'Vingrinājums ir publicēts.');
  expect(await copies(desk)).toHaveLength(1);
});

test('a resident with no sign-in plays it to the end, with the new company and amount', async () => {
  await home.goto('/practice');
  await until(home, 1);
  const { page } = home;
  await page.getByRole('link', { name: TITLE }).click();
  await page.getByRole('radio', { name: 'Darīšu patstāvīgi' }).check();
  await page.getByRole('button', { name: 'Sākt' }).click();
  await page.getByRole('progressbar').waitFor();
  const [row] = await copies(home);
  const run = (await rowsOf(page, 'attempt')).at(-1) as unknown as Run & { walkthrough: string };
  expect(run.walkthrough).toBe(row?.['slug']);
  expect(run.form).toBe('a');
  const seen = new Set<string>();
  await playByHand(page, row?.['scenario'] as Scenario, run, 'keyboard', async () => {
    for (const company of ['Siltā krāsns', 'Strautiņa ūdens'])
      if ((await page.locator('main').getByText(company).count()) > 0) seen.add(company);
  });
  expect([...seen]).toEqual(['Siltā krāsns']);
  await page.getByRole('heading', { level: 1, name: 'Jūs tikāt līdz galam' }).waitFor();
});

test('withdrawn it is gone from the tablets, and can be brought back', async () => {
  await press(desk, 'Atsaukt vingrinājumu');
  await says(desk, 'Vingrinājums ir atsaukts.');
  await until(home, 0);
  await press(desk, 'Atjaunot vingrinājumu');
  await until(home, 1);
});
