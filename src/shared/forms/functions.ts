// The functions an expression may call: one line each, by the name the ODK XForms specification gives them.
// Called by evaluate.ts (to run them) and compile.ts (to know their names and how many arguments they take).
import { readPattern, type Pattern } from './pattern.ts';
import {
  added,
  dateTimeText,
  dayPartOf,
  daysApart,
  daysIn,
  formatted,
  monthsBetween,
  toDate,
} from './days.ts';
import { seedOf, shuffled, uuidFrom } from './chance.ts';
import { areaOf, distanceOf, pointsOf } from './geo.ts';
import type { Library } from './rows.ts';
import { isGroup } from './schema.ts';
import { choiceKey } from './texts.ts';
import type { View } from './tree.ts';
import { todayOf, type Clock } from './clock.ts';
import { isProblem, nowText, single, toBoolean, toNumber, toText } from './values.ts';
import type { Outcome, Value } from './values.ts';

/** What a function may know besides its arguments. */
export type Surroundings = {
  readonly clock: Clock;
  readonly view: View;
  readonly library: Library;
  /** The value of the question the expression belongs to: `.` */
  readonly here: Value;
  /** From 0 up to 1: each call another number, in the same row every time the expression is worked out. */
  readonly random: () => number;
  readonly textOf: (key: string) => string | undefined;
  readonly language: string;
};
type Lazy = () => Outcome;

export type XFunction = {
  /** How many arguments: at least, at most. */
  readonly least: number;
  readonly most: number;
} & (
  | { readonly run: (args: readonly Value[], around: Surroundings) => Outcome }
  /** Evaluates only the arguments it needs, so that a problem in the other branch does no harm. */
  | { readonly lazy: (args: readonly Lazy[]) => Outcome }
  /** Asks where something stands: evaluate.ts walks there. */
  | { readonly nodes: 'position' | 'last' | 'indexed' | 'places' | 'once' }
);

const ANY = Infinity;
const fn = (
  least: number,
  most: number,
  run: (args: readonly Value[], around: Surroundings) => Outcome,
): XFunction => ({ least, most, run });
/** Functions of text or of numbers alone: the arguments come converted. */
const ofText = (least: number, most: number, run: (...args: string[]) => Value): XFunction =>
  fn(least, most, (args) => run(...args.map(toText)));
const ofNumbers = (least: number, most: number, run: (...args: number[]) => Value): XFunction =>
  fn(least, most, (args) => run(...args.map(toNumber)));
/** Functions of all values in all arguments, nodes of repeats included. */
const ofAll = (run: (all: readonly number[]) => Value): XFunction =>
  fn(0, ANY, (args) => run(single(args).map(toNumber)));

const wordsOf = (list: string): readonly string[] =>
  list.split(/\s+/).filter((word) => word !== '');

/** Half goes up (XPath 1.0, 4.4); with decimals as the ODK specification adds. `1.005` is taken as it is written, not as it is stored. */
function round(value: number, decimals = 0): number {
  const places = Math.trunc(decimals);
  if (!Number.isFinite(value) || Number.isNaN(places) || Math.abs(places) > 15) return value;
  const [digits, power] = String(value).split('e');
  const raised = Math.round(Number(`${digits}e${Number(power ?? 0) + places}`));
  const [raisedDigits, raisedPower] = String(raised).split('e');
  return Number(`${raisedDigits}e${Number(raisedPower ?? 0) - places}`);
}

const patterns = new Map<string, Pattern | undefined>();
/** Patterns come from forms, a handful each: kept ready, and let go of when somebody makes them up by the hundred. */
function patternOf(source: string): Pattern | undefined {
  if (!patterns.has(source)) {
    if (patterns.size > 200) patterns.clear();
    const read = readPattern(source);
    patterns.set(source, read.ok ? read.value : undefined);
  }
  return patterns.get(source);
}

function regex([value = '', source = '']: readonly Value[]): Outcome {
  const pattern = patternOf(toText(source));
  return pattern === undefined
    ? { code: 'pattern', at: 0, found: toText(source) }
    : pattern.matches(toText(value));
}

function choose([test, yes, no]: readonly Lazy[]): Outcome {
  const outcome = (test as Lazy)();
  if (isProblem(outcome)) return outcome;
  return ((toBoolean(outcome) ? yes : no) as Lazy)();
}

function firstFilled(args: readonly Lazy[]): Outcome {
  for (const arg of args) {
    const outcome = arg();
    if (isProblem(outcome) || toText(outcome) !== '') return outcome;
  }
  return '';
}

/** Longer texts are not made: calculations that double each other's text must end. */
const MAX_TEXT = 100_000;
function joined(by: string, parts: readonly Value[]): Outcome {
  const text = single(parts).map(toText).join(by);
  return text.length > MAX_TEXT ? { code: 'too-long', at: 0, found: '' } : text;
}

/** From 0, the end is not included; a negative place counts from the end, as ODK Collect does. */
function substr([value = '', from = '', to]: readonly Value[]): Value {
  const signs = Array.from(toText(value));
  const end = to === undefined ? signs.length : toNumber(to);
  const start = toNumber(from);
  return Number.isNaN(start) || Number.isNaN(end) ? '' : signs.slice(start, end).join('');
}

