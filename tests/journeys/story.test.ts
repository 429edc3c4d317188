// Somebody tells how she learned to pay a bill. The coordinator writes it down in her language, with a photo and her voice; without the
// day of her consent it goes nowhere. A resident reads, listens and tries the same. Then she withdraws, and nothing of it is left anywhere.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltServer, builtServer, SETUP_CODE } from '../support/built-server.ts';
import { focusFaults, sizeFaults } from '../support/measures.ts';
import {
  axeFaults,
  enrol,
  received,
  rowsOf,
  settled,
  speak,
  tornWords,
  visit,
  widthFaults,
} from '../support/screens.ts';
import { isOneStory } from '../support/story.ts';
import { Tablet } from '../support/tablet.ts';
import { everythingIn, filesIn } from '../support/traces.ts';

// Made up for this test: the app ships no story.
const TITLE = 'Pārbaudes stāsta nosaukums';
const BODY = 'Es baidījos spiest pogu. Tagad rēķinu maksāju pati.';
const WHO = 'Paraugele';
const NOTED = 'KAMERA-PIERAKSTIJA-VIETU';
const DRAFTED = 'Vēlāk pievienots teikums.';

let server: BuiltServer;
let desk: Tablet;
let home: Tablet;
/** Pieces of the photo and of the voice, as they lie on a device. */
let pieces: readonly string[] = [];

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

const press = async (tablet: Tablet, name: string | RegExp): Promise<void> => {
  await tablet.page.waitForTimeout(420);
  await tablet.page.getByRole('button', { name }).first().click();
};
const fill = (label: string, words: string): Promise<void> =>
  desk.page.getByLabel(label, { exact: true }).first().fill(words);
const says = ({ page }: Tablet, words: string): Promise<void> =>
  page.locator('main').getByText(words).first().waitFor();
const today = (): Promise<string> => desk.page.evaluate(() => new Date().toLocaleDateString('sv'));
const onServer = (): string =>
  readdirSync(server.dataDir)
    .map((name) => readFileSync(join(server.dataDir, name)).toString('latin1'))
    .join('');
/** Which of these stand in a text; the database writes UTF-8. */
const of = (text: string, words: readonly string[]): string[] =>
  words.filter((one) => text.includes(one) || text.includes(Buffer.from(one).toString('latin1')));
/** Looks until it is so: media come after records. */
const until = async (
  tablet: Tablet,
  address: string,
  so: () => Promise<boolean>,
): Promise<void> => {
  for (let i = 0; i < 30 && !(await so()); i += 1) {
    await tablet.goto(address);
    await tablet.page.waitForTimeout(500);
  }
  expect(await so()).toBe(true);
};

/** A photo as a camera writes it, with a note of the place behind its head. */
async function photoWithNote(): Promise<Buffer> {
  const plain = await desk.page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1600, 1200);
    const at = canvas.getContext('2d')!;
    for (let i = 0; i < 400; i += 1) {
      at.fillStyle = `hsl(${(i * 37) % 360} 60% ${30 + (i % 50)}%)`;
      at.fillRect((i * 97) % 1600, (i * 61) % 1200, 180, 140);
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const note = Buffer.from(`Exif\0\0${NOTED}`);
  const head = Buffer.from([0xff, 0xe1, 0, note.length + 2]);
  const photo = Buffer.from(plain);
  return Buffer.concat([photo.subarray(0, 2), head, note, photo.subarray(2)]);
}

/** A second of a tone, as a browser records it. */
const recording = async (): Promise<Buffer> =>
  Buffer.from(
    await desk.page.evaluate(async () => {
      const context = new AudioContext();
      const end = context.createMediaStreamDestination();
      const tone = context.createOscillator();
      tone.connect(end);
      tone.start();
      const recorder = new MediaRecorder(end.stream, { mimeType: 'audio/webm' });
      const parts: Blob[] = [];
      recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
      const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve));
      recorder.start();
      await new Promise((resolve) => setTimeout(resolve, 1200));
      recorder.stop();
      await ended;
      await context.close();
      return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
    }),
  );

/** Everything that axe and the measures find on a screen, light and dark, wide and narrow. */
async function faultsAt({ page }: Tablet, address: string, least: number): Promise<string[]> {
  await visit(page, address);
  const faults = [...(await axeFaults(page)), ...(await focusFaults(page))];
  await page.emulateMedia({ colorScheme: 'dark' });
  faults.push(...(await axeFaults(page)));
  await page.emulateMedia({ colorScheme: 'light' });
  const { width, height } = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 640 });
  faults.push(
    ...(await sizeFaults(page, { body: least })),
    ...(await widthFaults(page)),
    ...(await tornWords(page)),
  );
  await page.setViewportSize({ width, height });
  return faults;
}

