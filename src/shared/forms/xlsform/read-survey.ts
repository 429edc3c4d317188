// Lines of the survey sheet become the items of a form and its words. Called by read-xlsform.ts.
import type { Item, Question } from '../schema.ts';
import {
  filesIn,
  expressionOf,
  isDynamic,
  isNo,
  isYes,
  parametersOf,
  renamed,
  REFERENCE,
} from './expressions.ts';
import type { Issues, Place } from './issues.ts';
import type { List, Lists } from './read-choices.ts';
import type { Branch, Line } from './survey-lines.ts';

/** What the questions need from the rest of the workbook. */
export type Workbook = {
  readonly lists: Lists;
  /** Puts words of an item under a key: language code -> words. */
  readonly say: (key: string, words: ReadonlyMap<string, string>) => void;
  /** The name of the table that a file's rows stand in; an empty one, after saying so, when the file is missing. */
  readonly tableFor: (file: string, place: Place) => string;
  readonly firstLanguage: string;
  /** A name that no item has yet, kept for the one who asks. */
  readonly claim: (wanted: string) => string;
  readonly issues: Issues;
};

/** Where each part of an item was read, for problems found later: item -> part -> cell. */
export type Origins = Map<string, (part: string) => Place>;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const FIELDS: Readonly<Record<string, string>> = {
  relevant: 'relevant',
  required: 'required',
  constraint: 'constraint',
  calculation: 'calculation',
  count: 'repeat_count',
  choiceFilter: 'choice_filter',
  dynamicDefault: 'default',
  choices: 'type',
  trigger: 'trigger',
  default: 'default',
  parameters: 'parameters',
};

export function readItems(
  roots: readonly Branch[],
  known: ReadonlyMap<string, string>,
  book: Workbook,
): { readonly items: readonly Item[]; readonly origins: Origins } {
  const origins: Origins = new Map();
  const items: Item[] = [];
  const waiting: { readonly branches: readonly Branch[]; readonly into: Item[]; at: number }[] = [
    { branches: roots, into: items, at: 0 },
  ];
  for (let level = waiting.at(-1); level !== undefined; level = waiting.at(-1)) {
    const branch = level.branches[level.at];
    level.at += 1;
    if (branch === undefined) {
      waiting.pop();
      continue;
    }
    const { line, name } = branch;
    const rename = (raw: string): string => branch.scope.find(raw) ?? known.get(raw) ?? raw;
    const one = new Reading(line, name, rename, book);
    origins.set(name, (part) => line.place(FIELDS[part] ?? 'name'));
    if (branch.inside !== undefined) {
      const inner: Item[] = [];
      level.into.push(one.group(inner));
      waiting.push({ branches: branch.inside, into: inner, at: 0 });
    } else level.into.push(...one.questions(origins));
  }
  return { items, origins };
}

/** One row being read. */
class Reading {
  readonly line: Line;
  readonly name: string;
  readonly rename: (raw: string) => string;
  readonly book: Workbook;
  constructor(line: Line, name: string, rename: (raw: string) => string, book: Workbook) {
    this.line = line;
    this.name = name;
    this.rename = rename;
    this.book = book;
  }

  expression(field: string): string | undefined {
    const expression = expressionOf(this.line.cell(field), this.rename);
    if (expression !== undefined)
      for (const file of filesIn(expression))
        if (!this.book.lists.has(file)) this.book.tableFor(file, this.line.place(field));
    return expression;
  }

  warn(
    field: string,
    ...about: Parameters<Issues['warn']> extends [Place, ...infer Rest] ? Rest : never
  ): void {
    if (!this.line.copy) this.book.issues.warn(this.line.place(field), ...about);
  }

  words(): void {
    const keys = [
      ['label', 'label'],
      ['hint', 'hint'],
      ['guidance', 'guidance'],
      ['constraint_message', 'constraint'],
      ['required_message', 'required'],
    ] as const;
    for (const [field, key] of keys) {
      const words = new Map(
        [...this.line.words(field)].map(([code, text]) => [code, renamed(text, this.rename)]),
      );
      if (words.size > 0) this.book.say(`${this.name}.${key}`, words);
    }
  }

  appearance(): string {
    return this.line.cell('appearance').replaceAll(/\s+/g, ' ');
  }

