// After a basket workshop with no network: two codes and one person more get their next steps. One comes back on the day;
// the rate says so. Every path is walked through to its lessons by somebody at home.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS } from '#core/dates.ts';
import { type BuiltServer, builtServer, SETUP_CODE } from '../support/built-server.ts';
import { enrol, received, rowsOf, settled, visit } from '../support/screens.ts';
import { isOneStory } from '../support/story.ts';
import { Tablet } from '../support/tablet.ts';

let server: BuiltServer;
let tablet: Tablet;

beforeAll(async () => {
  server = await builtServer();
  tablet = await Tablet.open({ url: server.url });
});
afterAll(async () => {
  expect(tablet?.complaints).toEqual([]);
  await tablet?.close();
  await server?.close();
});

isOneStory();

const lists = async (): Promise<Record<string, unknown>[]> =>
  (await rowsOf(tablet.page, 'todo-list')).filter(
    (row) => row['path'] === 'basket-weaving' && row['deleted'] !== true,
  );
const press = async (name: string | RegExp): Promise<void> => {
  await tablet.page.waitForTimeout(420);
  await tablet.page.getByRole('button', { name }).first().click();
};

test('at least six paths, each step leading to what is there', async () => {
  await enrol(tablet, SETUP_CODE);
  const { page } = tablet;
  await received(page, 'path');
  const paths = await rowsOf(page, 'path');
  expect(paths.length).toBeGreaterThanOrEqual(6);
  for (const path of paths) {
    await visit(page, `/paths/${String(path['slug'])}`);
    await page.locator('.path-step').first().waitFor();
    const steps = path['steps'] as readonly { readonly kind: string; readonly lesson?: string }[];
    expect(steps.filter(({ kind }) => kind === 'digital')).toHaveLength(3);
    const taught = steps.flatMap(({ lesson }) => (lesson === undefined ? [] : [lesson]));
    await expect.poll(() => page.locator('.path-step a').count()).toBe(taught.length);
    for (const lesson of taught) {
      await page.locator(`.path-step a[href="/learn/${lesson}"]`).click();
      await page.locator('main .lesson-steps').waitFor();
      await page.goBack();
      await page.locator('.path-step').first().waitFor();
    }
  }
});

test('with no network three participants get their next steps; a wrong date is told first', async () => {
  const { page } = tablet;
  await tablet.installed();
  await tablet.setOffline(true);
  await visit(page, '/paths/basket-weaving');
  await press('Izveidot sarakstus');
  await page.getByText('Nav izvēlēts neviens dalībnieks').first().waitFor();
  expect(await lists()).toEqual([]);
  for (const count of [1, 2]) {
    await press('Jauns kods');
    await expect.poll(() => page.locator('.path-who input:checked').count()).toBe(count);
  }
  await page.getByLabel('Vēl dalībnieki bez koda').fill('1');
  await press('Izveidot sarakstus');
  await page.getByText('Izveidoti 3 saraksti.').first().waitFor();
  expect(await lists()).toHaveLength(3);
  await page.getByText('nākamā reize vēl priekšā').first().waitFor();
});

test('on the next date one of them is back: 1 of 3, also after the tablet was switched off', async () => {
  const { page } = tablet;
  await page.clock.setFixedTime(Date.now() + 29 * DAY_MS);
  const [mine] = await lists();
  await visit(page, `/todos/${String(mine?.['id'])}`);
  await page.locator('.todo-item input[type="checkbox"]').last().click();
  await settled(page);
  await visit(page, '/paths/basket-weaving');
  await page.getByText('atgriezies 1 no 3').first().waitFor();
  await visit(page, '/paths');
  await page.getByText('Sākuši 3 cilvēki').first().waitFor();
});
