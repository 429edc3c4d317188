// A bill-payment day in a real browser without network: 12 people get numbers, one practises, calls, pays; the report counts them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, type BuiltServer, SETUP_CODE } from '#tests/support/built-server.ts';
import {
  axeFaults,
  enrol,
  visit,
  widthFaults,
  workAtBusiestPlace,
} from '#tests/support/screens.ts';
import { Tablet } from '#tests/support/tablet.ts';

let server: BuiltServer;
let tablet: Tablet;
beforeAll(async () => {
  server = await builtServer({}, { args: ['--demo'] });
  tablet = await Tablet.open({ url: server.url, width: 360, height: 740 });
});
afterAll(async () => {
  await tablet?.close();
  await server?.close();
});

test('numbers, queue, helper and report work without network, by role and name', async () => {
  await enrol(tablet, SETUP_CODE);
  const { page } = tablet;
  await workAtBusiestPlace(page);
  await tablet.installed();
  await tablet.setOffline(true);
  await visit(page, '/day');
  await page.getByRole('button', { name: 'Sākt maksājumu dienu' }).click();
  await page.getByRole('heading', { name: 'Kāds atnāca' }).waitFor();
  for (let n = 1; n <= 12; n += 1) {
    if (n === 2) await page.getByRole('textbox').fill('Saule');
    await page.getByRole('button', { name: 'Dot numuru' }).click();
    // A second tap sooner is taken for a trembling finger (use-press.ts).
    await page.waitForTimeout(450);
  }
  await page.getByRole('heading', { name: 'Rindā: 12' }).waitFor();
  expect(await page.locator('.day-number strong').innerText()).toMatch(/^[A-Z]+12$/);
  await page
    .getByRole('button', { name: /Nākamais: / })
    .first()
    .click();
  await page.getByRole('button', { name: 'Aicināt palīgu' }).click();
  await page.getByRole('button', { name: /Palīgs ir klāt/ }).click();
  await page.getByRole('button', { name: /Viens pats: 0/ }).click();
  await page.getByRole('button', { name: /Viens pats: 1/ }).waitFor();
  await page.getByRole('button', { name: 'Pirmais īstais maksājums internetā' }).click();
  await page.getByRole('button', { name: 'Pabeidza' }).click();
  await page.getByRole('heading', { name: 'Rindā: 11' }).waitFor();
  await page.waitForTimeout(450);
  for (const view of ['now', 'people', 'devices', 'paper']) {
    await visit(page, `${new URL(page.url()).pathname}?view=${view}`);
    expect(await axeFaults(page), view).toEqual([]);
    expect(await widthFaults(page), view).toEqual([]);
  }
  await page.getByRole('link', { name: 'Pārskats' }).click();
  await page.getByRole('button', { name: 'Slēgt dienu un parādīt pārskatu' }).click();
  await page.getByRole('button', { name: 'Atvērt dienu atkal' }).waitFor();
  const counts = await page.locator('.day-report dd').allInnerTexts();
  expect(counts).toEqual(['12', '1', '1', '1', '11', '0']);
  expect(tablet.complaints).toEqual([]);
});
