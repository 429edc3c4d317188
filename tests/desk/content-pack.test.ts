// Content packs: what is written reads back to the same, what is here is told from what is new, a broken file or record is refused by name
// and field while the rest stays usable, and taking one in can be undone.
// First of all: it puts an IndexedDB into memory, which the database looks for when it is loaded.
import { ambassador, testDevice } from '#tests/support/device.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Device } from '#device/device.ts';
import {
  type Here,
  MOST_PACK_RECORDS,
  type PackEntry,
  packKinds,
  packRecord,
  packText,
  readPack,
} from '#features/desk/content-pack.ts';
import { contentHere, takePack, untakePack } from '#features/desk/pack-actions.ts';
import type { Values } from '#records/registry.ts';
import { starterContent } from '#server/seed/content.ts';

const TODAY = '2027-01-10';
const clock = { now: Date.parse(`${TODAY}T12:00:00Z`) };
const coordinator = {
  ...ambassador,
  person: { ...ambassador.person, role: 'coordinator' as const },
};
const empty = (): Here =>
  Object.fromEntries(packKinds.map((kind) => [kind, []])) as unknown as Here;
type Kind = (typeof packKinds)[number];
const isPackKind = (kind: string): kind is Kind => (packKinds as readonly string[]).includes(kind);
const starter = starterContent().flatMap(({ kind, id, values }) =>
  isPackKind(kind) ? [{ kind, row: { id, ...values } }] : [],
);
const starterHere = (): Here => {
  const here = empty() as unknown as Record<Kind, unknown[]>;
  for (const { kind, row } of starter) here[kind].push(row);
  return here as unknown as Here;
};
const file = packText(
  starter.map(({ kind, row }) => packRecord(kind, row)),
  {},
  'Testa novads',
  '2027-01-01',
);
const read = (text: string, here: Here = empty()): readonly PackEntry[] => {
  const done = readPack(text, here, TODAY);
  if (!done.ok) throw new Error(done.error.what);
  return done.value.entries;
};
const changed = (
  change: (records: { kind: string; id: string; values: Record<string, unknown> }[]) => void,
): string => {
  const pack = JSON.parse(file) as Parameters<typeof change>[0] extends infer R
    ? { records: R }
    : never;
  change(pack.records);
  return JSON.stringify(pack);
};
const count = (entries: readonly PackEntry[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { state } of entries) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

describe('reading', () => {
  test('the whole starter pack is new in an empty place, and the same where it is already', () => {
    expect(starter.length).toBeGreaterThan(80);
    expect(count(read(file))).toEqual({ new: starter.length });
    expect(count(read(file, starterHere()))).toEqual({ same: starter.length });
  });

  test('one sentence that is other is one register; place and short name here stay', () => {
    const entries = read(
      changed((records) => {
        const lesson = records.find(({ kind }) => kind === 'lesson')!;
        (lesson.values['text'] as Record<string, string>)['lv.title'] = 'Cits virsraksts';
        lesson.values['order'] = 7;
        lesson.values['slug'] = 'other-name';
      }),
      starterHere(),
    );
    expect(count(entries)).toEqual({ same: starter.length - 1, changed: 1 });
    expect(entries.find(({ state }) => state === 'changed')?.registers).toEqual({
      'text.lv.title': 'Cits virsraksts',
    });
  });

  test('a piece with the same short name is the same piece, whatever its id', () => {
    const entries = read(
      changed((records) => {
        records[0]!.id = '0199b4a1-52ac-7a53-9f49-6a2a54b0c3d1';
      }),
      starterHere(),
    );
    expect(count(entries)).toEqual({ same: starter.length });
    expect(entries[0]?.id).toBe(starter[0]?.row.id);
  });

  test('what is no pack, from a newer app or too much is refused as a whole', () => {
    const what = (text: string): string => {
      const done = readPack(text, empty(), TODAY);
      return done.ok ? 'taken' : done.error.what;
    };
    for (const text of ['', 'x', '[]', '{}', 'null', '{"format":"other"}', file.slice(0, -9)])
      expect(what(text)).toBe('notPack');
    expect(what(file.replace('"version": 1', '"version": 2'))).toBe('newer');
    expect(what(file.replace('"schema": 1', '"schema": 99'))).toBe('newer');
    const one = (JSON.parse(file) as { records: unknown[] }).records[0];
    const many = {
      ...(JSON.parse(file) as object),
      records: Array.from({ length: MOST_PACK_RECORDS + 1 }, () => one),
    };
    expect(what(JSON.stringify(many))).toBe('many');
  });

  test('a record that does not fit is refused with the field; the others stay usable', () => {
    const entries = read(
      changed((records) => {
        const of = (kind: string) => records.filter((one) => one.kind === kind);
        const [noTitle, badMinutes, unknown, missing, badStep] = of('lesson');
        (noTitle!.values['text'] as Record<string, string>)['lv.title'] = '';
        badMinutes!.values['minutes'] = 'ilgi';
        unknown!.values['colour'] = 'red';
        delete missing!.values['steps'];
        badStep!.values['steps'] = [{ id: 's1', kind: 'dance' }];
        of('walkthrough')[0]!.values['scenario'] = {};
        of('path')[0]!.id = 'not-an-id';
        of('todo-template')[0]!.kind = 'learner';
      }),
    );
    const refused = entries.filter(({ state }) => state === 'refused');
    const told = refused.map(({ kind, faults: [fault] }) =>
      [kind, fault?.what, fault && 'field' in fault ? fault.field : ''].join(' '),
    );
    expect(told.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      ' kind ',
      'lesson content ',
      'lesson missing steps',
      'lesson value colour',
      'lesson value minutes',
      'lesson value steps',
      'path value id',
      'walkthrough scenario ',
    ]);
    expect(count(entries)).toEqual({ new: starter.length - 8, refused: 8 });
  });

  test('no file makes it throw', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 79 }), (json, at) => {
        const text = changed((records) => {
          records[at]!.values = JSON.parse(json) as Record<string, unknown>;
        });
        expect(readPack(text, starterHere(), TODAY)).toHaveProperty('ok');
        expect(readPack(json, starterHere(), TODAY)).toHaveProperty('ok');
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

test('a lesson whose photo does not come along is refused, unless the photo is here', () => {
  const sha = 'a'.repeat(64);
  const text = changed((records) => {
    const lesson = records.find(({ kind }) => kind === 'lesson')!;
    lesson.values['media'] = [sha];
  });
  expect(count(read(text))).toEqual({ new: starter.length - 1, refused: 1 });
  const here = readPack(text, empty(), TODAY, new Set([sha]));
  expect(here.ok && count(here.value.entries)).toEqual({ new: starter.length });
});

describe('taking', () => {
  const rows = async (device: Device): Promise<string> =>
    JSON.stringify(
      await Promise.all(
        packKinds.map(async (kind) =>
          (await device.db.rows(kind).toArray())
            .filter(({ deleted }) => deleted !== true)
            .map((row) => packRecord(kind, row)),
        ),
      ),
    );

  test('new content is there, changed content says what the file says, and undo brings everything back', async () => {
    const device = await testDevice({ clock, identity: coordinator });
    const known = starter.filter(({ kind }) => kind === 'lesson').slice(0, 3);
    for (const { kind, row } of known) {
      const { id, ...values } = packRecord(kind, row).values as Values<'lesson'> & { id?: string };
      const made = await device.create('lesson', 'public', {
        ...values,
        text: { ...values.text, 'lv.title': 'Mūsu virsraksts' },
      });
      expect([id, made.ok]).toEqual([undefined, true]);
    }
    const lessons = await device.db.rows('lesson').toArray();
    expect((await device.remove('lesson', lessons[2]!.id)).ok).toBe(true);
    const before = await rows(device);
    const here = await contentHere(device);
    const entries = read(file, here);
    expect(count(entries)).toEqual({ new: starter.length - 3, changed: 3 });

    expect((await takePack(device, entries, here)).ok).toBe(true);
    const after = await contentHere(device);
    expect(after.lesson).toHaveLength(starter.filter(({ kind }) => kind === 'lesson').length);
    expect(after.lesson.filter((row) => row['deleted'] === true)).toEqual([]);
    expect(JSON.stringify(after.lesson)).not.toContain('Mūsu virsraksts');
    expect(count(read(file, after))).toEqual({ same: starter.length });

    expect((await untakePack(device, entries, here)).ok).toBe(true);
    expect(await rows(device)).toBe(before);
  });
});
