// From answers to a plan: a coordinator sees in which parish motivation and access are lowest and how many hours the offers take, says how many
// there are, and reads what is missing. A helper puts what a person is offered into the to-do list.
import { afterAll, beforeAll, expect, test } from 'vitest';
import needs from '#locales/lv/needs.json';
import offers from '#locales/lv/offers.json';
import surveys from '#locales/lv/surveys.json';
import { type BuiltServer, builtServer, SETUP_CODE } from '../support/built-server.ts';
import { focusFaults, sizeFaults } from '../support/measures.ts';
import { newId, sendAsCoordinator, sendFromOther } from '../support/other-tablet.ts';
import {
  axeFaults,
  enrol,
  received,
  rowsOf,
  settled,
  textScale,
  tornWords,
  visit,
  widthFaults,
} from '../support/screens.ts';
import { isOneStory } from '../support/story.ts';
import { Tablet } from '../support/tablet.ts';

const SLUG = 'stage-profile';
const JANIS = newId();
const RESULT = newId();
let server: BuiltServer;
let tablet: Tablet;

beforeAll(async () => {
  server = await builtServer();
  tablet = await Tablet.open({ url: server.url, width: 1280, height: 900 });
});
afterAll(async () => {
  expect(tablet?.complaints).toEqual([]);
  await tablet?.close();
  await server?.close();
});

isOneStory();

const CHOICES = ['not_yet', 'partly', 'yes'] as const;
const QUESTIONS = [
  'wish', 'calm', 'worth', 'device', 'network', 'place', 'message', 'find', 'scam', 'bills', 'services', 'contact',
] as const; // prettier-ignore

/** 12 answers: 2 points each, but for those named. */
function answersOf(points: Readonly<Record<string, 0 | 1>>): Record<string, unknown> {
  const at = new Date().toISOString().slice(0, 10);
  return Object.fromEntries(
    QUESTIONS.map((name) => [name, { value: CHOICES[points[name] ?? 2], at }]),
  ) as Record<string, unknown>;
}

/** 12 people without device and network in one parish, 10 without a wish in another, and 2 of these in a third. */
async function answersArrive(): Promise<readonly [string, string]> {
  const parishes = new Map(
    (await received(tablet.page, 'site')).flatMap(({ id, parish }) =>
      typeof parish === 'string' ? [[parish, String(id)]] : [],
    ),
  );
  const [[one, a], [two, b], [, c]] = [...parishes] as [string, string][] as [
    [string, string],
    [string, string],
    [string, string],
  ];
  const now = Date.now();
  const response = (site: string, points: Readonly<Record<string, 0 | 1>>, more = {}) => ({
    kind: 'response' as const,
    scope: `site:${site}`,
    values: {
      survey: SLUG,
      formVersion: 1,
      startedAt: now - 60_000,
      completedAt: now,
      answers: answersOf(points) as never,
      ...more,
    },
  });
  const noAccess = { device: 0, network: 0, place: 1 } as const;
  await sendFromOther(
    tablet,
    server.url,
    [a, b, c],
    [
      {
        kind: 'learner',
        id: JANIS,
        scope: `site:${a}`,
        values: { code: 'bērzs-upe-27' },
      },
      { ...response(a, noAccess, { learnerId: JANIS }), id: RESULT },
      ...Array.from({ length: 11 }, () => response(a, noAccess)),
      ...Array.from({ length: 10 }, () => response(b, { wish: 0, calm: 0 })),
      ...Array.from({ length: 2 }, () => response(c, { wish: 0, calm: 0 })),
    ],
  );
  for (let i = 0; i < 40 && (await rowsOf(tablet.page, 'response')).length < 24; i += 1) {
    await visit(tablet.page, '/desk/results');
    await tablet.page.waitForTimeout(500);
  }
  return [one, two];
}

const tableOf = (caption: string) => tablet.page.getByRole('region', { name: caption });
const cellsOf = (row: string): Promise<string[]> =>
  tableOf(needs['areas.caption'])
    .locator('tbody tr', { hasText: row })
    .locator('td')
    .allInnerTexts();

test('with no answers the page says when there will be some', async () => {
  await enrol(tablet, SETUP_CODE);
  await received(tablet.page, 'survey');
  await visit(tablet.page, '/desk/needs');
  await tablet.page.getByText(needs.empty).waitFor();
});

let lowAccess = '';
let lowWish = '';

test('the parishes stand in a table, lowest motivation first, and two people stand nowhere alone', async () => {
  [lowAccess, lowWish] = await answersArrive();
  const { page } = tablet;
  await visit(page, '/desk/results');
  await page.getByRole('link', { name: needs.link }).click();
  await settled(page);
  const names = tableOf(needs['areas.caption']).locator('tbody th');
  // The parish with two people stands together with the smaller of the others, and is named nowhere.
  expect(await names.allInnerTexts()).toEqual([needs.together, lowAccess]);
  expect((await cellsOf(lowAccess)).map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
    '12',
    '0 % (0)',
    '100 % (12)',
    '0 % (0)',
    '0 % (0)',
  ]);
  expect(await page.getByText(lowWish).count()).toBe(0);
  await page.getByRole('button', { name: needs['stage.access'] }).click();
  await page.waitForTimeout(450);
  await page.getByRole('button', { name: needs['stage.access'] }).click();
  expect(await names.first().innerText()).toBe(lowAccess);
});