  group(items: Item[]): Item {
    this.words();
    for (const field of [
      'constraint',
      'required',
      'calculation',
      'default',
      'choice_filter',
      'trigger',
    ])
      if (this.line.cell(field) !== '' && !isNo(this.line.cell(field)))
        this.warn(field, 'not-on-group', { name: this.name });
    const words = this.appearance()
      .split(' ')
      .filter((word) => word !== '');
    const rest = words.filter((word) => word.toLowerCase() !== 'field-list');
    const relevant = this.expression('relevant');
    const count = this.expression('repeat_count');
    const shape = {
      name: this.name,
      items,
      ...(relevant === undefined ? {} : { relevant }),
      ...(rest.length < words.length || rest.includes('table-list') ? { together: true } : {}),
      ...(rest.length > 0 ? { appearance: rest.join(' ') } : {}),
    };
    const { type } = this.line;
    if (type.is === 'begin' && type.word !== undefined)
      this.warn('type', 'group-unknown', { type: type.word });
    return type.is === 'begin' && type.kind === 'repeat'
      ? { ...shape, type: 'repeat', ...(count === undefined ? {} : { count }) }
      : { ...shape, type: 'group' };
  }

  /** The row's question, and the text question that `or_other` adds; nothing for rows that leave no trace. */
  questions(origins: Origins): readonly Item[] {
    const { type } = this.line;
    if (type.is === 'metadata') return this.metadata(type);
    if (type.is === 'unsupported' && /^(?:csv|xml)-external/i.test(type.word)) {
      this.book.tableFor(this.line.rawName, this.line.place('name'));
      return [];
    }
    if (type.is === 'select') return this.select(type, origins);
    if (type.is === 'plain') {
      const question = this.question(type.type);
      if (type.constraint !== undefined) question.constraint ??= type.constraint;
      return [question];
    }
    const question = this.question('text');
    if (type.is === 'unsupported') {
      this.warn('type', 'type.as-text', { type: type.word });
      delete question.required;
    } else if (type.is === 'unknown') this.warn('type', 'type.unknown', { type: type.word });
    return [question];
  }

  metadata({ fill, word }: { readonly fill: string; readonly word: string }): readonly Item[] {
    this.words();
    const { name } = this;
    if (fill === 'skip') {
      this.warn('type', 'metadata.skipped', { type: word });
      return [];
    }
    if (fill === 'empty') {
      this.warn('type', 'metadata.empty', { type: word });
      return [{ name, type: 'hidden' }];
    }
    this.warn('type', 'metadata.kept', { type: word });
    if (fill === 'end') return [{ name, type: 'calculate', calculation: 'now()' }];
    return [{ name, type: 'hidden', dynamicDefault: fill === 'today' ? 'today()' : 'now()' }];
  }

  question(type: Question['type']): Mutable<Question> {
    const { line, name } = this;
    const question: Mutable<Question> = { name, type };
    this.words();
    const isSilent = type === 'calculate' || type === 'hidden';
    const image = line.words('image');
    if (!isSilent && line.words('label').size === 0) {
      const isShown =
        image.size > 0 || line.words('audio').size > 0 || line.words('video').size > 0;
      if (!isShown) {
        this.warn('label', 'label.missing', { name: line.rawName });
        this.book.say(
          `${name}.label`,
          new Map([[this.book.firstLanguage, line.rawName === '' ? name : line.rawName]]),
        );
      }
    }
    const put = <Key extends keyof Question>(key: Key, value: Question[Key] | undefined): void => {
      if (value !== undefined) question[key] = value;
    };
    put('required', this.required());
    for (const key of ['relevant', 'constraint', 'calculation'] as const)
      put(key, this.expression(key));
    put('choiceFilter', this.expression('choice_filter'));
    put('readOnly', this.readOnly());
    put('trigger', this.trigger());
    put('parameters', this.parameters());
    put('appearance', this.appearance() === '' ? undefined : this.appearance());
    put('media', this.media());
    this.defaults(question);
    if (type === 'calculate' && question.calculation === undefined) {
      if (question.dynamicDefault !== undefined) question.type = 'hidden';
      else this.book.issues.error(line.place('calculation'), 'calculation-missing', { name });
    }
    return question;
  }

  required(): Question['required'] {
    const cell = this.line.cell('required');
    if (isYes(cell)) return true;
    return cell === '' || isNo(cell) ? undefined : this.expression('required');
  }

  readOnly(): boolean | undefined {
    const cell = this.line.cell('read_only');
    if (isYes(cell)) return true;
    if (cell !== '' && !isNo(cell))
      this.warn('read_only', 'read-only-condition', { name: this.name });
    return undefined;
  }

