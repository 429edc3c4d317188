// A place is taken from Vilma while her tablet is offline and full of work, and one note holds a number that an older version of the
// app let pass. The server refuses; she sees why, in Latvian and in Russian, and corrects, exports, sends again or gives up.
// Nothing goes away before she says so.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registersOf, type WireRecord } from '#sync/wire.ts';
import { makeStamp } from '#core/stamp.ts';
import { uuidv7 } from '#core/ids.ts';
import { Desk } from '#tests/support/acknowledged.ts';
import { builtServer, type BuiltServer } from '#tests/support/built-server.ts';
import { seededBytes } from '#tests/support/device.ts';
import {
  enrol,
  rowsOf,
  settled,
  speak,
  visit,
  wordFaults,
  widthFaults,
} from '#tests/support/screens.ts';
import { textOf } from '#tests/support/sources.ts';
import { Tablet } from '#tests/support/tablet.ts';

const NUMBER = '26 123 456';
const GUARD_MS = 420;

let server: BuiltServer;
let desk: Desk;
let tablet: Tablet;
let person: string;
let places: readonly { id: string; name: string }[];
let writes = 0;

const stampNow = (): string => makeStamp(Date.now() - 2000, (writes += 1), 'desk0000');

/** The coordinator gives the place to the person, or takes it away. */
async function atPlace(id: string, works: boolean): Promise<void> {
  const change: WireRecord = {
    kind: 'person',
    id: person,
    scope: 'org',
    fields: { [`sites.${id}`]: [works, stampNow()] },
  };
  expect((await desk.sync([change])).receipts).toHaveLength(1);
}

beforeAll(async () => {
  server = await builtServer();
  desk = await Desk.open(server);
  const [kept, lost] = desk.enrolled.sites;
  places = [kept!, lost!];
  person = uuidv7(Date.now(), seededBytes(11));
  const fields = registersOf(
    'person',
    {
      displayName: 'Paraugs Vilma',
      role: 'ambassador',
      sites: { [kept!.id]: true, [lost!.id]: true },
    },
    stampNow(),
  );
  await desk.sync([{ kind: 'person', id: person, scope: 'org', fields }]);
  tablet = await Tablet.open({ url: server.url, width: 360, height: 740 });
  await enrol(tablet, await desk.code(person));
});
afterAll(async () => {
  expect(tablet?.complaints).toEqual([]);
  await tablet?.close();
  await server?.close();
});

async function workAt(place: { id: string }): Promise<void> {
  const { page } = tablet;
  await visit(page, '/records');
  await page.locator('main select').first().selectOption(place.id);
  await settled(page);
}

async function newList(): Promise<void> {
  const { page } = tablet;
  await visit(page, '/todos?template=first-e-payment');
  await page.getByRole('button', { name: 'Bez koda' }).click();
  await page.locator('main').getByRole('checkbox').first().waitFor();
  await page.waitForTimeout(GUARD_MS);
}

async function newSession(note: string): Promise<void> {
  const { page } = tablet;
  await visit(page, '/sessions/new');
  await page.locator('#session-note').fill(note);
  await page.locator('form .button-primary').click();
  await page.waitForURL(/\/sessions\/[0-9a-f-]{36}/);
  await page.waitForTimeout(GUARD_MS);
}

/** As an older version of the app, that did not look for numbers in notes, would have stored it: in the row and in the outbox. */
const letPass = (page: Page, note: string, before: string): Promise<number> =>
  page.evaluate(
    ([now, old]) =>
      new Promise<number>((resolve, reject) => {
        let changed = 0;
        const opening = indexedDB.open('vestnesis');
        opening.addEventListener('success', () => {
          const work = opening.result.transaction(['session', 'outbox'], 'readwrite');
          for (const name of ['session', 'outbox']) {
            const walking = work.objectStore(name).openCursor();
            walking.addEventListener('success', () => {
              const at = walking.result;
              if (!at) return;
              const text = JSON.stringify(at.value);
              if (text.includes(old!)) {
                at.update(JSON.parse(text.replaceAll(old!, now!)));
                changed += 1;
              }
              at.continue();
            });
          }
          work.addEventListener('complete', () => {
            opening.result.close();
            resolve(changed);
          });
          work.addEventListener('error', () => reject(work.error ?? new Error('not changed')));
        });
      }),
    [note, before],
  );

type Words = Record<string, string>;
const wordsOf = (language: string, file: string): Words =>
  JSON.parse(textOf(`locales/${language}/${file}.json`)) as Words;

const sessionIds = async (): Promise<string[]> =>
  (await rowsOf(tablet.page, 'session')).map(({ id }) => String(id));
const onServer = async (id: string): Promise<WireRecord | undefined> =>
  (await desk.everything()).find((record) => record.id === id);

