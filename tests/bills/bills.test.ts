// Practice bills on paper and their codes in front of the tablet, in a real browser: printed, photographed, filmed, compared, played.
// A real bill's code leaves nothing behind. Uses the gallery of tests/practice.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { renderSVG } from 'uqr';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { formatAccount, makePracticeAccount, withCheckDigits } from '#core/iban.ts';
import { randomFrom } from '#core/random.ts';
import { paymentCode } from '#practice/epc.ts';
import { billFacts, readBillNumber, type PrintedBill } from '#practice/printed-bill.ts';
import { findChromium } from '../../src/tooling/chromium.mjs';
import { servePractice } from '../practice/gallery/serve.ts';
import { scenarioOf } from '../practice/simulated-person.ts';

vi.setConfig({ testTimeout: 90_000 });

let browser: Browser;
let gallery: Awaited<ReturnType<typeof servePractice>>;
let folder: string;
let film: string;
let axe: string;

beforeAll(async () => {
  const executablePath = await findChromium();
  if (!executablePath)
    throw new Error('This test needs Chromium: run npm test once, or install it.');
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  folder = await mkdtemp(join(tmpdir(), 'vestnesis-bills-'));
  film = join(folder, 'bill.mjpeg');
  gallery = await servePractice();
  browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await gallery?.server.close();
  await rm(folder, { recursive: true, force: true });
});

const tablet = { viewport: { width: 800, height: 1280 } };
const number = 'S2-B-H-48291-261110';

async function withPage(
  path: string,
  options: BrowserContextOptions,
  use: (page: Page, said: readonly string[]) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'lv-LV', ...options });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const said: string[] = [];
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('console', (message) => {
      said.push(message.text());
      if (message.type() === 'error') troubles.push(message.text());
    });
    await page.goto(`${gallery.url}${path}`);
    await page.waitForSelector('html[data-ready]');
    await use(page, said);
    expect(troubles).toEqual([]);
  } finally {
    await context.close();
  }
}

const factsOf = (text: string) => {
  const bill = readBillNumber(text) as PrintedBill;
  return billFacts(scenarioOf(bill.walkthrough), bill)!;
};

/** Longer than the guard against double taps. */
const rest = (page: Page): Promise<void> => page.waitForTimeout(420);

async function findBill(page: Page, text: string): Promise<void> {
  await page.getByText('Drukāt to pašu rēķinu vēlreiz').click();
  await page.getByLabel('Mazais numurs rēķina apakšā').fill(text);
  await page.getByRole('button', { name: 'Atrast rēķinu' }).click();
  await page.getByRole('article').waitFor();
}

/** The whole printed bill as a photo. */
async function photoOf(text: string): Promise<Buffer> {
  let photo: Buffer = Buffer.alloc(0);
  await withPage('/practice/bills', { ...tablet, deviceScaleFactor: 2 }, async (page) => {
    await findBill(page, text);
    photo = await page.getByRole('article').screenshot({ type: 'jpeg', quality: 80 });
  });
  return photo;
}

/** A code by itself on a grey table. */
async function pictureOf(code: string): Promise<Buffer> {
  const context = await browser.newContext({ viewport: { width: 700, height: 600 } });
  const page = await context.newPage();
  await page.setContent(
    `<body style="background:#777;padding:80px">${renderSVG(code, { ecc: 'M', border: 4, pixelSize: 7 }).replace('<svg', '<svg width="420" height="420"')}</body>`,
  );
  const picture = await page.screenshot({ type: 'png' });
  await context.close();
  return picture;
}

const show = (page: Page, buffer: Buffer, mimeType = 'image/jpeg'): Promise<void> =>
  page.getByLabel('Uzņemt vai izvēlēties foto').setInputFiles({ name: 'foto', mimeType, buffer });

async function expectSound(page: Page): Promise<void> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe: engine } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> };
    };
    const { violations } = await engine.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')}`),
    );
  });
  expect(found).toEqual([]);
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 740 });
  expect(
    await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ),
  ).toBeLessThanOrEqual(0);
  if (size) await page.setViewportSize(size);
}

