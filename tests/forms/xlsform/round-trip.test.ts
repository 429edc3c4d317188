// A form that is exported and read again is the same form with the same words: 200 forms made by chance.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readForm, type Choice, type Form, type Item } from '#forms/schema.ts';
import { csvFilesOf } from '#forms/xlsform/csv.ts';
import type { Language } from '#forms/xlsform/languages.ts';
import { readXlsForm } from '#forms/xlsform/read-xlsform.ts';
import { writeXlsForm } from '#forms/xlsform/write-xlsform.ts';

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((one) =>
    one
      .replaceAll(/[\p{C}$]/gu, ' ')
      .replaceAll(/\r/g, '')
      .trim(),
  )
  .filter((one) => one !== '');
/** A language's plain code is its name where nobody gave it one. */
const languages: readonly Language[] = [
  { code: 'lv', name: 'Latviešu' },
  { code: 'ru', name: 'ru' },
  { code: 'zh', name: 'chinese' },
];
const expression = fc
  .constantFrom(
    "${a} = 'x'",
    '. > 3 and . <= 10',
    'string-length(.) < 4',
    'now()',
    "if(1 = 2, '“a”', 'b')",
  )
  .map((one) => one.replaceAll(/[“”]/g, '"'));
const tail = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,6}$/);

const choices = fc
  .uniqueArray(
    fc.record({
      name: fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,5}$/),
      filter: maybe(tail),
      points: maybe(fc.integer({ min: 0, max: 5 })),
    }),
    { minLength: 1, maxLength: 4, selector: ({ name }) => name },
  )
  .map((all): readonly Choice[] =>
    all.map(({ name, filter, points }) => ({
      name,
      ...(filter === undefined ? {} : { columns: { area: filter } }),
      ...(points === undefined ? {} : { points }),
    })),
  );

const common = fc.record(
  {
    required: maybe(fc.oneof(fc.constant(true), expression)),
    relevant: maybe(expression),
    constraint: maybe(expression),
    readOnly: maybe(fc.constant(true)),
    appearance: maybe(fc.constantFrom('minimal', 'w1 likert', 'numbers')),
    parameters: maybe(fc.constant({ start: '1', end: '9', seed: '${a}' })),
    media: maybe(fc.constantFrom({ image: 'a.png' }, { audio: 'b.mp3', video: 'c.mp4' })),
    trigger: maybe(fc.constant(['a'])),
    refuse: maybe(fc.constant(false)),
    scale: maybe(fc.constantFrom('skills')),
  },
  { requiredKeys: [] },
);
const clean = <T extends object>(one: T): T =>
  Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as T;

/** Shapes without a name; names are given when the form is put together. */
const question = fc.oneof(
  fc.record({
    type: fc.constantFrom(
      'text',
      'barcode',
      'phone',
      'time',
      'note',
      'image',
      'geopoint',
      'acknowledge',
    ),
    default: maybe(fc.constantFrom('abc', 'x y', '5')),
  }),
  fc.record({
    type: fc.constantFrom('integer', 'decimal', 'range'),
    default: maybe(fc.constantFrom(3, -2.5)),
  }),
  fc.record({
    type: fc.constant('date'),
    default: maybe(fc.constant('2026-03-25')),
    dynamicDefault: maybe(fc.constant(undefined)),
  }),
  fc.record({
    type: fc.constantFrom('select_one', 'select_multiple', 'rank'),
    choices: fc.oneof(fc.constantFrom('l1', 'l2', 'towns'), choices),
    choiceFilter: maybe(fc.constant('area = ${a}')),
  }),
  fc.record({ type: fc.constant('calculate'), calculation: expression }),
  fc.record({ type: fc.constant('hidden'), dynamicDefault: maybe(fc.constant('today()')) }),
);
type Shape = { readonly [key: string]: unknown; readonly items?: readonly Shape[] };
const shape: fc.Arbitrary<Shape> = fc.letrec<{ item: Shape }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(question, common).map(([one, more]): Shape => clean({ ...more, ...one })),
    fc
      .record({
        type: fc.constantFrom('group', 'repeat'),
        items: fc.array(tie('item'), { maxLength: 4 }),
        relevant: maybe(expression),
        together: maybe(fc.constant(true)),
        appearance: maybe(fc.constantFrom('w2', 'compact')),
        count: maybe(expression),
      })
      .map(({ count, ...one }): Shape => clean(one.type === 'repeat' ? { ...one, count } : one)),
  ),
})).item;

