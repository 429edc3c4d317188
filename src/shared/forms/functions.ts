// The functions an expression may call: one line each, by the name the ODK XForms specification gives them.
// Called by evaluate.ts (to run them) and compile.ts (to know their names and how many arguments they take).
import { readPattern, type Pattern } from './pattern.ts';
import type { Form } from './schema.ts';
import { todayOf, type Clock } from './clock.ts';
import {
  dateOf,
  daysOf,
  isProblem,
  nowText,
  single,
  toBoolean,
  toNumber,
  toText,
} from './values.ts';
import type { Outcome, Value } from './values.ts';

/** What a function may know besides its arguments. */
export type Surroundings = {
  readonly clock: Clock;
  readonly form: Form;
  /** Of this expression in this instance: random numbers come from it. */
  readonly seed: string;
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

/** `date()`: of a date, a date-time, or days since 1970. */
function toDate([value = '']: readonly Value[]): Value {
  const days = typeof value === 'number' ? value : daysOf(toText(value).trim());
  return Number.isNaN(days) ? '' : dateOf(days);
}

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
  // Numbers
  ['number', fn(1, 1, ([a = '']) => toNumber(a))],
  ['int', ofNumbers(1, 1, (a = 0) => Math.trunc(a))],
  ['round', ofNumbers(1, 2, (a = 0, decimals = 0) => round(a, decimals))],
  ['floor', ofNumbers(1, 1, (a = 0) => Math.floor(a))],
  ['ceiling', ofNumbers(1, 1, (a = 0) => Math.ceil(a))],
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
  ['string', fn(1, 1, ([a = '']) => toText(a))],
  ['string-length', ofText(1, 1, (a = '') => Array.from(a).length)],
  ['concat', fn(0, ANY, (args) => single(args).map(toText).join(''))],
  ['join', fn(1, ANY, ([by = '', ...rest]) => single(rest).map(toText).join(toText(by)))],
  ['contains', ofText(2, 2, (a = '', b = '') => a.includes(b))],
  ['starts-with', ofText(2, 2, (a = '', b = '') => a.startsWith(b))],
  ['ends-with', ofText(2, 2, (a = '', b = '') => a.endsWith(b))],
  ['normalize-space', ofText(1, 1, (a = '') => wordsOf(a).join(' '))],
  ['regex', fn(2, 2, regex)],
  // Days
  ['today', fn(0, 0, (_, { clock }) => todayOf(clock))],
  ['now', fn(0, 0, (_, { clock }) => nowText(clock))],
  ['date', fn(1, 1, toDate)],
]);
