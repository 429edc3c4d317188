// A coordinator makes a lesson with a question, a photo, a sound of her own voice and a video; a mentor reads a step aloud; a learner's tablet
// without a voice plays it and goes through the lesson offline. Then a path and a template, and the whole content as one file for another
// municipality, which looks at it, takes it and can undo that.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

const MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
const TITLE = 'Pārbaudes mācību stunda';

let server: BuiltServer;
let other: BuiltServer;
let desk: Tablet;
let mentor: Tablet;
let neighbour: Tablet;

beforeAll(async () => {
  [server, other] = await Promise.all([builtServer(), builtServer()]);
  desk = await Tablet.open({ url: server.url, width: 1280, height: 900, flags: MICROPHONE });
  mentor = await Tablet.open({ url: server.url, flags: MICROPHONE });
  neighbour = await Tablet.open({ url: other.url, width: 1280, height: 900 });
});
afterAll(async () => {
  for (const tablet of [desk, mentor, neighbour]) {
    expect(tablet?.complaints).toEqual([]);
    await tablet?.close();
  }
  await Promise.all([server?.close(), other?.close()]);
});

isOneStory();

/** A second tap at once on the same button counts as a trembling finger. */
const TREMBLE_MS = 420;
const press = async (tablet: Tablet, name: string | RegExp, nth = 0): Promise<void> => {
  await tablet.page.waitForTimeout(TREMBLE_MS);
  await tablet.page.locator('main').getByRole('button', { name }).nth(nth).click();
};
const fill = (label: string, words: string, nth = 0): Promise<void> =>
  desk.page.getByLabel(label, { exact: true }).nth(nth).fill(words);
const choose = (label: string, option: string, nth = -1): Promise<string[]> =>
  desk.page.getByLabel(label, { exact: true }).nth(nth).selectOption({ label: option });
const says = ({ page }: Tablet, words: string | RegExp): Promise<void> =>
  page.locator('main').getByText(words).first().waitFor();
const addStep = async (what: string): Promise<void> => {
  await choose('Kāds tas ir', what);
  await press(desk, 'Pievienot soli');
};
const draftKept = (): Promise<void> => says(desk, 'Melnraksts ir saglabāts.');

/** Everything of this tablet is on the server: the bar says so. */
const allReceived = ({ page }: Tablet): Promise<void> =>
  page
    .getByText(/Viss saņemts/)
    .first()
    .waitFor();
/** Looks until it is so: media come after records, and records with the next sync. */
async function until(tablet: Tablet, address: string, so: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 40 && !(await so()); i += 1) {
    await visit(tablet.page, address);
    await tablet.page.waitForTimeout(500);
  }
  expect(await so()).toBe(true);
}
const ourLesson = async ({ page }: Tablet): Promise<Record<string, unknown> | undefined> =>
  (await rowsOf(page, 'lesson')).find(({ slug }) =>
    String(slug).startsWith('parbaudes-macibu-stunda'),
  );

/** The coordinator adds a mentor and reads the code off the screen. */
async function invite(): Promise<string> {
  const { page } = desk;
  await visit(page, '/desk/people/new');
  await page.getByLabel('Vārds un uzvārds').fill('Paraugs Mentors');
  await page.locator('main').getByText('Mentors', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Vietas' }).selectOption({ index: 1 });
  await press(desk, 'Saglabāt');
  await page.getByRole('heading', { level: 1, name: 'Paraugs Mentors' }).waitFor();
  await press(desk, /kodu/i);
  const code = page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).first();
  return (await code.innerText()).trim();
}

async function faultsAt({ page }: Tablet, least: number): Promise<string[]> {
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

/** A second of a moving picture, as a browser records it. */
const video = async (): Promise<Buffer> =>
  Buffer.from(
    await desk.page.evaluate(async () => {
      const canvas = document.createElement('canvas');
      const at = canvas.getContext('2d')!;
      const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: 'video/webm' });
      const parts: Blob[] = [];
      recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
      const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve));
      recorder.start();
      for (let i = 0; i < 12; i += 1) {
        at.fillStyle = `hsl(${i * 30} 80% 50%)`;
        at.fillRect(0, 0, 300, 150);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      recorder.stop();
      await ended;
      return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
    }),
  );
