// A new fraud goes round: the coordinator writes a card with the keyboard, publishes it, and a resident's tablet has it; a card comes
// by surprise into a run; withdrawn, it is gone from the list, and the run that it came into goes on.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAttempt } from '#practice/attempt.ts';
import { guestName, scamScenario } from '#practice/scam-guest.ts';
import { surpriseSeed, withSurprise } from '#practice/surprise.ts';
import { playRightly, scenarioOf } from '../practice/simulated-person.ts';
import { type BuiltServer, builtServer, SETUP_CODE } from '../support/built-server.ts';
import { enrol, received, rowsOf, settled, visit } from '../support/screens.ts';
import { isOneStory } from '../support/story.ts';
import { Tablet } from '../support/tablet.ts';

const TITLE = 'Viltus ziņa no bibliotēkas';
const SAYS = 'Jums ir parāds par grāmatu! Samaksājiet šodien.';

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

const fill = (label: string, words: string): Promise<void> =>
  desk.page.getByLabel(label, { exact: true }).first().fill(words);
const press = async (tablet: Tablet, name: string): Promise<void> => {
  await tablet.page.waitForTimeout(420);
  await tablet.page.getByRole('button', { name, exact: true }).first().focus();
  await tablet.page.keyboard.press('Enter');
};
const says = ({ page }: Tablet, words: string): Promise<void> =>
  page.locator('main').getByText(words).first().waitFor();
const cardsAt = async ({ page }: Tablet): Promise<number> =>
  (await rowsOf(page, 'scam-card')).filter(
    (row) =>
      row['deleted'] !== true && (row['text'] as Record<string, string>)['lv.title'] === TITLE,
  ).length;
/** Syncs by opening the app anew, as a person does. */
async function until(tablet: Tablet, count: number): Promise<void> {
  for (let i = 0; i < 20 && (await cardsAt(tablet)) !== count; i += 1) {
    await tablet.goto('/scams');
    await tablet.page.waitForTimeout(500);
  }
  expect(await cardsAt(tablet)).toBe(count);
}

test('what the card lacks is said at the top and at the field; a reload loses nothing', async () => {
  await enrol(desk, SETUP_CODE);
  await received(desk.page, 'scam-card');
  await desk.goto('/desk/scams');
  await desk.page.getByRole('link', { name: 'Jauna kartīte' }).focus();
  await desk.page.keyboard.press('Enter');
  await desk.page.waitForURL(/\/desk\/scams\/[\da-f-]{36}$/);
  await fill('Nosaukums (Latviešu)', TITLE);
  await desk.page.getByText('Melnraksts ir saglabāts').waitFor();
  await press(desk, 'Publicēt visās planšetēs');
  const summary = desk.page.getByRole('alert');
  await summary.waitFor();
  expect(await summary.evaluate((box) => box === document.activeElement)).toBe(true);
  await summary.getByRole('link', { name: /„Ko darīt \(Latviešu\)” latviski ir tukšs/ }).click();
  expect(await desk.page.evaluate(() => document.activeElement?.id)).toBe('card-text-lv-do');

  await desk.page.reload();
  await settled(desk.page);
  expect(await desk.page.getByLabel('Nosaukums (Latviešu)').inputValue()).toBe(TITLE);
  expect(await cardsAt(desk)).toBe(0);
});

test('whole, it is published, and a resident with no sign-in has it', async () => {
  await fill('Kā tas notiek (Latviešu)', 'Pienāk īsziņa par parādu.');
  await fill('Ko darīt (Latviešu)', 'Saiti neatveriet. Pajautājiet bibliotēkā.');
  await desk.page.getByLabel('Kā krāpnieks uzrunā').selectOption('message');
  await desk.page.getByLabel(/Rādīt kā pārsteigumu/).check();
  await desk.page.getByLabel('Lai atver saiti').check();
  await fill('Ko saka vai raksta krāpnieks (Latviešu)', `${SAYS} Skatiet parads.lv`);
  await fill('Avota adrese', 'https://cert.lv/viltus-zina');
  await fill('Avota nosaukums', 'CERT.LV');
  const today = await desk.page.evaluate(() => new Date().toLocaleDateString('sv'));
  await fill('Kad Jūs to izlasījāt', today);
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, 'ir kas īsts: parads.lv');
  await fill('Ko saka vai raksta krāpnieks (Latviešu)', SAYS);
  await press(desk, 'Kā to redzēs');
  await says(desk, 'Izdomāts piemērs');
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, 'Kartīte ir publicēta.');

  await home.goto('/scams');
  await until(home, 1);
  await home.page.getByRole('link', { name: TITLE }).click();
  await says(home, SAYS);
  await says(home, 'Saiti neatveriet. Pajautājiet bibliotēkā.');
});

test('it comes by surprise into a run, and the run goes on after the card was withdrawn', async () => {
  const card = (await rowsOf(home.page, 'scam-card')).find(
    (row) => (row['text'] as Record<string, string>)['lv.title'] === TITLE,
  );
  const guest = { id: String(card?.['id']), channel: 'message', wants: 'link' } as const;
  const seed = surpriseSeed(guestName(guest), '0123456789abcdef');
  const start = { form: 'a', mode: 'surprise', seed } as const;
  const there = playRightly(
    startAttempt(withSurprise(scenarioOf('s2'), scamScenario(guest), seed), start),
    (attempt) => attempt.at === 'x-scam',
  );
  // The run as the tablet would have kept it up to here: whoever comes is drawn by chance.
  const run = '0199b4a1-52ac-7a53-9f49-6a2a54b0c3d1';
  await home.page.evaluate(
    (row) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('vestnesis');
        opening.addEventListener('success', () => {
          const writing = opening.result.transaction('attempt', 'readwrite');
          writing.objectStore('attempt').put(row);
          writing.addEventListener('complete', () => {
            opening.result.close();
            resolve();
          });
          writing.addEventListener('error', () => reject(writing.error ?? new Error('attempt')));
        });
      }),
    {
      id: run,
      scope: 'device',
      walkthrough: 's2',
      ...start,
      startedAt: Date.now(),
      events: JSON.parse(JSON.stringify(there.log)) as unknown,
      _stamps: {},
    },
  );
  await home.goto(`/practice/s2?run=${run}`);
  await home.page.getByRole('heading', { level: 1, name: 'Pienāk ziņa' }).waitFor();
  await says(home, SAYS);

  await press(desk, 'Atsaukt kartīti');
  await says(desk, 'Kartīte ir atsaukta.');
  await until(home, 0);
  await home.goto(`/practice/s2?run=${run}`);
  await says(home, SAYS);
  await press(home, 'Atvērt saiti');
  await press(home, 'Tālāk');
  await home.page.getByRole('heading', { level: 1, name: 'Tā bija krāpšana' }).waitFor();
  await press(home, 'Tālāk');
  await press(home, 'Neatbildēt un pārbaudīt citā ceļā');
  await press(home, 'Tālāk');
  await home.page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
  await says(home, 'Pajautājiet bibliotēkā.');
});

test('brought back, it is on the tablets again; past its review day it says so', async () => {
  await press(desk, 'Atjaunot kartīti');
  await until(home, 1);
  await home.page.clock.install({ time: Date.now() + 200 * 86_400_000 });
  await home.goto('/scams');
  await home.page.getByRole('heading', { name: 'Sen nav pārbaudīts' }).waitFor();
  await visit(home.page, '/scams/all/paper');
  await says(home, 'Šādas kartītes te nav');
  await desk.goto('/desk/scams');
  await desk.page.getByRole('link', { name: TITLE }).waitFor();
});