/** XPath 1.0, 4.2: from 1, so many signs, both rounded. */
function substring([value = '', from = '', length]: readonly Value[]): Value {
  const first = round(toNumber(from));
  const end = length === undefined ? Infinity : first + round(toNumber(length));
  return Array.from(toText(value))
    .filter((_, i) => i + 1 >= first && i + 1 < end)
    .join('');
}

/** Each sign of `from` becomes the one in its place in `to`, or nothing. */
function translate(text: string, from: string, to: string): string {
  const [old, fresh] = [Array.from(from), Array.from(to)];
  return Array.from(text)
    .map((sign) => {
      const place = old.indexOf(sign);
      return place === -1 ? sign : (fresh[place] ?? '');
    })
    .join('');
}

/** The words of a choice; a choice without words is its name. The question stands in quotes: `'${name}'`. */
function choiceName([choice = '', named = '']: readonly Value[], around: Surroundings): Value {
  const name = toText(choice);
  const asked = toText(named).replace(/^.*?([^/{}$\s]+)\s*\}?$/, '$1');
  const item = around.view.byName.get(asked)?.item;
  if (name === '' || item === undefined || isGroup(item)) return '';
  const { value = 'name', label = 'label' } = item.parameters ?? {};
  const rows = typeof item.choices === 'string' ? around.library.named(item.choices) : undefined;
  const fromFile = rows?.where(value, name)[0]?.(label);
  return fromFile ?? around.textOf(choiceKey(item, name)) ?? name;
}

/** `pulldata('places', 'parish', 'name', ${place})`: nothing when there is no such row. */
function pulldata(args: readonly Value[], { library }: Surroundings): Outcome {
  const [file = '', wanted = '', column = '', value = ''] = args.map(toText);
  const rows = library.named(file);
  if (rows === undefined) return { code: 'unknown-table', at: 0, found: file };
  return rows.where(column, value)[0]?.(wanted) ?? '';
}

const isYes = (value: Value): boolean =>
  value === true || value === 'yes' || value === 'true' || toNumber(value) > 0;
/** -1 as a bound is none. */
const isWithin = (sum: number, least: Value, most: Value): boolean =>
  (toNumber(least) === -1 || sum >= toNumber(least)) &&
  (toNumber(most) === -1 || sum <= toNumber(most));

function weighted([least = '', most = '', ...pairs]: readonly Value[]): Value {
  let sum = 0;
  for (let i = 0; i + 1 < pairs.length; i += 2)
    if (isYes(pairs[i] as Value)) sum += toNumber(pairs[i + 1] as Value);
  return isWithin(sum, least, most);
}

const onGlobe =
  (measure: (points: NonNullable<ReturnType<typeof pointsOf>>) => number) =>
  (args: readonly Value[]): Value => {
    const points = pointsOf(single(args).map(toText).join(';'));
    return points === undefined ? Number.NaN : measure(points);
  };

