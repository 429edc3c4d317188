// A survey that the desk makes: its questions as a tree, its draft, its versions, what keeps it back, and how it gets to the tablets.
// First of all: it puts an IndexedDB into memory, which the database looks for when it is loaded.
import { ambassador, testDevice } from '#tests/support/device.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '#core/json.ts';
import { isGroup, itemsOf, readForm, type Form, type Item } from '#forms/schema.ts';
import { textKeys } from '#forms/texts.ts';
import { keepContentDraft, type Registers } from '#features/desk/content-draft.ts';
import { draftSurvey, publishSurvey, unpublishSurvey } from '#features/desk/survey-actions.ts';
import { asList, asOwn, fromList, withNewChoice } from '#features/desk/survey-choices.ts';
import { faultsOfSurvey, problemsIn } from '#features/desk/survey-faults.ts';
import { formIn, nextVersion, surveyNow, takenNames } from '#features/desk/survey-record.ts';
import {
  copied,
  freshName,
  insertedInto,
  linesOf,
  moved,
  renamed,
  withoutItem,
} from '#features/desk/survey-tree.ts';
import { newItem, newTypes, withType } from '#features/desk/survey-types.ts';
import { LIMITS } from '#sync/messages.ts';
import { registersOfVersion, versionsIn } from '#features/desk/survey-versions.ts';

const coordinator = {
  ...ambassador,
  person: { ...ambassador.person, role: 'coordinator' as const },
};
const clock = { now: Date.parse('2026-11-23T10:00:00Z') };
const ID = '0199b4a1-52ac-7a53-9f49-6a2a54b0c3d1';
const PLACE = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e0f';

const form: Form = {
  format: 1,
  version: 1,
  items: [
    { name: 'phone', type: 'select_one', choices: [{ name: 'yes' }, { name: 'no' }] },
    {
      name: 'more',
      type: 'group',
      relevant: "${phone} = 'yes'",
      items: [
        { name: 'calls', type: 'integer' },
        { name: 'years', type: 'integer' },
      ],
    },
    { name: 'sum', type: 'calculate', calculation: '${calls} * ${years}' },
  ],
};

/** Latvian words for everything that needs them. */
const wordsFor = (whole: Form): Registers =>
  Object.fromEntries([...textKeys(whole).needed].map((key) => [`text.lv.${key}`, `Vārdi ${key}`]));
const draftOf = (whole: Form): Registers => ({
  form: whole as unknown as Json,
  validDays: 90,
  ...wordsFor(whole),
});
const names = (items: readonly Item[]): string[] => [...itemsOf(items)].map(({ name }) => name);

const tree: fc.Arbitrary<readonly Item[]> = fc
  .letrec<{ items: readonly Item[] }>((tie) => ({
    items: fc.array(
      fc.oneof(
        { maxDepth: 3 },
        fc.constant<Item>({ name: '', type: 'text' }),
        tie('items').map((items): Item => ({ name: '', type: 'group', items })),
      ),
      { minLength: 1, maxLength: 5 },
    ),
  }))
  .items.map((items) => {
    let count = 0;
    const named = (list: readonly Item[]): Item[] =>
      list.map((item) => {
        count += 1;
        const name = `n${count}`;
        return isGroup(item) ? { ...item, name, items: named(item.items) } : { ...item, name };
      });
    return named(items);
  });

