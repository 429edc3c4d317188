// One response record as the results count it and the exports write it: relevant answers by question, instances of repeats apart.
// Called by aggregate.ts and rows.ts, so that a number on the screen and a row of a file never differ.
import { dayOf } from '#core/dates.ts';
import { hasShape, readAnswer, valueOf, type Answer, type AnswerValue } from '../answers.ts';
import { currentValue, isRelevant, openForm, withAnswers, type FormState } from '../engine.ts';
import { isAnswered, isGroup, type Form, type Item, type Question } from '../schema.ts';
import type { ResultQuery } from './query.ts';

/** What is needed of a response record, wherever it lies. `place` is the id of its site. */
export type StoredResponse = {
  readonly id: string;
  readonly place: string;
  readonly survey: string;
  readonly formVersion?: number | null | undefined;
  readonly startedAt: number;
  readonly completedAt?: number | null | undefined;
  readonly answers?: Readonly<Record<string, unknown>> | undefined;
};

/** What became of one question. `at` is the day of answering. */
export type Given =
  | { readonly is: 'value'; readonly value: AnswerValue; readonly at: string }
  | { readonly is: 'refused'; readonly at: string }
  | { readonly is: 'missing' }
  | { readonly is: 'notAsked' };
export type Givens = Readonly<Record<string, Given>>;

/** One instance of a repeat. `key` is its register's path (`repeat/instance`), `parent` that of the instance around it. */
export type Instance = {
  readonly key: string;
  readonly parent: string | undefined;
  readonly givens: Givens;
};

export type ReadResponse = {
  readonly source: StoredResponse;
  /** Day of the latest answer: to this day's round it belongs. */
  readonly day: string;
  readonly givens: Givens;
  readonly instances: ReadonlyMap<string, readonly Instance[]>;
  /** Answers to what the form no longer asks. */
  readonly gone: Readonly<Record<string, Answer>>;
};

export type PlacedQuestion = {
  readonly item: Question;
  /** Names of the groups and repeats around it, outermost first. */
  readonly path: readonly string[];
  /** The innermost repeat around it. */
  readonly repeat: string | undefined;
};
export type PlacedRepeat = {
  readonly name: string;
  /** The repeat around it. */
  readonly parent: string | undefined;
  readonly path: readonly string[];
};
type Layout = { readonly questions: PlacedQuestion[]; readonly repeats: PlacedRepeat[] };

/** All that can hold a value, in reading order, and the repeats. */
export function layoutOf(form: Form): Layout {
  const layout: Layout = { questions: [], repeats: [] };
  const walk = (items: readonly Item[], path: readonly string[], repeat: string | undefined) => {
    for (const item of items) {
      if (isGroup(item)) {
        const inside = item.type === 'repeat';
        if (inside) layout.repeats.push({ name: item.name, parent: repeat, path });
        walk(item.items, [...path, item.name], inside ? item.name : repeat);
      } else if (item.type !== 'note') layout.questions.push({ item, path, repeat });
    }
  };
  walk(form.items, [], undefined);
  return layout;
}

/** Whether the query asks for this response. Only finished answerings count. */
export function isAskedFor(query: ResultQuery, source: StoredResponse, day: string): boolean {
  return (
    source.survey === query.survey &&
    typeof source.completedAt === 'number' &&
    (query.versions === undefined || query.versions.includes(source.formVersion ?? 0)) &&
    (query.places === undefined || query.places.includes(source.place)) &&
    (query.from === undefined || day >= query.from) &&
    (query.to === undefined || day <= query.to)
  );
}

