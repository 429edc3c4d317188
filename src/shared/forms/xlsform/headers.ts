// The first row of a sheet: which column means what, in which language. Called by the XLSForm reader for the survey, choices and settings sheets.
import { UNNAMED, languageOf, type Language } from './languages.ts';
import type { Issues } from './issues.ts';
import { distance, plainSigns, textOfCell, type Cell, type Sheet } from './sheets.ts';

/** One column: `field` is our name for it, `header` the file's. */
export type Column = {
  readonly index: number;
  readonly header: string;
  readonly field: string;
  /** For texts and media only. */
  readonly language?: Language | undefined;
};

/** A sheet with its columns found. `first` is the index of the first row below the header. */
export type Table = {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: Sheet['rows'];
  readonly first: number;
};

/** Fields with a column for each language. */
const TEXTS = ['label', 'hint', 'guidance', 'constraint_message', 'required_message'];
const MEDIA = ['image', 'audio', 'video'];
const isSpoken = (field: string): boolean => TEXTS.includes(field) || MEDIA.includes(field);

/** Header in small letters with blanks for underscores -> field. `-` says: known, and not carried. */
const SURVEY: Readonly<Record<string, string>> = {
  type: 'type',
  command: 'type',
  name: 'name',
  tag: 'name',
  value: 'name',
  label: 'label',
  caption: 'label',
  hint: 'hint',
  'guidance hint': 'guidance',
  guidance: 'guidance',
  required: 'required',
  'required message': 'required_message',
  requiredmsg: 'required_message',
  'jr:requiredmsg': 'required_message',
  relevant: 'relevant',
  relevance: 'relevant',
  constraint: 'constraint',
  'constraint message': 'constraint_message',
  'constraining message': 'constraint_message',
  constraintmsg: 'constraint_message',
  'jr:constraintmsg': 'constraint_message',
  calculation: 'calculation',
  calculate: 'calculation',
  'choice filter': 'choice_filter',
  default: 'default',
  'read only': 'read_only',
  readonly: 'read_only',
  appearance: 'appearance',
  'repeat count': 'repeat_count',
  count: 'repeat_count',
  'jr:count': 'repeat_count',
  parameters: 'parameters',
  trigger: 'trigger',
  disabled: 'disabled',
  rows: 'rows',
  image: 'image',
  audio: 'audio',
  video: 'video',
  'big-image': '-',
  autoplay: '-',
  buttontext: '-',
  'button text': '-',
  noapperrorstring: '-',
  'no app error string': '-',
  'jr:noapperrorstring': '-',
  intent: '-',
  query: '-',
  'save to': '-',
  'entities:saveto': '-',
  'compact tag': '-',
  'sms field': '-',
  'sms option': '-',
  'sms separator': '-',
  'sms allow media': '-',
  'sms date format': '-',
  'sms datetime format': '-',
  'sms response': '-',
  bind: '-',
  control: '-',
  body: '-',
  instance: '-',
  note: '-',
  notes: '-',
  comment: '-',
  comments: '-',
};
const CHOICES: Readonly<Record<string, string>> = {
  'list name': 'list',
  listname: 'list',
  name: 'name',
  value: 'name',
  label: 'label',
  caption: 'label',
};
const SETTINGS: Readonly<Record<string, string>> = {
  'form title': 'form_title',
  'set form title': 'form_title',
  title: 'form_title',
  'form id': 'form_id',
  'set form id': 'form_id',
  'id string': 'form_id',
  version: 'version',
  'instance name': 'instance_name',
  'default language': 'default_language',
  'allow choice duplicates': 'allow_choice_duplicates',
  'public key': 'public_key',
};
/** Old words for a column that mean something of their own beside it. */
const WEAK = new Set(['value', 'tag', 'command', 'count', 'caption', 'title']);
const KINDS = { survey: SURVEY, choices: CHOICES, settings: SETTINGS } as const;

const plain = (text: string): string =>
  plainSigns(text)
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ')
    .trim();
