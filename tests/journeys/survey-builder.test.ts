// A coordinator makes a survey with a condition by choosing, tries it out beside, publishes it; a tablet answers it and, with answers half
// given, gets the next version.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltServer, builtServer, SETUP_CODE } from '../support/built-server.ts';
import { axeFaults, enrol, received, rowsOf, settled, widthFaults } from '../support/screens.ts';
import { isOneStory } from '../support/story.ts';
import { Tablet } from '../support/tablet.ts';

const TITLE = 'Telefons manā ikdienā';

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
const choose = async (label: string, option: string): Promise<void> => {
  await desk.page.getByLabel(label, { exact: true }).first().selectOption({ label: option });
};
const says = ({ page }: Tablet, words: string): Promise<void> =>
  page.locator('main').getByText(words).first().waitFor();
const surveys = async ({ page }: Tablet): Promise<Record<string, unknown>[]> =>
  (await rowsOf(page, 'survey')).filter(
    (row) => (row['text'] as Record<string, string>)['lv.title'] === TITLE,
  );
const versionOf = (row: Record<string, unknown> | undefined): number =>
  (row?.['form'] as { version?: number } | undefined)?.version ?? 0;
/** Syncs by opening the app anew, as a person does. */
async function until(tablet: Tablet, version: number): Promise<void> {
  for (let i = 0; i < 20 && versionOf((await surveys(tablet))[0]) !== version; i += 1) {
    await tablet.goto('/surveys');
    await tablet.page.waitForTimeout(500);
  }
  expect(versionOf((await surveys(tablet))[0])).toBe(version);
}

test('questions, answers, a condition and a check are chosen; what lacks is told with its question', async () => {
  await enrol(desk, SETUP_CODE);
  await received(desk.page, 'survey');
  await desk.goto('/desk/surveys');
  await desk.page.getByRole('link', { name: 'Jauna aptauja' }).click();
  await desk.page.waitForURL(/\/desk\/surveys\/[\da-f-]{36}$/);
  await fill('Nosaukums (Latviešu)', TITLE);
  await fill('Par ko tā ir (Latviešu)', 'Divi jautājumi par telefonu.');

  await press(desk, /^Pievienot ?: ?Pievienot beigās/);
  await fill('Jautājums (Latviešu)', 'Vai Jums ir telefons?');
  await fill('1. atbilde (Latviešu)', 'Jā');
  await fill('2. atbilde (Latviešu)', 'Nē');
  await desk.page.getByRole('checkbox', { name: 'Uz šo jāatbild' }).check();

  await choose('Pievienot beigās', 'Vesels skaitlis');
  await press(desk, /^Pievienot ?: ?Pievienot beigās/);
  await press(desk, 'Publicēt visās planšetēs');
  const summary = desk.page.getByRole('alert');
  await summary.getByRole('link', { name: /^2\. q2: uzrakstiet latviski/ }).waitFor();

  await fill('Jautājums (Latviešu)', 'Cik reižu dienā zvanāt?');
  await press(desk, /^Rādīt tikai tad, ja/);
  await desk.page.getByLabel('1. nosacījums: vērtība').selectOption({ label: 'Jā' });
  expect(await desk.page.locator('#survey-q2-relevant-source').inputValue()).toBe("${q1} = 'c1'");
  await choose('Pārbaude', 'No … līdz …');
  await fill('No', '0');
  await fill('Līdz', '50');
  expect(await desk.page.locator('#survey-q2-constraint-source').inputValue()).toBe(
    '. >= 0 and . <= 50',
  );
  await fill('Ko teikt, ja atbilde neder (Latviešu)', 'Rakstiet skaitli no 0 līdz 50.');

  // A mistake by hand is told with its place.
  await desk.page.locator('#survey-q2-relevant-source').fill("${q7} = 'c1'");
  await says(desk, 'jautājuma ar nosaukumu „q7” nav');
  await desk.page.locator('#survey-q2-relevant-source').fill("${q1} = 'c1'");
  await desk.page.getByText('Melnraksts ir saglabāts').waitFor();
  expect(await axeFaults(desk.page)).toEqual([]);
});