describe('the questions as a tree', () => {
  it('moves a question a step down and up again to where it was, and loses none', () => {
    fc.assert(
      fc.property(tree, fc.nat(), (items, pick) => {
        const all = names(items);
        const name = all[pick % all.length] as string;
        const down = moved(items, name, 1);
        expect(names(down).toSorted()).toEqual(all.toSorted());
        if (down !== items) expect(names(moved(down, name, -1))).toEqual(all);
      }),
    );
  });

  it('carries a question from the first place to the last, through every group', () => {
    fc.assert(
      fc.property(tree, (items) => {
        const all = names(items);
        const leaf = linesOf(items).find(({ item }) => !isGroup(item))?.item.name;
        if (leaf === undefined) return;
        let now = items;
        for (let step = 0; step <= all.length * 4; step += 1) now = moved(now, leaf, 1);
        expect(now.at(-1)?.name).toBe(leaf);
      }),
    );
  });

  it('copies a group under new names that its own conditions use', () => {
    const group = form.items[1] as Item;
    const inner = {
      ...group,
      items: [
        { name: 'calls', type: 'integer' },
        { name: 'why', type: 'text', relevant: '${calls} > 1 and ${phone} = "yes"' },
      ],
    } as Item;
    const { copy, names: given } = copied(inner, new Set(['q1']), 1);
    expect([...itemsOf([copy])].map(({ name }) => name)).toEqual(['g1', 'q2', 'q3']);
    expect(given.get('calls')).toBe('q2');
    const [, why] = isGroup(copy) ? copy.items : [];
    expect(why?.relevant).toBe('${q2} > 1 and ${phone} = "yes"');
  });

  it('renames a question in every expression that speaks of it', () => {
    const next = renamed(form, new Map([['calls', 'zvani']]));
    expect(names(next.items)).toContain('zvani');
    expect(next.items[2]).toMatchObject({ calculation: '${zvani} * ${years}' });
    expect(problemsIn(next)).toEqual([]);
  });

  it('never gives a new question the name of one that is gone', () => {
    const now = surveyNow(undefined, {
      form: { ...form, items: withoutItem(form.items, 'phone') } as unknown as Json,
      'text.lv.q1.label': 'Noņemts',
    });
    expect(freshName(takenNames(now), 1)).toBe('q2');
    expect(freshName(takenNames(now), 3)).toBe('q3_1');
  });

  it('makes every kind of question so that the form is good once it has its words', () => {
    for (const type of newTypes) {
      const item = newItem('q1', type);
      const whole: Item =
        type === 'calculate'
          ? ({ ...item, calculation: '1' } as Item)
          : isGroup(item)
            ? { ...item, items: [{ name: 'q2', type: 'text' }] }
            : item;
      expect(readForm({ ...form, items: [whole] }).ok, type).toBe(true);
    }
    const text = withType(newItem('q1', 'select_one'), 'text');
    expect(text).toEqual({ name: 'q1', type: 'text' });
    expect(withType(text, 'rank')).toMatchObject({ choices: [{ name: 'c1' }, { name: 'c2' }] });
  });
});

describe('choices', () => {
  const first = form.items[0] as Exclude<Item, { items: unknown }>;

  it('become a shared list with their words, and a question of its own again', () => {
    const now = surveyNow(undefined, draftOf(form));
    const shared = asList(form, first, now);
    expect(shared.form.lists).toEqual({ list1: [{ name: 'yes' }, { name: 'no' }] });
    expect(shared.texts).toEqual({
      'text.lv.list.list1.yes': 'Vārdi phone.choice.yes',
      'text.lv.list.list1.no': 'Vārdi phone.choice.no',
    });
    expect(readForm(shared.form).ok).toBe(true);
    const question = shared.form.items[0] as typeof first;
    const own = asOwn(shared.form, question, { ...now, ...shared.texts });
    expect(own.form).toEqual(form);
    expect(own.texts['text.lv.phone.choice.yes']).toBe('Vārdi phone.choice.yes');
  });

  it('of a list that another question still uses stay', () => {
    const now = surveyNow(undefined, draftOf(form));
    const shared = asList(form, first, now).form;
    const two = {
      ...shared,
      items: [...shared.items, { name: 'other', type: 'select_one', choices: 'list1' } as Item],
    };
    expect(asOwn(two, two.items[0] as typeof first, now).form.lists).toBeDefined();
    const back = fromList(form, { ...first, choices: [{ name: 'x' }] }, 'list1');
    expect(back.items[0]).toMatchObject({ choices: 'list1' });
  });

  it('are added under names that no words are left of', () => {
    const now = { ...draftOf(form), 'text.lv.phone.choice.c1': 'Noņemta' };
    expect(withNewChoice(form, first, now, 1).name).toBe('c2');
  });
});

