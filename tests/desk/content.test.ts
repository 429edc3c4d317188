// The editor of lessons, paths and to-do templates: which texts there must be, what may not be published and why, and how a draft becomes a
// publishing and comes back.
// First of all: it puts an IndexedDB into memory, which the database looks for when it is loaded.
import { ambassador, testDevice } from '#tests/support/device.ts';
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Row } from '#device/database.ts';
import type { Device } from '#device/device.ts';
import { markedRow } from '#device/unit-of-work.ts';
import { faultsOfValues } from '#device/whole-record.ts';
import { publishDraft, unpublishDraft } from '#features/desk/content-actions.ts';
import { contentDraftId, keepContentDraft, type Registers } from '#features/desk/content-draft.ts';
import {
  contentNow,
  type Fault,
  faultsOf,
  freshPartId,
  isAsPublished,
  missingIn,
  partsIn,
  slugFrom,
  withParts,
} from '#features/desk/content-form.ts';
import {
  allKeys,
  type AuthoredKind,
  authoredKinds,
  listField,
  type Part,
} from '#features/desk/content-keys.ts';
import {
  newPart,
  newPartKinds,
  withChoice,
  withoutChoice,
  withRight,
} from '#features/desk/content-parts.ts';
import type { LessonStep } from '#records/lesson.ts';
import { testServer, type TestServer } from '../support/server.ts';

const TODAY = '2026-05-14';
const clock = { now: Date.parse(`${TODAY}T12:00:00Z`) };
const ID = '0199b4a1-52ac-7a53-9f49-6a2a54b0c3d1';
const coordinator = {
  ...ambassador,
  person: { ...ambassador.person, role: 'coordinator' as const },
};
const steps: LessonStep[] = [
  { id: 's1', kind: 'text' },
  { id: 's2', kind: 'question', type: 'one', choices: [{ id: 'a', correct: true }, { id: 'b' }] },
  { id: 's3', kind: 'note' },
];