test('the hours that the offers take stand against those that there are, and one sentence says what is missing', async () => {
  const { page } = tablet;
  await page.getByText(needs['gap.unknown']).waitFor();
  const lines = tableOf(needs['hours.caption']);
  expect(
    (
      await lines
        .locator('tbody tr', { hasText: offers['offer.our-device.title'] })
        .locator('td')
        .allInnerTexts()
    ).slice(1),
  ).toEqual(['12', '6']);
  const hours = page.getByLabel(needs['planning.hours']);
  await hours.fill('daudz');
  await page.getByRole('button', { name: 'Saglabāt' }).click();
  await page.getByRole('alert').waitFor();
  await hours.fill('10');
  await page.waitForTimeout(450);
  await page.getByRole('button', { name: 'Saglabāt' }).click();
  await page.getByText(needs['planning.saved']).first().waitFor();
  await page.getByText(/^.*Mēnesī pietrūkst/).waitFor();
  await page.waitForTimeout(450);
  await page.getByRole('button', { name: 'Atsaukt' }).click();
  await page.getByText(needs['gap.unknown']).waitFor();
  await expect.poll(() => hours.inputValue()).toBe('');
});

test('the page can be read by everybody, on a small screen, with large letters and in the dark as well', async () => {
  const { page } = tablet;
  const faults = [...(await axeFaults(page)), ...(await focusFaults(page))];
  await page.emulateMedia({ colorScheme: 'dark' });
  faults.push(...(await axeFaults(page)));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 320, height: 640 });
  faults.push(
    ...(await sizeFaults(page, { body: 16 })),
    ...(await widthFaults(page)),
    ...(await tornWords(page)),
  );
  await textScale(page, 2);
  faults.push(...(await widthFaults(page)));
  await textScale(page, 1);
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(faults).toEqual([]);
});

test('a person is offered three things at most, and the helper puts them into the to-do list and out again', async () => {
  const { page } = tablet;
  await visit(page, `/surveys/${SLUG}/result/${RESULT}`);
  const own = page
    .locator('section', { has: page.getByRole('heading', { name: offers.title }) })
    .last();
  await own.waitFor();
  const titles = ['our-device', 'free-network', 'visit'] as const;
  for (const id of titles)
    await own.getByText(offers[`offer.${id}.title`], { exact: true }).first().waitFor();
  await own.getByText(offers['why.access.device']).first().waitFor();
  await own
    .getByText(/30 min/)
    .first()
    .waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await own.getByRole('button', { name: offers['todo.add'] }).click();
  await own.getByText(offers['todo.done']).first().waitFor();
  const lists = (await rowsOf(page, 'todo-list')).filter(({ learnerId }) => learnerId === JANIS);
  expect(lists.map(({ title }) => title)).toEqual([offers['todo.title']]);
  expect(Object.keys(lists[0]!['items'] as object)).toHaveLength(3);
  await page.waitForTimeout(450);
  await own.getByRole('button', { name: 'Atsaukt' }).click();
  await own.getByRole('button', { name: offers['todo.add'] }).waitFor();
});

test('the words of the offers follow the language, and the lessons stay below them', async () => {
  const { page } = tablet;
  await page.getByRole('heading', { name: surveys['result.lessons'] }).waitFor();
  expect(await page.locator('ol.survey-lessons a[href^="/learn/"]').count()).toBe(3);
  await visit(page, '/settings');
  await page.locator('main button[lang="ru"]').click();
  await page.locator('html[lang="ru"]').waitFor({ state: 'attached' });
  await visit(page, `/surveys/${SLUG}/result/${RESULT}`);
  await page.getByRole('heading', { name: 'Что мы Вам предлагаем' }).waitFor();
});

test('a survey that is a translated scale says so on its page, and no other does', async () => {
  const { page } = tablet;
  await visit(page, '/settings');
  await page.locator('main button[lang="lv"]').click();
  await page.locator('html[lang="lv"]').waitFor({ state: 'attached' });
  await visit(page, `/surveys/${SLUG}`);
  const mark = page.getByText(surveys.translated);
  expect(await mark.count()).toBe(0);
  const [survey] = (await rowsOf(page, 'survey')).filter(({ slug }) => slug === SLUG);
  await sendAsCoordinator(tablet, server.url, [
    { kind: 'survey', id: String(survey!['id']), scope: 'public', values: { translated: true } },
  ]);
  await tablet.goto(`/surveys/${SLUG}`);
  await mark.waitFor();
});
