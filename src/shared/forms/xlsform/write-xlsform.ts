// A form with its words becomes the sheets of an XLSForm that read-xlsform.ts reads back to the same form. Called by the form builder.
// Tables (CSV files) can't stand in a workbook: csv.ts gives them as files beside it.
import { isGroup, type Choice, type Form, type Item, type Question } from '../schema.ts';
import { tokenOf, type Language } from './languages.ts';
import { freeName } from './names.ts';
import { writeOwn, type Texts } from './own-sheet.ts';
import type { Cell, Sheet } from './sheets.ts';

type Row = ReadonlyMap<string, Cell>;

/** Field of a text key -> header, in the order of columns. */
const TEXTS = [
  ['label', 'label'],
  ['hint', 'hint'],
  ['guidance', 'guidance_hint'],
  ['required', 'required_message'],
  ['constraint', 'constraint_message'],
] as const;
const COLUMNS = [
  'type',
  'name',
  'required',
  'relevant',
  'constraint',
  'calculation',
  'choice_filter',
  'default',
  'read_only',
  'repeat_count',
  'appearance',
  'parameters',
  'trigger',
  'media::image',
  'media::audio',
  'media::video',
];

/**
 * Sheets `survey`, `choices`, `settings`, and `vestnesis` when the form holds what XLSForm has no place for.
 * `texts`: language code -> text key -> words; languages without words get no column.
 */
export function writeXlsForm(form: Form, texts: Texts, languages: readonly Language[]): Sheet[] {
  const used = new Set<string>();
  const spoken = (key: string, header: string): [string, Cell][] => {
    used.add(key);
    return languages.flatMap((language) => {
      const text = texts[language.code]?.[key];
      return text === undefined || text === '' ? [] : [[headerOf(header, language), text]];
    });
  };
  const inline = inlineLists(form);
  const rows: Row[] = [];
  const words = ({ name }: Item): [string, Cell][] =>
    TEXTS.flatMap(([key, header]) => spoken(`${name}.${key}`, header));
  const walk = (items: readonly Item[]): void => {
    for (const item of items)
      if (isGroup(item)) {
        rows.push(new Map([...groupCells(item), ...words(item)]));
        walk(item.items);
        rows.push(new Map([['type', `end_${item.type}`]]));
      } else rows.push(new Map([...questionCells(item, form, inline), ...words(item)]));
  };
  walk(form.items);

  const choices: Row[] = [];
  const list = (name: string, key: string, of: readonly Choice[]): void => {
    for (const choice of of)
      choices.push(
        new Map<string, Cell>([
          ['list_name', name],
          ['name', choice.name],
          ...spoken(`${key}.${choice.name}`, 'label'),
          ...Object.entries(choice.columns ?? {}),
        ]),
      );
  };
  for (const [name, of] of Object.entries(form.lists ?? {})) list(name, `list.${name}`, of);
  for (const [question, name] of inline)
    list(name, `${question}.choice`, choicesIn(form.items, question));

  const [first] = languages;
  const title = first === undefined ? undefined : texts[first.code]?.['title'];
  if (languages.every(({ code }) => texts[code]?.['title'] === title)) used.add('title');
  const { formId, version, instanceName } = form.settings ?? {};
  const settings = new Map<string, Cell>();
  const set = (header: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') settings.set(header, value);
  };
  set('form_title', title);
  set('form_id', formId);
  set('version', version);
  set('instance_name', instanceName);
  if (first !== undefined) set('default_language', tokenOf(first));
  if (hasTwins(form)) set('allow_choice_duplicates', 'yes');

  const keys = new Set(languages.flatMap(({ code }) => Object.keys(texts[code] ?? {})));
  // A title that only some languages have is said in full on our own sheet.
  if (!used.has('title')) keys.add('title');
  const own = writeOwn(
    form,
    texts,
    [...keys].filter((key) => !used.has(key)),
    languages,
    inline,
  );
  const order = (headers: readonly string[]): string[] => {
    const [type = '', name = '', ...rest] = headers;
    return [
      type,
      name,
      ...TEXTS.flatMap(([, header]) => languages.map((one) => headerOf(header, one))),
      ...rest,
    ];
  };
  return [
    // Empty label columns as well, so that the languages keep their order.
    sheetOf('survey', order(COLUMNS), rows, 2 + languages.length),
    sheetOf('choices', order(['list_name', 'name']), choices, 2),
    sheetOf('settings', [], [settings], 0),
    ...(own === undefined ? [] : [own]),
  ];
}