  trigger(): readonly string[] | undefined {
    const cell = this.line.cell('trigger');
    if (cell === '') return undefined;
    const names = [...cell.matchAll(REFERENCE)].map((hit) => this.rename(hit[1] ?? ''));
    const isRead = names.length > 0 && names.every((name) => /^[A-Za-z_][\w.-]*$/.test(name));
    if (!isRead) this.warn('trigger', 'trigger-unreadable', { text: cell });
    return isRead ? names : undefined;
  }

  parameters(): Question['parameters'] | undefined {
    const cell = this.line.cell('parameters');
    const rows = this.line.cell('rows');
    const read = parametersOf(renamed(cell, this.rename));
    if (read === undefined) this.warn('parameters', 'parameter-unreadable', { text: cell });
    const all = { ...(rows === '' ? {} : { rows }), ...read };
    return Object.keys(all).length > 0 ? all : undefined;
  }

  media(): Question['media'] | undefined {
    const media: { image?: string; audio?: string; video?: string } = {};
    for (const kind of ['image', 'audio', 'video'] as const) {
      const files = this.line.words(kind);
      const file = files.get(this.book.firstLanguage) ?? [...files.values()][0];
      if (file === undefined) continue;
      media[kind] = file;
      if (new Set(files.values()).size > 1)
        this.warn(kind, 'media-language', { name: this.name, file });
    }
    return Object.keys(media).length > 0 ? media : undefined;
  }

  defaults(question: Mutable<Question>): void {
    const cell = this.line.cell('default');
    if (cell === '') return;
    if (isDynamic(cell)) {
      const expression = this.expression('default');
      if (expression !== undefined) question.dynamicDefault = expression;
      return;
    }
    const { type } = question;
    if (type === 'select_multiple' || type === 'rank')
      question.default = cell.split(/[\s,]+/).filter((word) => word !== '');
    else if (
      (type === 'integer' || type === 'decimal' || type === 'range') &&
      /^[-+]?\d+(?:[.,]\d+)?$/.test(cell)
    )
      question.default = Number(cell.replace(',', '.'));
    else if (type === 'date') question.default = cell.replace(/[T ]00:00(?::00)?$/, '');
    else question.default = cell;
  }

  select(type: Extract<Line['type'], { is: 'select' }>, origins: Origins): readonly Item[] {
    const { line, book } = this;
    const question = this.question(type.type);
    if (type.list === '') {
      book.issues.error(line.place('type'), 'list.unnamed', { name: this.name });
      return [question];
    }
    if (type.from === 'file' || /\.(?:csv|xml|geojson)$/i.test(type.list)) {
      question.choices = book.tableFor(type.list, line.place('type'));
      return [question];
    }
    if (type.list.startsWith('${')) {
      this.warn('type', 'list.from-answers', { list: type.list });
      question.type = 'text';
      delete question.choiceFilter;
      return [question];
    }
    const list = this.list(type);
    if (list === undefined) {
      book.issues.error(line.place('type'), 'list.missing', { list: type.list });
      return [question];
    }
    question.choices = list.name;
    return type.other ? [question, this.other(question, origins)] : [question];
  }

  list(type: Extract<Line['type'], { is: 'select' }>): List | undefined {
    const { lists } = this.book;
    if (type.from === 'external') {
      const external = lists.get(`${type.list}${EXTERNAL}`);
      if (external !== undefined) return external;
    }
    const exact = lists.get(type.list) ?? lists.get(`${type.list}${EXTERNAL}`);
    if (exact !== undefined) return exact;
    const small = type.list.toLowerCase();
    const near = [...lists].find(([raw]) => raw.toLowerCase() === small)?.[1];
    if (near !== undefined) this.warn('type', 'list.renamed', { from: type.list, to: near.name });
    return near;
  }

  other(question: Question, origins: Origins): Item {
    const name = this.book.claim(`${this.name}_other`);
    this.warn('type', 'or-other', { name });
    origins.set(name, () => this.line.place('type'));
    this.book.say(`${name}.label`, new Map([[this.book.firstLanguage, OTHER.specify]]));
    return { name, type: 'text', relevant: `selected(\${${question.name}}, 'other')` };
  }
}

/** Lists of the external_choices sheet stand apart: they may be called like lists of the choices sheet. */
export const EXTERNAL = '\u0000external';
/** What ODK writes for `or_other`; the form's author translates it. */
export const OTHER = { choice: 'Other', specify: 'Specify other.' } as const;
