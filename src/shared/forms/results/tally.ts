// Counts one question while responses go by: every number that the results may need of it, nothing printed yet.
// Called by aggregate.ts. Its memory grows with the choices and rounds there are, not with the responses.
import type { AnswerValue } from '../answers.ts';
import { isExpired, type Validity } from '../plan.ts';
import { choicesOf, type Form, type Question } from '../schema.ts';
import { roundOf, type Rounds } from './query.ts';
import type { Given, PlacedQuestion } from './read-response.ts';

/** How a question's answers are counted: one of several, several of several, a size, words, or only that there is one. */
export type CountedAs = 'choice' | 'multiple' | 'number' | 'text' | 'given';

/** Answers outside of the form's choices (typed ones, another version's) are one line: typed words are nobody's statistics. */
export const UNKNOWN = ' unknown';
/** Texts that are shown; the newest. All of them are in the exports. */
export const TEXTS = 200;

export function countedAs({ type }: Question): CountedAs | undefined {
  if (type === 'note' || type === 'calculate' || type === 'hidden') return undefined;
  if (type === 'select_multiple') return 'multiple';
  if (type === 'integer' || type === 'decimal' || type === 'range') return 'number';
  if (type === 'text') return 'text';
  const plain = ['phone', 'barcode', 'geopoint', 'image', 'audio'];
  return plain.includes(type) ? 'given' : 'choice';
}

export type Counts = Map<string, number>;
export const bump = (counts: Counts, name: string, by = 1): void =>
  void counts.set(name, (counts.get(name) ?? 0) + by);
const bumpIn = (table: Map<string, Counts>, row: string, column: string): void => {
  const counts = table.get(row);
  if (counts) bump(counts, column);
  else table.set(row, new Map([[column, 1]]));
};

/** Category -> column -> how many, and of all units -> column. */
export type CrossTally = { readonly units: Counts; readonly cells: Map<string, Counts> };
const newCross = (): CrossTally => ({ units: new Map(), cells: new Map() });

export type Tally = {
  readonly placed: PlacedQuestion;
  readonly as: CountedAs;
  /** Names of the choices as the form lists them; undefined where it lists none. */
  readonly known: ReadonlySet<string> | undefined;
  /** Responses, or instances of the repeat; and how many responses these come from. */
  units: number;
  people: number;
  answered: number;
  refused: number;
  missing: number;
  notAsked: number;
  stale: number;
  /** Fresh answers by category; of numbers by the number itself. */
  readonly fresh: Counts;
  /** By round: answers that count, and those that are too old to. */
  readonly rounds: CrossTally;
  readonly staleRounds: CrossTally;
  /** By the answer to the cross question; '' stands for none that counts. */
  readonly cross: CrossTally;
  texts: { readonly at: string; readonly words: string }[];
};

export function newTally(form: Form, placed: PlacedQuestion, as: CountedAs): Tally {
  const { item } = placed;
  const offered = item.choices === undefined ? [] : choicesOf(form, item);
  return {
    placed,
    as,
    known: offered.length === 0 ? undefined : new Set(offered.map(({ name }) => name)),
    units: 0,
    people: 0,
    answered: 0,
    refused: 0,
    missing: 0,
    notAsked: 0,
    stale: 0,
    fresh: new Map(),
    rounds: newCross(),
    staleRounds: newCross(),
    cross: newCross(),
    texts: [],
  };
}

/** The lines that an answer counts in: none when it can't be read (a number typed as words). */
export function categoriesOf(
  tally: Pick<Tally, 'placed' | 'as' | 'known'>,
  value: AnswerValue,
): readonly string[] {
  const { type } = tally.placed.item;
  if (tally.as === 'number') return typeof value === 'number' ? [String(value)] : [];
  if (tally.as === 'text' || tally.as === 'given') return [' given'];
  if (type === 'date' || type === 'datetime') return [String(value).slice(0, 7)];
  if (type === 'time') return [`${String(value).slice(0, 2)}:00`];
  const named = (name: string): string =>
    tally.known === undefined || tally.known.has(name) ? name : UNKNOWN;
  const names = typeof value === 'object' ? value : [String(value)];
  // Of an order only the first place is counted.
  return type === 'rank' ? names.slice(0, 1).map(named) : [...new Set(names.map(named))];
}

/** The category of an answer that counts now; '' when there is none. For the cross question, which has one category at most. */
export function categoryNow(tally: Tally, given: Given | undefined, validity: Validity): string {
  if (given?.is !== 'value' || isExpired(given.at, validity)) return '';
  return categoriesOf(tally, given.value)[0] ?? '';
}

export type Unit = {
  readonly given: Given;
  /** The response's day: where there is no answer, it says the round and how fresh that is. */
  readonly day: string;
  /** Undefined without a cross question. */
  readonly column: string | undefined;
};

export function count(tally: Tally, unit: Unit, validity: Validity, rounds: Rounds): void {
  const { given } = unit;
  const at = 'at' in given ? given.at : unit.day;
  const stale = isExpired(at, validity);
  const categories = given.is === 'value' ? categoriesOf(tally, given.value) : [];
  const round = roundOf(at, rounds);
  const byRound = stale ? tally.staleRounds : tally.rounds;
  tally.units += 1;
  bump(byRound.units, round);
  for (const name of categories) bumpIn(byRound.cells, name, round);
  if (unit.column !== undefined) bump(tally.cross.units, unit.column);
  if (stale) tally.stale += 1;
  else if (categories.length > 0) countFresh(tally, unit, categories);
  else if (given.is === 'refused') tally.refused += 1;
  else if (given.is === 'notAsked') tally.notAsked += 1;
  else tally.missing += 1;
}

function countFresh(tally: Tally, { given, column }: Unit, categories: readonly string[]): void {
  tally.answered += 1;
  for (const name of categories) {
    bump(tally.fresh, name);
    if (column !== undefined) bumpIn(tally.cross.cells, name, column);
  }
  if (tally.as !== 'text' || given.is !== 'value') return;
  tally.texts.push({ at: given.at, words: String(given.value) });
  if (tally.texts.length >= 2 * TEXTS) tally.texts = newest(tally.texts);
}

/** The same texts in whatever order the responses came. */
export const newest = (texts: Tally['texts']): Tally['texts'] =>
  texts
    .toSorted((a, b) => (a.at === b.at ? (a.words < b.words ? -1 : 1) : a.at > b.at ? -1 : 1))
    .slice(0, TEXTS);
