// Rows of an export: one per response, one per instance of a repeat, with keys that link them. Called by server/exports through the results route.
import type { Form } from '../schema.ts';
import { sheetsOf, type Cell, type ExportOptions, type Sheet, type Texts } from './columns.ts';
import type { Given, Instance, ReadResponse } from './read-response.ts';

export type ExportSheet = { readonly name: string; readonly head: readonly string[] };
export type ExportRow = { readonly sheet: number; readonly cells: readonly Cell[] };
export type ExportPlan = {
  /** The responses first, then the repeats. */
  readonly sheets: readonly ExportSheet[];
  /** Rows of one response, its own first. Responses are numbered in the order they are given. */
  readonly rowsOf: (response: ReadResponse) => Generator<ExportRow>;
};

export type ExportFacts = {
  readonly form: Form;
  readonly slug: string;
  readonly texts: Texts;
  /** Id of a site -> its name. */
  readonly placeNames: ReadonlyMap<string, string>;
};

const iso = (ms: number | null | undefined): Cell =>
  typeof ms === 'number' ? new Date(ms).toISOString() : null;

/** Columns around the answers: before them, and behind. */
const AROUND = {
  odk: {
    before: ['SubmissionDate', 'start', 'end', 'day', 'place'],
    after: ['refused', 'gone', 'meta-instanceID', 'KEY', 'FormVersion'],
    inside: ['refused', 'PARENT_KEY', 'KEY'],
  },
  kobo: {
    before: ['start', 'end', 'day', 'place'],
    after: [
      'refused',
      'gone',
      'meta/instanceID',
      '_uuid',
      '_submission_time',
      '__version__',
      '_index',
    ],
    inside: ['refused', '_index', '_parent_table_name', '_parent_index', '_submission__uuid'],
  },
} as const;

const refusedIn = (givens: Readonly<Record<string, Given>>): string =>
  Object.keys(givens)
    .filter((name) => givens[name]?.is === 'refused')
    .join(' ');
const orNothing = (text: string): Cell => (text === '' ? null : text);

/** Two questions in different groups may come to the same label, and a question may be called like a column of ours. */
function headOf(
  before: readonly string[],
  own: readonly string[],
  after: readonly string[],
): string[] {
  const used = new Set<string>();
  const free = (name: string, at: number): string => {
    const next = at === 1 ? name : `${name}_${at}`;
    if (used.has(next)) return free(name, at + 1);
    used.add(next);
    return next;
  };
  const answers = own.map((name) => free(name, 1));
  const [first, last] = [before, after].map((names) =>
    names.map((name) => free(used.has(name) ? `_${name}` : name, 1)),
  ) as [string[], string[]];
  return [...first, ...answers, ...last];
}

const headsOf = ({ questions }: Sheet): string[] =>
  questions.flatMap(({ columns }) => columns.map(({ head }) => head));
const cellsOf = ({ questions }: Sheet, givens: Readonly<Record<string, Given>>): Cell[] =>
  questions.flatMap(({ name, columns }) => columns.map(({ cell }) => cell(givens[name])));

export function openExport(facts: ExportFacts, options: ExportOptions): ExportPlan {
  const { form, slug, texts, placeNames } = facts;
  const { layout } = options;
  const { before, after, inside } = AROUND[layout];
  const sheets = sheetsOf(form, slug, options, texts);
  const [main, ...repeats] = sheets as [Sheet, ...Sheet[]];
  /** Rows of each sheet so far: Kobo links by them. */
  const indexes = sheets.map(() => 0);

  function mainRow(response: ReadResponse, index: number): readonly Cell[] {
    const { source, day, givens, gone } = response;
    const key = `uuid:${source.id}`;
    const refused = orNothing(refusedIn(givens));
    const left = Object.keys(gone).length === 0 ? null : JSON.stringify(gone);
    const version = source.formVersion ?? null;
    const [start, end] = [iso(source.startedAt), iso(source.completedAt)];
    const place = placeNames.get(source.place) ?? source.place;
    const answers = cellsOf(main, givens);
    return layout === 'odk'
      ? [end, start, end, day, place, ...answers, refused, left, key, key, version]
      : [start, end, day, place, ...answers, refused, left, key, source.id, end, version, index];
  }

  function* rowsOf(response: ReadResponse): Generator<ExportRow> {
    const { id } = response.source;
    const index = (indexes[0] = indexes[0]! + 1);
    yield { sheet: 0, cells: mainRow(response, index) };
    /** Path of an instance -> its key and its row. */
    const parents = new Map<string | undefined, { key: string; index: number; table: string }>([
      [undefined, { key: `uuid:${id}`, index, table: main.name }],
    ]);
    // A repeat comes after the one around it, so its parents are known.
    for (const [at, sheet] of repeats.entries()) {
      const { name, path, parent: outer } = sheet.repeat!;
      const way = outer === undefined ? path : path.slice(path.indexOf(outer) + 1);
      const numbers = new Map<string | undefined, number>();
      for (const instance of response.instances.get(name) ?? []) {
        const parent = parents.get(instance.parent);
        if (parent === undefined) continue;
        const number = (numbers.get(instance.parent) ?? 0) + 1;
        numbers.set(instance.parent, number);
        const own = (indexes[at + 1] = indexes[at + 1]! + 1);
        const key = `${parent.key}/${[...way, `${name}[${number}]`].join('/')}`;
        parents.set(instance.key, { key, index: own, table: name });
        yield { sheet: at + 1, cells: instanceRow(sheet, instance, parent, key, own, id) };
      }
    }
  }

  function instanceRow(
    sheet: Sheet,
    { givens }: Instance,
    parent: { readonly key: string; readonly index: number; readonly table: string },
    key: string,
    index: number,
    id: string,
  ): Cell[] {
    const cells = cellsOf(sheet, givens);
    return layout === 'odk'
      ? [...cells, orNothing(refusedIn(givens)), parent.key, key]
      : [...cells, orNothing(refusedIn(givens)), index, parent.table, parent.index, id];
  }

  return {
    sheets: sheets.map((sheet) => ({
      name: sheet.name,
      head:
        sheet.repeat === undefined
          ? headOf(before, headsOf(sheet), after)
          : headOf([], headsOf(sheet), inside),
    })),
    rowsOf,
  };
}

/** A response as the JSON export writes it. */
export function responseJson(
  response: ReadResponse,
  placeNames: ExportFacts['placeNames'],
): object {
  const { source, day, givens, instances, gone } = response;
  const answers = (of: Readonly<Record<string, Given>>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(of).flatMap(([name, given]): [string, object][] => {
        if (given.is === 'value') return [[name, { value: given.value, at: given.at }]];
        return given.is === 'refused' ? [[name, { refused: true, at: given.at }]] : [];
      }),
    );
  return {
    instanceID: `uuid:${source.id}`,
    start: iso(source.startedAt),
    end: iso(source.completedAt),
    day,
    place: placeNames.get(source.place) ?? source.place,
    formVersion: source.formVersion ?? null,
    answers: answers(givens),
    repeats: Object.fromEntries(
      [...instances].map(([name, list]) => [
        name,
        list.map(({ key, parent, givens: own }) => ({
          key,
          ...(parent === undefined ? {} : { parent }),
          answers: answers(own),
        })),
      ]),
    ),
    gone,
  };
}
