// The survey sheet as a tree of lines: groups hold what stands between their begin and end, loops are written out for each choice.
// Called by read-survey.ts, which makes questions of the lines.
import type { Column, Table } from './headers.ts';
import type { Issues, Place } from './issues.ts';
import { freeName, goodName } from './names.ts';
import type { List, Lists } from './read-choices.ts';
import { plainSigns, textOfCell } from './sheets.ts';
import { readType, type TypeCell } from './types.ts';

/** One row of the sheet, or a copy of it inside a loop. */
export type Line = {
  readonly row: number;
  readonly type: TypeCell;
  /** The cell of a field; '' without such a column. */
  readonly cell: (field: string) => string;
  /** Language code -> the words of a text field. */
  readonly words: (field: string) => ReadonlyMap<string, string>;
  readonly place: (field: string) => Place;
  /** How the row is named in the file, which expressions use, and what its own name should be. */
  readonly rawName: string;
  readonly wanted: string;
  /** A copy in a loop: counted and spoken of once, with the first. */
  readonly copy: boolean;
};

export type Branch = {
  readonly line: Line;
  readonly name: string;
  readonly inside: Branch[] | undefined;
  readonly scope: Scope;
};

/** Names seen from a place: first those of the same group, then further out. */
export class Scope {
  readonly names = new Map<string, string>();
  readonly parent: Scope | undefined;
  constructor(parent: Scope | undefined) {
    this.parent = parent;
  }

  find(raw: string): string | undefined {
    const own = this.names.get(raw);
    if (own !== undefined) return own;
    for (let scope = this.parent; scope !== undefined; scope = scope.parent) {
      const name = scope.names.get(raw);
      if (name !== undefined) return name;
    }
    return undefined;
  }
}

/** All rows that say something, in order. */
export function readLines(
  table: Table,
  codeOf: (column: Column) => string,
  issues: Issues,
): Line[] {
  const fields = new Map<string, Column[]>();
  for (const column of table.columns)
    fields.set(column.field, [...(fields.get(column.field) ?? []), column]);
  const columnOf = (field: string): Column | undefined => fields.get(field)?.[0];
  const lines: Line[] = [];
  for (let index = table.first; index < table.rows.length; index += 1) {
    const cells = table.rows[index] ?? [];
    const cell = (field: string): string => {
      const column = columnOf(field);
      return column === undefined ? '' : textOfCell(cells[column.index]);
    };
    const words = (field: string): ReadonlyMap<string, string> =>
      new Map(
        (fields.get(field) ?? []).flatMap((column) => {
          const text = textOfCell(cells[column.index]);
          return text === '' ? [] : [[codeOf(column), text] as const];
        }),
      );
    const place = (field: string): Place => ({
      sheet: table.name,
      row: index + 1,
      column: columnOf(field)?.header ?? '',
    });
    if (!table.columns.some((column) => textOfCell(cells[column.index]) !== '')) continue;
    const text = cell('type');
    const rawName = plainSigns(cell('name')).trim();
    if (text === '') {
      if (rawName === '' && words('label').size === 0) issues.warn(place('type'), 'row.skipped');
      else issues.error(place('type'), 'type.missing', { name: rawName });
      continue;
    }
    if (/^(?:yes|true|true\(\)|1)$/i.test(cell('disabled'))) {
      issues.warn(place('disabled'), 'row.disabled');
      continue;
    }
    const type = readType(text);
    lines.push({ row: index + 1, type, cell, words, place, rawName, wanted: rawName, copy: false });
  }
  return lines;
}

/** No loop is written out to more rows than this. */
const MOST = 20_000;

/** Loops become a group with a group for each choice; a loop inside a loop stays one group. */
export function withoutLoops(lines: readonly Line[], lists: Lists, issues: Issues): Line[] {
  const out: Line[] = [];
  const ends = endsOf(lines);
  let at = 0;
  for (let line = lines[at]; line !== undefined; line = lines[at]) {
    at += 1;
    if (line.type.is !== 'begin' || line.type.kind !== 'loop') {
      out.push(line);
      continue;
    }
    const end = ends.get(at - 1);
    const list = lists.get(line.type.list);
    const inner = end === undefined ? [] : lines.slice(at, end);
    const choices = list?.choices.filter(({ name }) => name !== 'none') ?? [];
    if (list === undefined || end === undefined || choices.length * (inner.length + 2) > MOST) {
      issues.warn(line.place('type'), 'loop-once', { list: line.type.list });
      out.push(line);
      continue;
    }
    issues.warn(line.place('type'), 'loop', { list: list.name, count: String(choices.length) });
    out.push(line, ...copies(line, inner, choices));
    at = end;
  }
  return out;
}

/** The place of each begin's end; a begin that is never closed has none. */
function endsOf(lines: readonly Line[]): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (const [at, { type }] of lines.entries())
    if (type.is === 'begin') open.push(at);
    else if (type.is === 'end') ends.set(open.pop() ?? -1, at);
  return ends;
}

