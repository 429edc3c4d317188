// The choices sheet (and external_choices): lists with their words. Called by read-xlsform.ts.
import type { Choice } from '../schema.ts';
import type { Column, Table } from './headers.ts';
import type { Issues } from './issues.ts';
import { freeName, goodName } from './names.ts';
import { plainSigns, textOfCell } from './sheets.ts';

export type ReadChoice = Choice & {
  /** Language code -> words. */
  readonly words: ReadonlyMap<string, string>;
};
export type List = { name: string; readonly choices: ReadChoice[]; readonly place: Place };
type Place = { readonly sheet: string; readonly row: number; readonly column: string };

/** List names as the file writes them -> lists, in the sheet's order. */
export type Lists = Map<string, List>;

/** A name that stands in a list already: its first words, and with which further columns. */
type Told = { readonly saying: string; readonly columns: Set<string> };

const MAX_NAME = 60;

/**
 * Reads one sheet into `lists`. `duplicates` says that the settings allow choices of one name; otherwise such choices stay only
 * where their further columns differ (cascades), are dropped when they say the same, and renamed when they don't.
 */
export function readChoices(
  table: Table,
  codeOf: (column: Column) => string,
  duplicates: boolean,
  suffix: string,
  lists: Lists,
  taken: Set<string>,
  issues: Issues,
): number {
  const by = (field: string): Column | undefined =>
    table.columns.find((column) => column.field === field);
  const listColumn = by('list');
  const nameColumn = by('name');
  const labels = table.columns.filter(({ field }) => field === 'label');
  const extras = table.columns.filter(({ field }) => field.startsWith('+'));
  const seen = new Map<List, Map<string, Told>>();
  const numbers = new Map<string, number>();
  let count = 0;
  for (let index = table.first; index < table.rows.length; index += 1) {
    const row = table.rows[index] ?? [];
    const of = (column: Column | undefined): string =>
      column === undefined ? '' : textOfCell(row[column.index]);
    const rawList = plainSigns(of(listColumn)).trim();
    const rawName = plainSigns(of(nameColumn)).trim();
    const words = new Map(
      labels.flatMap((column) => {
        const text = of(column);
        return text === '' ? [] : [[codeOf(column), text] as const];
      }),
    );
    if (rawList === '' && rawName === '' && words.size === 0) continue;
    const place = (column: Column | undefined): Place => ({
      sheet: table.name,
      row: index + 1,
      column: column?.header ?? '',
    });
    if (rawList === '' || rawName === '') {
      issues.warn(place(rawList === '' ? listColumn : nameColumn), 'choice.row-skipped');
      continue;
    }
    count += 1;
    const list = listFor(rawList);
    const columns = Object.fromEntries(
      extras.flatMap((column) => {
        const text = of(column);
        return text === '' ? [] : [[column.field.slice(1), text]];
      }),
    );
    let name = rawName.replaceAll(/\s+/g, '_').slice(0, MAX_NAME);
    if (name !== rawName)
      issues.warn(place(nameColumn), 'choice.renamed', { from: rawName, to: name });
    const known = seen.get(list) ?? new Map<string, Told>();
    seen.set(list, known);
    const spoken = words.size === 0 ? new Map([['', name]]) : words;
    const saying = JSON.stringify([...spoken]);
    const key = JSON.stringify(columns);
    const twin = known.get(name);
    if (twin !== undefined && !twin.columns.has(key)) {
      twin.columns.add(key);
      // One text key for one name: the second label would have no place.
      if (twin.saying !== saying)
        issues.warn(place(nameColumn), 'choice.label-differs', { choice: name });
      else if (!duplicates) issues.warn(place(nameColumn), 'choice.twice', { choice: name });
    } else if (twin !== undefined && twin.saying === saying) {
      issues.warn(place(nameColumn), 'choice.twice', { choice: name });
      continue;
    } else if (twin !== undefined) {
      const from = name;
      name = freeName(from, (one) => known.has(one), numbers);
      issues.warn(place(nameColumn), 'choice.renamed', { from, to: name });
    }
    if (!known.has(name)) known.set(name, { saying, columns: new Set([key]) });
    const choice: ReadChoice = {
      name,
      ...(Object.keys(columns).length > 0 ? { columns } : {}),
      words: spoken,
    };
    if (words.size === 0) issues.warn(place(labels[0]), 'label.missing', { name });
    list.choices.push(choice);
  }
  return count;

  function listFor(raw: string): List {
    const key = `${raw}${suffix}`;
    const old = lists.get(key);
    if (old !== undefined) return old;
    const place = { sheet: table.name, row: 0, column: listColumn?.header ?? '' };
    const name = freeName(goodName(raw, 'list'), (one) => taken.has(one), numbers);
    if (name !== raw) issues.warn(place, 'list.renamed', { from: raw, to: name });
    taken.add(name);
    const list = { name, choices: [], place };
    lists.set(key, list);
    return list;
  }
}