describe('printing', () => {
  it('makes the wished number of bills, each on its own page, and the answers apart', async () => {
    await withPage('/practice/bills', tablet, async (page) => {
      await page.getByLabel('Cik rēķinu?').fill('0');
      await page.getByRole('button', { name: 'Sagatavot citus rēķinus' }).click();
      await page.getByText('ierakstiet skaitli no 1 līdz 30').first().waitFor();
      await page.getByLabel('Cik rēķinu?').fill('3');
      await rest(page);
      await page.getByRole('button', { name: 'Sagatavot citus rēķinus' }).click();
      await page.getByText('Sagatavoti 3 rēķini').waitFor();
      const bills = page.getByRole('article');
      expect(await bills.count()).toBe(3);
      for (const bill of await bills.all()) {
        await bill.getByText('MĀCĪBAS', { exact: true }).waitFor();
        await bill.getByRole('img', { name: 'Mācību rēķina kvadrātkods' }).waitFor();
      }
      await expectSound(page);
      const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBe(4);
    });
  });

  it('prints the same bill again by its small number', async () => {
    await withPage('/practice/bills', tablet, async (page) => {
      await findBill(page, ` ${number.toLowerCase()} `);
      const facts = factsOf(number);
      const bill = page.getByRole('article');
      await bill.getByText(formatAccount(facts.account)).first().waitFor();
      expect(await bill.innerText()).toContain(facts.purpose);
      expect(await bill.innerText()).toContain(facts.payer);
      const answers = page.getByRole('region', { name: 'Atbildes mentoram' });
      expect(await answers.innerText()).toContain(formatAccount(facts.account));
      expect(await answers.innerText()).toContain(number);
    });
  });
});