const photo = async (): Promise<Buffer> =>
  Buffer.from(
    await desk.page.evaluate(async () => {
      const canvas = new OffscreenCanvas(900, 600);
      const at = canvas.getContext('2d')!;
      for (let i = 0; i < 90; i += 1) {
        at.fillStyle = `hsl(${(i * 37) % 360} 60% 50%)`;
        at.fillRect((i * 97) % 900, (i * 61) % 600, 120, 90);
      }
      const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
      return [...new Uint8Array(await blob.arrayBuffer())];
    }),
  );

test('a new lesson says what is still to be done, and keeps everything through a reload', async () => {
  await enrol(desk, SETUP_CODE);
  await received(desk.page, 'lesson');
  await visit(desk.page, '/desk/content');
  await desk.page.getByRole('link', { name: 'Jauna mācību stunda' }).click();
  await says(desk, 'Nosaukums un ievads');
  await fill('Virsraksts (Latviešu)', TITLE);
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, /Temats nav izvēlēts/);
  await says(desk, /Nav neviena soļa/);
  await choose('Temats', 'Internets');
  await fill('Ievads (Latviešu)', 'Te redzat, kā stunda top.');
  await addStep('Teksts');
  await fill('Virsraksts (Latviešu)', 'Pirmais solis', 1);
  await fill('Teksts (Latviešu)', 'Izlasiet šo teikumu.');
  await addStep('Jautājums: viena atbilde');
  await fill('Jautājums (Latviešu)', 'Kura diena ir pirmā?');
  for (const [i, word] of ['Pirmdiena', 'Otrdiena', 'Trešdiena'].entries()) {
    const letter = 'abc'[i]!;
    await fill(`Atbilde ${letter} (Latviešu)`, word);
    await fill(`Paskaidrojums pie atbildes ${letter} (Latviešu)`, `${word} nedēļā ir ${i + 1}.`);
  }
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, /2\. solis: jautājums: nav pareizas atbildes/);
  await desk.page.getByRole('radio', { name: 'Atbilde a' }).check({ force: true });
  await draftKept();
  await settled(desk.page);
  await desk.page.reload();
  await says(desk, '2. solis: jautājums');
  expect(await desk.page.getByLabel('Jautājums (Latviešu)', { exact: true }).inputValue()).toBe(
    'Kura diena ir pirmā?',
  );
});

test('photo, own voice and video with captions are added; a wrong file is told', async () => {
  await addStep('Foto');
  await desk.page
    .getByLabel('Izvēlēties foto')
    .setInputFiles({ name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('nav attēls') });
  await says(desk, /Tas nav attēls/);
  await desk.page
    .getByLabel('Izvēlēties foto')
    .setInputFiles({ name: 'foto.jpg', mimeType: 'image/jpeg', buffer: await photo() });
  await desk.page.getByAltText('Izvēlētais foto').waitFor();
  await fill('Virsraksts (Latviešu)', 'Foto solis', 2);
  await fill('Teksts (Latviešu)', 'Paskatieties uz krāsām.', 1);
  await fill('Kas fotogrāfijā redzams (Latviešu)', 'Krāsaini laukumi.');

  await addStep('Skaņa');
  await press(desk, 'Ierakstīt balsi');
  await says(desk, /0:01 no 5:00/);
  await press(desk, 'Beigt');
  await says(desk, 'Noklausieties un tad saglabājiet.');
  await press(desk, 'Saglabāt');
  await fill('Virsraksts (Latviešu)', 'Skaņas solis', 3);
  await fill('Teksts (Latviešu)', 'Te ir teikts: labdien!', 2);

  await addStep('Video ar subtitriem');
  await desk.page
    .getByLabel('Izvēlēties video')
    .setInputFiles({ name: 'a.webm', mimeType: 'video/webm', buffer: await video() });
  await desk.page.locator('main video').waitFor();
  await fill('Virsraksts (Latviešu)', 'Video solis', 4);
  await fill('Teksts (Latviešu)', 'Paskatieties, kā mainās krāsa.', 3);
  const captions = 'Subtitri, katrs savā rindā: 0:05 Atveriet lapu. (Latviešu)';
  await fill(captions, 'Krāsa mainās.');
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, /rindai „Krāsa mainās\.” vajag laiku/);
  await fill(captions, '0:00 Krāsa mainās.\n0:01 Tagad tā ir cita.');
  await draftKept();
  expect(await faultsAt(desk, 16)).toEqual([]);

  // Moved up and back, taken away and brought back.
  await press(desk, /^Augstāk.*5\. solis/);
  await says(desk, '4. solis: video');
  await press(desk, /^Zemāk.*4\. solis/);
  await says(desk, '5. solis: video');
  await press(desk, /^Noņemt.*5\. solis/);
  await says(desk, '5. solis: video: noņemts.');
  await press(desk, 'Atsaukt');
  await says(desk, '5. solis: video');
  await draftKept();
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, 'Publicēts.');
  await allReceived(desk);
  expect((await ourLesson(desk))?.['media']).toHaveLength(3);
});

