// What a form is, as data: the one schema behind content files, survey records and (later) XLSForm files. No prose in it:
// texts live beside it under the keys of texts.ts. Called by the content check, the survey screens and the tests.
import * as z from 'zod/mini';
import { fail, ok, type Result } from '#core/result.ts';

/** Kinds of items that ask for an answer; the names are XLSForm's. */
export const ANSWERED = [
  'select_one',
  'select_multiple',
  'rank',
  'text',
  'integer',
  'decimal',
  'range',
  'date',
  'time',
  'datetime',
  'acknowledge',
  'geopoint',
  'image',
  'audio',
  'barcode',
  'phone',
] as const;
export type AnsweredType = (typeof ANSWERED)[number];

export type Choice = {
  readonly name: string;
  /** What the choice counts for its question's scale. */
  readonly points?: number | undefined;
  /** Further columns of the choices sheet, for choice filters. */
  readonly columns?: Readonly<Record<string, string>> | undefined;
};

/** Rows of a CSV file that came with the form: choices from a file, `pulldata()`, `instance()`. */
export type Table = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

export type Question = {
  /** Names the answer: the record's register, `${name}` in expressions, the first part of its text keys. */
  readonly name: string;
  readonly type: AnsweredType | 'note' | 'calculate' | 'hidden';
  /** A condition of the ODK XPath dialect, or true for always. */
  readonly required?: boolean | string | undefined;
  readonly relevant?: string | undefined;
  readonly constraint?: string | undefined;
  readonly calculation?: string | undefined;
  /** The answer that counts until another is given. */
  readonly default?: string | number | readonly string[] | undefined;
  /** Worked out once, when the form (or the instance of a repeat) is opened: a default that is an expression. */
  readonly dynamicDefault?: string | undefined;
  /** Shown, not asked. */
  readonly readOnly?: boolean | undefined;
  /** Which choices are offered: their columns by name, answers as `${name}`. */
  readonly choiceFilter?: string | undefined;
  /** The calculation is worked out again only when one of these answers changes. */
  readonly trigger?: readonly string[] | undefined;
  /** XLSForm's parameters: start, end, step, randomize, seed, value, label ... */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** Names of files that come with the form and show or say the question. */
  readonly media?:
    | {
        readonly image?: string | undefined;
        readonly audio?: string | undefined;
        readonly video?: string | undefined;
      }
    | undefined;
  /** The choices of a select question, or the name of a list in `lists` or of a table. */
  readonly choices?: readonly Choice[] | string | undefined;
  /** False takes "I don't want to answer" away. */
  readonly refuse?: boolean | undefined;
  /** The scale that the choices' points count for; in the stage profile a stage. */
  readonly scale?: string | undefined;
  /** How it is drawn, by XLSForm's words and ours; a screen that does not know a word draws the plain way. */
  readonly appearance?: string | undefined;
};

export type Group = {
  readonly name: string;
  readonly type: 'group';
  readonly items: readonly Item[];
  readonly relevant?: string | undefined;
  /** All questions of the group on one page (XLSForm's field-list). */
  readonly together?: boolean | undefined;
  /** `table-list` draws its choice questions as rows of one table. */
  readonly appearance?: string | undefined;
};

/** Questions asked once for each instance: each person of a household, each tree of a plot. */
export type Repeat = {
  readonly name: string;
  readonly type: 'repeat';
  readonly items: readonly Item[];
  readonly relevant?: string | undefined;
  /** How many instances there are, as an expression; else they are added and taken away by hand. */
  readonly count?: string | undefined;
  readonly together?: boolean | undefined;
  readonly appearance?: string | undefined;
};

export type Item = Question | Group | Repeat;

/** From scores to a plan: the lowest scale decides what comes next; among equals the earlier one in `order`. */
export type Plan = {
  readonly order: readonly string[];
  /** Scale -> lesson slugs, best first. */
  readonly lessons: Readonly<Record<string, readonly string[]>>;
  /** Lessons for someone with every point on every scale. */
  readonly full: readonly string[];
};

