// A poster of a place: one sheet of A4 and one of A3 whatever the message and language, letters that can be read from 2 m, printed with no
// network; it says when its facts are old, and its code tells whoever comes by it that the place's record has changed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCode } from '#qr/read.ts';
import { type BuiltServer, builtServer, SETUP_CODE } from '../support/built-server.ts';
import { axeFaults, enrol, languages, received, speak, visit } from '../support/screens.ts';
import { isOneStory } from '../support/story.ts';
import { Tablet } from '../support/tablet.ts';

let server: BuiltServer;
let tablet: Tablet;
let slug = '';

beforeAll(async () => {
  server = await builtServer();
  tablet = await Tablet.open({ url: server.url });
  await enrol(tablet, SETUP_CODE);
  const places = await received(tablet.page, 'place');
  slug = String(places.find(({ type, address }) => type === 'library' && address)?.['slug']);
});
afterAll(async () => {
  expect(tablet?.complaints).toEqual([]);
  await tablet?.close();
  await server?.close();
});

isOneStory();

const CM = 96 / 2.54;
const sheets = { A4: { width: 21, height: 29.7 }, A3: { width: 29.7, height: 42 } } as const;
/** Letters of 28 pt have capitals of about 7 mm: a two-hundred-and-fiftieth of 2 m and more. */
const SMALLEST_PT = 28;

/** Pages of the print, counted in the PDF itself. */
const pages = (pdf: Buffer): number =>
  (pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g) ?? []).length;

test('fills one sheet and no letter is small, for every message, size and language, with no network', async () => {
  const { page } = tablet;
  await tablet.installed();
  // What is fetched at first use: the desk and its texts in all languages, and this page.
  await visit(page, '/desk');
  await visit(page, `/places/${slug}/poster`);
  await page.locator('.poster').waitFor();
  await page.waitForTimeout(2000);
  await tablet.setOffline(true);
  const found: string[] = [];
  for (const language of languages) {
    await speak(page, language);
    await visit(page, `/places/${slug}/poster`);
    await page.locator('.poster').waitFor();
    const messages = await page.locator('main fieldset').first().locator('label').count();
    expect(messages).toBe(5);
    for (let i = 0; i < messages; i += 1) {
      await page.locator('main fieldset').first().locator('input').nth(i).check({ force: true });
      for (const [name, { width, height }] of Object.entries(sheets)) {
        await page.locator(`main input[value="${name.toLowerCase()}"]`).check({ force: true });
        const pdf = await page.pdf({ preferCSSPageSize: true });
        if (pages(pdf) !== 1) found.push(`${language} ${i} ${name}: ${pages(pdf)} pages`);
        const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString('latin1'));
        const points = [width, height].map((cm) => Math.round((cm / 2.54) * 72));
        expect([Math.round(Number(box?.[1])), Math.round(Number(box?.[2]))]).toEqual(points);
        // As wide as the room between the margins.
        await page.emulateMedia({ media: 'print' });
        await page.setViewportSize({
          width: Math.round((width - (name === 'A4' ? 3.6 : 5)) * CM),
          height: Math.round(height * CM),
        });
        const small = await page.evaluate(
          (least) =>
            [...document.querySelectorAll<HTMLElement>('.poster p, .poster li')]
              .filter((one) => Number.parseFloat(getComputedStyle(one).fontSize) * 0.75 < least)
              .map((one) => `${one.innerText} ${getComputedStyle(one).fontSize}`),
          SMALLEST_PT,
        );
        found.push(...small.map((one) => `${language} ${i} ${name} small: ${one}`));
        await page.emulateMedia({ media: null });
        await page.setViewportSize({ width: 800, height: 1280 });
      }
    }
  }
  await tablet.setOffline(false);
  await speak(page, 'lv');
  expect(found).toEqual([]);
  await visit(page, `/places/${slug}/poster`);
  expect(await axeFaults(page)).toEqual([]);
});

test('old facts are marked on the poster and told to whoever prints it', async () => {
  const { page } = tablet;
  // Nobody has looked since 2020: put straight into the database, as if the record had come so.
  await page.evaluate(
    (wanted) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('vestnesis');
        opening.addEventListener('error', () => reject(opening.error!));
        opening.addEventListener('success', () => {
          const db = opening.result;
          const rows = db.transaction('place', 'readwrite').objectStore('place');
          const asked = rows.index('slug').get(wanted);
          asked.addEventListener('success', () => {
            const row = asked.result as { sources: { checked: string }[] };
            const sources = row.sources.map((one) => ({ ...one, checked: '2020-01-01' }));
            rows.put({ ...row, sources }).addEventListener('success', () => {
              db.close();
              resolve();
            });
          });
        });
      }),
    slug,
  );
  await page.reload();
  await page.getByText(/nav skatīti vairāk nekā/).waitFor();
  await page.locator('.poster-outdated').waitFor();
  // The longest that is printed still fills one sheet.
  await speak(page, 'ru');
  await visit(page, `/places/${slug}/poster`);
  await page.locator('.poster-outdated').waitFor();
  await page.locator('main input[value="scams"]').check({ force: true });
  for (const sheet of ['a4', 'a3']) {
    await page.locator(`main input[value="${sheet}"]`).check({ force: true });
    expect(pages(await page.pdf({ preferCSSPageSize: true }))).toBe(1);
  }
  await speak(page, 'lv');
});

test('its code leads to the place; the code of an older poster says that it is old', async () => {
  const { page } = tablet;
  await visit(page, `/places/${slug}/poster`);
  const shown = await page.locator('.poster-code svg').screenshot({ scale: 'css' });
  const pixels = await page.evaluate(
    async (bytes) => {
      const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const at = canvas.getContext('2d')!;
      at.drawImage(picture, 0, 0);
      const { data, width, height } = at.getImageData(0, 0, picture.width, picture.height);
      return { data: [...data], width, height };
    },
    [...shown],
  );
  const read = readCode({ ...pixels, data: new Uint8ClampedArray(pixels.data) }, 0);
  const code = (await page.locator('.poster-code p').innerText()).trim();
  expect(read).toBe(`${server.url}/places/${slug}?poster=${code}`);
  await visit(page, `/places/${slug}?poster=${code}`);
  expect(await page.getByText(/Plakāts, no kura nākat/).count()).toBe(0);
  await visit(page, `/places/${slug}?poster=00000`);
  await page.getByText('Plakāts, no kura nākat, ir novecojis.').waitFor();
});