const headerOf = (header: string, language: Language): string => {
  const token = tokenOf(language);
  return token === '' ? header : `${header}::${token}`;
};

/** Rows under the headers that any of them uses: those of `order` first, of which the first `always` stand there anyway. */
function sheetOf(
  name: string,
  order: readonly string[],
  rows: readonly Row[],
  always: number,
): Sheet {
  const used = new Set(rows.flatMap((row) => [...row.keys()]));
  const head = [
    ...order.filter((header, at) => used.delete(header) || at < always),
    ...[...used].filter((header) => !order.includes(header)),
  ];
  return {
    name,
    rows: [head, ...rows.map((row) => head.map((header) => row.get(header) ?? null))],
  };
}

/** Question with choices of its own -> the name of a list for them. */
function inlineLists(form: Form): ReadonlyMap<string, string> {
  const taken = new Set(Object.keys(form.lists ?? {}));
  const numbers = new Map<string, number>();
  const names = new Map<string, string>();
  const walk = (items: readonly Item[]): void => {
    for (const item of items)
      if (isGroup(item)) walk(item.items);
      else if (typeof item.choices === 'object') {
        const name = freeName(item.name, (one) => taken.has(one), numbers);
        taken.add(name);
        names.set(item.name, name);
      }
  };
  walk(form.items);
  return names;
}

function choicesIn(items: readonly Item[], name: string): readonly Choice[] {
  for (const item of items) {
    if (isGroup(item)) {
      const found = choicesIn(item.items, name);
      if (found.length > 0) return found;
    } else if (item.name === name && typeof item.choices === 'object') return item.choices;
  }
  return [];
}

const hasTwins = (form: Form): boolean =>
  Object.values(form.lists ?? {}).some(
    (list) => new Set(list.map(({ name }) => name)).size < list.length,
  );

const filled = (cells: readonly [string, Cell | undefined][]): [string, Cell][] =>
  cells.flatMap(([header, cell]) => (cell === undefined || cell === '' ? [] : [[header, cell]]));

function groupCells(item: Extract<Item, { items: readonly Item[] }>): [string, Cell][] {
  const appearance = item.appearance ?? '';
  const isTogether = item.together === true && !appearance.split(' ').includes('table-list');
  return filled([
    ['type', `begin_${item.type}`],
    ['name', item.name],
    ['relevant', item.relevant],
    ['repeat_count', item.type === 'repeat' ? item.count : undefined],
    ['appearance', `${isTogether ? 'field-list ' : ''}${appearance}`.trim()],
  ]);
}

function questionCells(
  one: Question,
  form: Form,
  inline: ReadonlyMap<string, string>,
): [string, Cell][] {
  const parameters = Object.entries(one.parameters ?? {}).map(([key, value]) => `${key}=${value}`);
  return filled([
    ['type', typeCell(one, form, inline)],
    ['name', one.name],
    ['required', one.required === true ? 'yes' : one.required === false ? undefined : one.required],
    ['relevant', one.relevant],
    ['constraint', one.constraint],
    ['calculation', one.calculation],
    ['choice_filter', one.choiceFilter],
    ['default', one.dynamicDefault ?? defaultCell(one.default)],
    ['read_only', one.readOnly === true ? 'yes' : undefined],
    ['appearance', one.appearance],
    ['parameters', parameters.join(' ')],
    ['trigger', one.trigger?.map((name) => `\${${name}}`).join(', ')],
    ['media::image', one.media?.image],
    ['media::audio', one.media?.audio],
    ['media::video', one.media?.video],
  ]);
}

const defaultCell = (value: Question['default']): Cell | undefined =>
  typeof value === 'string' || typeof value === 'number' ? value : value?.join(' ');

function typeCell(one: Question, form: Form, inline: ReadonlyMap<string, string>): string {
  if (one.type === 'phone') return 'phone number';
  if (one.type !== 'select_one' && one.type !== 'select_multiple' && one.type !== 'rank')
    return one.type;
  const list = typeof one.choices === 'string' ? one.choices : (inline.get(one.name) ?? '');
  const isFile = typeof one.choices === 'string' && !Object.hasOwn(form.lists ?? {}, list);
  if (!isFile) return `${one.type} ${list}`;
  return one.type === 'rank' ? `rank ${list}.csv` : `${one.type}_from_file ${list}.csv`;
}