function named(shapes: readonly Shape[], next: { count: number }): Item[] {
  return shapes.map((one) => {
    next.count += 1;
    const name = `q${next.count}`;
    const inside = one.items === undefined ? {} : { items: named(one.items, next) };
    return { ...one, ...inside, name } as unknown as Item;
  });
}

const forms = fc
  .record({
    shapes: fc.array(shape, { maxLength: 6 }),
    l1: choices,
    l2: choices,
    version: fc.integer({ min: 1, max: 30 }),
    settings: maybe(fc.constantFrom({ formId: 'id' }, { version: '7', instanceName: '${a}' })),
    plan: maybe(fc.constant({ order: ['skills'], lessons: { skills: ['first'] }, full: ['last'] })),
    pool: fc.array(text, { minLength: 4, maxLength: 4 }),
    picks: fc.array(fc.nat(4), { minLength: 16, maxLength: 16 }),
  })
  .map(({ shapes, l1, l2, version, settings, plan, pool, picks }) => {
    const json = clean({
      format: 1, version, lists: { l1, l2 }, settings, plan,
      tables: { towns: { columns: ['name', 'label'], rows: [['riga', 'R, "g"; a']] } },
      items: [{ name: 'a', type: 'text' }, { name: 't', type: 'select_one', choices: 'towns' }, ...named(shapes, { count: 0 })],
    });
    const form = readForm(json);
    if (!form.ok) throw new Error(JSON.stringify(form.error));
    return { form: form.value, texts: textsFor(form.value, pool, picks) };
  }); // prettier-ignore

/** Words for every key in the first language, for some in the others: the pool's, as the picks go round. */
function textsFor(form: Form, pool: readonly string[], picks: readonly number[]) {
  let at = 0;
  const pick = (): string | undefined => {
    at += 1;
    return pool[picks[(at * 7) % picks.length] ?? 0];
  };
  const next = (): string => pick() ?? 'words';
  const keys = new Set<string>(['title', 'summary']);
  const choiceKeys = (start: string, of: readonly Choice[]): void => {
    for (const { name } of of) keys.add(`${start}.${name}`);
  };
  const walk = (items: readonly Item[]): void => {
    for (const item of items) {
      keys.add(`${item.name}.label`);
      if (item.name.length % 2 === 0) keys.add(`${item.name}.hint`).add(`${item.name}.required`);
      else keys.add(`${item.name}.guidance`).add(`${item.name}.constraint`);
      if ('items' in item) walk(item.items);
      else if (typeof item.choices === 'object') choiceKeys(`${item.name}.choice`, item.choices);
    }
  };
  walk(form.items);
  for (const [list, of] of Object.entries(form.lists ?? {})) choiceKeys(`list.${list}`, of);
  return Object.fromEntries(
    languages.map(({ code }, index) => [
      code,
      Object.fromEntries(
        [...keys].flatMap((key) =>
          index === 0 || (pick() !== undefined && key !== 'summary') ? [[key, next()]] : [],
        ),
      ),
    ]),
  );
}

test('writing and reading again changes nothing', () => {
  fc.assert(
    fc.property(forms, ({ form, texts }) => {
      // A language without words at all has no column to come back from.
      const kept = languages.filter(({ code }) =>
        Object.keys(texts[code] ?? {}).some((key) => key !== 'title'),
      );
      const spoken = Object.fromEntries(kept.map(({ code }) => [code, texts[code] ?? {}]));
      const read = readXlsForm(writeXlsForm(form, spoken, kept), csvFilesOf(form));
      expect(read.errors).toEqual([]);
      expect(read.form).toEqual(form);
      expect(read.texts).toEqual(spoken);
      expect(read.languages).toEqual(kept);
    }),
    { numRuns: 200 },
  );
});