export type Form = {
  /** The version of this schema. */
  readonly format: 1;
  /** Goes up when questions change; kept with the answers. */
  readonly version: number;
  readonly lists?: Readonly<Record<string, readonly Choice[]>> | undefined;
  /** By file name without its ending. */
  readonly tables?: Readonly<Record<string, Table>> | undefined;
  /** What an XLSForm calls the form: form_id and version of its settings sheet, an expression that names an answering. */
  readonly settings?:
    | {
        readonly formId?: string | undefined;
        readonly version?: string | undefined;
        readonly instanceName?: string | undefined;
      }
    | undefined;
  readonly items: readonly Item[];
  readonly plan?: Plan | undefined;
};

/** What is wrong, for the author of the form: where and in which words. */
export type SchemaProblem = { readonly path: string; readonly message: string };

/** Letters, digits and `. _ -`, so that it can also name the answer's register in a record. */
const name = z.string().check(
  z.regex(/^[A-Za-z_][\w.-]{0,59}$/, 'is not a name; use Latin letters, digits and _'),
  z.refine((text) => !(text in {}), 'is a word JavaScript keeps for itself; choose another name'),
);
const choiceName = z
  .string()
  .check(z.regex(/^[^\s]{1,60}$/, 'is not a choice name; use 1 to 60 signs and no blanks'));
const expression = z.string().check(z.maxLength(20_000));
const columns = z.record(z.string(), z.string());
const choice = z.strictObject({
  name: choiceName,
  points: z.optional(z.number()),
  columns: z.optional(columns),
});
const table = z.strictObject({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
});
const choices = z.array(choice).check(z.minLength(1, 'needs at least one choice'));

const question = z.strictObject({
  name,
  type: z.enum([...ANSWERED, 'note', 'calculate', 'hidden']),
  required: z.optional(z.union([z.boolean(), expression])),
  relevant: z.optional(expression),
  constraint: z.optional(expression),
  calculation: z.optional(expression),
  default: z.optional(z.union([z.string(), z.number(), z.array(z.string())])),
  dynamicDefault: z.optional(expression),
  readOnly: z.optional(z.boolean()),
  choiceFilter: z.optional(expression),
  trigger: z.optional(z.array(name)),
  parameters: z.optional(columns),
  media: z.optional(
    z.strictObject({
      image: z.optional(z.string()),
      audio: z.optional(z.string()),
      video: z.optional(z.string()),
    }),
  ),
  choices: z.optional(z.union([choices, name])),
  refuse: z.optional(z.boolean()),
  scale: z.optional(name),
  appearance: z.optional(z.string()),
});
const group = z.strictObject({
  name,
  type: z.literal('group'),
  get items() {
    return z.array(item);
  },
  relevant: z.optional(expression),
  together: z.optional(z.boolean()),
  appearance: z.optional(z.string()),
});
const repeat = z.strictObject({
  name,
  type: z.literal('repeat'),
  get items() {
    return z.array(item);
  },
  relevant: z.optional(expression),
  count: z.optional(expression),
  together: z.optional(z.boolean()),
  appearance: z.optional(z.string()),
});
const item: z.ZodMiniType<Item> = z.discriminatedUnion('type', [question, group, repeat]);
const slugs = z.array(z.string()).check(z.minLength(1));
const form = z.strictObject({
  format: z.literal(1),
  version: z.int().check(z.minimum(1)),
  lists: z.optional(z.record(name, choices)),
  tables: z.optional(z.record(name, table)),
  settings: z.optional(
    z.strictObject({
      formId: z.optional(z.string()),
      version: z.optional(z.string()),
      instanceName: z.optional(expression),
    }),
  ),
  items: z.array(item).check(z.minLength(1, 'has no questions')),
  plan: z.optional(
    z.strictObject({
      order: z.array(name).check(z.minLength(1)),
      lessons: z.record(name, slugs),
      full: slugs,
    }),
  ),
});

/** Levels of brackets in the JSON; 20 groups in each other need 40. Deeper data would overflow the checker's stack. */
const MAX_LEVELS = 60;
const deeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => deeper(inner, levels - 1)));

