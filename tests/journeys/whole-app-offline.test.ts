// An enrolled tablet has every screen with no network, those too that nobody has opened on it yet; a resident's phone fetches only what is used.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltServer, builtServer, SETUP_CODE } from '#tests/support/built-server.ts';
import { enrol, received, visit } from '#tests/support/screens.ts';
import { root } from '#tests/support/sources.ts';
import { Tablet } from '#tests/support/tablet.ts';

let server: BuiltServer;
beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server?.close());

const built = readdirSync(join(root, 'dist/client/assets/later')).filter((name) =>
  /\.(?:js|css)$/.test(name),
);
const keptBy = ({ page }: Tablet): Promise<string[]> =>
  page.evaluate(async () => {
    const kept = await (await caches.open('vestnesis-later')).keys();
    return kept.map(({ url }) => url.slice(url.lastIndexOf('/') + 1)).toSorted();
  });

test('what nobody has opened yet opens in a village', async () => {
  const tablet = await Tablet.open({ url: server.url });
  await enrol(tablet, SETUP_CODE);
  const { page } = tablet;
  await received(page, 'place');
  await tablet.installed();
  await expect.poll(() => keptBy(tablet), { timeout: 20_000 }).toEqual(built.toSorted());
  await tablet.setOffline(true);
  for (const address of ['/desk/devices', '/desk/stories/new', '/practice/bills']) {
    await visit(page, address);
    await page.locator('main h1, h1').first().waitFor();
    expect(await page.locator('main button, main a').count()).toBeGreaterThan(2);
  }
  expect(tablet.complaints).toEqual([]);
  await tablet.close();
});

test('a resident’s phone is not made to fetch the desk', async () => {
  const phone = await Tablet.open({ url: server.url });
  await phone.goto('/');
  await received(phone.page, 'place');
  await phone.installed();
  await phone.page.reload();
  await phone.page.waitForTimeout(1500);
  expect(await keptBy(phone)).toEqual([]);
  await phone.close();
});