const look = (table: Readonly<Record<string, string>>, word: string): string | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

/** `media::image::lv`, `bind:jr:constraintMsg`, `label : English (en)` in parts. */
function partsOf(header: string): string[] {
  const parts = header.split(header.includes('::') ? '::' : ':').map((part) => part.trim());
  const joined: string[] = [];
  for (const part of parts)
    if (joined.at(-1)?.toLowerCase() === 'jr') joined.splice(-1, 1, `jr:${part}`);
    else joined.push(part);
  return /^(?:media|bind|control|body)$/i.test(joined[0] ?? '') && joined.length > 1
    ? joined.slice(1)
    : joined;
}

type Found = { readonly field: string; readonly token: string; readonly guessed?: boolean };

/** Misspelt by a letter or two, and long enough to be sure. */
function nearest(table: Readonly<Record<string, string>>, word: string): string | undefined {
  if (word.length < 4 || !/^[a-z: ]+$/.test(word)) return undefined;
  const limit = word.length < 7 ? 1 : 2;
  let best: string | undefined;
  let least = limit + 1;
  for (const [header, field] of Object.entries(table)) {
    if (field === '-' || header.length < 4 || header.includes(':')) continue;
    const far = distance(word, header, limit);
    if (far < least) [best, least] = [field, far];
  }
  return best;
}

function find(kind: keyof typeof KINDS, header: string): Found | undefined {
  const table = KINDS[kind];
  const whole = look(table, plain(header));
  if (whole !== undefined) return { field: whole, token: '' };
  const [word = '', ...rest] = partsOf(header);
  const field = look(table, plain(word));
  // A colon in a choices header that is no label belongs to the name of a column for filters.
  if (field !== undefined && (kind !== 'choices' || field === 'label'))
    return { field, token: rest.join(' ') };
  if (kind === 'choices' || (kind === 'settings' && rest.length > 0)) return undefined;
  const near = nearest(table, plain(word));
  return near === undefined ? undefined : { field: near, token: rest.join(' '), guessed: true };
}

/**
 * The columns of a sheet. A column whose header is twice there is an error unless one of the two is empty; unknown columns are
 * said once. `extra` keeps unknown columns under their own header (choices), where filters look them up.
 */
export function readTable(kind: keyof typeof KINDS, sheet: Sheet, issues: Issues): Table {
  const at = sheet.rows.findIndex((row) => row.some((cell) => textOfCell(cell) !== ''));
  const head = at < 0 ? [] : (sheet.rows[at] ?? []);
  const first = at + 1;
  const place = (header: string) => ({ sheet: sheet.name, row: first, column: header });
  const isFilled = (index: number): boolean =>
    sheet.rows.some((row, number) => number >= first && textOfCell(row[index]) !== '');
  const columns: Column[] = [];
  const taken = new Map<string, Column>();
  const found = head.flatMap((cell: Cell, index) => {
    const header = textOfCell(cell).replaceAll(/\s+/g, ' ');
    return header === '' ? [] : [{ index, header, hit: find(kind, header) }];
  });
  const fields = new Set(found.map(({ hit }) => hit?.guessed !== true && hit?.field));
  const exact = new Set(found.map(({ header }) => plain(header)));
  // Guesses last: they give way to columns that are sure.
  const inTurn = found.toSorted(
    (a, b) => Number(a.hit?.guessed === true) - Number(b.hit?.guessed === true),
  );
  for (const { index, header, hit } of inTurn) {
    const isWeak = hit !== undefined && WEAK.has(plain(header)) && exact.has(hit.field);
    const isUsed =
      hit?.guessed === true &&
      (isSpoken(hit.field)
        ? taken.has(keyOf(hit.field, languageOf(hit.token)))
        : fields.has(hit.field));
    const known = isWeak || isUsed ? undefined : hit;
    if (known === undefined && kind !== 'choices') {
      // Kobo marks its own columns with a dollar.
      if (isFilled(index) && !header.startsWith('$'))
        issues.warn(place(header), kind === 'settings' ? 'setting-ignored' : 'column.unknown', {
          column: header,
        });
      continue;
    }
    if (known?.field === '-') {
      if (isFilled(index)) issues.warn(place(header), 'column.ignored', { column: header });
      continue;
    }
    if (known === undefined && /\s/.test(header)) {
      if (isFilled(index)) issues.warn(place(header), 'column.blank', { column: header });
      continue;
    }
    const field = known?.field ?? `+${choiceColumn(header)}`;
    const language = isSpoken(field) ? languageOf(known?.token ?? '') : undefined;
    const column = { index, header, field, language };
    const key = keyOf(field, language);
    const other = taken.get(key);
    if (other !== undefined) {
      if (!isFilled(index)) continue;
      if (isFilled(other.index)) {
        issues.error(place(header), 'column.twice', { column: header, other: other.header });
        continue;
      }
      columns.splice(columns.indexOf(other), 1);
    }
    if (known?.guessed === true)
      issues.warn(place(header), 'column.renamed', { column: header, as: known.field });
    taken.set(key, column);
    columns.push(column);
  }
  return {
    name: sheet.name,
    columns: columns.toSorted((a, b) => a.index - b.index),
    rows: sheet.rows,
    first: Math.max(first, 1),
  };
}

