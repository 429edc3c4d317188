// Between a row (values as screens read them), registers (values as they travel) and what the outbox keeps. Pure; used by every door.
import type { Json } from '#core/json.ts';
import { type Lanes, NO_LANES } from '#core/hash.ts';
import { laterStamp, type Stamp } from '#core/stamp.ts';
import type { Kind } from '#records/registry.ts';
import { recordLanes } from '#sync/digest.ts';
import { merge, type Merged } from '#sync/merge.ts';
import {
  DELETED,
  ERASED,
  type Fields,
  isDeleted,
  isErased,
  type Register,
  splitRegister,
  valuesOf,
} from '#sync/wire.ts';
import type { AnyRow, Batch, Lost, MarkedRow, Marks, OutboxEntry, RowState } from './row.ts';

/** One register's value out of a row; `null` when it was cleared. */
function valueAt(row: AnyRow, name: string): Json {
  if (name === DELETED || name === ERASED) return (row[name] as boolean | undefined) ?? true;
  const { field, key } = splitRegister(name);
  const value =
    key === undefined ? row[field] : (row[field] as Record<string, Json> | undefined)?.[key];
  return (value as Json | undefined) ?? null;
}

export function fieldsOf(row: AnyRow | undefined, names?: readonly string[]): Fields {
  const fields: Record<string, Register> = {};
  if (!row) return fields;
  for (const name of names ?? Object.keys(row._stamps))
    fields[name] = [valueAt(row, name), row._stamps[name]!];
  return fields;
}

/** Puts a row together. Deleted rows keep their values: a later `[false, stamp]` brings them back. */
export function rowOf(kind: Kind, state: State, fields: Fields): MarkedRow {
  const stamps: Record<string, Stamp> = {};
  for (const name of Object.keys(fields)) stamps[name] = fields[name]![1];
  const row: Record<string, unknown> = { ...valuesOf(kind, fields), ...state, _stamps: stamps };
  if (fields[DELETED]) row[DELETED] = fields[DELETED][0];
  if (isDeleted(fields)) row[DELETED] = true;
  if (fields[ERASED]) row[ERASED] = true;
  return row as MarkedRow;
}

/** A row without its registers. */
export type State = Pick<RowState, 'id' | 'scope'> & Marks;

/** Registers of this row that wait to be sent. */
export const unsentNames = (row: MarkedRow): string[] =>
  Object.keys(row._unsent ?? {}).filter((name) => name in row._stamps);

/** The stamps that the server is known to hold for this row. */
export function confirmedStamps(row: MarkedRow): Readonly<Record<string, Stamp>> {
  if (!row._unsent) return row._stamps;
  const stamps: Record<string, Stamp> = { ...row._stamps };
  for (const [name, stamp] of Object.entries(row._unsent)) {
    if (stamp === '') delete stamps[name];
    else stamps[name] = stamp;
  }
  return stamps;
}

export const confirmedLanes = (row: MarkedRow | undefined): Lanes =>
  row ? recordLanes(row.id, confirmedStamps(row)) : NO_LANES;

/** The row's own state with other registers to be sent; without any it is clean. */
export function withUnsent(
  row: MarkedRow,
  unsent: Record<string, Stamp>,
  lost: readonly Lost[] = row._lost ?? [],
): State {
  const { id, scope } = row;
  const isUnsent = Object.keys(unsent).length > 0;
  if (!isUnsent && lost.length === 0) return { id, scope };
  return {
    id,
    scope,
    ...(isUnsent ? { _unsent: unsent } : {}),
    ...(lost.length > 0 ? { _lost: lost } : {}),
    _dirty: row._dirty ?? 1,
    ...(row._refused ? { _refused: row._refused } : {}),
  };
}

/** What the outbox has to keep of a row; undefined when nothing of it is unsent. */
export function entryOf(kind: Kind, row: MarkedRow): OutboxEntry | undefined {
  if (row._dirty === undefined) return undefined;
  const { id, scope, _unsent = {}, _lost, _refused } = row;
  const names = Object.keys(_unsent);
  const isWhole =
    names.length === Object.keys(row._stamps).length &&
    names.every((name) => _unsent[name] === '' && name in row._stamps);
  return {
    kind,
    id,
    scope,
    fields: fieldsOf(row, unsentNames(row)),
    ...(isWhole ? {} : { confirmed: _unsent }),
    ...(_lost ? { lost: _lost } : {}),
    ...(_refused ? { refused: _refused } : {}),
  };
}

/** The way back. */
export function marksOf(entry: OutboxEntry, state: Batch['state']): Marks {
  const { fields, confirmed, lost, refused } = entry;
  const unsent = confirmed ?? Object.fromEntries(Object.keys(fields).map((name) => [name, '']));
  return {
    ...(Object.keys(unsent).length > 0 ? { _unsent: unsent } : {}),
    ...(lost ? { _lost: lost } : {}),
    ...(refused ? { _refused: refused } : {}),
    ...(state === 0 ? {} : { _dirty: state }),
  };
}

/** What an erased row still has to tell the server, and all that the server is known to hold of it until then. */
export const erasedUnsent = (held: Readonly<Record<string, Stamp>>): Record<string, Stamp> => ({
  [ERASED]: '',
  ...held,
});

/** A record from the server merged into what is here; local unsent registers stay unsent when they are later. */
export function mergeFromServer(
  kind: Kind,
  row: MarkedRow | undefined,
  id: string,
  scope: string,
  incoming: Fields,
): { row: MarkedRow; merged: Merged } {
  const merged = merge(fieldsOf(row), incoming);
  const base: MarkedRow = row ?? { id, scope, _stamps: {} };
  const erased = isErased(merged.fields);
  const lost = erased ? [] : [...(base._lost ?? [])];
  let unsent: Record<string, Stamp> = {};
  if (erased && !isErased(incoming)) {
    // Erased here, not yet there.
    unsent = { ...base._unsent };
    for (const name of Object.keys(incoming))
      unsent[name] = laterStamp(unsent[name], incoming[name]![1])!;
  } else {
    for (const [name, confirmed] of Object.entries(base._unsent ?? {})) {
      const mine = base._stamps[name];
      const theirs = incoming[name]?.[1];
      if (!(name in merged.fields) || mine === undefined) continue;
      if (theirs === undefined || theirs < mine) unsent[name] = laterStamp(confirmed, theirs)!;
      // The server's later write took this register's place; ours goes into its history. An equal one is our own.
      else if (theirs > mine && !erased) lost.push([name, valueAt(base, name), mine]);
    }
  }
  return { row: rowOf(kind, withUnsent(base, unsent, lost), merged.fields), merged };
}

/** Roughly the characters of their JSON: near enough to bound a batch or a request. */
export function weightOf(fields: Fields): number {
  let weight = 0;
  for (const name of Object.keys(fields)) {
    const value = fields[name]![0];
    weight += name.length + 40;
    if (typeof value === 'string') weight += value.length;
    else if (typeof value === 'object') weight += JSON.stringify(value).length;
  }
  return weight;
}