export const functions: ReadonlyMap<string, XFunction> = new Map<string, XFunction>([
  // Choice and truth
  ['if', { least: 3, most: 3, lazy: choose }],
  ['coalesce', { least: 1, most: ANY, lazy: firstFilled }],
  ['not', fn(1, 1, ([a = '']) => !toBoolean(a))],
  ['true', fn(0, 0, () => true)],
  ['false', fn(0, 0, () => false)],
  ['boolean', fn(1, 1, ([a = '']) => toBoolean(a))],
  ['boolean-from-string', ofText(1, 1, (a = '') => a === 'true' || a === '1')],
  // Answers of select questions: names parted by blanks
  ['selected', ofText(2, 2, (list = '', name = '') => wordsOf(list).includes(name.trim()))],
  ['count-selected', ofText(1, 1, (list = '') => wordsOf(list).length)],
  [
    'selected-at',
    fn(2, 2, ([list = '', at = '']) => wordsOf(toText(list))[Math.trunc(toNumber(at))] ?? ''),
  ],
  // Places and instances of repeats
  ['position', { least: 0, most: 1, nodes: 'position' }],
  ['last', { least: 0, most: 0, nodes: 'last' }],
  ['indexed-repeat', { least: 3, most: 7, nodes: 'indexed' }],
  ['instance', { least: 1, most: 1, nodes: 'places' }],
  ['current', { least: 0, most: 0, nodes: 'places' }],
  ['once', { least: 1, most: 1, nodes: 'once' }],
  ['jr:choice-name', fn(2, 2, choiceName)],
  ['pulldata', fn(4, 4, pulldata)],
  [
    'checklist',
    fn(2, ANY, ([least = '', most = '', ...all]) =>
      isWithin(single(all).filter(isYes).length, least, most),
    ),
  ],
  ['weighted-checklist', fn(2, ANY, weighted)],
  // Numbers
  ['number', fn(0, 1, ([a], { here }) => toNumber(a ?? here))],
  ['int', ofNumbers(1, 1, (a = 0) => Math.trunc(a))],
  ['round', ofNumbers(1, 2, (a = 0, decimals = 0) => round(a, decimals))],
  ['floor', ofNumbers(1, 1, (a = 0) => Math.floor(a))],
  ['ceiling', ofNumbers(1, 1, (a = 0) => Math.ceil(a))],
  ['pow', ofNumbers(2, 2, (a = 0, b = 0) => a ** b)],
  ['exp10', ofNumbers(1, 1, (a = 0) => 10 ** a)],
  ['pi', fn(0, 0, () => Math.PI)],
  ['atan2', ofNumbers(2, 2, (a = 0, b = 0) => Math.atan2(a, b))],
  ...(['sqrt', 'exp', 'log', 'log10', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan'] as const).map(
    (name): [string, XFunction] => [name, ofNumbers(1, 1, (a = 0) => Math[name](a))],
  ),
  ['abs', ofNumbers(1, 1, (a = 0) => Math.abs(a))],
  ['sum', ofAll((all) => all.reduce((total, a) => total + a, 0))],
  [
    'min',
    ofAll((all) => (all.length === 0 ? Number.NaN : all.reduce((least, a) => Math.min(least, a)))),
  ],
  [
    'max',
    ofAll((all) => (all.length === 0 ? Number.NaN : all.reduce((most, a) => Math.max(most, a)))),
  ],
  ['count', fn(1, 1, (args) => single(args).length)],
  ['count-non-empty', fn(1, 1, (args) => single(args).filter((a) => a !== '').length)],
  // Text
  ['string', fn(0, 1, ([a], { here }) => toText(a ?? here))],
  ['string-length', fn(0, 1, ([a], { here }) => Array.from(toText(a ?? here)).length)],
  ['concat', fn(0, ANY, (args) => joined('', args))],
  ['join', fn(1, ANY, ([by = '', ...rest]) => joined(toText(by), rest))],
  ['substr', fn(2, 3, substr)],
  ['substring', fn(2, 3, substring)],
  ['substring-before', ofText(2, 2, (a = '', b = '') => a.slice(0, Math.max(0, a.indexOf(b))))],
  [
    'substring-after',
    ofText(2, 2, (a = '', b = '') => (a.includes(b) ? a.slice(a.indexOf(b) + b.length) : '')),
  ],
  ['translate', ofText(3, 3, (a = '', b = '', c = '') => translate(a, b, c))],
  ['contains', ofText(2, 2, (a = '', b = '') => a.includes(b))],
  ['starts-with', ofText(2, 2, (a = '', b = '') => a.startsWith(b))],
  ['ends-with', ofText(2, 2, (a = '', b = '') => a.endsWith(b))],
  ['normalize-space', fn(0, 1, ([a], { here }) => wordsOf(toText(a ?? here)).join(' '))],
  ['regex', fn(2, 2, regex)],
  // Days
  ['today', fn(0, 0, (_, { clock }) => todayOf(clock))],
  ['now', fn(0, 0, (_, { clock }) => nowText(clock))],
  ['date', fn(1, 1, ([a = '']) => toDate(a))],
  ['date-time', fn(1, 1, ([a = ''], { clock }) => dateTimeText(a, clock))],
  ['decimal-date-time', fn(1, 1, ([a = '']) => daysIn(a))],
  ['decimal-time', fn(1, 1, ([a = '']) => dayPartOf(toText(a)))],
  ['format-date', fn(2, 2, ([a = '', b = ''], { language }) => formatted(a, toText(b), language))],
  [
    'format-date-time',
    fn(2, 2, ([a = '', b = ''], { language }) => formatted(a, toText(b), language)),
  ],
  ['add-date', fn(2, 6, ([a = '', ...by], { clock }) => added(a, by.map(toNumber), clock))],
  ...['', 'cht:'].flatMap((by): [string, XFunction][] => [
    [`${by}difference-in-days`, fn(2, 2, ([a = '', b = '']) => daysApart(a, b))],
    [`${by}difference-in-weeks`, fn(2, 2, ([a = '', b = '']) => Math.trunc(daysApart(a, b) / 7))],
    [`${by}difference-in-months`, fn(2, 2, ([a = '', b = '']) => monthsBetween(a, b))],
    [
      `${by}difference-in-years`,
      fn(2, 2, ([a = '', b = '']) => Math.trunc(monthsBetween(a, b) / 12)),
    ],
  ]),
  // Places on the globe
  ['distance', fn(1, ANY, onGlobe(distanceOf))],
  ['area', fn(1, ANY, onGlobe(areaOf))],
  // Chance: of the caller's seed, the same for the same question
  ['random', fn(0, 0, (_, { random }) => random())],
  [
    'uuid',
    fn(0, 1, ([length], { random }) =>
      uuidFrom(random, length === undefined ? undefined : toNumber(length)),
    ),
  ],
  [
    'randomize',
    fn(1, 2, ([all = '', seed], { random }) =>
      shuffled(
        single([all]),
        seed === undefined ? seedOf(String(random())) : seedOf(single([seed])[0] as string),
      ),
    ),
  ],
]);