test('as long as nobody told one, the page says how a story comes to be here', async () => {
  await home.goto('/learn');
  await received(home.page, 'lesson');
  await home.page.getByRole('link', { name: 'Pieredzes stāsti' }).click();
  await says(home, 'Te vēl nav neviena stāsta');
  await says(home, 'Katrs stāsts pieder dzīvam cilvēkam.');
  expect(await rowsOf(home.page, 'story')).toEqual([]);
});

test('the photo loses what the camera noted, the voice is heard before it is kept, other files are refused in words', async () => {
  await enrol(desk, SETUP_CODE);
  await received(desk.page, 'lesson');
  await desk.goto('/desk/stories');
  await says(desk, 'Te vēl nav neviena stāsta');
  await desk.page.getByRole('link', { name: 'Jauns stāsts' }).click();
  await desk.page.waitForURL(/\/desk\/stories\/[\da-f-]{36}$/);
  const { page } = desk;
  await page.getByRole('radio', { name: 'Русский' }).check();
  await fill('Nosaukums (Русский)', TITLE);
  await fill('Stāsts (Русский)', BODY);
  await fill('Kā saukt stāstītāju', WHO);

  const photo = page.getByLabel('Izvēlēties foto');
  const sound = page.getByLabel('Izvēlēties balss ierakstu');
  const wrong = { name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
  await photo.setInputFiles(wrong);
  await says(desk, 'Šis fails nav foto, ko ierīce var atvērt.');
  await sound.setInputFiles({ ...wrong, name: 'x.mp3', mimeType: 'audio/mpeg' });
  await says(desk, 'Izvēlieties webm, ogg vai m4a failu.');
  await sound.setInputFiles({
    ...wrong,
    name: 'x.ogg',
    buffer: Buffer.alloc(10 * 1024 * 1024 + 1),
  });
  await says(desk, 'Fails ir par lielu.');

  await photo.setInputFiles({
    name: 'v.jpg',
    mimeType: 'image/jpeg',
    buffer: await photoWithNote(),
  });
  await page.getByRole('img', { name: 'Izvēlētais foto' }).waitFor();
  expect(Object.keys(await filesIn(page))).toEqual([]);
  await press(desk, 'Pievienot stāstam');
  await page.getByRole('img', { name: 'Foto 1' }).waitFor();
  await sound.setInputFiles({ name: 'b.webm', mimeType: 'audio/webm', buffer: await recording() });
  await says(desk, 'Noklausieties ierakstu, pirms to pievienojat.');
  await press(desk, 'Klausīties');
  await page.getByRole('button', { name: 'Apturēt' }).first().waitFor();
  await press(desk, 'Pievienot stāstam');
  await page.getByRole('group', { name: 'Balss ieraksts 2' }).waitFor();

  const files = Object.entries(await filesIn(page)).filter(([key]) => !key.includes('/'));
  expect(files).toHaveLength(2);
  expect(files.some(([, bytes]) => bytes.includes(NOTED))).toBe(false);
  pieces = files.map(([, bytes]) => bytes.slice(bytes.length / 2, bytes.length / 2 + 60));
  expect(of(await everythingIn(page), [TITLE, BODY, WHO, ...pieces])).toHaveLength(5);
  expect(await rowsOf(page, 'story')).toEqual([]);
});

test('without the day of consent nothing is published: the field and what to do are named', async () => {
  const { page } = desk;
  // What was told is never just dropped: it would lie on in the history.
  expect(await page.getByRole('button', { name: 'Atmest labojumus' }).count()).toBe(0);
  await press(desk, 'Publicēt visās planšetēs');
  const summary = page.getByRole('alert').first();
  await summary.waitFor();
  await summary.getByRole('link', { name: /„Kad stāstītājs piekrita” ir tukšs/ }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('story-consentOn');
  await says(desk, '1. failam nav apraksta.');
  await fill('Ko foto redz (Русский)', 'Pie galda ar planšeti');
  await fill('Ko ierakstā dzird (Русский)', 'Stāsta pati');
  await page.getByLabel('Kad stāstītājs piekrita').fill('2099-01-01');
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, '„Kad stāstītājs piekrita” vēl nav pienācis.');
  expect(await rowsOf(page, 'story')).toEqual([]);

  await page.getByLabel('Kad stāstītājs piekrita').fill(await today());
  await page.getByLabel(/^Vieta/).selectOption({ index: 1 });
  await page.getByLabel(/^Mācību stunda, kurā/).selectOption('read-a-bill');
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, 'Stāsts ir publicēts.');
  const [story] = await rowsOf(page, 'story');
  expect(story).toMatchObject({ who: WHO, toldIn: 'ru', lesson: 'read-a-bill' });
  // What Latvian lacks is marked beside what Russian has.
  expect(await page.locator('.edit-cell .mark-missing').count()).toBe(8);
});