/** A checked form, or all that is wrong with it. Expressions are not looked at here: compile.ts does, and a wrong one only marks its question. */
export function readForm(json: unknown): Result<Form, readonly SchemaProblem[]> {
  if (deeper(json, MAX_LEVELS))
    return fail([{ path: '', message: 'has groups in groups too deep' }]);
  const parsed = form.safeParse(json);
  if (!parsed.success)
    return fail(
      parsed.error.issues.map((issue) => ({
        path: issue.path.join('.'),
        message: sentenceOf(issue),
      })),
    );
  const problems = [...structureProblems(parsed.data)];
  return problems.length === 0 ? ok(parsed.data) : fail(problems);
}

/** zod/mini carries no sentences of its own: without this an author reads "Invalid input" for a misspelt column. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `has unknown columns: ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_type') return `is not of the kind "${issue.expected}"`;
  return issue.message;
}

/** A group, or a repeat: both hold further items. */
export const isGroup = (one: Item): one is Group | Repeat =>
  one.type === 'group' || one.type === 'repeat';

/** Questions that offer choices. */
export const isSelect = (one: Item): boolean =>
  one.type === 'select_one' || one.type === 'select_multiple' || one.type === 'rank';
export const isAnswered = (one: Item): one is Question & { readonly type: AnsweredType } =>
  (ANSWERED as readonly string[]).includes(one.type);

/** All items in reading order, groups before what they hold. */
export function* itemsOf(items: readonly Item[]): Generator<Item> {
  for (const one of items) {
    yield one;
    if (isGroup(one)) yield* itemsOf(one.items);
  }
}

/** The choices of a select question, wherever they stand. */
export function choicesOf(whole: Form, one: Question): readonly Choice[] {
  if (typeof one.choices !== 'string') return one.choices ?? [];
  const lists = whole.lists ?? {};
  return Object.hasOwn(lists, one.choices) ? (lists[one.choices] ?? []) : [];
}

function* structureProblems(whole: Form): Generator<SchemaProblem> {
  const names = new Set<string>();
  for (const one of itemsOf(whole.items)) {
    if (names.has(one.name))
      yield { path: one.name, message: 'is the name of two items; give each its own' };
    names.add(one.name);
    if (!isGroup(one)) yield* questionProblems(whole, one);
  }
  const scales = new Set(whole.plan?.order);
  for (const one of itemsOf(whole.items)) {
    if (isGroup(one) || one.scale === undefined || whole.plan === undefined) continue;
    if (!scales.has(one.scale))
      yield {
        path: one.name,
        message: `has the scale "${one.scale}", which plan.order does not name`,
      };
  }
  for (const scale of scales) {
    if (scale === 'full' || scale === 'none')
      yield { path: 'plan.order', message: `names a scale "${scale}"; choose another word` };
    if (!Object.hasOwn(whole.plan?.lessons ?? {}, scale))
      yield { path: 'plan.lessons', message: `has no lessons for "${scale}"` };
  }
}

function* questionProblems(whole: Form, one: Question): Generator<SchemaProblem> {
  const path = one.name;
  const select = isSelect(one);
  const offered = choicesOf(whole, one);
  const fromFile =
    typeof one.choices === 'string' && Object.hasOwn(whole.tables ?? {}, one.choices);
  if (select && offered.length === 0 && !fromFile)
    yield { path, message: 'is a choice question without choices' };
  if (!select && one.choices !== undefined)
    yield { path, message: `has choices but is of the type "${one.type}"` };
  // Cascades may offer one name under several parents: such choices differ in their further columns.
  const told = offered.map((each) =>
    each.columns === undefined ? each.name : `${each.name} ${JSON.stringify(each.columns)}`,
  );
  if (new Set(told).size < told.length) yield { path, message: 'has two choices of the same name' };
  if (one.type === 'calculate' && one.calculation === undefined)
    yield { path, message: 'calculates nothing; give a calculation' };
}