describe('what keeps a survey back', () => {
  it('names each question with what it lacks', () => {
    const now = surveyNow(undefined, {
      form: {
        ...form,
        items: [
          newItem('q1', 'select_one'),
          newItem('g1', 'group'),
          newItem('q2', 'calculate'),
          { name: 'q3', type: 'select_one', choices: [] },
        ],
      } as unknown as Json,
      validDays: 0,
      'text.lv.q1.label': 'Vai?',
      'text.lv.q3.label': 'Kurš?',
    });
    expect(faultsOfSurvey(now)).toEqual([
      { at: 'survey-text-lv-title', what: 'title' },
      { at: 'survey-text-lv-summary', what: 'summary' },
      { at: 'survey-validDays', what: 'days', max: 3650 },
      { at: 'survey-row-q1', what: 'lacking', name: 'q1', now: 2 },
      { at: 'survey-row-g1', what: 'emptyGroup', name: 'g1' },
      { at: 'survey-row-q2', what: 'noCalculation', name: 'q2' },
      { at: 'survey-row-q3', what: 'noChoices', name: 'q3' },
    ]);
    expect(faultsOfSurvey(surveyNow(undefined, draftOf(form)))).toEqual([]);
    expect(faultsOfSurvey(surveyNow(undefined, {})).at(-1)).toEqual({
      at: 'survey-add',
      what: 'noItems',
    });
  });

  it('is no expression that does not work: it is told with its question and place', () => {
    const broken = {
      ...form,
      items: [{ name: 'a', type: 'text', relevant: '${gone} = 1' } as Item],
    };
    expect(problemsIn(broken)).toEqual([
      { code: 'unknown-name', at: 0, found: 'gone', name: 'a', part: 'relevant' },
    ]);
    expect(faultsOfSurvey(surveyNow(undefined, draftOf(broken)))).toEqual([]);
  });
});