test('a resident sees it in the language in which it was told, hears her, and tries the same', async () => {
  const { page } = home;
  const files = async (): Promise<boolean> =>
    Object.keys(await filesIn(page)).filter((key) => !key.includes('/')).length === 2;
  await until(home, '/stories', files);
  await page.getByRole('link', { name: TITLE }).click();
  await says(home, `Stāsta ${WHO}`);
  await says(home, 'Stāsts ir valodā, kurā to pastāstīja: Русский.');
  expect(
    await page.getByText(BODY).evaluate((at) => at.closest('[lang]')?.getAttribute('lang')),
  ).toBe('ru');
  const side = await page
    .getByRole('img', { name: 'Pie galda ar planšeti' })
    .evaluate(async (img: HTMLImageElement) => {
      await img.decode();
      return img.naturalWidth;
    });
  expect(side).toBe(640);
  await press(home, 'Klausīties');
  await page.getByRole('button', { name: 'Apturēt' }).waitFor();
  await page.getByRole('link', { name: 'Pamēģiniet to pašu' }).click();
  await page.waitForURL(/\/learn\/read-a-bill$/);

  const address = `/stories/${String((await rowsOf(page, 'story'))[0]?.['slug'])}`;
  for (const language of ['lv', 'ru'] as const) {
    await speak(page, language);
    expect(await faultsAt(home, '/stories', 19)).toEqual([]);
    expect(await faultsAt(home, address, 19)).toEqual([]);
  }
  await speak(page, 'lv');
  // It is there with no network, too.
  await home.installed();
  await home.setOffline(true);
  await home.goto(address);
  await page.getByRole('img', { name: 'Pie galda ar planšeti' }).waitFor();
  await home.setOffline(false);
});

test('the desk stays readable with a whole story in it', async () => {
  const [story] = await rowsOf(desk.page, 'story');
  for (const address of ['/desk/stories', `/desk/stories/${String(story?.['id'])}`])
    expect(await faultsAt(desk, address, 16)).toEqual([]);
  await fill('Stāsts (Latviešu)', DRAFTED);
  await desk.page.getByText('Melnraksts ir saglabāts').waitFor();
  await until(desk, `/desk/stories/${String(story?.['id'])}`, async () =>
    Promise.resolve(of(onServer(), [DRAFTED, ...pieces]).length === 3),
  );
});

test('she withdraws: one question, and nothing of it is left on the desk, the server and the resident’s tablet', async () => {
  const words = [TITLE, BODY, WHO, DRAFTED, ...pieces];
  expect(of(onServer(), words)).toEqual(words);
  expect(of(await everythingIn(home.page), words)).toEqual(words.filter((one) => one !== DRAFTED));
  await press(desk, 'Stāstītājs atsauc piekrišanu');
  const question = desk.page.getByRole('dialog');
  await question.getByText('foto un balss ieraksti: 2.').waitFor();
  expect(await axeFaults(desk.page)).toEqual([]);
  await desk.page.waitForTimeout(420);
  await question.getByRole('button', { name: 'Dzēst pavisam' }).click();
  await says(desk, 'Stāsts ir dzēsts.');
  await expect.poll(() => of(onServer(), words), { timeout: 20_000 }).toEqual([]);
  await expect
    .poll(async () => of(await everythingIn(desk.page), words), { timeout: 20_000 })
    .toEqual([]);

  await until(
    home,
    '/stories',
    async () => (await rowsOf(home.page, 'story'))[0]?.['erased'] === true,
  );
  await expect
    .poll(async () => of(await everythingIn(home.page), words), { timeout: 20_000 })
    .toEqual([]);
  expect(await filesIn(home.page)).toEqual({});
  await says(home, 'Te vēl nav neviena stāsta');
  // Its address tells what happened, at the desk and outside.
  await settled(home.page);
});
