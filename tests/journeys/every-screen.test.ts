// Every address of the table of routes, in three languages, light and dark, empty and full, for everyone who may
// come there: no barrier that axe knows, one heading, a named window, no raw key, nothing wider than the window.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { routes } from '#app/routes.ts';
import { builtServer, type BuiltServer, SETUP_CODE } from '#tests/support/built-server.ts';
import { focusFaults, sizeFaults } from '#tests/support/measures.ts';
import {
  axeFaults,
  enrol,
  type Language,
  languages,
  received,
  type Screen,
  screensOf,
  speak,
  textScale,
  tornWords,
  visit,
  watch,
  widthFaults,
  wordFaults,
  workAtBusiestPlace,
} from '#tests/support/screens.ts';
import { Tablet } from '#tests/support/tablet.ts';

let bare: BuiltServer;
let full: BuiltServer;
let ambassadorCode: string;
const looked = new Set<string>();

beforeAll(async () => {
  [bare, full] = await Promise.all([builtServer(), builtServer({}, { args: ['--demo'] })]);
});
afterAll(async () => {
  await Promise.all([bare?.close(), full?.close()]);
});

/** Rule 1; the coordinator's desk is dense work at a laptop and may stay at 16 px. */
const leastLetters = (address: string): number => (address.startsWith('/desk') ? 16 : 19);

/** Everything that is wrong with one screen in the present language. */
async function faultsOf({ page }: Tablet, address: string, language: Language): Promise<string[]> {
  const faults: string[] = [];
  const say = (where: string, found: readonly string[]): void => {
    faults.push(...found.map((one) => `${address} ${where}: ${one}`));
  };
  await page.setViewportSize({ width: 800, height: 1280 });
  await visit(page, address);
  say('words', await wordFaults(page));
  say('light', await axeFaults(page));
  say('sizes', await sizeFaults(page, { body: leastLetters(address) }));
  // The colours are the same in every language, and all else was looked at in the light.
  if (language === 'lv') {
    await page.emulateMedia({ colorScheme: 'dark' });
    say('dark', await axeFaults(page, ['color-contrast', 'link-in-text-block']));
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await page.setViewportSize({ width: 320, height: 640 });
  say('320 px', [
    ...(await sizeFaults(page, { body: leastLetters(address) })),
    ...(await widthFaults(page)),
    ...(await tornWords(page)),
  ]);
  await textScale(page, 2);
  say('320 px, 200 %', await widthFaults(page));
  await textScale(page, 1);
  // The way of the focus is the same in every language.
  if (language === 'lv') say('focus', await focusFaults(page));
  return faults;
}

async function inviteAmbassador(page: Page): Promise<string> {
  const people = await received(page, 'person');
  const ambassador = people.find(({ role }) => role === 'ambassador');
  await visit(page, `/desk/people/${String(ambassador?.['id'])}`);
  await page.locator('.card .button-primary').click();
  return page.locator('.desk-code').innerText();
}

/** Looks at these screens in every language with the one page of this tablet. */
function lookAt(open: () => Promise<{ tablet: Tablet; screens: readonly Screen[] }>): void {
  let tablet: Tablet;
  let screens: readonly Screen[];
  let seen: readonly string[];

  beforeAll(async () => {
    ({ tablet, screens } = await open());
    seen = watch(tablet);
  });
  afterAll(() => tablet?.close());

  test.each(languages)('in %s', async (language) => {
    await speak(tablet.page, language);
    const faults: string[] = [];
    for (const { path, addresses } of screens) {
      for (const address of addresses) {
        looked.add(path);
        faults.push(...(await faultsOf(tablet, address, language)));
      }
    }
    expect(faults).toEqual([]);
  });

  test('the browser had nothing to complain of, and only our own server was asked', () => {
    expect([...new Set(seen)]).toEqual([]);
    expect(tablet.complaints).toEqual([]);
  });
}

const home: Screen = { path: '/', audience: 'anyone', addresses: ['/', '/nothing-is-here'] };

describe('a resident at home sees what stands here with no sign-in', () => {
  lookAt(async () => {
    const tablet = await Tablet.open({ url: bare.url });
    const { page } = tablet;
    await tablet.goto('/');
    await received(page, 'survey');
    await visit(page, '/surveys/stage-profile');
    await page.locator('main .button-primary').click();
    await received(page, 'response');
    const open = await screensOf(page);
    return {
      tablet,
      screens: [
        home,
        ...open.filter(({ audience }) => audience === 'anyone'),
        { path: '/desk', audience: 'coordinator', addresses: ['/desk'] },
      ],
    };
  });
});

describe('the first coordinator sees an app with nothing in it yet', () => {
  lookAt(async () => {
    const tablet = await Tablet.open({ url: bare.url });
    await enrol(tablet, SETUP_CODE);
    await received(tablet.page, 'lesson');
    const open = await screensOf(tablet.page);
    return {
      tablet,
      screens: [
        home,
        ...open.filter(
          ({ path, audience }) =>
            audience !== 'anyone' || /^\/(records|todos|surveys|settings|enrol)$/.test(path),
        ),
      ],
    };
  });
});

describe('a coordinator sees a full month', () => {
  lookAt(async () => {
    const tablet = await Tablet.open({ url: full.url });
    await enrol(tablet, SETUP_CODE);
    await workAtBusiestPlace(tablet.page);
    ambassadorCode = await inviteAmbassador(tablet.page);
    return { tablet, screens: [home, ...(await screensOf(tablet.page))] };
  });
});

describe('an ambassador sees a full month at the own places', () => {
  lookAt(async () => {
    const tablet = await Tablet.open({ url: full.url });
    await enrol(tablet, ambassadorCode);
    await workAtBusiestPlace(tablet.page);
    const open = await screensOf(tablet.page);
    return {
      tablet,
      screens: [
        home,
        ...open.filter(
          ({ path, audience }) =>
            audience === 'staff' || /^\/(records|learn|practice|todos|settings)/.test(path),
        ),
      ],
    };
  });
});

test('no route was left out', () => {
  expect(routes.map(({ path }) => path).filter((path) => !looked.has(path))).toEqual([]);
  expect(new Set(routes.map(({ path }) => path)).size).toBe(routes.length);
});