test('beside it runs as a person would answer it, and hides what is not asked', async () => {
  const { page } = desk;
  await press(desk, 'Izmēģināt');
  const trial = page.locator('.survey-trial');
  await trial.getByText('Tagad paslēpti: 1').waitFor();
  await trial.getByText('Cik reižu dienā zvanāt?').waitFor();
  await trial.getByRole('radio', { name: 'Jā' }).check();
  await trial.getByText('Tagad paslēpti: 0').waitFor();
  await trial.getByRole('button', { name: 'Tālāk' }).click();
  await trial.getByLabel('Cik reižu dienā zvanāt?').fill('99');
  await page.waitForTimeout(420);
  await trial.getByRole('button', { name: 'Tālāk' }).click();
  await trial.getByText('Rakstiet skaitli no 0 līdz 50.').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 740 });
  expect(await widthFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 900 });
  await press(desk, 'Izmēģināt');
});

test('a question is moved, copied and taken away with the keyboard, each with a way back', async () => {
  const { page } = desk;
  const rows = (): Promise<string[]> => page.locator('.survey-row-words').allInnerTexts();
  const both = ['1. Vai Jums ir telefons?', '2. Cik reižu dienā zvanāt?'];
  expect(await rows()).toEqual(both);
  await press(desk, /^Augstāk/);
  expect(await rows()).toEqual(['1. Cik reižu dienā zvanāt?', '2. Vai Jums ir telefons?']);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('survey-row-q2');
  await press(desk, /^Zemāk/);
  await press(desk, /^Kopēt/);
  expect(await rows()).toEqual([...both, '3. Cik reižu dienā zvanāt?']);
  await press(desk, /^Noņemt ?: ?Cik reižu/);
  expect(await rows()).toEqual(both);
  await press(desk, 'Atsaukt');
  expect(await rows()).toHaveLength(3);
  await page.locator('#survey-row-q3').click();
  await press(desk, /^Noņemt ?: ?Cik reižu/);
  expect(await rows()).toEqual(both);
});

test('published, it arrives at a tablet, which answers it', async () => {
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, '1. versija ir publicēta.');
  await home.goto('/surveys');
  await until(home, 1);
  const { page } = home;
  await page.getByRole('link', { name: TITLE }).click();
  await page.getByRole('button', { name: 'Sākt' }).click();
  await page.getByRole('radio', { name: 'Jā' }).check();
  await page.getByText('Atbilde ir saglabāta').waitFor();
  await page.waitForTimeout(420);
  await page.locator('.button-primary').click();
  await page.getByRole('heading', { level: 1, name: 'Cik reižu dienā zvanāt?' }).waitFor();
});

test('the next version comes while answers are half given, and loses none of them', async () => {
  const { page } = desk;
  await choose('Pievienot beigās', 'Brīvs teksts');
  await press(desk, /^Pievienot ?: ?Pievienot beigās/);
  await fill('Jautājums (Latviešu)', 'Ko vēl gribat pateikt?');
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, '2. versija ir publicēta.');
  await says(desk, 'Publicēta ir 2. versija.');
  await until(home, 2);
  const response = (await rowsOf(home.page, 'response')).at(-1);
  expect(response?.['answers']).toMatchObject({ q1: { value: 'c1' } });
  await home.page.getByRole('link', { name: TITLE }).click();
  await home.page.getByRole('link', { name: 'Turpināt' }).click();
  await home.page.getByText('2. jautājums no 3').waitFor();

  // The version before is listed, and goes back into the draft.
  await page.reload();
  await settled(page);
  await press(desk, /^Agrāk/);
  await says(desk, '1. versija: 2 jautājumi');
  await press(desk, /^Ielikt melnrakstā ?: ?1\. versija/);
  await says(desk, '1. versija ir melnrakstā.');
  expect(await page.locator('.survey-row-words').count()).toBe(2);
  await press(desk, 'Atmest labojumus');
});

test('withdrawn it is gone from the tablets, and can be brought back', async () => {
  await press(desk, 'Atsaukt no planšetēm');
  await says(desk, 'Tas ir atsaukts.');
  await press(desk, 'Atjaunot');
  await desk.goto('/desk/surveys');
  await says(desk, TITLE);
  expect(await axeFaults(desk.page)).toEqual([]);
});