function* copies(loop: Line, inner: readonly Line[], choices: List['choices']): Generator<Line> {
  const none = (): ReadonlyMap<string, string> => new Map();
  for (const [index, choice] of choices.entries()) {
    const frame = { ...loop, cell: () => '', words: none, copy: true };
    yield {
      ...frame,
      type: { is: 'begin', kind: 'group', list: '' },
      words: (field) => (field === 'label' ? choice.words : none()),
      rawName: choice.name,
      wanted: choice.name,
    };
    for (const line of inner)
      yield {
        ...line,
        copy: index > 0,
        wanted: line.wanted === '' ? '' : `${choice.name}_${line.wanted}`,
        words: (field) =>
          new Map(
            [...line.words(field)].map(([code, text]) => [
              code,
              text
                .replaceAll('%(label)s', choice.words.get(code) ?? choice.name)
                .replaceAll('%(name)s', choice.name),
            ]),
          ),
      };
    yield { ...frame, type: { is: 'end', kind: 'group' }, rawName: '', wanted: '' };
  }
}

const KINDS = { group: 'group', repeat: 'repeat', loop: 'loop' } as const;

/** Lines in lines, each with a name of its own. What is never opened or closed is an error that names both rows. */
export function treeOf(
  lines: readonly Line[],
  issues: Issues,
): {
  readonly roots: readonly Branch[];
  /** Names as written -> names as they are now, the first of each. */
  readonly all: ReadonlyMap<string, string>;
  readonly claim: (wanted: string) => string;
} {
  const roots: Branch[] = [];
  const top = new Scope(undefined);
  const open: Branch[] = [];
  const taken = new Set<string>();
  const numbers = new Map<string, number>();
  const all = new Map<string, string>();
  for (const line of lines) {
    const { type } = line;
    if (type.is === 'end') {
      close(line, type.kind);
      continue;
    }
    if (type.is === 'setting') continue;
    const inside = open.at(-1);
    const scope = inside === undefined ? top : inside.scope;
    const raw = line.rawName;
    const name = nameFor(line);
    if (name === undefined) continue;
    taken.add(name);
    const label = raw === '' ? name : raw;
    if (!scope.names.has(label)) scope.names.set(label, name);
    if (!all.has(label)) all.set(label, name);
    const branch: Branch =
      type.is === 'begin'
        ? { line, name, inside: [], scope: new Scope(scope) }
        : { line, name, inside: undefined, scope };
    (inside?.inside ?? roots).push(branch);
    if (type.is === 'begin') open.push(branch);
  }
  for (const { line, name } of open)
    issues.error(line.place('type'), 'begin-without-end', { name, kind: kindOf(line) });
  const isTaken = (one: string): boolean => taken.has(one);
  const claim = (wanted: string): string => {
    const name = freeName(wanted.slice(0, 60), isTaken, numbers);
    taken.add(name);
    return name;
  };
  return { roots, all, claim };

  function close(line: Line, kind: 'group' | 'repeat' | 'loop'): void {
    const last = open.at(-1);
    if (last === undefined) {
      issues.error(line.place('type'), 'end.without-begin', { kind: KINDS[kind] });
      return;
    }
    if (kindOf(last.line) === kind) {
      open.pop();
      return;
    }
    issues.error(line.place('type'), 'end.mismatch', {
      kind: KINDS[kind],
      open: kindOf(last.line),
      name: last.name,
      row: String(last.line.row),
    });
    // Goes on as if the nearest fitting one were meant, so that one slip is told once.
    const fitting = open.findLastIndex((one) => kindOf(one.line) === kind);
    open.splice(fitting < 0 ? open.length - 1 : fitting);
  }

  function nameFor(line: Line): string | undefined {
    const { type, rawName, wanted } = line;
    let base = wanted;
    if (wanted === '') {
      const generated = unnamed(line);
      if (generated === undefined) {
        issues.error(line.place('name'), 'name.missing');
        return undefined;
      }
      if (type.is === 'begin')
        issues.warn(line.place('name'), 'group-unnamed', { name: generated });
      base = generated;
    }
    const good = goodName(base, `q_${line.row}`);
    if (good !== base && !line.copy)
      issues.warn(line.place('name'), 'name.changed', { from: rawName, to: good });
    const name = freeName(good, (one) => taken.has(one), numbers);
    // Groups of a loop are called like the choices; nobody wrote those names.
    if (name !== good && !line.copy)
      issues.warn(line.place('name'), 'name.twice', { from: good, to: name });
    return name;
  }
}

const kindOf = ({ type }: Line): 'group' | 'repeat' | 'loop' =>
  type.is === 'begin' ? type.kind : 'group';

/** Names that rows may go without. */
function unnamed({ type, row }: Line): string | undefined {
  if (type.is === 'begin') return `${type.kind}_${row}`;
  if (type.is === 'metadata') return type.word.replaceAll(/\W+/g, '_').toLowerCase();
  return type.is === 'plain' && type.type === 'note' ? `note_${row}` : undefined;
}