/** These look at the clock or at chance: such a form is opened anew for each response, at the moment when it was finished. */
const MOMENT = /\b(?:today|now|random|uuid|once)\s*\(/;
const registerPath = (name: string): readonly string[] => name.split('/');

/** Reads responses of one form, asking the query first. What was answered under an older version is judged by this form's conditions. */
export function responseReader(
  form: Form,
  query: ResultQuery,
): (source: StoredResponse) => ReadResponse | undefined {
  const layout = layoutOf(form);
  const ofMoment = MOMENT.test(JSON.stringify(form));
  const empty = openForm(form, { now: { ms: 0, zoneOffsetMinutes: 0 } });
  const known = new Map(layout.questions.map((one) => [one.item.name, one]));
  return (source) => {
    if (source.survey !== query.survey || typeof source.completedAt !== 'number') return undefined;
    const answers: Record<string, Answer> = {};
    let day = '';
    for (const [name, register] of Object.entries(source.answers ?? {})) {
      const one = readAnswer(register);
      if (one === undefined) continue;
      answers[name] = one;
      if (one.at > day) day = one.at;
    }
    if (day === '') day = dayOf(source.completedAt, 0);
    if (!isAskedFor(query, source, day)) return undefined;
    const state = ofMoment
      ? openForm(form, { answers, now: { ms: source.completedAt, zoneOffsetMinutes: 0 } })
      : withAnswers(empty, answers);
    return { source, day, ...sorted(layout, known, answers, state, day) };
  };
}

function sorted(
  layout: Layout,
  known: ReadonlyMap<string, PlacedQuestion>,
  answers: Readonly<Record<string, Answer>>,
  state: FormState,
  day: string,
): Pick<ReadResponse, 'givens' | 'instances' | 'gone'> {
  const gone: Record<string, Answer> = {};
  /** Path of an instance -> its answers; the parents of an instance are there as well. */
  const inside = new Map<string, Record<string, Answer>>();
  for (const [name, one] of Object.entries(answers)) {
    const parts = registerPath(name);
    const item = known.get(parts.at(-1) ?? '');
    const repeat = parts.length > 1 ? parts.at(-3) : undefined;
    if (item === undefined || item.repeat !== repeat) {
      gone[name] = one;
      continue;
    }
    for (let length = 2; length < parts.length; length += 2) {
      const key = parts.slice(0, length).join('/');
      if (!inside.has(key)) inside.set(key, {});
    }
    if (parts.length > 1) inside.get(parts.slice(0, -1).join('/'))![item.item.name] = one;
  }
  const givens: Record<string, Given> = {};
  for (const { item, repeat } of layout.questions)
    if (repeat === undefined)
      givens[item.name] = givenOf(item, answers[item.name], state, day, item.name);
  const instances = new Map<string, Instance[]>();
  for (const key of [...inside.keys()].toSorted()) {
    const parts = registerPath(key);
    const name = parts.at(-2) ?? '';
    const own: Record<string, Given> = {};
    for (const { item, repeat } of layout.questions)
      if (repeat === name)
        own[item.name] = givenOf(item, inside.get(key)?.[item.name], state, day, name);
    const parent = parts.length > 2 ? parts.slice(0, -2).join('/') : undefined;
    const list = instances.get(name);
    if (list) list.push({ key, parent, givens: own });
    else instances.set(name, [{ key, parent, givens: own }]);
  }
  return { givens, instances, gone };
}

/** @param relevance the item that is asked whether it is relevant: of a repeat's question the repeat */
function givenOf(
  item: Question,
  one: Answer | undefined,
  state: FormState,
  day: string,
  relevance: string,
): Given {
  if (!isRelevant(state, relevance)) return { is: 'notAsked' };
  if (!isAnswered(item)) {
    const value = relevance === item.name ? currentValue(state, item.name) : undefined;
    return value === undefined || value === ''
      ? { is: 'missing' }
      : { is: 'value', value: typeof value === 'number' ? value : String(value), at: day };
  }
  if (one === undefined)
    return item.default === undefined || item.default === ''
      ? { is: 'missing' }
      : { is: 'value', value: item.default, at: day };
  const value = valueOf(one);
  if (value === undefined) return { is: 'refused', at: one.at };
  return hasShape(item.type, value) && (typeof value === 'number' || value.length > 0)
    ? { is: 'value', value, at: one.at }
    : { is: 'missing' };
}