const keyOf = (field: string, language: Language | undefined): string =>
  `${field}\n${language?.code ?? ''}`;

/** `media::image::lv` of a choice is kept as `image::lv`: shown with it, and nothing is lost. */
const choiceColumn = (header: string): string => header.replace(/^media::?/i, '');

/** The languages of several sheets, in the order of their columns; those whose columns are all empty are left out and named. */
export function languagesOf(
  tables: readonly Table[],
  standard: Language | undefined,
  issues: Issues,
): { readonly languages: readonly Language[]; readonly codeOf: (column: Column) => string } {
  const spoken = tables.flatMap((table) =>
    table.columns
      .filter(({ field }) => TEXTS.includes(field))
      .map((column) => ({
        table,
        column,
        language: column.language ?? { code: UNNAMED, name: UNNAMED },
        filled: table.rows.some(
          (row, number) => number >= table.first && textOfCell(row[column.index]) !== '',
        ),
      })),
  );
  const named = spoken.filter(({ language }) => language.code !== UNNAMED);
  const bare = spoken.filter(({ language, filled }) => language.code === UNNAMED && filled);
  // Columns without a language belong to the default language of the settings; else to the first language,
  // unless that would give one sentence two texts: then they are a language of their own.
  const first = named.find(({ filled }) => filled)?.language;
  const clash = bare.some((one) =>
    named.some(
      (other) =>
        other.table === one.table &&
        other.column.field === one.column.field &&
        other.language.code === first?.code,
    ),
  );
  const home =
    standard ?? (clash || first === undefined ? { code: UNNAMED, name: UNNAMED } : first);
  const codeOf = ({ language }: Column): string =>
    language === undefined || language.code === UNNAMED ? home.code : language.code;
  const withWords = new Set(
    spoken.filter(({ filled }) => filled).map(({ column }) => codeOf(column)),
  );
  const all = new Map<string, Language>();
  for (const { column, language } of spoken) {
    const code = codeOf(column);
    if (withWords.has(code) && !all.has(code))
      all.set(code, language.code === UNNAMED ? home : language);
  }
  for (const { table, column, language, filled } of spoken)
    if (!filled && language.code !== UNNAMED && !all.has(language.code))
      issues.warn(
        { sheet: table.name, row: table.first, column: column.header },
        'language.empty',
        { language: language.name },
      );
  const list = [...all.values()];
  const start = list.findIndex(({ code }) => code === standard?.code);
  return { languages: start > 0 ? [list[start]!, ...list.toSpliced(start, 1)] : list, codeOf };
}