test('work is refused when rights were taken and when a note holds a number: all of it stays on the tablet', async () => {
  const { page } = tablet;
  await tablet.installed();
  await workAt(places[0]!);
  await tablet.setOffline(true);
  // For each language one note to correct, one session to send again, one list to give up; and one list more.
  for (let i = 0; i < 2; i += 1) await newSession('Zvanīt Annai pēcpusdienā');
  await workAt(places[1]!);
  for (let i = 0; i < 2; i += 1) {
    await newSession('Runājām par rēķinu');
    await newList();
  }
  await newList();
  expect(await letPass(page, `Zvanīt uz ${NUMBER}`, 'Zvanīt Annai pēcpusdienā')).toBeGreaterThan(2);
  await atPlace(places[1]!.id, false);
  await tablet.setOffline(false);
  await visit(page, '/records');
  await page.getByText('Serveris nepieņēma 7 ierakstus.').waitFor();
  expect(await sessionIds()).toHaveLength(4);
  expect(await rowsOf(page, 'todo-list')).toHaveLength(3);
  // She does not work on at the place that was taken from her without knowing it.
  expect(await page.locator('main select').count()).toBe(0);
  await page.getByRole('link', { name: 'Skatīt' }).click();
  await settled(page);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await settled(page);
    expect([...(await wordFaults(page)), ...(await widthFaults(page))]).toEqual([]);
  }
  await page.setViewportSize({ width: 360, height: 740 });
});

test.each(['lv', 'ru'] as const)(
  'in %s she sees why, corrects, keeps a copy, sends again, gives up; nothing goes before she says so',
  async (language) => {
    const { page } = tablet;
    const words = wordsOf(language, 'sessions');
    const errors = wordsOf(language, 'errors');
    const common = wordsOf(language, 'common');
    const press = async (name: string, within = page.locator('main')): Promise<void> => {
      await page.waitForTimeout(GUARD_MS);
      await within.getByRole('button', { name, exact: true }).first().click();
    };
    const told = (text: string): Promise<void> =>
      page.locator('.notice-title', { hasText: text }).waitFor();
    const cards = (text: string) => page.locator('main .card', { hasText: text });
    const ofPlace = (key: string): string => words[key]!.replace('{{place}}', places[1]!.name);
    await speak(page, language);
    await visit(page, '/attention');
    const left = await page.locator('main .card').count();

    // Correct: the way leads straight to the note, and the server takes it then.
    const note = cards(errors['private-data']!).first();
    await note
      .getByText(words['attention.field']!.replace('{{field}}', words['field.note']!))
      .waitFor();
    await note.getByRole('link', { name: words['attention.correct']! }).click();
    const corrected = page.url().match(/[0-9a-f-]{36}/)?.[0] ?? '';
    expect(await page.locator('#session-note').inputValue()).toContain(NUMBER);
    await page.locator('#session-note').fill('Zvanīt Annai');
    await press(words['save']!);
    await page.locator('main .state', { hasText: common['state.received']! }).waitFor();
    expect((await onServer(corrected))?.fields['note']?.[0]).toBe('Zvanīt Annai');

    // A copy: every value and the reason, as a file.
    await visit(page, '/attention');
    const session = cards(words['kind.session']!).filter({ hasText: places[1]!.name }).first();
    await session.getByText(ofPlace('attention.lostPlace')).waitFor();
    await session.getByText(words['attention.help.again']!).waitFor();
    const saving = page.waitForEvent('download');
    await press(words['attention.copy']!, session);
    const copy = JSON.parse(await readFile(await (await saving).path(), 'utf8')) as {
      id: string;
      note: string;
      refused: { code: string };
    };
    expect(copy).toMatchObject({ note: 'Runājām par rēķinu', refused: { code: 'forbidden' } });

    // Again, too early: refused again, and told so.
    await press(words['attention.again']!, session);
    await told(words['attention.refusedAgain']!);
    expect(await onServer(copy.id)).toBeUndefined();
    // Give up: only after a second word, and then it is gone from the tablet and was never on the server.
    const list = cards(words['kind.todo-list']!).first();
    const lists = (await rowsOf(page, 'todo-list')).map(({ id }) => String(id));
    await press(words['attention.giveUp']!, list);
    const dialog = page.getByRole('dialog');
    await press(words['attention.keep']!, dialog);
    expect((await rowsOf(page, 'todo-list')).length).toBe(lists.length);
    await press(words['attention.giveUp']!, list);
    await press(
      words['attention.giveUp.yes']!.replace('{{what}}', words['kind.todo-list']!),
      dialog,
    );
    await told(words['attention.gone']!);
    const still = (await rowsOf(page, 'todo-list')).map(({ id }) => String(id));
    const [gone] = lists.filter((id) => !still.includes(id));
    expect(still).toHaveLength(lists.length - 1);
    expect(await onServer(gone!)).toBeUndefined();
    // Again when the place is hers once more: taken, one by one or all at once.
    await atPlace(places[1]!.id, true);
    await session.getByText(ofPlace('attention.placeBack')).waitFor();
    const all = language === 'ru';
    if (all) await press(words['attention.allAgain']!);
    else await press(words['attention.again']!, session);
    await told(words[all ? 'attention.receivedAll' : 'attention.received']!);
    expect((await onServer(copy.id))?.fields['note']?.[0]).toBe('Runājām par rēķinu');
    await atPlace(places[1]!.id, false);
    expect(await page.locator('main .card').count()).toBe(left - (all ? 4 : 3));
  },
);

test('when all is settled the list says that nothing is left, and everything kept is on the server', async () => {
  const { page } = tablet;
  await page.getByText(wordsOf('ru', 'sessions')['attention.empty']!).waitFor();
  const records = await desk.everything();
  for (const id of await sessionIds()) expect(records.some((one) => one.id === id)).toBe(true);
});