test('a mentor reads a step aloud; offline it is played where the tablet has no voice of its own', async () => {
  await enrol(mentor, await invite());
  const files = async (): Promise<number> =>
    (await rowsOf(mentor.page, 'media')).filter(({ whole }) => whole === true).length;
  await until(
    mentor,
    '/learn',
    async () => (await ourLesson(mentor)) !== undefined && (await files()) === 3,
  );
  const address = `/learn/${String((await ourLesson(mentor))?.['slug'])}`;
  await visit(mentor.page, `${address}?step=s1`);
  await mentor.page.getByText(/^Ierunāt šo soli/).click();
  await press(mentor, 'Ierakstīt balsi');
  await says(mentor, /0:01 no 3:00/);
  await press(mentor, 'Beigt');
  await says(mentor, 'Noklausieties un tad saglabājiet.');
  await press(mentor, 'Saglabāt');
  await says(mentor, /Ir ierunāts/);
  expect(await faultsAt(mentor, 16)).toEqual([]);
  await settled(mentor.page);
  const [voice] = await rowsOf(mentor.page, 'voice');
  expect(voice).toMatchObject({ step: 's1', lang: 'lv' });

  await mentor.installed();
  await mentor.setOffline(true);
  await visit(mentor.page, `${address}?step=s1`);
  const listen = mentor.page.locator('.lesson-step > .sound-player button');
  await listen.click();
  await mentor.page.locator('.lesson-step > .sound-player').getByText('Apturēt').waitFor();
  // Through all of it without a network, files included.
  await visit(mentor.page, `${address}?step=s3`);
  await mentor.page.getByAltText('Krāsaini laukumi.').waitFor();
  expect(
    await mentor.page
      .getByAltText('Krāsaini laukumi.')
      .evaluate((img) => (img as HTMLImageElement).naturalWidth),
  ).toBe(640);
  expect(await faultsAt(mentor, 16)).toEqual([]);
  await visit(mentor.page, `${address}?step=s4`);
  await mentor.page.locator('.sound-player').first().waitFor();
  await visit(mentor.page, `${address}?step=s5`);
  const captioned = mentor.page.locator('main video');
  await captioned.waitFor();
  expect(
    await captioned.evaluate(async (element) => {
      const one = element as HTMLVideoElement;
      await new Promise<void>((resolve) => {
        const look = (): void => {
          if (one.readyState >= 1 && (one.textTracks[0]?.cues?.length ?? 0) > 0) resolve();
          else setTimeout(look, 50);
        };
        look();
      });
      return [one.videoWidth, [...one.textTracks[0]!.cues!].map((cue) => (cue as VTTCue).text)];
    }),
  ).toEqual([300, ['Krāsa mainās.', 'Tagad tā ir cita.']]);
  await mentor.setOffline(false);
});

test('changed words silence the recording until it is read anew', async () => {
  await visit(desk.page, '/desk/content');
  await desk.page.getByRole('link', { name: TITLE }).click();
  await fill('Teksts (Latviešu)', 'Izlasiet šo jauno teikumu.');
  await draftKept();
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, 'Publicēts.');
  await allReceived(desk);
  const address = `/learn/${String((await ourLesson(mentor))?.['slug'])}?step=s1`;
  const isNew = async (): Promise<boolean> =>
    (((await ourLesson(mentor))?.['text'] ?? {}) as Record<string, string>)['lv.s1.body'] ===
    'Izlasiet šo jauno teikumu.';
  await until(mentor, address, isNew);
  await visit(mentor.page, address);
  await says(mentor, 'Izlasiet šo jauno teikumu.');
  expect(await mentor.page.locator('.lesson-step > .sound-player').count()).toBe(0);
  await mentor.page.getByText(/^Ierunāt šo soli/).click();
  await says(mentor, /Teksts pēc tam mainīts/);
});

