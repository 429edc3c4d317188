// A sheet of our own in files that we write, for what XLSForm has no place for: the version that counts, plan and scores, words
// that are not a question's. Other programs pass over it. Called by the XLSForm reader and writer.
import type { Choice, Form, Item, Plan, Question } from '../schema.ts';
import { isGroup } from '../schema.ts';
import { languageOf, tokenOf, type Language } from './languages.ts';
import { textOfCell, type Cell, type Sheet } from './sheets.ts';

export const OWN_SHEET = 'vestnesis';

export type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;
/** What the sheet says, by its first two columns. */
export type Own = {
  version?: number;
  plan?: unknown;
  /** List -> the question whose own choices it holds. */
  readonly inline: Map<string, string>;
  readonly unrefusable: Set<string>;
  readonly scales: Map<string, string>;
  /** List name + '\n' + choice -> points. */
  readonly points: Map<string, number>;
  /** Text key -> language code -> words. */
  readonly texts: Map<string, Map<string, string>>;
};

export function readOwn(sheet: Sheet): Own {
  const own: Own = {
    inline: new Map(),
    unrefusable: new Set(),
    scales: new Map(),
    points: new Map(),
    texts: new Map(),
  };
  const head = (sheet.rows[0] ?? []).map((cell) => textOfCell(cell));
  for (const row of sheet.rows.slice(1)) {
    const [what = '', key = '', value = ''] = [0, 1, 2].map((index) => textOfCell(row[index]));
    const number = Number(value);
    if (what === 'version' && Number.isInteger(number) && number > 0) own.version = number;
    else if (what === 'plan') own.plan = jsonOf(value);
    else if (what === 'inline') own.inline.set(key, value);
    else if (what === 'no-refusal') own.unrefusable.add(key);
    else if (what === 'scale') own.scales.set(key, value);
    else if (what === 'points' && value !== '' && Number.isFinite(number))
      own.points.set(key, number);
    else if (what === 'text')
      own.texts.set(
        key,
        new Map(
          head.flatMap((token, index) => {
            const text = index < 3 || token === '' ? '' : textOfCell(row[index]);
            return text === ''
              ? []
              : [[languageOf(token.replace(/^text::/, '')).code, text] as const];
          }),
        ),
      );
  }
  return own;
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The sheet, or undefined when the other sheets say everything. `lists`: question -> name its own choices got. */
export function writeOwn(
  form: Form,
  rest: Texts,
  keys: readonly string[],
  languages: readonly Language[],
  lists: ReadonlyMap<string, string>,
): Sheet | undefined {
  const rows: Cell[][] = [];
  if (form.version !== 1) rows.push(['version', '', form.version]);
  if (form.plan !== undefined) rows.push(['plan', '', JSON.stringify(form.plan)]);
  for (const [name, list] of lists) rows.push(['inline', list, name]);
  const points = (list: string, choices: readonly Choice[]): void => {
    for (const choice of choices)
      if (choice.points !== undefined)
        rows.push(['points', `${list}\n${choice.name}`, choice.points]);
  };
  for (const [list, choices] of Object.entries(form.lists ?? {})) points(list, choices);
  const walk = (items: readonly Item[]): void => {
    for (const item of items) {
      if (isGroup(item)) {
        walk(item.items);
        continue;
      }
      if (item.refuse === false) rows.push(['no-refusal', item.name, '']);
      if (item.scale !== undefined) rows.push(['scale', item.name, item.scale]);
      if (typeof item.choices === 'object') points(lists.get(item.name) ?? '', item.choices);
    }
  };
  walk(form.items);
  for (const key of keys)
    rows.push(['text', key, '', ...languages.map(({ code }) => rest[code]?.[key] ?? '')]);
  if (rows.length === 0) return undefined;
  const head = ['what', 'key', 'value', ...languages.map((one) => `text::${tokenOf(one)}`)];
  return { name: OWN_SHEET, rows: [head, ...rows] };
}

/** Puts back what only our own sheet said. */
export function withOwn(form: Form, own: Own): Form {
  const choicesOf = (list: string, choices: readonly Choice[]): readonly Choice[] =>
    choices.map((choice) => {
      const points = own.points.get(`${list}\n${choice.name}`);
      return points === undefined ? choice : { ...choice, points };
    });
  const lists = Object.entries(form.lists ?? {}).map(
    ([name, choices]) => [name, choicesOf(name, choices)] as const,
  );
  const byName = new Map(lists);
  const question = (one: Question): Question => {
    const choices =
      typeof one.choices === 'string' && own.inline.has(one.choices)
        ? byName.get(one.choices)
        : undefined;
    const scale = own.scales.get(one.name);
    return {
      ...one,
      ...(choices === undefined ? {} : { choices }),
      ...(own.unrefusable.has(one.name) ? { refuse: false } : {}),
      ...(scale === undefined ? {} : { scale }),
    };
  };
  const walk = (items: readonly Item[]): Item[] =>
    items.map((item) => (isGroup(item) ? { ...item, items: walk(item.items) } : question(item)));
  const kept = lists.filter(([name]) => !own.inline.has(name));
  const { lists: _, ...rest } = form;
  return {
    ...rest,
    ...(own.version === undefined ? {} : { version: own.version }),
    ...(kept.length > 0 ? { lists: Object.fromEntries(kept) } : {}),
    ...(own.plan === undefined ? {} : { plan: own.plan as Plan }),
    items: walk(form.items),
  };
}
