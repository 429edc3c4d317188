// The lesson editor: which texts there must be, what a language lacks, and how a draft becomes a publishing and comes back.
// First of all: it puts an IndexedDB into memory, which the database looks for when it is loaded.
import { markedRow } from '#device/unit-of-work.ts';
import { ambassador, PLACE, testDevice } from '#tests/support/device.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Row } from '#device/database.ts';
import {
  addPerson,
  changePerson,
  draftId,
  keepDraft,
  publish,
  unpublish,
} from '#features/desk/desk-actions.ts';
import {
  allKeys,
  beforePatch,
  draftTexts,
  missingIn,
  textNow,
} from '#features/desk/lesson-texts.ts';
import type { LessonStep } from '#records/lesson.ts';

const steps: LessonStep[] = [
  { id: 's1', kind: 'text' },
  { id: 's2', kind: 'question', type: 'one', choices: [{ id: 'a', correct: true }, { id: 'b' }] },
  { id: 's3', kind: 'note' },
];

test('the keys are those of the content model', () => {
  expect(allKeys(steps).map(({ key }) => key)).toEqual([
    'title',
    'summary',
    's1.title',
    's1.body',
    's2.question',
    's2.a',
    's2.a.feedback',
    's2.b',
    's2.b.feedback',
    's3.body',
  ]);
});

describe('starter lessons', () => {
  const root = new URL('../../', import.meta.url).pathname;
  const files = readdirSync(`${root}src/content/lessons`).filter((name) => name.endsWith('.json'));
  test.each(files)('%s: the editor shows every text that there is, in each language', (name) => {
    const lesson = JSON.parse(readFileSync(`${root}src/content/lessons/${name}`, 'utf8')) as {
      steps: LessonStep[];
    };
    const keys = allKeys(lesson.steps).map(({ key }) => key);
    for (const lang of ['lv', 'ru', 'en']) {
      const texts = JSON.parse(
        readFileSync(`${root}locales/${lang}/content/lessons/${name}`, 'utf8'),
      ) as Record<string, string>;
      expect(keys.toSorted()).toEqual(Object.keys(texts).toSorted());
    }
  });
});

test('a text is missing when it has no words, the draft counted in', () => {
  const text = { 'lv.title': 'Rēķins', 'lv.s1.title': '  ' };
  expect(missingIn([{ id: 's1', kind: 'text' }], text, {}, 'lv')).toEqual([
    'summary',
    's1.title',
    's1.body',
  ]);
  expect(
    missingIn(
      [{ id: 's1', kind: 'text' }],
      text,
      { 'text.lv.summary': 'Īsi', 'text.lv.title': '' },
      'lv',
    ),
  ).toEqual(['title', 's1.title', 's1.body']);
});

const coordinator = {
  ...ambassador,
  person: { ...ambassador.person, role: 'coordinator' as const },
};
const clock = { now: Date.UTC(2026, 4, 14, 12) };

async function desk() {
  const device = await testDevice({ clock, identity: coordinator });
  const made = await device.create('lesson', 'public', {
    slug: 'read-a-bill',
    order: 1,
    theme: 'skills',
    topic: 'bills',
    minutes: 10,
    digcomp: [],
    steps,
    text: { 'lv.title': 'Vecais', 'ru.title': 'Старое' },
  });
  if (!made.ok) throw new Error(made.error.message);
  const lesson = async (): Promise<Row<'lesson'>> =>
    (await device.db.rows('lesson').get(made.value))!;
  const draft = async () =>
    draftTexts((await device.db.rows('draft').get(draftId(made.value)))?.values);
  return { device, lesson, draft };
}

test('publishing changes the texts of the draft and no others, empties the draft, and can be taken back', async () => {
  const { device, lesson, draft } = await desk();
  const before = await lesson();
  await keepDraft(device, before.id, {
    'text.lv.title': 'Jaunais',
    'text.ru.title': '',
    'text.lv.s1.title': 'Pirmais',
  });
  await keepDraft(device, before.id, { 'text.lv.s1.title': null, 'text.en.title': 'New' });
  const texts = await draft();
  expect(texts).toEqual({
    'text.lv.title': 'Jaunais',
    'text.ru.title': '',
    'text.en.title': 'New',
  });
  expect((await lesson()).text).toEqual({ 'lv.title': 'Vecais', 'ru.title': 'Старое' });

  const back = beforePatch(before.text, texts);
  expect((await publish(device, before, texts)).ok).toBe(true);
  const after = await lesson();
  expect(after.text).toEqual({ 'lv.title': 'Jaunais', 'en.title': 'New' });
  expect(
    Object.keys((await markedRow(device.db, 'lesson', before.id))?._unsent ?? {}).toSorted(),
  ).toEqual(expect.arrayContaining(['text.en.title', 'text.lv.title', 'text.ru.title']));
  expect(await draft()).toEqual({});

  expect((await unpublish(device, before.id, back, texts)).ok).toBe(true);
  expect((await lesson()).text).toEqual({ 'lv.title': 'Vecais', 'ru.title': 'Старое' });
  expect(await draft()).toEqual(texts);
});

test('two laptops that begin a draft of one lesson write one record', () => {
  expect(draftId('0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e0f')).toBe(
    draftId('0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e0f'),
  );
});

test('what is typed shows before what is published', () => {
  expect(textNow({ 'lv.title': 'A' }, { 'text.lv.title': 'B' }, 'lv', 'title')).toBe('B');
  expect(textNow({ 'lv.title': 'A' }, {}, 'lv', 'title')).toBe('A');
  expect(textNow(undefined, {}, 'lv', 'title')).toBe('');
});

test('a place taken away from a person is gone from the record', async () => {
  const { device } = await desk();
  const form = {
    displayName: ' Anna ',
    role: 'mentor',
    sites: [PLACE, 'other'],
    minor: true,
  } as const;
  const made = await addPerson(device, form);
  if (!made.ok) throw new Error(made.error.message);
  const row = (await device.db.rows('person').get(made.value))!;
  expect(row).toMatchObject({
    displayName: 'Anna',
    minor: true,
    sites: { [PLACE]: true, other: true },
  });
  await changePerson(device, { ...form, sites: ['other'] }, row);
  expect((await device.db.rows('person').get(made.value))!.sites).toEqual({ other: true });
});