describe('publishing', () => {
  it('gives a version when questions changed, keeps it when words did, and goes back in one step', async () => {
    const device = await testDevice({ clock, identity: coordinator });
    const rowNow = async () => device.db.rows('survey').get(ID);
    const kept = keepContentDraft('survey');
    const draft = {
      ...draftOf(form),
      sites: [PLACE],
      'text.lv.gone.label': 'No noņemta jautājuma',
    };
    expect((await kept(device, ID, draft)).ok).toBe(true);
    expect((await publishSurvey(device, ID, undefined, draft)).ok).toBe(true);
    const first = await rowNow();
    expect(first).toMatchObject({ validDays: 90, sites: [PLACE], slug: 'vardi-title-c3d1' });
    expect(formIn({ form: first!.form }).version).toBe(1);
    expect(first!.text?.['lv.gone.label']).toBeUndefined();

    const words = { 'text.lv.phone.label': 'Vai Jums ir telefons?' };
    expect((await publishSurvey(device, ID, first, words)).ok).toBe(true);
    const second = await rowNow();
    expect(formIn({ form: second!.form }).version).toBe(1);

    const shorter = { form: { ...form, items: withoutItem(form.items, 'sum') } as unknown as Json };
    expect(nextVersion(second, surveyNow(second, shorter))).toBe(2);
    clock.now += 1000;
    expect((await publishSurvey(device, ID, second, shorter)).ok).toBe(true);
    const third = await rowNow();
    expect(formIn({ form: third!.form })).toMatchObject({ version: 2 });
    expect(third!.text?.['lv.phone.label']).toBe('Vai Jums ir telefons?');
    clock.now += 1000;
    expect((await unpublishSurvey(device, ID, second, shorter)).ok).toBe(true);
    const back = await rowNow();
    expect(back!.form).toEqual(second!.form);
    expect(back!.text).toEqual(second!.text);
    const draftRow = (await device.db.rows('draft').toArray())[0];
    expect(draftRow?.values?.['form']).toEqual(shorter.form);
    device.close();
  });

  it('taken back from a survey that was never public withdraws it and keeps the draft', async () => {
    const device = await testDevice({ clock, identity: coordinator });
    const draft = draftOf(form);
    expect((await keepContentDraft('survey')(device, ID, draft)).ok).toBe(true);
    await publishSurvey(device, ID, undefined, draft);
    await unpublishSurvey(device, ID, undefined, draft);
    expect((await device.db.rows('survey').get(ID))?.deleted).toBe(true);
    expect((await device.db.rows('draft').toArray())[0]?.values).toMatchObject({ validDays: 90 });
    device.close();
  });

  it('takes a form of 976 questions with 310 choice questions and 336 calculations in three languages', async () => {
    const items: Item[] = Array.from({ length: 976 }, (_, i): Item => {
      const name = `question_number_${i}`;
      const relevant =
        i > 5 ? `\${question_number_${i - 5}} != '' and \${question_number_0} = 'c1'` : undefined;
      if (i < 310)
        return { name, type: 'select_one', choices: 'answers', ...(relevant ? { relevant } : {}) };
      if (i < 646)
        return {
          name,
          type: 'calculate',
          calculation: Array.from(
            { length: 8 },
            (__, k) => `coalesce(\${question_number_${k}}, 0)`,
          ).join(' + '),
        };
      return {
        name,
        type: 'integer',
        constraint: '. >= 0 and . <= 200',
        ...(relevant ? { relevant } : {}),
      };
    });
    const large: Form = {
      format: 1,
      version: 1,
      lists: { answers: Array.from({ length: 700 }, (_, i) => ({ name: `c${i}` })) },
      items,
    };
    const draft: Record<string, Json> = { form: large as unknown as Json, validDays: 365 };
    for (const key of [...textKeys(large).needed].filter((one) => !one.includes('undefined')))
      for (const code of ['lv', 'ru', 'en'])
        draft[`text.${code}.${key}`] =
          'Cik reižu pēdējā mēnesī Jūs to esat darījuši pats vai ar palīgu?';
    expect(Object.keys(draft).length).toBeGreaterThan(4000);
    const device = await testDevice({ clock, identity: coordinator });
    const made = await draftSurvey(device, draft);
    expect(made.ok).toBe(true);
    const id = made.ok ? made.value : '';
    expect((await publishSurvey(device, id, undefined, draft)).ok).toBe(true);
    const row = await device.db.rows('survey').get(id);
    expect(formIn({ form: row!.form }).items).toHaveLength(976);
    // One record must fit one message, its stamps beside its values.
    const stamps = Object.keys(draft).length * 60;
    expect(JSON.stringify(row).length + stamps).toBeLessThan(LIMITS.bytes * 0.7);
    device.close();
  });
});

describe('earlier versions', () => {
  it('come back with the words that they had', () => {
    const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 23, 10, minute));
    const entries = [
      {
        key: 'f2',
        field: 'form',
        value: { ...form, version: 2 } as unknown as Json,
        until: at(30),
      },
      { key: 'f1', field: 'form', value: form as unknown as Json, until: at(10), who: 'Anna' },
      { key: 't1', field: 'text.lv.sum.label', value: 'Summa', until: at(10) },
      { key: 't2', field: 'text.lv.phone.label', value: 'Vecs', until: at(5) },
      { key: 't3', field: 'text.lv.phone.label', value: 'Toreiz', until: at(20) },
      { key: 't4', field: 'text.lv.phone.label', value: 'Vēlāk', until: at(25) },
      { key: 'x', field: 'form', value: 'nothing', until: at(1) },
    ];
    const versions = versionsIn(entries);
    expect(versions.map((one) => [one.form.version, one.questions, one.who])).toEqual([
      [2, 4, undefined],
      [1, 4, 'Anna'],
    ]);
    const registers = registersOfVersion(versions[1]!, entries, { 'text.lv.phone.label': 'Tagad' });
    expect(registers).toEqual({
      form: form as unknown as Json,
      'text.lv.sum.label': 'Summa',
      'text.lv.phone.label': 'Toreiz',
    });
  });
});

it('puts a new question into a group where the group is open', () => {
  const items = insertedInto(form.items, 'more', { name: 'q9', type: 'text' });
  expect(linesOf(items).find(({ item }) => item.name === 'q9')).toMatchObject({
    number: '2.3',
    depth: 1,
  });
});