test('the keys are those of the content model', () => {
  expect(allKeys('lesson', steps).map(({ key }) => key)).toEqual([
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

const folders = { lesson: 'lessons', path: 'paths', 'todo-template': 'todos' } as const;
const root = new URL('../../', import.meta.url).pathname;
const starters = authoredKinds.flatMap((kind) =>
  readdirSync(`${root}src/content/${folders[kind]}`)
    .filter((name) => name.endsWith('.json'))
    .map((name): [AuthoredKind, string] => [kind, name]),
);
const starterOf = (kind: AuthoredKind, name: string): Record<string, unknown> & { id: string } => {
  const read = (path: string): unknown => JSON.parse(readFileSync(`${root}${path}`, 'utf8'));
  const text: Record<string, string> = {};
  for (const lang of ['lv', 'ru', 'en']) {
    const words = read(`locales/${lang}/content/${folders[kind]}/${name}`) as Record<
      string,
      string
    >;
    for (const [key, said] of Object.entries(words)) text[`${lang}.${key}`] = said;
  }
  return { ...(read(`src/content/${folders[kind]}/${name}`) as { id: string }), text };
};

describe('the starter pack', () => {
  test.each(starters)(
    '%s %s: every text has its field, and nothing is found against it',
    (kind, name) => {
      const row = starterOf(kind, name);
      const now = contentNow(kind, row, {});
      const keys = allKeys(kind, partsIn(kind, now)).map(({ key }) => key);
      const text = Object.keys(row['text'] as object).map((key) => key.slice(3));
      expect(keys.toSorted()).toEqual([...new Set(text)].toSorted());
      for (const lang of ['lv', 'ru', 'en']) expect(missingIn(kind, now, lang)).toEqual([]);
      expect(faultsOf(kind, now, '2027-01-01')).toEqual([]);
      for (const [register, value] of Object.entries(now))
        expect(isAsPublished(kind, row, register, value)).toBe(true);
    },
  );
});

/** Everything that is asked for, in Latvian. */
const written = (kind: AuthoredKind, now: Registers): Registers => ({
  ...now,
  ...Object.fromEntries(
    allKeys(kind, partsIn(kind, now)).map(({ key, part }) => [
      `text.lv.${key}`,
      part === 'captions' ? '0:01 Teksts' : `Teksts ${key}`,
    ]),
  ),
});
const filled = (part: Part): Part => {
  if ('screen' in part)
    return {
      ...part,
      screen: { walkthrough: 's2', form: 'a', step: 'total', point: 'bill.total' },
    };
  if ('media' in part) return { ...part, media: 'ab'.repeat(32) };
  if ('mode' in part) return { ...part, walkthrough: 's2' };
  return 'choices' in part && part.type !== 'order' ? withRight(part, ['a']) : part;
};

describe('what is new', () => {
  test.each(authoredKinds)(
    '%s: every kind of part, once filled in, makes a record that the schemas take',
    (kind) => {
      fc.assert(
        fc.property(
          fc.array(fc.constantFrom(...newPartKinds[kind]), { minLength: 1, maxLength: 15 }),
          (kinds) => {
            let now = contentNow(kind, undefined, kind === 'lesson' ? { topic: 'bills' } : {});
            for (const what of kinds) {
              const part = filled(newPart(kind, what, now));
              now = { ...now, ...withParts(kind, [...partsIn(kind, now), part]) };
            }
            expect(new Set(partsIn(kind, now).map(({ id }) => id)).size).toBe(kinds.length);
            const draft = written(kind, now);
            expect(faultsOf(kind, draft, TODAY)).toEqual([]);
            expect(
              faultsOfValues(kind, {
                slug: 'x',
                order: 1,
                ...Object.fromEntries(
                  Object.entries(draft).filter(
                    ([name]) => !name.startsWith('text.') && name !== 'reviewBy',
                  ),
                ),
              }),
            ).toEqual([]);
          },
        ),
      );
    },
  );

  test('says by field what is still to be done', () => {
    const whats = (kind: AuthoredKind, draft: Registers): string[] =>
      faultsOf(kind, contentNow(kind, undefined, draft), TODAY).map(({ what }: Fault) => what);
    expect(whats('path', {})).toEqual(['lacking', 'lacking', 'noParts']);
    const lesson = (parts: readonly LessonStep[], more: Registers = {}): string[] =>
      whats(
        'lesson',
        written('lesson', { topic: 'bills', ...withParts('lesson', parts), ...more }),
      );
    expect(lesson([{ id: 's1', kind: 'text' }])).toEqual([]);
    expect(lesson([{ id: 's1', kind: 'text' }], { topic: '' })).toEqual(['topic']);
    expect(lesson([{ id: 's1', kind: 'text' }], { minutes: 0 })).toEqual(['minutes']);
    expect(lesson([{ id: 's1', kind: 'text' }], { minutes: '' })).toEqual(['minutes']);
    expect(lesson([{ id: 's1', kind: 'text' }], { reviewBy: '2026-13-01' })).toEqual(['review']);
    expect(lesson([{ id: 's1', kind: 'do', walkthrough: '', mode: 'alone' }])).toEqual([
      'walkthrough',
    ]);
    const film: LessonStep = { id: 's1', kind: 'video', media: 'ab'.repeat(32) };
    expect(lesson([film])).toEqual([]);
    expect(lesson([{ ...film, media: '' }])).toEqual(['file']);
    const question = newPart('lesson', 'one', {}) as LessonStep;
    expect(lesson([question])).toEqual(['right']);
    const find = newPart('lesson', 'find', {}) as LessonStep;
    expect(lesson([find])).toEqual(['walkthrough']);
    expect(
      lesson([
        {
          id: 's1',
          kind: 'question',
          type: 'find',
          screen: { walkthrough: 's2', form: 'a', step: 'total', point: '' },
        },
      ]),
    ).toEqual(['point']);
    expect(lesson([{ id: 's1', kind: 'text' }], { 'text.ru.title': 'я'.repeat(4001) })).toEqual([
      'long',
    ]);
    expect(
      lesson([{ id: 's1', kind: 'text' }], {
        sources: [{ url: 'http://a.example', title: ' ', checked: '2026-05-15' }],
      }),
    ).toEqual(['url', 'sourceTitle', 'checked']);
    expect(
      whats(
        'todo-template',
        written('todo-template', withParts('todo-template', [{ id: 'a', dueDays: 731 }])),
      ),
    ).toEqual(['days']);
  });

  test('a part never gets the texts of one that was removed', () => {
    const now = {
      ...withParts('lesson', [{ id: 's1', kind: 'text' }]),
      'text.lv.s2.title': 'Vecais',
    };
    expect(freshPartId('lesson', now)).toBe('s3');
  });

  test('answers keep their letters when one is taken away', () => {
    const question = newPart('lesson', 'several', {}) as Extract<LessonStep, { choices: unknown }>;
    const less = withoutChoice(question, 'b');
    expect(less.choices.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(withChoice(less).choices.map(({ id }) => id)).toEqual(['a', 'c', 'b']);
  });

  test('a short name is made of the Latvian title', () => {
    expect(slugFrom('Kā šķirot čekus? 2. daļa')).toBe('ka-skirot-cekus-2-dala');
    expect(slugFrom('Счёт')).toBe('');
  });
});

const draftOf = async (device: Device, kind: AuthoredKind, id: string): Promise<Registers> =>
  Object.fromEntries(
    Object.entries((await device.db.rows('draft').get(contentDraftId(kind, id)))?.values ?? {}),
  ) as Registers;
const keep = keepContentDraft('lesson');

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
    text: {
      'lv.title': 'Vecais',
      'ru.title': 'Старое',
      'lv.s1.title': 'Viens',
      'lv.s3.body': 'Tev',
    },
  });
  if (!made.ok) throw new Error(made.error.message);
  const lesson = async (): Promise<Row<'lesson'>> =>
    (await device.db.rows('lesson').get(made.value))!;
  return { device, lesson };
}

test('publishing changes what the draft says and nothing else, empties the draft, and can be taken back', async () => {
  const { device, lesson } = await desk();
  const before = await lesson();
  await keep(device, before.id, {
    'text.lv.title': 'Jaunais',
    'text.ru.title': '',
    'text.lv.s2.a': 'Jā',
    ...withParts('lesson', steps.slice(0, 2)),
  });
  await keep(device, before.id, { 'text.lv.s2.a': null, 'text.en.title': 'New' });
  const draft = await draftOf(device, 'lesson', before.id);
  expect(Object.keys(draft).toSorted()).toEqual([
    'media',
    'steps',
    'text.en.title',
    'text.lv.title',
    'text.ru.title',
  ]);
  expect((await lesson()).text).toEqual(before.text);

  expect((await publishDraft(device, 'lesson', before.id, before, draft)).ok).toBe(true);
  const after = await lesson();
  // The note is gone, and its text with it.
  expect(after.steps).toEqual(steps.slice(0, 2));
  expect(after.text).toEqual({ 'lv.title': 'Jaunais', 'en.title': 'New', 'lv.s1.title': 'Viens' });
  expect(Object.keys((await markedRow(device.db, 'lesson', before.id))?._unsent ?? {})).toEqual(
    expect.arrayContaining(['steps', 'text.en.title', 'text.lv.title', 'text.ru.title']),
  );
  expect(await draftOf(device, 'lesson', before.id)).toEqual({});

  expect((await unpublishDraft(device, 'lesson', before.id, before, draft)).ok).toBe(true);
  expect((await lesson()).text).toEqual(before.text);
  expect((await lesson()).steps).toEqual(steps);
  expect(await draftOf(device, 'lesson', before.id)).toEqual(draft);
});

test.each(authoredKinds)(
  'a new %s is published whole, comes last in its list, and taken back is a draft again',
  async (kind) => {
    const device = await testDevice({ clock, identity: coordinator });
    const part = filled(newPart(kind, newPartKinds[kind][0], {}));
    const draft = written(kind, {
      ...(kind === 'lesson' ? { topic: 'bills' } : {}),
      ...withParts(kind, [part]),
      'text.lv.title': '',
    });
    await keepContentDraft(kind)(device, ID, draft);
    expect((await publishDraft(device, kind, ID, undefined, draft)).ok).toBe(true);
    const row = (await device.db.rows(kind).get(ID)) as Row<AuthoredKind>;
    expect(row).toMatchObject({ slug: 'teksts-title-c3d1', order: 10, [listField[kind]]: [part] });
    expect((await unpublishDraft(device, kind, ID, undefined, draft)).ok).toBe(true);
    expect((await device.db.rows(kind).get(ID))?.deleted).toBe(true);
    expect(await draftOf(device, kind, ID)).toEqual(draft);
  },
);

describe('two coordinators without a network', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await testServer();
  });
  afterEach(() => server.close());

  test('two fields of one lesson: both stay; the same field: the later wins, and the earlier is in the history', async () => {
    const laptop = async (name: string): Promise<Device> => {
      const device = await testDevice({ clock: server.clock, fetch: server.fetch, name });
      const enrolled = await device.enrol(await server.codeFor('coordinator'), name);
      if (!enrolled.ok) throw new Error(enrolled.error.message);
      await device.engine.sync();
      return device;
    };
    const one = await laptop('one');
    const made = await one.create('lesson', 'public', {
      slug: 'read-a-bill',
      order: 1,
      theme: 'skills',
      topic: 'bills',
      minutes: 10,
      digcomp: [],
      steps,
      text: { 'lv.title': 'Vecais', 'lv.summary': 'Ievads' },
    });
    if (!made.ok) throw new Error(made.error.message);
    await one.engine.sync();
    const two = await laptop('two');
    const id = made.value;
    const publish = async (device: Device, draft: Registers): Promise<void> => {
      server.clock.now += 1000;
      await keep(device, id, draft);
      const row = await device.db.rows('lesson').get(id);
      expect((await publishDraft(device, 'lesson', id, row, draft)).ok).toBe(true);
    };
    await publish(one, { 'text.lv.title': 'No pirmās', 'text.lv.summary': 'Pirmās ievads' });
    await publish(two, { 'text.lv.title': 'No otrās', minutes: 7 });
    for (const device of [one, two, one]) await device.engine.sync();
    for (const device of [one, two]) {
      const row = await device.db.rows('lesson').get(id);
      expect(row).toMatchObject({ minutes: 7 });
      expect(row?.text).toMatchObject({ 'lv.title': 'No otrās', 'lv.summary': 'Pirmās ievads' });
    }
    const told = await one.ask('GET', `/records/lesson/${id}/history`);
    expect(told.ok && JSON.stringify(told.value)).toContain('No pirmās');
  });
});