test('a path and a template are made and published', async () => {
  await visit(desk.page, '/desk/content/path');
  await desk.page.getByRole('link', { name: 'Jauns ceļš' }).click();
  await fill('Virsraksts (Latviešu)', 'Pārbaudes ceļš');
  await fill('Ievads (Latviešu)', 'No pīšanas līdz videozvanam.');
  const kinds = await desk.page
    .getByLabel('Kāds tas ir', { exact: true })
    .locator('option')
    .allTextContents();
  await addStep(kinds[1]!);
  await fill('Virsraksts (Latviešu)', 'Darbnīca', 1);
  await fill('Teksts (Latviešu)', 'Pinam kopā.');
  await draftKept();
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, 'Publicēts.');

  await visit(desk.page, '/desk/content/todo-template');
  await desk.page.getByRole('link', { name: 'Jauna saraksta sagatave' }).click();
  await fill('Virsraksts (Latviešu)', 'Pārbaudes saraksts');
  await fill('Ievads (Latviešu)', 'Viens darbs.');
  await press(desk, 'Pievienot darbu');
  await fill('Virsraksts (Latviešu)', 'Atveriet lapu', 1);
  await fill('Palīdzība (Latviešu)', 'Lapas adrese ir bukletā.');
  await fill('Pēc cik dienām', '9999');
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, /dienas ir vesels skaitlis no 0 līdz 730/);
  await fill('Pēc cik dienām', '3');
  await draftKept();
  expect(await faultsAt(desk, 16)).toEqual([]);
  await press(desk, 'Publicēt visās planšetēs');
  await says(desk, 'Publicēts.');
  await settled(desk.page);
});

test('another municipality looks at the file, takes it, undoes it and takes it again', async () => {
  await visit(desk.page, '/desk/content/pack');
  const coming = desk.page.waitForEvent('download');
  await press(desk, 'Saglabāt datni');
  const file = await readFile(await (await coming).path());
  expect(JSON.parse(file.toString())).toMatchObject({ format: 'vestnesis-content-pack' });
  expect(await faultsAt(desk, 16)).toEqual([]);

  await enrol(neighbour, SETUP_CODE);
  await received(neighbour.page, 'lesson');
  await visit(neighbour.page, '/desk/content/pack');
  const give = (buffer: Buffer): Promise<void> =>
    neighbour.page
      .getByLabel('Izvēlēties datni')
      .setInputFiles({ name: 'saturs.json', mimeType: 'application/json', buffer });
  await give(Buffer.from('{"x":1}'));
  await says(neighbour, /Tā nav Vēstneša satura datne/);
  await give(file);
  await says(neighbour, /Šeit jau ir tāpat/);
  for (const title of [TITLE, 'Pārbaudes ceļš', 'Pārbaudes saraksts'])
    await neighbour.page.getByRole('checkbox', { name: title }).waitFor();
  expect(await faultsAt(neighbour, 16)).toEqual([]);
  await press(neighbour, 'Publicēt izvēlēto (3)');
  await says(neighbour, 'Paņemts un publicēts. Ierakstu skaits: 3.');
  const titles = async (): Promise<number> =>
    (await rowsOf(neighbour.page, 'lesson')).filter(
      ({ text, deleted }) =>
        deleted !== true && (text as Record<string, string>)['lv.title'] === TITLE,
    ).length;
  expect(await titles()).toBe(1);
  await press(neighbour, 'Atsaukt');
  await neighbour.page.getByText('Paņemts un publicēts').waitFor({ state: 'detached' });
  expect(await titles()).toBe(0);
  await give(file);
  await press(neighbour, /Publicēt izvēlēto/);
  await says(neighbour, 'Paņemts un publicēts.');
  expect(await titles()).toBe(1);
});