describe('scanning', () => {
  it.each(['S2-B-H-48291-261110', 'S1-A-U-00007-261201', 'S3-A-T-99999-261228'])(
    'reads a photo of the whole printed bill %s',
    async (text) => {
      const photo = await photoOf(text);
      await withPage('/practice/scan', tablet, async (page) => {
        await show(page, photo);
        await page.getByRole('heading', { level: 1, name: 'Kods aizpildīja maksājumu' }).waitFor();
        const facts = factsOf(text);
        const form = await page.locator('form.filled').innerText();
        for (const shown of ['MĀCĪBAS', facts.payee, formatAccount(facts.account), facts.purpose])
          expect(form).toContain(shown);
        await expectSound(page);
      });
    },
  );

  it('by camera: compared line by line, then the tablet plays the very bill of the table', async () => {
    await writeFile(film, await photoFrame(await photoOf(number)));
    await withPage('/practice/scan', { ...tablet, permissions: ['camera'] }, async (page) => {
      await page.getByRole('button', { name: 'Atvērt kameru' }).click();
      await page
        .getByRole('heading', { level: 1, name: 'Kods aizpildīja maksājumu' })
        .waitFor({ timeout: 60_000 });
      await page.getByRole('button', { name: 'Pārbaudīt' }).click();
      await page.getByText('Izvēlieties atbildi: Summa').first().waitFor();
      for (const same of await page.getByRole('radio', { name: 'Tāpat kā uz papīra' }).all())
        await same.check();
      await rest(page);
      await page.getByRole('button', { name: 'Pārbaudīt' }).click();
      await page.getByRole('heading', { level: 1, name: 'Papīrs un kods sakrīt' }).waitFor();
      await expectSound(page);
      await page.getByRole('link', { name: 'Darīsim kopā' }).click();
      await page.getByText('1. solis no').first().waitFor();
      await page.getByText('10. novembris').first().waitFor();
      expect(page.url()).toContain('run=');
      const stored = await page.evaluate(async () => {
        const { gallery: shown } = globalThis as unknown as {
          gallery: { device: { db: { rows(kind: string): { toArray(): Promise<unknown[]> } } } };
        };
        return shown.device.db.rows('attempt').toArray();
      });
      expect(stored).toMatchObject([
        { walkthrough: 's2', form: 'b', seed: `bill-${number.toLowerCase()}` },
      ]);
    });
  });

  it('a replaced code: noticing is praised, missing it is shown side by side', async () => {
    const photo = await photoOf('S3-B-U-12345-261110');
    await withPage('/practice/scan', tablet, async (page) => {
      await show(page, photo);
      const says = async (line: string, answer: string): Promise<void> =>
        page.getByRole('group', { name: line }).getByRole('radio', { name: answer }).check();
      await page.getByRole('button', { name: 'Pārbaudīt' }).waitFor();
      for (const line of ['Saņēmējs', 'Konta numurs', 'Summa', 'Maksājuma mērķis'])
        await says(line, 'Tāpat kā uz papīra');
      await page.getByRole('button', { name: 'Pārbaudīt' }).click();
      await page.getByRole('heading', { level: 1, name: 'Paskatieties vēlreiz' }).waitFor();
      expect(await page.locator('.compare mark').count()).toBeGreaterThan(0);
      await expectSound(page);
      await page.getByRole('button', { name: 'Atpakaļ' }).click();
      await says('Konta numurs', 'Citādi nekā uz papīra');
      await rest(page);
      await page.getByRole('button', { name: 'Pārbaudīt' }).click();
      await page.getByRole('heading', { level: 1, name: 'Jūs to pamanījāt' }).waitFor();
      await page.getByText('Numuru ņemiet no vecā rēķina').waitFor();
    });
  });

  it('a real bill is sent to the bank, and nothing of it is kept, shown or said', async () => {
    const secret = { payee: 'Kaimiņa Siltums', purpose: 'līgums 77812', cents: 6543 };
    const account = withCheckDigits('HABA0551234567890');
    const picture = await pictureOf(paymentCode({ ...secret, account }));
    await withPage('/practice/scan', tablet, async (page, said) => {
      await show(page, picture, 'image/png');
      await page.getByText('Tas ir īsts rēķins').waitFor();
      await page.getByText('skenējiet savas bankas lietotnē').waitFor();
      await expectSound(page);
      const everything = await page.evaluate(async () => {
        const kept: string[] = [location.href];
        kept.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }));
        kept.push(JSON.stringify(history.state));
        for (const { name } of await indexedDB.databases()) {
          if (name === undefined) continue;
          const db = await new Promise<IDBDatabase>((resolve) => {
            const opening = indexedDB.open(name);
            opening.addEventListener('success', () => resolve(opening.result));
          });
          for (const store of db.objectStoreNames) {
            if (store === 'walkthrough') continue;
            const rows = await new Promise<unknown>((resolve) => {
              const asked = db.transaction(store).objectStore(store).getAll();
              asked.addEventListener('success', () => resolve(asked.result));
            });
            kept.push(JSON.stringify(rows));
          }
          db.close();
        }
        for (const name of await caches.keys()) kept.push(name);
        return kept.join('\n');
      });
      const all = [await page.content(), everything, ...said].join('\n');
      for (const trace of [
        account,
        formatAccount(account),
        '0551234567890',
        'Siltums',
        '77812',
        '65.43',
        '65,43',
        '6543',
      ])
        expect(all.includes(trace), trace).toBe(false);
    });
  });

  it('other codes, a damaged one, a picture without a code and a file that is no picture have a calm answer each', async () => {
    const practice = paymentCode({
      payee: 'Strautiņa ūdens',
      account: makePracticeAccount(randomFrom('one')),
      cents: 100,
      purpose: '',
    });
    await withPage('/practice/scan', tablet, async (page) => {
      await show(page, await pictureOf('https://rekini.example/maksa'), 'image/png');
      await page.getByText('Mēs to neatvērām.', { exact: false }).waitFor();
      expect(await page.content()).not.toContain('rekini.example');
      await show(page, await pictureOf('Labdien'), 'image/png');
      await page.getByText('Šis kods nav maksājums').waitFor();
      await show(page, await pictureOf(practice.replace('EUR1.00', 'EUR0')), 'image/png');
      await page.getByText('Mācību rēķina kods ir ar kļūdu: summa').waitFor();
      await show(page, await blank(), 'image/png');
      await page.getByText('Fotogrāfijā kodu neatradu').waitFor();
      await show(page, Buffer.from('nothing to see'), 'image/png');
      await page.getByText('Šo failu nevar atvērt kā attēlu').waitFor();
      await show(page, await pictureOf(practice), 'image/png');
      await page.getByRole('heading', { level: 1, name: 'Kods aizpildīja maksājumu' }).waitFor();
    });
  });

  it('a camera that is not allowed says so, and the photo stays as the other way', async () => {
    await withPage('/practice/scan', tablet, async (page) => {
      await page.getByRole('button', { name: 'Atvērt kameru' }).click();
      await page.getByText(/Kamera šai lapai nav atļauta|Kameru neizdevās atvērt/).waitFor();
      await page.getByText('Uzņemt vai izvēlēties foto').waitFor();
      await expectSound(page);
    });
  });
});

async function blank(): Promise<Buffer> {
  const context = await browser.newContext({ viewport: { width: 300, height: 200 } });
  const picture = await (await context.newPage()).screenshot();
  await context.close();
  return picture;
}

/** A second of film of the bill as a hand holds it: the lower part, where the code is, a little slanted. */
async function photoFrame(photo: Buffer): Promise<Buffer> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const jpeg = await page.evaluate(async (source) => {
    const picture = new Image();
    picture.src = `data:image/jpeg;base64,${source}`;
    await picture.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [960, 720];
    const pen = canvas.getContext('2d')!;
    pen.fillStyle = '#6b6f75';
    pen.fillRect(0, 0, 960, 720);
    pen.translate(480, 360);
    pen.rotate(0.04);
    const scale = 900 / picture.width;
    pen.drawImage(picture, -450, 330 - picture.height * scale, 900, picture.height * scale);
    return canvas.toDataURL('image/jpeg', 0.85).split(',')[1] ?? '';
  }, photo.toString('base64'));
  await context.close();
  return Buffer.concat(Array<Buffer>(30).fill(Buffer.from(jpeg, 'base64')));
}
