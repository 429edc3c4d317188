// Columns of an export, in the names that ODK Central and Kobo users know. Called by export-rows.ts.
import { choicesOf, type Form } from '../schema.ts';
import { choiceKey } from '../texts.ts';
import { layoutOf, type Given, type PlacedQuestion, type PlacedRepeat } from './read-response.ts';

export type Cell = string | number | null;

export type ExportOptions = {
  /** `group-question` and KEY as ODK Central writes them, or `group/question` and _index as Kobo does. */
  readonly layout: 'odk' | 'kobo';
  /** Names of questions and choices, or their words in a language. */
  readonly labels: 'names' | 'lv' | 'ru' | 'en';
  /** A column of 1 and 0 for each choice of a select_multiple, besides the one with all its answers. */
  readonly split: boolean;
};

/** Keys are `<language>.<text key>`, as in a survey record. */
export type Texts = Readonly<Record<string, string>>;

export type Column = { readonly head: string; readonly cell: (given: Given | undefined) => Cell };
export type QuestionColumns = { readonly name: string; readonly columns: readonly Column[] };

const valueOf = (given: Given | undefined) => (given?.is === 'value' ? given.value : undefined);

/** The words for a name: its text, else the name itself. */
function wordsOf(texts: Texts, { labels }: ExportOptions): (key: string, name: string) => string {
  return (key, name) => (labels === 'names' ? undefined : texts[`${labels}.${key}`]) || name;
}

const GEO = {
  odk: ['Latitude', 'Longitude', 'Altitude', 'Accuracy'],
  kobo: ['latitude', 'longitude', 'altitude', 'precision'],
} as const;

/** All columns of one question; `head` is its own, with the groups before it. */
function columnsOf(
  form: Form,
  { item, path }: PlacedQuestion,
  around: readonly string[],
  options: ExportOptions,
  texts: Texts,
): QuestionColumns {
  const words = wordsOf(texts, options);
  const sign = options.layout === 'odk' ? '-' : '/';
  const groups = path.slice(around.length).map((name) => words(`${name}.label`, name));
  const own = words(`${item.name}.label`, item.name);
  const head = [...groups, own].join(sign);
  const named = (choice: string): string => words(choiceKey(item, choice), choice);
  const isList = item.type === 'select_multiple' || item.type === 'rank';
  const whole: Column = {
    head,
    cell: (given) => {
      const value = valueOf(given);
      if (value === undefined || typeof value === 'number') return value ?? null;
      if (typeof value === 'object')
        return value.map(named).join(options.labels === 'names' ? ' ' : ', ');
      return item.type === 'select_one' ? named(value) : value;
    },
  };
  if (item.type === 'geopoint') {
    const parts = GEO[options.layout].map((part, at): Column => ({
      head:
        options.layout === 'odk' ? `${head}-${part}` : [...groups, `_${own}_${part}`].join(sign),
      cell: (given) => {
        const text = String(valueOf(given) ?? '').split(' ')[at] ?? '';
        return text === '' || Number.isNaN(Number(text)) ? null : Number(text);
      },
    }));
    // Kobo keeps the point itself beside its parts.
    return { name: item.name, columns: options.layout === 'odk' ? parts : [whole, ...parts] };
  }
  if (!options.split || !isList || item.type === 'rank')
    return { name: item.name, columns: [whole] };
  const each = choicesOf(form, item).map(({ name }): Column => ({
    head: `${head}/${named(name)}`,
    cell: (given) => {
      const value = valueOf(given);
      return typeof value === 'object' ? Number(value.includes(name)) : null;
    },
  }));
  return { name: item.name, columns: [whole, ...each] };
}

export type Sheet = {
  readonly name: string;
  /** Undefined for the sheet of the responses themselves. */
  readonly repeat: PlacedRepeat | undefined;
  readonly questions: readonly QuestionColumns[];
};

/** The sheet of responses, and one for each repeat. */
export function sheetsOf(form: Form, slug: string, options: ExportOptions, texts: Texts): Sheet[] {
  const { questions, repeats } = layoutOf(form);
  // Central names columns of a repeat from the repeat on, Kobo from the form on.
  const around = (repeat: PlacedRepeat | undefined): readonly string[] =>
    repeat === undefined || options.layout === 'kobo' ? [] : [...repeat.path, repeat.name];
  return [undefined, ...repeats].map((repeat) => ({
    name: repeat?.name ?? slug,
    repeat,
    questions: questions
      .filter((one) => one.repeat === repeat?.name)
      .map((one) => columnsOf(form, one, around(repeat), options, texts)),
  }));
}
